use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::OpenHours;
use crate::Instant;

/// One side's half of the agreement: respond within so much business time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promise {
    /// What both teams call it, such as `First response`.
    pub name: String,
    /// Business time allowed, in seconds.
    pub within_seconds: i64,
    /// The share of the time, in percent, from which it counts as due soon.
    pub due_soon_percent: u8,
    /// The calendar's name, such as `Berlin office`.
    pub calendar: String,
    /// The calendar's hours as a person reads them, such as `Mon to Fri 9:00–12:00 and 13:00–17:30, Europe/Berlin`.
    pub hours: String,
}

/// How sales first responded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResponseKind {
    /// A call was logged.
    Call,
    /// A mail or message was sent by a person.
    Email,
    /// A meeting was arranged.
    Meeting,
}

/// The first sales touch after a hand-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Response {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who of sales responded.
    pub by: String,
    /// How.
    pub kind: ResponseKind,
}

/// The response clock of one hand-off. Complete in itself: whoever has it can tell its state at any instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clock {
    /// What was promised.
    pub promise: Promise,
    /// The hand-off.
    pub started_at: DateTime<Utc>,
    /// When business time first runs: the hand-off, or the next opening after it.
    pub opens_at: DateTime<Utc>,
    /// When the promise falls due.
    pub due_at: DateTime<Utc>,
    /// The response that stopped it.
    pub response: Option<Response>,
    /// Open hours from the hand-off to some while after both the due time and the making of this clock.
    pub open: OpenHours,
}

/// Where a clock stands. All durations are business time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// Handed off outside hours that have not begun yet.
    NotYetOpen {
        /// When it begins to run.
        opens_at: Instant,
    },
    /// Time is left.
    Running {
        /// How much.
        left: TimeDelta,
    },
    /// Time is left, but more of it is used than the promise's threshold.
    DueSoon {
        /// How much.
        left: TimeDelta,
    },
    /// No time is left, and nobody responded.
    Overdue {
        /// For how long.
        by: TimeDelta,
    },
    /// Responded in time.
    Met {
        /// After how long.
        after: TimeDelta,
    },
    /// Responded, but late.
    MetLate {
        /// How much too late.
        by: TimeDelta,
    },
}

impl Clock {
    /// Starts a clock over `open`, which should reach some while past the due time. `None` when it ends before that.
    pub fn new(promise: Promise, started_at: Instant, response: Option<Response>, open: OpenHours) -> Option<Self> {
        let opens_at = open.next_open(started_at)?;
        let due_at = open.due(started_at, TimeDelta::seconds(promise.within_seconds))?;
        Some(Self { promise, started_at, opens_at, due_at, response, open })
    }

    /// The state at `now`.
    pub fn state(&self, now: Instant) -> ClockState {
        match &self.response {
            Some(response) => self.stopped(response.at),
            None => self.unanswered(now),
        }
    }

    /// How much of the promised time is used at `now`, in whole percent from 0 to 100; what is overdue stays at 100.
    pub fn used_percent(&self, now: Instant) -> u8 {
        let until = self.response.as_ref().map_or(now, |response| response.at);
        let elapsed = self.open.between(self.started_at, until).num_seconds();
        u8::try_from((elapsed * 100 / self.promise.within_seconds.max(1)).clamp(0, 100)).unwrap_or(100)
    }

    fn stopped(&self, at: Instant) -> ClockState {
        if at > self.due_at {
            ClockState::MetLate { by: self.open.between(self.due_at, at) }
        } else {
            ClockState::Met { after: self.open.between(self.started_at, at) }
        }
    }

    fn unanswered(&self, now: Instant) -> ClockState {
        if now < self.opens_at {
            return ClockState::NotYetOpen { opens_at: self.opens_at };
        }
        if now >= self.due_at {
            return ClockState::Overdue { by: self.open.between(self.due_at, now) };
        }
        let left = self.open.between(now, self.due_at);
        let used_up = self.promise.within_seconds - left.num_seconds();
        if used_up * 100 >= self.promise.within_seconds * i64::from(self.promise.due_soon_percent) {
            ClockState::DueSoon { left }
        } else {
            ClockState::Running { left }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::super::Span;
    use super::*;

    fn at(minute: i64) -> Instant {
        Utc.with_ymd_and_hms(2026, 11, 20, 9, 0, 0).unwrap() + TimeDelta::minutes(minute)
    }

    fn promise(minutes: i64) -> Promise {
        Promise {
            name: "First response".into(),
            within_seconds: minutes * 60,
            due_soon_percent: 75,
            calendar: "Office".into(),
            hours: "9 to 10 and 11 to 12".into(),
        }
    }

    /// Two hours promised from minute `start`, open in minutes 0 to 60 and 120 to 180, and the day after.
    #[track_caller]
    fn check(start: i64, responded: Option<i64>, now: i64, expect: ClockState) {
        let response = responded.map(|minute| Response { at: at(minute), by: "Dana".into(), kind: ResponseKind::Call });
        let open = [(0, 60), (120, 180), (1440, 1500)].map(|(start, end)| Span { start: at(start), end: at(end) });
        let clock = Clock::new(promise(80), at(start), response, OpenHours::joined(open.to_vec())).unwrap();
        assert_eq!(clock.state(at(now)), expect);
    }

    #[test]
    fn states_follow_business_time() {
        let minutes = TimeDelta::minutes;
        check(0, None, 10, ClockState::Running { left: minutes(70) });
        check(0, None, 90, ClockState::DueSoon { left: minutes(20) });
        check(0, None, 140, ClockState::Overdue { by: minutes(0) });
        check(0, None, 1441, ClockState::Overdue { by: minutes(41) });
        check(0, Some(130), 9999, ClockState::Met { after: minutes(70) });
        check(0, Some(140), 9999, ClockState::Met { after: minutes(80) });
        check(0, Some(150), 9999, ClockState::MetLate { by: minutes(10) });
        check(70, None, 100, ClockState::NotYetOpen { opens_at: at(120) });
    }

    #[test]
    fn hours_that_end_before_the_promise_make_no_clock() {
        let open = OpenHours::joined(vec![Span { start: at(0), end: at(60) }]);
        assert_eq!(Clock::new(promise(61), at(0), None, open), None);
    }
}
