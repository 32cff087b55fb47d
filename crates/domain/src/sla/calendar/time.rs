use std::fmt;

use super::WordsError;

/// A wall-clock time to the minute, from 00:00 to 24:00, which is midnight at the day's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The day's first minute.
    pub const DAY_START: Self = Self(0);
    /// 24:00: the first minute after the day.
    pub const DAY_END: Self = Self(24 * 60);

    /// `None` for what is on no clock. Hours from 0 to 24, minutes from 0 to 59, at most 24:00.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        let time = Self(hour.checked_mul(60)?.checked_add(minute)?);
        (minute < 60 && time <= Self::DAY_END).then_some(time)
    }

    /// From 0 to 24.
    pub fn hour(self) -> u16 {
        self.0 / 60
    }

    /// From 0 to 59.
    pub fn minute(self) -> u16 {
        self.0 % 60
    }

    /// Minutes on the wall clock since the day began, from 0 to 1440.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// A part of one day, from a time up to, not including, a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayPart {
    from: TimeOfDay,
    to: TimeOfDay,
}

impl DayPart {
    /// From 00:00 to 24:00.
    pub const WHOLE: Self = Self { from: TimeOfDay::DAY_START, to: TimeOfDay::DAY_END };

    /// From `from` up to `to`.
    ///
    /// # Errors
    /// When `to` is not later.
    pub fn new(from: TimeOfDay, to: TimeOfDay) -> Result<Self, WordsError> {
        let part = Self { from, to };
        if from == to {
            return Err(WordsError::Empty(part.to_string()));
        }
        if to < from {
            return Err(WordsError::EndsFirst(part.to_string()));
        }
        Ok(part)
    }

    /// The first time in it.
    pub fn from(self) -> TimeOfDay {
        self.from
    }

    /// The first time after it.
    pub fn to(self) -> TimeOfDay {
        self.to
    }

    /// What is left of it before and after `other`.
    pub(super) fn without(self, other: Self) -> impl Iterator<Item = Self> {
        let before = Self { from: self.from, to: self.to.min(other.from) };
        let after = Self { from: self.from.max(other.to), to: self.to };
        [before, after].into_iter().filter(|part| part.from < part.to)
    }
}

impl fmt::Display for DayPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

/// Hours at a stretch that begin on one day. Those that do not end later than they begin, such as 22:00 to 06:00, end on
/// the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    opens: TimeOfDay,
    closes: TimeOfDay,
}

impl Shift {
    /// From 00:00 to 24:00.
    pub const WHOLE_DAY: Self = Self { opens: TimeOfDay::DAY_START, closes: TimeOfDay::DAY_END };

    /// From `opens` up to `closes`; closing at 00:00 is the same as at 24:00.
    ///
    /// # Errors
    /// When nothing is between the two, or `opens` is 24:00, where a day has ended.
    pub fn new(opens: TimeOfDay, closes: TimeOfDay) -> Result<Self, WordsError> {
        let shift = Self { opens, closes };
        if opens == closes || opens == TimeOfDay::DAY_END {
            return Err(WordsError::Empty(shift.to_string()));
        }
        let closes = if closes == TimeOfDay::DAY_START { TimeOfDay::DAY_END } else { closes };
        Ok(Self { opens, closes })
    }

    /// The first open time.
    pub fn opens(self) -> TimeOfDay {
        self.opens
    }

    /// The first time at which it is closed again, on the next day where that is not later than [`Self::opens`].
    pub fn closes(self) -> TimeOfDay {
        self.closes
    }

    /// The part on the day on which it begins.
    pub(super) fn evening(self) -> DayPart {
        let to = if self.opens < self.closes { self.closes } else { TimeOfDay::DAY_END };
        DayPart { from: self.opens, to }
    }

    /// The part on the next day.
    pub(super) fn morning(self) -> Option<DayPart> {
        (self.closes < self.opens).then_some(DayPart { from: TimeOfDay::DAY_START, to: self.closes })
    }
}

impl fmt::Display for Shift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.opens, self.closes)
    }
}
