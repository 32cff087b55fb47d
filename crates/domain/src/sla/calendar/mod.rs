//! Business calendars: what is open when on a zone's wall clock, expanded to UTC.
//!
//! An instant is open when its wall-clock time in the calendar's zone lies in a [`Shift`] of its local weekday, start
//! included and end excluded. What a shift has after midnight belongs to the weekday on which it began. A [`Holiday`]
//! closes its own local date, or a part of it, whatever day the shift began on; [`Extra`] hours are open even then.
//!
//! As only the wall clock counts, an hour that it skips is never open, and one that it repeats is open both times.

mod days;
mod offsets;
mod prepared;
mod schedule;
mod time;
mod words;

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use thiserror::Error;

use super::{OpenHours, Span};
use crate::Instant;
use days::Days;
use offsets::{Stretch, stretches};
pub use prepared::Prepared;
pub use schedule::{Extra, Holiday, HolidayDate, MonthDay, Opening, Schedule};
pub use time::{DayPart, Shift, TimeOfDay};
pub use words::{WordsError, zone};

/// How far a search for open time goes: some thirty years.
pub const HORIZON: TimeDelta = TimeDelta::days(30 * 366);

const DAY: i64 = 86_400;

/// The years that calendars know, 1 to 9999, in seconds since 1970.
const KNOWN: std::ops::Range<i64> = -62_135_596_800..253_402_300_800;

/// When an office works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    name: String,
    zone: Tz,
    schedule: Schedule,
    days: Days,
}

/// Why a schedule makes no calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The clock would have to count twice.
    #[error("{first} and {second} overlap")]
    Overlap {
        /// The one that begins earlier.
        first: Opening,
        /// The other.
        second: Opening,
    },
    /// Nothing can ever be due.
    #[error("it never opens")]
    NeverOpen,
}

impl Calendar {
    /// The calendar that people call `name`, such as `Berlin office`, with hours on the wall clock of `zone`.
    ///
    /// # Errors
    /// When openings of the week overlap, or there is no open hour at all.
    pub fn new(name: impl Into<String>, zone: Tz, schedule: Schedule) -> Result<Self, CalendarError> {
        if let Some((first, second)) = schedule::overlap(&schedule.week) {
            return Err(CalendarError::Overlap { first, second });
        }
        let calendar = Self { name: name.into(), zone, days: Days::new(&schedule), schedule };
        if calendar.opens_ever() { Ok(calendar) } else { Err(CalendarError::NeverOpen) }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whose wall clock it goes by.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// What it was made of.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// When it is open from `from` to `to`; what it has before or after is not to be relied on.
    pub fn open_between(&self, from: Instant, to: Instant) -> OpenHours {
        // Whole days, so that expansions for nearly the same time are the same.
        let start = from.timestamp().div_euclid(DAY) * DAY;
        let end = (to.timestamp().div_euclid(DAY) + 1) * DAY;
        let mut spans = Vec::new();
        for stretch in stretches(self.zone, start.max(KNOWN.start), end.min(KNOWN.end)) {
            self.add_open(stretch, &mut spans);
        }
        OpenHours::joined(spans)
    }

    /// Open hours from `from` on, until `budget` is used up and `at_least` is reached, and on for `ahead` after the later of
    /// the two.
    ///
    /// `None` when the budget is not used up within [`HORIZON`].
    pub fn open_hours(
        &self,
        from: Instant,
        budget: TimeDelta,
        at_least: Instant,
        ahead: TimeDelta,
    ) -> Option<OpenHours> {
        let due = windows(from, budget).find_map(|to| self.open_between(from, to).due(from, budget))?;
        let until = due.max(at_least).checked_add_signed(ahead)?;
        windows(until, TimeDelta::zero()).find_map(|to| self.open_past(from, until, to))
    }

    /// The open hours up to the first closing after `until`. `None` when that is not before `to`, unless `to` is as far as a
    /// search goes, or it is open for a day on.
    fn open_past(&self, from: Instant, until: Instant, to: Instant) -> Option<OpenHours> {
        let mut spans: Vec<Span> = self.open_between(from, to).into();
        let last = spans.iter().position(|span| span.end > until);
        let is_enough = last.is_some_and(|last| spans[last].end < to || spans[last].end > until + TimeDelta::days(1));
        if let Some(last) = last {
            spans.truncate(last + 1);
        }
        (is_enough || to - until >= HORIZON).then(|| OpenHours::joined(spans))
    }

    fn add_open(&self, stretch: Stretch, spans: &mut Vec<Span>) {
        let (start, end) = (stretch.start + stretch.offset, stretch.end + stretch.offset);
        for day in start.div_euclid(DAY)..=(end - 1).div_euclid(DAY) {
            for part in self.open_on(day).iter() {
                let second = |time: TimeOfDay| day * DAY + 60 * i64::from(time.minutes());
                let (from, to) = (second(part.from()).max(start), second(part.to()).min(end));
                if from < to {
                    spans.extend(span(from - stretch.offset, to - stretch.offset));
                }
            }
        }
    }

    fn open_on(&self, day: i64) -> Cow<'_, [DayPart]> {
        let date = i32::try_from(day).ok().and_then(NaiveDate::from_epoch_days);
        date.map(|date| self.days.open_on(date)).unwrap_or_default()
    }

    /// Whether there is any open instant: in a week like any other, or in extra hours that the clock does not skip.
    fn opens_ever(&self) -> bool {
        let opens_on = |date: NaiveDate| {
            let around = [-1, 1].map(|days| date.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(days));
            !self.open_between(around[0], around[1]).spans().is_empty()
        };
        let any_week = Instant::UNIX_EPOCH + HORIZON;
        let in_weeks =
            || windows(any_week, TimeDelta::zero()).any(|to| !self.open_between(any_week, to).spans().is_empty());
        self.days.extra_dates().any(opens_on) || !self.schedule.week.is_empty() && in_weeks()
    }
}

/// Where to look for the end of `budget`, ever further, as most is found near by.
fn windows(from: Instant, budget: TimeDelta) -> impl Iterator<Item = Instant> {
    const NEAR_BY: TimeDelta = TimeDelta::days(2);
    let further = std::iter::successors(Some(NEAR_BY), |reach| (*reach < HORIZON).then(|| *reach * 4));
    let reaches = further.map(move |reach| reach.checked_add(&budget).map_or(HORIZON, |reach| reach.min(HORIZON)));
    reaches.map_while(move |reach| from.checked_add_signed(reach))
}

fn span(start: i64, end: i64) -> Option<Span> {
    Some(Span { start: DateTime::from_timestamp(start, 0)?, end: DateTime::from_timestamp(end, 0)? })
}

#[cfg(test)]
mod tests;
