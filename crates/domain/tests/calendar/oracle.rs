//! What calendars mean, looked up instant by instant: slow and obvious.

use chrono::{DateTime, Datelike, TimeZone, Timelike};

use crate::plan::{Minutes, Plan};

/// The definition.
pub fn is_open(plan: &Plan, second: i64) -> bool {
    let local = plan.zone.from_utc_datetime(&DateTime::from_timestamp(second, 0).unwrap().naive_utc()).naive_local();
    let (date, minute) = (local.date(), local.hour() * 60 + local.minute());
    let is_in = |(from, to): Minutes| from <= minute && minute < to;
    if plan.extra.iter().any(|(on, part)| *on == date && is_in(*part)) {
        return true;
    }
    let is_today = |on: chrono::NaiveDate, yearly: bool| {
        if yearly { (on.month(), on.day()) == (date.month(), date.day()) } else { on == date }
    };
    if plan.holidays.iter().any(|(on, yearly, part)| is_today(*on, *yearly) && is_in(*part)) {
        return false;
    }
    let (today, yesterday) = (date.weekday(), date.weekday().pred());
    plan.week.iter().any(|(day, (opens, closes))| {
        if opens < closes {
            *day == today && is_in((*opens, *closes))
        } else {
            (*day == today && minute >= *opens) || (*day == yesterday && minute < *closes)
        }
    })
}

/// A while, cut into steps that are open or closed as a whole.
#[derive(Debug)]
pub struct Timeline {
    pub start: i64,
    step: i64,
    steps: Vec<bool>,
}

impl Timeline {
    /// Looks at the first second of each step; nothing may begin or end within one.
    pub fn new(plan: &Plan, start: i64, step: i64, count: i64) -> Self {
        Self { start, step, steps: (0..count).map(|index| is_open(plan, start + index * step)).collect() }
    }

    pub fn end(&self) -> i64 {
        self.start + self.step * i64::try_from(self.steps.len()).unwrap()
    }

    /// From and to of each open step.
    fn open(&self) -> impl Iterator<Item = (i64, i64)> {
        let starts = (self.start..).step_by(usize::try_from(self.step).unwrap());
        starts.zip(&self.steps).filter(|(_, open)| **open).map(|(start, _)| (start, start + self.step))
    }

    /// Open steps with those that they touch.
    pub fn spans(&self) -> Vec<(i64, i64)> {
        let mut spans: Vec<(i64, i64)> = Vec::new();
        for (start, end) in self.open() {
            match spans.last_mut() {
                Some(last) if last.1 == start => last.1 = end,
                _ => spans.push((start, end)),
            }
        }
        spans
    }

    /// Open seconds.
    pub fn elapsed(&self, from: i64, to: i64) -> i64 {
        self.open().map(|(start, end)| (end.min(to) - start.max(from)).max(0)).sum()
    }

    /// The end of so many open seconds; `None` when it is not in this timeline.
    pub fn due(&self, from: i64, seconds: i64) -> Option<i64> {
        let mut left = seconds;
        for (start, end) in self.open().filter(|(_, end)| *end > from) {
            let start = start.max(from);
            if end - start >= left {
                return Some(start + left);
            }
            left -= end - start;
        }
        None
    }
}
