use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Cancellation, OpenHours, Pause, Promise, Span, Stop};
use crate::Instant;

/// One promise on one hand-off. Complete in itself: whoever has it can tell its state at any instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clock {
    /// What was promised.
    pub promise: Promise,
    /// The hand-off.
    pub started_at: DateTime<Utc>,
    /// When business time first runs: the hand-off, or the next opening after it that is not paused.
    pub opens_at: DateTime<Utc>,
    /// When the promise falls due; while a pause lasts, when it would if the pause ended at once.
    pub due_at: DateTime<Utc>,
    /// When it was paused, in order; only the last may last.
    pub pauses: Vec<Pause>,
    /// What stopped it.
    pub stop: Option<Stop>,
    /// Open hours without the pauses that have ended, from the hand-off to some while after both the due time and the
    /// making of this clock.
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
    /// Time is left, but no more than the promise's threshold.
    DueSoon {
        /// How much.
        left: TimeDelta,
    },
    /// Sales waits for somebody else; time is left, and stays.
    Paused {
        /// How much.
        left: TimeDelta,
    },
    /// No time is left, and what was promised was not done.
    Overdue {
        /// For how long.
        by: TimeDelta,
    },
    /// Done in time.
    Met {
        /// After how long.
        after: TimeDelta,
    },
    /// Done, but late.
    MetLate {
        /// How much too late.
        by: TimeDelta,
    },
    /// Nothing is waited for any more.
    Cancelled(Cancellation),
}

impl Clock {
    /// Starts a clock over the calendar's hours `open`, which should reach some while past the due time. `None` when they
    /// end before that.
    pub fn new(
        promise: Promise,
        started_at: Instant,
        pauses: Vec<Pause>,
        stop: Option<Stop>,
        open: &OpenHours,
    ) -> Option<Self> {
        let ended = pauses.iter().filter_map(|pause| Some(Span { start: pause.from, end: pause.to? }));
        let open = open.without(&ended.collect::<Vec<_>>());
        let opens_at = open.next_open(started_at)?;
        let due_at = open.due(started_at, TimeDelta::seconds(promise.within_seconds))?;
        Some(Self { promise, started_at, opens_at, due_at, pauses, stop, open })
    }

    /// The state at `now`.
    pub fn state(&self, now: Instant) -> ClockState {
        match &self.stop {
            Some(Stop::Cancelled(cancellation)) => ClockState::Cancelled(*cancellation),
            Some(stop) => self.stopped(stop.at()),
            None => self.waiting(now),
        }
    }

    /// How much of the promised time is used at `now`, in whole percent from 0 to 100; what is overdue stays at 100.
    pub fn used_percent(&self, now: Instant) -> u8 {
        let until = self.stop.as_ref().map_or_else(|| self.counts_until(now), Stop::at);
        let elapsed = self.open.between(self.started_at, until).num_seconds();
        u8::try_from((elapsed * 100 / self.promise.within_seconds.max(1)).clamp(0, 100)).unwrap_or(100)
    }

    /// The business time that its pauses took until `now`, by the calendar's hours `open`.
    pub fn paused(&self, open: &OpenHours, now: Instant) -> TimeDelta {
        let until = self.stop.as_ref().map_or(now, Stop::at);
        self.pauses.iter().map(|pause| open.between(pause.from, pause.to.unwrap_or(until).min(until))).sum()
    }

    /// The pause that lasts at `now`.
    fn pause(&self, now: Instant) -> Option<&Pause> {
        self.pauses.iter().find(|pause| pause.from <= now && pause.to.is_none_or(|to| now < to))
    }

    /// Until when time counted at `now`: until then, or until a pause that lasts began.
    pub(super) fn counts_until(&self, now: Instant) -> Instant {
        self.pause(now).map_or(now, |pause| pause.from)
    }

    fn stopped(&self, at: Instant) -> ClockState {
        let counted = self.counts_until(at);
        if at > self.due_at && counted >= self.due_at {
            ClockState::MetLate { by: self.open.between(self.due_at, counted) }
        } else {
            ClockState::Met { after: self.open.between(self.started_at, counted) }
        }
    }

    fn waiting(&self, now: Instant) -> ClockState {
        let at = self.counts_until(now);
        let left = self.open.between(at, self.due_at);
        match self.pause(now) {
            _ if at >= self.due_at && at >= self.opens_at => {
                ClockState::Overdue { by: self.open.between(self.due_at, at) }
            }
            Some(_) => ClockState::Paused { left },
            None if now < self.opens_at => ClockState::NotYetOpen { opens_at: self.opens_at },
            None if self.promise.is_due_soon(left.num_seconds()) => ClockState::DueSoon { left },
            None => ClockState::Running { left },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sla::samples::{at, clock, pause, promise};
    use crate::sla::{CancelledBy, Response, ResponseKind};

    #[track_caller]
    fn check(start: i64, responded: Option<i64>, now: i64, expect: ClockState) {
        let response = responded.map(|minute| Response { at: at(minute), by: "Dana".into(), kind: ResponseKind::Call });
        assert_eq!(clock(start, &[], response.map(Stop::Response)).state(at(now)), expect);
    }

    #[track_caller]
    fn check_paused(pauses: &[Pause], now: i64, expect: ClockState) {
        assert_eq!(clock(0, pauses, None).state(at(now)), expect);
    }

    #[test]
    fn pauses_do_not_count_and_do_not_cure() {
        let minutes = TimeDelta::minutes;
        let ended = [pause(10, Some(30))];
        check_paused(&ended, 20, ClockState::Paused { left: minutes(70) });
        check_paused(&ended, 40, ClockState::Running { left: minutes(60) });
        check_paused(&ended, 160, ClockState::Overdue { by: minutes(0) });
        let lasting = [pause(10, None)];
        check_paused(&lasting, 9, ClockState::Running { left: minutes(71) });
        check_paused(&lasting, 9999, ClockState::Paused { left: minutes(70) });
        check_paused(&[pause(150, None)], 9999, ClockState::Overdue { by: minutes(10) });
        check_paused(&[pause(0, Some(20))], 10, ClockState::Paused { left: minutes(80) });
        assert_eq!(clock(0, &ended, None).due_at, at(160));
        assert_eq!(clock(0, &lasting, None).used_percent(at(9999)), 12);
    }

    #[test]
    fn what_is_cancelled_is_neither_met_nor_overdue() {
        let cancellation = Cancellation { at: at(10), by: CancelledBy::Rejection };
        let clock = clock(0, &[], Some(Stop::Cancelled(cancellation)));
        assert_eq!(clock.state(at(9999)), ClockState::Cancelled(cancellation));
    }

    #[test]
    fn little_time_left_is_due_soon_whatever_its_share() {
        let promise = Promise { due_soon_seconds: Some(30 * 60), ..promise(80) };
        assert!(!promise.is_due_soon(31 * 60));
        assert!(promise.is_due_soon(30 * 60));
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
        assert_eq!(Clock::new(promise(61), at(0), Vec::new(), None, &open), None);
    }
}
