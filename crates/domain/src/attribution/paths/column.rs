//! From parts that are finer than what is shown to columns that add up.

use super::input::Totals;
use super::{CONVERSION_DECIMALS, ChannelCredit, Decimal, Paths};
use crate::money::raise_most_lost;

/// Binary digits of the fraction of a unit that is counted on the way.
const FRACTION: u32 = 64;

/// Conversions and value of each channel, in 2^-64 of the units of the totals.
#[derive(Debug)]
pub(super) struct Fine([Vec<u128>; 2]);

impl Fine {
    pub(super) fn new(channels: usize) -> Self {
        Self([vec![0; channels], vec![0; channels]])
    }

    /// Shares one path's `units` of conversions and value over `steps` in proportion to `weights`. What rounding leaves
    /// over goes to the last of them, so that nothing is lost.
    pub(super) fn share(&mut self, units: [u64; 2], steps: &[u32], weights: &[u64]) {
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        let Some(last) = steps.last() else { return };
        for (column, units) in self.0.iter_mut().zip(units) {
            let mut left = u128::from(units) << FRACTION;
            for (step, weight) in steps.iter().zip(weights).filter(|(_, weight)| **weight > 0) {
                let part = u128::from(units) * ((u128::from(*weight) << FRACTION) / total);
                column[*step as usize] += part;
                left -= part;
            }
            column[*last as usize] += left;
        }
    }
}

/// What each channel is credited with, in the order of their names and the units of the totals, which they add up to.
#[derive(Debug)]
pub(super) struct Credited {
    pub(super) conversions: Vec<i64>,
    pub(super) value: Vec<i64>,
    /// Half of a 95 % interval, as a part of the whole.
    pub(super) margins: Option<Vec<f64>>,
}

impl Credited {
    pub(super) fn from_fine(Fine([conversions, value]): Fine, totals: &Totals) -> Self {
        Self {
            conversions: rounded(totals.conversions, &conversions),
            value: rounded(totals.value, &value),
            margins: None,
        }
    }

    /// By shares of one whole, however they are scaled. They can be negative, but their sum is not.
    pub(super) fn by_shares(totals: &Totals, shares: &[f64]) -> Self {
        let parts = parts(shares);
        Self { conversions: divided(totals.conversions, &parts), value: divided(totals.value, &parts), margins: None }
    }

    /// With the channels' names, in the order of these.
    pub(super) fn named(self, paths: &Paths, totals: &Totals) -> Vec<ChannelCredit> {
        let Self { conversions, value, margins } = self;
        let names = paths.channels();
        let credits = names.iter().zip(conversions).zip(value).enumerate();
        credits
            .map(|(place, ((channel, conversions), value))| ChannelCredit {
                channel: channel.clone(),
                conversions: Decimal { units: conversions, decimals: CONVERSION_DECIMALS },
                value: Decimal { units: value, decimals: totals.value_decimals },
                margin: margins.as_ref().and_then(|margins| margins.get(place)).map(|part| margin(*part, totals)),
            })
            .collect()
    }
}

/// Rounded up, so that it is never said to be closer than it is.
fn margin(part: f64, totals: &Totals) -> Decimal {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "an estimate, which saturates")]
    let units = (part * totals.conversions as f64).ceil() as i64;
    Decimal { units, decimals: CONVERSION_DECIMALS }
}

/// What is lost counts in 2^-32 units: below that the fine parts themselves are rounded, which must not decide a tie.
fn rounded(total: i64, fine: &[u128]) -> Vec<i64> {
    let mask = (1_u128 << FRACTION) - 1;
    let half = 1 << (FRACTION / 2 - 1);
    let lost = fine.iter().map(|part| ((part & mask) + half) >> (FRACTION / 2)).collect();
    let floors = fine.iter().map(|part| i128::try_from(part >> FRACTION).unwrap_or(0)).collect();
    units(total, floors, lost)
}

/// Shares as integers with as many digits as floating point has. All the same where there is nothing to share by.
fn parts(shares: &[f64]) -> Vec<i64> {
    let largest = shares.iter().fold(0.0_f64, |largest, share| largest.max(share.abs()));
    #[expect(clippy::cast_possible_truncation, reason = "at most 2^52 and rounded")]
    let scaled = |share: &f64| (share / largest * f64::from(1_u32 << 26) * f64::from(1_u32 << 26)).round() as i64;
    let parts: Vec<i64> = if largest > 0.0 { shares.iter().map(scaled).collect() } else { Vec::new() };
    if parts.iter().map(|part| i128::from(*part)).sum::<i128>() > 0 { parts } else { vec![1; shares.len()] }
}

/// `total` in proportion to `parts`, whose sum is positive.
fn divided(total: i64, parts: &[i64]) -> Vec<i64> {
    let sum: i128 = parts.iter().map(|part| i128::from(*part)).sum();
    let exact = |part: &i64| i128::from(total) * i128::from(*part);
    let floors = parts.iter().map(|part| exact(part).div_euclid(sum)).collect();
    let lost = parts.iter().map(|part| exact(part).rem_euclid(sum).unsigned_abs()).collect();
    units(total, floors, lost)
}

fn units(total: i64, floors: Vec<i128>, lost: Vec<u128>) -> Vec<i64> {
    // Where shares of both signs are far apart, one can be more than the whole, but not by so much.
    let fitting = |units| i64::try_from(units).unwrap_or(if units < 0 { i64::MIN } else { i64::MAX });
    raise_most_lost(total.into(), floors, lost).into_iter().map(fitting).collect()
}
