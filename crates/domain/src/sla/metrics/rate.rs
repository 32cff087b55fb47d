use serde::{Deserialize, Serialize};

use super::Standing;

/// Of the decided promises, so many percent should be kept in time: what both teams agreed to aim at.
pub const FOLLOW_UP_TARGET: u8 = 90;

/// Of the hand-offs that sales decided on, so many percent should be accepted: what both teams agreed to aim at.
pub const ACCEPTANCE_TARGET: u8 = 70;

/// A share of counted things, as the two counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rate {
    /// So many.
    pub numerator: usize,
    /// Of so many; nothing can be said of none.
    pub denominator: usize,
}

impl Rate {
    /// In tenths of a percent, from 0 to 1000, rounded down: so what is shown reaches a target of whole percent exactly when
    /// the rate does. `None` when nothing was counted.
    pub fn per_mille(self) -> Option<usize> {
        (self.numerator * 1_000).checked_div(self.denominator)
    }

    /// Whether it is at least so many percent. `None` when nothing was counted.
    pub fn reaches(self, percent: u8) -> Option<bool> {
        (self.denominator > 0).then(|| self.numerator * 100 >= self.denominator * usize::from(percent))
    }
}

/// How one promise was kept on some hand-offs. Each of them is in exactly one of the counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUp {
    /// Of the decided ones (in time, late, missed, overdue), those in time.
    pub rate: Rate,
    /// Done in time.
    pub in_time: usize,
    /// Done too late.
    pub late: usize,
    /// Never done, and overdue when the hand-off ended.
    pub missed: usize,
    /// Overdue now.
    pub overdue: usize,
    /// Left out: still in time.
    pub pending: usize,
    /// Left out: the hand-off ended while it was still in time.
    pub cancelled: usize,
}

impl FollowUp {
    /// Counts how promises stand.
    pub fn over(standings: impl IntoIterator<Item = Standing>) -> Self {
        let mut found = Self::default();
        for standing in standings {
            *found.place(standing) += 1;
            if let Some(is_kept) = standing.is_kept() {
                found.rate.denominator += 1;
                found.rate.numerator += usize::from(is_kept);
            }
        }
        found
    }

    fn place(&mut self, standing: Standing) -> &mut usize {
        match standing {
            Standing::InTime => &mut self.in_time,
            Standing::Late => &mut self.late,
            Standing::Missed => &mut self.missed,
            Standing::Overdue => &mut self.overdue,
            Standing::Pending => &mut self.pending,
            Standing::Cancelled => &mut self.cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(numerator: usize, denominator: usize, per_mille: Option<usize>, reaches: Option<bool>) {
        let rate = Rate { numerator, denominator };
        assert_eq!((rate.per_mille(), rate.reaches(90)), (per_mille, reaches), "{rate:?}");
    }

    #[test]
    fn what_is_shown_reaches_the_target_when_the_rate_does() {
        check(0, 0, None, None);
        check(0, 7, Some(0), Some(false));
        check(9, 10, Some(900), Some(true));
        check(8_999, 10_000, Some(899), Some(false));
        check(2, 3, Some(666), Some(false));
        check(7, 7, Some(1_000), Some(true));
    }
}
