use serde::{Deserialize, Serialize};

/// How many deals took how many days to be won. Kept as a whole, so that quartiles over several months are exact: numbers of days,
/// the shortest first, each once and with at least one deal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cycles(Vec<(u32, i64)>);

/// How long sales cycles were. Quartiles are by nearest rank: the smallest of the durations that at least a quarter, half or three
/// quarters of them do not exceed. So each is one that really was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CycleSpread {
    /// How many there are; at least one.
    pub n: i64,
    /// The 25th percentile, in whole days.
    pub lower_quartile_days: u32,
    /// The 50th percentile, in whole days.
    pub median_days: u32,
    /// The 75th percentile, in whole days.
    pub upper_quartile_days: u32,
}

impl Cycles {
    /// One deal that took so many days.
    pub fn of(days: u32) -> Self {
        Self(vec![(days, 1)])
    }

    /// So many deals for each number of days, in any order; what comes several times is added up.
    pub fn from_counts(counts: impl IntoIterator<Item = (u32, i64)>) -> Self {
        let mut all: Vec<(u32, i64)> = counts.into_iter().collect();
        all.sort_by_key(|(days, _)| *days);
        all.dedup_by(|(days, deals), (kept, sum)| {
            let is_same = days == kept;
            if is_same {
                *sum = sum.wrapping_add(*deals);
            }
            is_same
        });
        all.retain(|(_, deals)| *deals != 0);
        Self(all)
    }

    /// Numbers of days with how many deals took that long, the shortest first.
    pub fn counts(&self) -> impl Iterator<Item = (u32, i64)> {
        self.0.iter().copied()
    }

    /// Adds these, `times` over; -1 takes them away.
    pub fn add(&mut self, other: &Self, times: i64) {
        if other.is_empty() {
            return;
        }
        let more = other.counts().map(|(days, deals)| (days, deals.wrapping_mul(times)));
        *self = Self::from_counts(self.counts().chain(more));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their quartiles; `None` of none.
    pub fn spread(&self) -> Option<CycleSpread> {
        let n: i64 = self.counts().map(|(_, deals)| deals).sum();
        let ranked = |quarter: i64| {
            let rank = (n * quarter + 3) / 4;
            let mut seen = 0;
            self.counts().find(|(_, deals)| {
                seen += deals;
                seen >= rank
            })
        };
        let [lower, median, upper] = [ranked(1)?, ranked(2)?, ranked(3)?].map(|(days, _)| days);
        (n > 0).then_some(CycleSpread {
            n,
            lower_quartile_days: lower,
            median_days: median,
            upper_quartile_days: upper,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cycles(days: &[u32]) -> Cycles {
        let mut all = Cycles::default();
        days.iter().for_each(|days| all.add(&Cycles::of(*days), 1));
        all
    }

    #[test]
    fn quartiles_are_durations_that_were() {
        let check = |days: &[u32], expect: Option<(u32, u32, u32)>| {
            let found = cycles(days).spread();
            let quartiles =
                found.map(|found| (found.lower_quartile_days, found.median_days, found.upper_quartile_days));
            assert_eq!(quartiles, expect, "{days:?}");
        };
        check(&[], None);
        check(&[7], Some((7, 7, 7)));
        check(&[9, 1], Some((1, 1, 9)));
        check(&[1, 2, 3, 4], Some((1, 2, 3)));
        check(&[1, 2, 3, 4, 5], Some((2, 3, 4)));
        check(&[5, 5, 5, 900], Some((5, 5, 5)));
    }

    proptest! {
        #[test]
        fn quartiles_are_those_of_the_sorted_list(mut days in prop::collection::vec(0_u32..50, 1..200)) {
            let found = cycles(&days).spread().unwrap();
            days.sort_unstable();
            let ranked = |share: f64| {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "short lists")]
                let rank = (share * days.len() as f64).ceil() as usize;
                days[rank.max(1) - 1]
            };
            let expect = (ranked(0.25), ranked(0.5), ranked(0.75));
            prop_assert_eq!((found.lower_quartile_days, found.median_days, found.upper_quartile_days), expect);
        }

        #[test]
        fn what_is_taken_away_was_never_there(kept in prop::collection::vec(0_u32..20, 0..20), left in prop::collection::vec(0_u32..20, 0..20)) {
            let mut all = cycles(&kept);
            all.add(&cycles(&left), 1);
            all.add(&cycles(&left), -1);
            prop_assert_eq!(all, cycles(&kept));
        }
    }
}
