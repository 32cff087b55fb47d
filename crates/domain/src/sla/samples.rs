//! Clocks to test with.

use chrono::{TimeDelta, TimeZone, Utc};

use super::{Clock, OpenHours, Pause, Promise, Span, Stop};
use crate::Instant;

pub fn at(minute: i64) -> Instant {
    Utc.with_ymd_and_hms(2026, 11, 20, 9, 0, 0).unwrap() + TimeDelta::minutes(minute)
}

pub fn promise(minutes: i64) -> Promise {
    Promise {
        name: "First response".into(),
        within_seconds: minutes * 60,
        due_soon_percent: 75,
        due_soon_seconds: None,
        calendar: "Office".into(),
        hours: "9 to 10 and 11 to 12".into(),
        zone: "Europe/Berlin".into(),
    }
}

pub fn pause(from: i64, to: Option<i64>) -> Pause {
    Pause { from: at(from), to: to.map(at), status: "Waiting on prospect".into() }
}

/// Eighty minutes promised from minute `start`, open in minutes 0 to 60 and 120 to 180, and the day after.
pub fn clock(start: i64, pauses: &[Pause], stop: Option<Stop>) -> Clock {
    let open = [(0, 60), (120, 180), (1440, 1500)].map(|(start, end)| Span { start: at(start), end: at(end) });
    Clock::new(promise(80), at(start), pauses.to_vec(), stop, &OpenHours::joined(open.to_vec())).unwrap()
}
