use std::collections::HashMap;

use super::Paths;
use super::column::{Credited, Fine};
use super::input::Totals;

/// Up to so many channels the Shapley value by [`Worth::Rate`](super::Worth::Rate) is exact: 22 take half a second to a whole one
/// on one core (`shapley_rate_ms` of `cargo xtask bench`) and 64 MB. Each more doubles both.
pub const EXACT_UP_TO: usize = 22;

/// How many orders of the channels are looked at where there are more channels: about a second for 20,000 different sets.
pub const PERMUTATIONS: u32 = 10_000;

/// Each path's conversions and value evenly over its channels: what the Shapley value comes to, because a path's worth is
/// there as soon as the last of its channels is, and each of them is the last equally often.
pub(super) fn by_conversions(paths: &Paths, totals: &Totals) -> Credited {
    let mut fine = Fine::new(paths.channels().len());
    for (steps, outcome) in paths.iter() {
        let channels = distinct(steps);
        fine.share(totals.units(outcome), &channels, &vec![1; channels.len()]);
    }
    Credited::from_fine(fine, totals)
}

fn distinct(steps: &[u32]) -> Vec<u32> {
    let mut channels = steps.to_vec();
    channels.sort_unstable();
    channels.dedup();
    channels
}

pub(super) fn by_rate(paths: &Paths, totals: &Totals, seed: u64) -> Credited {
    let sets = sets(paths);
    let channels = paths.channels().len();
    if channels <= EXACT_UP_TO {
        return Credited::by_shares(totals, &exact(channels, &sets));
    }
    let (values, errors) = sampled(channels, &sets, seed);
    let whole: f64 = values.iter().sum();
    let margins = errors.into_iter().map(|error| if whole > 0.0 { 1.96 * error / whole } else { 0.0 });
    Credited { margins: Some(margins.collect()), ..Credited::by_shares(totals, &values) }
}

/// How many converted and how many did not.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    conversions: f64,
    nulls: f64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.conversions += other.conversions;
        self.nulls += other.nulls;
    }

    fn rate(self) -> f64 {
        if self.conversions > 0.0 { self.conversions / (self.conversions + self.nulls) } else { 0.0 }
    }
}

/// The sets of channels that some path has, in a fixed order, each with the outcome of all its paths.
fn sets(paths: &Paths) -> Vec<(Vec<u32>, Tally)> {
    let mut sets: HashMap<Vec<u32>, Tally> = HashMap::new();
    for (steps, outcome) in paths.iter() {
        #[expect(clippy::cast_precision_loss, reason = "rates are as precise as floating point is")]
        let tally = Tally { conversions: outcome.conversions as f64, nulls: outcome.nulls as f64 };
        sets.entry(distinct(steps)).or_default().add(tally);
    }
    let mut sets: Vec<_> = sets.into_iter().collect();
    sets.sort_by(|a, b| a.0.cmp(&b.0));
    sets
}

/// From the worth of every subset. A subset is a number whose binary digits are its channels.
fn exact(channels: usize, sets: &[(Vec<u32>, Tally)]) -> Vec<f64> {
    let mut tallies = vec![Tally::default(); 1 << channels];
    for (set, tally) in sets {
        tallies[set.iter().map(|channel| 1_usize << channel).sum::<usize>()].add(*tally);
    }
    for channel in 0..channels {
        let bit = 1 << channel;
        for subset in (0..tallies.len()).filter(|subset| subset & bit != 0) {
            let without = tallies[subset ^ bit];
            tallies[subset].add(without);
        }
    }
    let weights = weights(channels);
    // How much a channel adds to a subset, weighed by how often exactly that subset comes before it.
    let adds = |bit: usize| {
        let without = (0..tallies.len()).filter(|subset| subset & bit == 0);
        without
            .map(|subset| {
                weights[subset.count_ones() as usize] * (tallies[subset | bit].rate() - tallies[subset].rate())
            })
            .sum()
    };
    (0..channels).map(|channel| adds(1 << channel)).collect()
}

/// In which part of all orders a given subset of so many comes just before a given channel: 1 / (n × (n-1 over size)).
fn weights(channels: usize) -> Vec<f64> {
    let n = channels as f64;
    let mut weights = Vec::with_capacity(channels);
    let mut weight = 1.0 / n;
    for size in 0..channels {
        weights.push(weight);
        weight *= (size + 1) as f64 / (n - 1.0 - size as f64);
    }
    weights
}

/// From orders drawn at random: means, and their standard errors.
fn sampled(channels: usize, sets: &[(Vec<u32>, Tally)], seed: u64) -> (Vec<f64>, Vec<f64>) {
    let mut random = SplitMix(seed);
    let mut order: Vec<usize> = (0..channels).collect();
    let (mut sums, mut squares) = (vec![0.0; channels], vec![0.0; channels]);
    for _ in 0..PERMUTATIONS {
        random.shuffle(&mut order);
        for (channel, added) in order.iter().zip(added(&order, sets)) {
            sums[*channel] += added;
            squares[*channel] += added * added;
        }
    }
    let count = f64::from(PERMUTATIONS);
    let means: Vec<f64> = sums.iter().map(|sum| sum / count).collect();
    let variance = |(square, mean): (&f64, &f64)| (square / count - mean * mean).max(0.0) * count / (count - 1.0);
    let errors = squares.iter().zip(&means).map(variance).map(|variance| (variance / count).sqrt());
    (means.clone(), errors.collect())
}

/// What each channel adds when they come in this order.
fn added(order: &[usize], sets: &[(Vec<u32>, Tally)]) -> Vec<f64> {
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, channel)| places[*channel] = place);
    let mut complete = vec![Tally::default(); order.len()];
    for (set, tally) in sets {
        if let Some(last) = set.iter().map(|channel| places[*channel as usize]).max() {
            complete[last].add(*tally);
        }
    }
    let mut so_far = Tally::default();
    let mut add = |tally: Tally| {
        let before = so_far.rate();
        so_far.add(tally);
        so_far.rate() - before
    };
    complete.into_iter().map(&mut add).collect()
}

/// Vigna's SplitMix64: the same numbers from the same seed everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn shuffle(&mut self, items: &mut [usize]) {
        for last in (1..items.len()).rev() {
            // Of 2^64 numbers some places get one more than others, which no sample can tell.
            let drawn = (u128::from(self.next()) * (last as u128 + 1)) >> 64;
            items.swap(last, usize::try_from(drawn).unwrap_or(last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_comes_as_close_as_it_says() {
        let tally = |conversions, nulls| Tally { conversions, nulls };
        let sets = [(vec![0, 1], tally(5.0, 9.0)), (vec![1, 2, 3], tally(2.0, 30.0)), (vec![4], tally(1.0, 1.0))];
        let exact = exact(6, &sets);
        let (sampled, errors) = sampled(6, &sets, 7);
        for ((exact, sampled), error) in exact.iter().zip(&sampled).zip(&errors) {
            assert!((exact - sampled).abs() <= 3.5 * error, "{exact}, {sampled} ± {error}");
        }
        // Whatever the order, what all add is the worth of all.
        assert!((sampled.iter().sum::<f64>() - 8.0 / 48.0).abs() < 1e-12);
        assert_eq!((sampled[5], errors[5]), (0.0, 0.0));
    }
}
