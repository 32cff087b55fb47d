use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{DayPart, HolidayDate, MonthDay, Schedule};

/// A schedule made ready to be asked by date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    /// From Monday on; what went on after midnight is with the weekday on which it ends.
    week: [Vec<DayPart>; 7],
    closed: BTreeMap<NaiveDate, Vec<DayPart>>,
    closed_yearly: BTreeMap<MonthDay, Vec<DayPart>>,
    extra: BTreeMap<NaiveDate, Vec<DayPart>>,
}

impl Days {
    pub(super) fn new(schedule: &Schedule) -> Self {
        let mut days = Self {
            week: Default::default(),
            closed: BTreeMap::new(),
            closed_yearly: BTreeMap::new(),
            extra: BTreeMap::new(),
        };
        for opening in &schedule.week {
            days.week[index(opening.day)].push(opening.shift.evening());
            days.week[index(opening.day.succ())].extend(opening.shift.morning());
        }
        for holiday in &schedule.holidays {
            match holiday.on {
                HolidayDate::Once(date) => days.closed.entry(date).or_default().push(holiday.part),
                HolidayDate::Yearly(day) => days.closed_yearly.entry(day).or_default().push(holiday.part),
            }
        }
        for extra in &schedule.extra {
            days.extra.entry(extra.date).or_default().push(extra.part);
        }
        days
    }

    /// What is open on a local date, in no order; parts may overlap.
    pub(super) fn open_on(&self, date: NaiveDate) -> Cow<'_, [DayPart]> {
        let usual = &self.week[index(date.weekday())];
        let (closed, yearly) = (self.closed.get(&date), self.closed_yearly.get(&date.into()));
        let extra = self.extra.get(&date);
        if closed.is_none() && yearly.is_none() && extra.is_none() {
            return Cow::Borrowed(usual);
        }
        let mut open = usual.clone();
        for closed in closed.into_iter().chain(yearly).flatten() {
            open = open.into_iter().flat_map(|part| part.without(*closed)).collect();
        }
        open.extend(extra.into_iter().flatten());
        Cow::Owned(open)
    }

    /// Dates with extra hours, in order.
    pub(super) fn extra_dates(&self) -> impl Iterator<Item = NaiveDate> {
        self.extra.keys().copied()
    }
}

fn index(day: chrono::Weekday) -> usize {
    day.num_days_from_monday() as usize
}
