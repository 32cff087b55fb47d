use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::sla::{Clock, ClockState, Stop};

/// How a promise on one hand-off counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Done in time.
    InTime,
    /// Done too late.
    Late,
    /// Never done, and overdue when the hand-off ended.
    Missed,
    /// Overdue now.
    Overdue,
    /// Not done, and still in time: running, paused or not yet open.
    Pending,
    /// The hand-off ended while it was still in time.
    Cancelled,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::InTime, Self::Late, Self::Missed, Self::Overdue, Self::Pending, Self::Cancelled];

    /// Whether the promise was kept; `None` while, or because, that was never decided.
    pub const fn is_kept(self) -> Option<bool> {
        match self {
            Self::InTime => Some(true),
            Self::Late | Self::Missed | Self::Overdue => Some(false),
            Self::Pending | Self::Cancelled => None,
        }
    }
}

/// How a promise on one hand-off stands, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Measure {
    /// How it counts.
    pub standing: Standing,
    /// Business time from the hand-off to what was promised, to its end, or to now; without pauses, in whole seconds.
    pub elapsed_seconds: i64,
    /// Of these, the ones after it was due; 0 for what is, or was done, in time.
    pub late_seconds: i64,
}

impl Measure {
    /// What `clock` shows at `now`.
    pub fn of(clock: &Clock, now: Instant) -> Self {
        let ended_at = clock.stop.as_ref().map_or(now, Stop::at);
        let counted = clock.counts_until(ended_at);
        let standing = standing(clock, ended_at, now);
        let is_late = standing.is_kept() == Some(false);
        let late = if is_late { clock.open.between(clock.due_at, counted).num_seconds() } else { 0 };
        let elapsed = clock.open.between(clock.started_at, counted).num_seconds();
        Self { standing, elapsed_seconds: elapsed, late_seconds: late }
    }
}

fn standing(clock: &Clock, ended_at: Instant, now: Instant) -> Standing {
    match clock.state(now) {
        ClockState::Met { .. } => Standing::InTime,
        ClockState::MetLate { .. } => Standing::Late,
        ClockState::Overdue { .. } => Standing::Overdue,
        // By the rule that makes a response late.
        ClockState::Cancelled(_) if ended_at > clock.due_at && clock.counts_until(ended_at) >= clock.due_at => {
            Standing::Missed
        }
        ClockState::Cancelled(_) => Standing::Cancelled,
        ClockState::NotYetOpen { .. }
        | ClockState::Running { .. }
        | ClockState::DueSoon { .. }
        | ClockState::Paused { .. } => Standing::Pending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sla::samples::{at, clock, pause};
    use crate::sla::{Cancellation, CancelledBy, Pause, Response, ResponseKind};

    fn responded(minute: i64) -> Option<Stop> {
        Some(Stop::Response(Response { at: at(minute), by: "Dana".into(), kind: ResponseKind::Call }))
    }

    fn ended(minute: i64) -> Option<Stop> {
        Some(Stop::Cancelled(Cancellation { at: at(minute), by: CancelledBy::Rejection }))
    }

    /// Eighty minutes promised from minute 0, open in minutes 0 to 60 and 120 to 180, and the day after.
    #[track_caller]
    fn check(stop: Option<Stop>, pauses: &[(i64, Option<i64>)], now: i64, expect: (Standing, i64, i64)) {
        let pauses: Vec<Pause> = pauses.iter().map(|(from, to)| pause(*from, *to)).collect();
        let clock = clock(0, &pauses, stop);
        let found = Measure::of(&clock, at(now));
        let found = (found.standing, found.elapsed_seconds / 60, found.late_seconds / 60);
        assert_eq!(found, expect, "{:?} at {now}", clock.stop);
    }

    #[test]
    fn each_clock_counts_as_one_thing() {
        check(responded(130), &[], 9999, (Standing::InTime, 70, 0));
        check(responded(140), &[], 9999, (Standing::InTime, 80, 0));
        check(responded(150), &[], 9999, (Standing::Late, 90, 10));
        check(None, &[], 130, (Standing::Pending, 70, 0));
        check(None, &[], 150, (Standing::Overdue, 90, 10));
        check(ended(130), &[], 9999, (Standing::Cancelled, 70, 0));
        check(ended(140), &[], 9999, (Standing::Cancelled, 80, 0));
        check(ended(150), &[], 9999, (Standing::Missed, 90, 10));
    }

    #[test]
    fn pauses_neither_count_nor_cure() {
        check(None, &[(10, None)], 9999, (Standing::Pending, 10, 0));
        check(ended(9999), &[(10, None)], 9999, (Standing::Cancelled, 10, 0));
        check(ended(9999), &[(150, None)], 9999, (Standing::Missed, 90, 10));
        check(responded(150), &[(10, Some(30))], 9999, (Standing::InTime, 70, 0));
    }
}
