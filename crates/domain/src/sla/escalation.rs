use super::Clock;
use crate::Instant;

/// How far a clock has to run until somebody else is told of it. Both count business time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// So much of the promised time is used, in percent from 1 to 100.
    UsedPercent(u8),
    /// So many seconds have passed since it was due; none are when it falls due.
    OverdueBy(i64),
}

impl Threshold {
    /// Whether a clock that still waits has got this far at `now`. A pause brings none further, and takes none back; one
    /// that was stopped is nobody's concern any more, whenever that was.
    pub fn is_crossed(self, clock: &Clock, now: Instant) -> bool {
        if clock.stop.is_some() {
            return false;
        }
        let counted = clock.counts_until(now);
        match self {
            Self::UsedPercent(percent) => {
                let used = clock.open.between(clock.started_at, counted).num_seconds();
                counted >= clock.opens_at && used * 100 >= clock.promise.within_seconds * i64::from(percent)
            }
            Self::OverdueBy(seconds) => {
                counted >= clock.due_at && clock.open.between(clock.due_at, counted).num_seconds() >= seconds
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::Threshold::{OverdueBy, UsedPercent};
    use super::*;
    use crate::sla::samples::{at, clock, pause};
    use crate::sla::{Cancellation, CancelledBy, Pause, Response, ResponseKind, Stop, Update};

    /// Crossed at minute `from`, and not a millisecond earlier.
    #[track_caller]
    fn check(threshold: Threshold, start: i64, pauses: &[Pause], from: i64) {
        let clock = clock(start, pauses, None);
        let before = at(from) - TimeDelta::milliseconds(1);
        let found = [before, at(from), at(9999)].map(|now| threshold.is_crossed(&clock, now));
        assert_eq!(found, [false, true, true], "{threshold:?} at {from}");
    }

    #[track_caller]
    fn check_never(threshold: Threshold, pauses: &[Pause], stop: Option<Stop>) {
        let clock = clock(0, pauses, stop);
        for minute in (-10..2000).chain([9999]) {
            assert!(!threshold.is_crossed(&clock, at(minute)), "{threshold:?} at {minute}");
        }
    }

    #[test]
    fn thresholds_count_business_time() {
        check(UsedPercent(50), 0, &[], 40);
        check(UsedPercent(75), 0, &[], 60);
        check(UsedPercent(80), 0, &[], 124);
        check(UsedPercent(100), 0, &[], 140);
        check(OverdueBy(0), 0, &[], 140);
        check(OverdueBy(40 * 60), 0, &[], 180);
        check(OverdueBy(41 * 60), 0, &[], 1441);
    }

    #[test]
    fn what_was_handed_off_outside_hours_begins_when_they_do() {
        check(UsedPercent(50), 70, &[], 160);
        check(OverdueBy(0), 70, &[], 1460);
    }

    #[test]
    fn a_pause_brings_nothing_further_and_takes_nothing_back() {
        check(UsedPercent(50), 0, &[pause(10, Some(30))], 60);
        check(UsedPercent(50), 0, &[pause(50, None)], 40);
        check(OverdueBy(5 * 60), 0, &[pause(150, None)], 145);
        check_never(UsedPercent(50), &[pause(30, None)], None);
        check_never(UsedPercent(50), &[pause(10, Some(20)), pause(45, None)], None);
        check_never(OverdueBy(0), &[pause(130, None)], None);
        check_never(OverdueBy(15 * 60), &[pause(150, None)], None);
    }

    #[test]
    fn a_clock_that_was_stopped_concerns_nobody() {
        let response = |minute| Response { at: at(minute), by: "Dana".into(), kind: ResponseKind::Call };
        let update = Update { at: at(150), by: "Dana".into(), status: "Qualified".into() };
        let rejection = Cancellation { at: at(150), by: CancelledBy::Rejection };
        for threshold in [UsedPercent(1), UsedPercent(100), OverdueBy(0), OverdueBy(60)] {
            check_never(threshold, &[], Some(Stop::Response(response(30))));
            check_never(threshold, &[], Some(Stop::Response(response(150))));
            check_never(threshold, &[], Some(Stop::Update(update.clone())));
            check_never(threshold, &[], Some(Stop::Cancelled(rejection)));
        }
    }
}
