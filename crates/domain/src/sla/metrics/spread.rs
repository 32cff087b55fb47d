use serde::{Deserialize, Serialize};

/// How some durations are spread. Percentiles are by nearest rank: the smallest of the durations that at least so many
/// percent of them do not exceed. So each is one that really was, also of few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spread {
    /// How many there are; at least one.
    pub n: usize,
    /// The 50th percentile, in seconds.
    pub median_seconds: i64,
    /// The 90th percentile, in seconds.
    pub p90_seconds: i64,
}

impl Spread {
    /// Of durations in seconds; `None` of none.
    pub fn over(mut seconds: Vec<i64>) -> Option<Self> {
        seconds.sort_unstable();
        let ranked = |percent: usize| seconds.get((seconds.len() * percent).div_ceil(100).checked_sub(1)?).copied();
        Some(Self { n: seconds.len(), median_seconds: ranked(50)?, p90_seconds: ranked(90)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(seconds: &[i64], expect: Option<(i64, i64)>) {
        let found = Spread::over(seconds.to_vec());
        assert_eq!(found.map(|spread| (spread.median_seconds, spread.p90_seconds)), expect, "{seconds:?}");
        assert_eq!(found.map_or(0, |spread| spread.n), seconds.len());
    }

    #[test]
    fn percentiles_are_durations_that_were() {
        check(&[], None);
        check(&[7], Some((7, 7)));
        check(&[9, 1], Some((1, 9)));
        check(&[3, 1, 2], Some((2, 3)));
        check(&[10, 20, 30, 40, 50, 60, 70, 80, 90, 100], Some((50, 90)));
        check(&[10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110], Some((60, 100)));
        check(&[5, 5, 5, 5, 5, 5, 5, 5, 5, 900], Some((5, 5)));
    }
}
