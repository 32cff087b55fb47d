use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{DayPart, Shift, TimeOfDay};

/// When an office is meant to work, before anybody looked whether that makes sense; see [`super::Calendar::new`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Any number a day.
    pub week: Vec<Opening>,
    /// What stays closed; several may be on one date.
    pub holidays: Vec<Holiday>,
    /// What is open whatever the week and the holidays say.
    pub extra: Vec<Extra>,
}

impl Schedule {
    /// Never closed.
    pub fn always() -> Self {
        let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        Self { week: days.map(|day| Opening { day, shift: Shift::WHOLE_DAY }).to_vec(), ..Self::default() }
    }
}

/// Open every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// The weekday on which the shift begins.
    pub day: Weekday,
    /// From when to when.
    pub shift: Shift,
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, self.shift)
    }
}

/// Closed on a date, or for a part of it. What began the evening before is closed too, what goes on after it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// Which date.
    pub on: HolidayDate,
    /// Which part of it.
    pub part: DayPart,
}

/// A local date, once or every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayDate {
    /// Once.
    Once(NaiveDate),
    /// Every year that has it.
    Yearly(MonthDay),
}

/// A date in any year; 29 February is one of leap years only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    /// Months and days from 1. `None` for a date that no year has.
    pub fn new(month: u32, day: u32) -> Option<Self> {
        const LEAP_YEAR: i32 = 2000;
        NaiveDate::from_ymd_opt(LEAP_YEAR, month, day).map(|_| Self { month, day })
    }
}

impl From<NaiveDate> for MonthDay {
    fn from(date: NaiveDate) -> Self {
        Self { month: date.month(), day: date.day() }
    }
}

/// Open once, also on a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extra {
    /// The local date.
    pub date: NaiveDate,
    /// From when to when.
    pub part: DayPart,
}

/// Two openings of a week that are open at the same time, the earlier one first; a week goes round.
pub(super) fn overlap(week: &[Opening]) -> Option<(Opening, Opening)> {
    let mut stretches: Vec<(u32, u32, Opening)> = week.iter().map(|opening| stretch(*opening)).collect();
    stretches.sort_by_key(|(start, ..)| *start);
    let again = stretches.first().map(|(start, end, opening)| (start + WEEK, end + WEEK, *opening));
    let next = stretches.iter().copied().skip(1).chain(again);
    let mut pairs = stretches.iter().copied().zip(next);
    pairs.find(|((_, end, _), (start, ..))| start < end).map(|((.., first), (.., second))| (first, second))
}

const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;

/// Minutes since Monday began, from and to.
fn stretch(opening: Opening) -> (u32, u32, Opening) {
    let midnight = DAY * opening.day.num_days_from_monday();
    let shift = opening.shift;
    let next_day = if shift.closes() < shift.opens() { DAY } else { 0 };
    let minutes = |time: TimeOfDay| midnight + u32::from(time.minutes());
    (minutes(shift.opens()), minutes(shift.closes()) + next_day, opening)
}
