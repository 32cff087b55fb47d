use chrono::TimeDelta;

use super::{Calendar, HORIZON, windows};
use crate::Instant;
use crate::sla::OpenHours;

/// Longer than this, what was expanded for earlier questions is given up.
const MOST: TimeDelta = TimeDelta::days(120 * 366);

/// A calendar that keeps what it was expanded to, for many questions.
#[derive(Debug, Clone)]
pub struct Prepared {
    calendar: Calendar,
    from: Instant,
    to: Instant,
    hours: OpenHours,
}

impl Prepared {
    /// Nothing is expanded until something is asked.
    pub fn new(calendar: Calendar) -> Self {
        Self { calendar, from: Instant::UNIX_EPOCH, to: Instant::UNIX_EPOCH, hours: OpenHours::default() }
    }

    /// As [`OpenHours::due`]. `None` when `budget`, which must not be negative, is not used up within [`HORIZON`].
    pub fn due(&mut self, from: Instant, budget: TimeDelta) -> Option<Instant> {
        let latest = from.checked_add_signed(HORIZON)?;
        windows(from, budget).find_map(|to| {
            self.cover(from, to);
            self.hours.due(from, budget).filter(|due| *due <= latest)
        })
    }

    /// As [`OpenHours::between`].
    pub fn elapsed(&mut self, from: Instant, to: Instant) -> TimeDelta {
        if from < to {
            self.cover(from, to);
        }
        self.hours.between(from, to)
    }

    /// Sees to it that the hours are right from `from` to `to`. Each growth doubles them, so that questions which wander
    /// off cost little on the whole.
    fn cover(&mut self, from: Instant, to: Instant) {
        let covered = self.to - self.from;
        if self.from <= from && to <= self.to && !covered.is_zero() {
            return;
        }
        let margin = |grows: bool| if grows { covered } else { TimeDelta::zero() };
        let start = self.from.min(from) - margin(from < self.from);
        let end = self.to.max(to) + margin(to > self.to);
        (self.from, self.to) = if covered.is_zero() || end - start > MOST { (from, to) } else { (start, end) };
        self.hours = self.calendar.open_between(self.from, self.to);
    }
}
