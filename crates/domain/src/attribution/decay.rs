//! Weights that halve with time, in integers alone, so that they are the same bits on every machine.

use std::num::NonZeroU16;

use chrono::TimeDelta;

/// The weight of the last touch: 62 binary digits. The weights are right to some 55 of them, and a touch that lies 63
/// half-lives before the last has none.
pub(super) const LAST: u64 = 1 << DIGITS;

const DIGITS: u32 = 62;

/// 2^(-1/2), 2^(-1/4), 2^(-1/8) and so on, as 64-bit fractions.
const ROOTS: [u64; 64] = roots();

#[expect(clippy::cast_possible_truncation, reason = "the square root of a number below 2^128 is below 2^64")]
const fn roots() -> [u64; 64] {
    let mut roots = [0; 64];
    let mut root = 1_u128 << 63;
    let mut place = 0;
    while place < roots.len() {
        root = (root << 64).isqrt();
        roots[place] = root as u64;
        place += 1;
    }
    roots
}

/// [`LAST`] × 2^(-`age` / half-life), rounded down; milliseconds count, what is below does not.
///
/// Never more for an older touch: one millisecond changes the weight by 2^-43 of itself at the longest half-life, and the
/// roots are right to 2^-58.
pub(super) fn weight(age: TimeDelta, half_life_days: NonZeroU16) -> u64 {
    let half_life = u128::from(half_life_days.get()) * 86_400_000;
    let age = u128::try_from(age.num_milliseconds()).unwrap_or(0);
    let Ok(halvings) = u32::try_from(age / half_life) else { return 0 };
    let fraction = ((age % half_life) << 64) / half_life;
    let has_digit = |place: &usize| fraction >> (63 - place) & 1 == 1;
    let whole =
        (0..ROOTS.len()).filter(has_digit).fold(1_u128 << 64, |part, place| (part * u128::from(ROOTS[place])) >> 64);
    u64::try_from(whole.checked_shr(64 - DIGITS + halvings).unwrap_or(0)).unwrap_or(LAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: u16) -> NonZeroU16 {
        NonZeroU16::new(days).unwrap()
    }

    #[test]
    fn each_half_life_halves() {
        for (age, expect) in [(0, LAST), (7, LAST / 2), (14, LAST / 4), (7 * 62, 1), (7 * 63, 0), (365_000, 0)] {
            assert_eq!(weight(TimeDelta::days(age), days(7)), expect, "{age} days");
        }
    }

    #[test]
    fn a_millisecond_earlier_is_never_more() {
        for half_life in [1, 7, 30, u16::MAX].map(days) {
            let around = i64::from(half_life.get()) * 86_400_000;
            for from in [0, around / 2 - 500, around - 500, around * 3 / 2 - 500, around * 2 - 500] {
                let weights: Vec<u64> =
                    (from..from + 1000).map(|age| weight(TimeDelta::milliseconds(age), half_life)).collect();
                assert!(weights.is_sorted_by(|later, earlier| later > earlier), "{half_life} days, from {from} ms");
            }
        }
    }
}
