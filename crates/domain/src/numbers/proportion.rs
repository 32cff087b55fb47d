use serde::{Deserialize, Serialize};

/// The 97.5th percentile of the normal distribution: intervals are of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A share of counted things, with how sure one can be of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proportion {
    /// So many.
    pub numerator: i64,
    /// Of so many; nothing can be said of none.
    pub denominator: i64,
    /// Where the true share lies in 95 of 100 such cases; `None` of none.
    pub interval: Option<Interval>,
}

/// A Wilson score interval of 95 %, in tenths of a percent. Rounded outwards, so it claims no more than it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interval {
    /// From 0 to 1000.
    pub low_per_mille: u16,
    /// From 0 to 1000.
    pub high_per_mille: u16,
}

impl Proportion {
    /// `numerator` of `denominator`.
    pub fn of(numerator: i64, denominator: i64) -> Self {
        Self { numerator, denominator, interval: wilson(numerator, denominator) }
    }

    /// In tenths of a percent, from 0 to 1000, rounded down. `None` when nothing was counted.
    pub fn per_mille(self) -> Option<i64> {
        (self.numerator * 1_000).checked_div(self.denominator)
    }

    /// Between what this share exceeds `other` by in 95 of 100 such cases, in tenths of a percent from -1000 to 1000, the lower
    /// first. Newcombe (1998), his tenth method: the distances to both Wilson ends, which are rounded outwards, put together.
    /// `None` where either is of none.
    pub fn minus(self, other: Self) -> Option<(i32, i32)> {
        let (low, high) = self.interval.zip(other.interval).map(|(own, others)| {
            let [share, other_share] = [self, other].map(Self::share);
            let apart = |end: u16, share: f64| f64::from(end) - share;
            let below = apart(own.low_per_mille, share).hypot(apart(others.high_per_mille, other_share));
            let above = apart(own.high_per_mille, share).hypot(apart(others.low_per_mille, other_share));
            (share - other_share - below, share - other_share + above)
        })?;
        #[expect(clippy::cast_possible_truncation, reason = "within -1000 and 1000")]
        Some((low.floor() as i32, high.ceil() as i32))
    }

    /// In tenths of a percent. Only of what has an interval.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    fn share(self) -> f64 {
        self.numerator as f64 * 1_000.0 / self.denominator as f64
    }
}

/// Wilson (1927): the shares under which a normal test would not reject what was counted.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn wilson(numerator: i64, denominator: i64) -> Option<Interval> {
    if denominator <= 0 {
        return None;
    }
    let n = denominator as f64;
    let share = numerator as f64 / n;
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let (middle, scale) = (share + Z * Z / (2.0 * n), 1.0 + Z * Z / n);
    let low = per_mille((middle - spread) / scale, f64::floor);
    let high = per_mille((middle + spread) / scale, f64::ceil);
    Some(Interval { low_per_mille: low, high_per_mille: high })
}

/// The ends are 0 and 1 but for the last bits of the computation, which must not be rounded outwards.
fn per_mille(share: f64, rounded: fn(f64) -> f64) -> u16 {
    let scaled = share * 1_000.0;
    let exact = if (scaled - scaled.round()).abs() < 1e-9 { scaled.round() } else { rounded(scaled) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 1000")]
    let whole = exact.clamp(0.0, 1_000.0) as u16;
    whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The ends to be expected are from the interval's published closed form, by hand.
    #[test]
    fn intervals_are_wilsons() {
        let check = |numerator, denominator, expect: Option<(u16, u16)>| {
            let found = Proportion::of(numerator, denominator).interval;
            assert_eq!(
                found.map(|found| (found.low_per_mille, found.high_per_mille)),
                expect,
                "{numerator}/{denominator}"
            );
        };
        check(0, 0, None);
        check(0, 10, Some((0, 278)));
        check(10, 10, Some((722, 1_000)));
        check(1, 2, Some((94, 906)));
        check(5, 10, Some((236, 764)));
        check(81, 263, Some((255, 367)));
    }

    /// Newcombe's own example gives 52.4 and 333.9 where Wilson's ends are not rounded.
    #[test]
    fn a_difference_is_as_sure_as_its_parts() {
        let check = |own: (i64, i64), other: (i64, i64), expect: Option<(i32, i32)>| {
            assert_eq!(Proportion::of(own.0, own.1).minus(Proportion::of(other.0, other.1)), expect);
        };
        check((56, 70), (48, 80), Some((51, 335)));
        check((48, 80), (56, 70), Some((-335, -51)));
        check((0, 0), (1, 2), None);
        check((10, 10), (0, 10), Some((606, 1_000)));
    }

    proptest! {
        /// Wilson's ends are where the distance from the share is exactly Z standard errors of the end itself.
        #[test]
        fn no_share_within_is_rejected(denominator in 1_i64..100_000, part in 0.0_f64..1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small counts")]
            let numerator = (part * denominator as f64) as i64;
            let interval = Proportion::of(numerator, denominator).interval.unwrap();
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let (n, share) = (denominator as f64, numerator as f64 / denominator as f64);
            let is_rejected = |truth: f64| (share - truth).powi(2) > Z * Z * truth * (1.0 - truth) / n * (1.0 + 1e-9) + 1e-12;
            let (low, high) = (f64::from(interval.low_per_mille) / 1_000.0, f64::from(interval.high_per_mille) / 1_000.0);
            prop_assert!(low <= share && share <= high);
            prop_assert!(low == 0.0 || is_rejected(low) || !is_rejected(low + 0.001));
            prop_assert!(low < 0.001 || is_rejected(low - 0.001));
            prop_assert!(high > 0.999 || is_rejected(high + 0.001));
        }
    }
}
