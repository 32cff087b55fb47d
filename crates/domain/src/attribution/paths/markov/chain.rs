use std::collections::HashMap;

use super::super::Paths;

/// Where every path begins.
pub(super) const START: usize = 0;

/// An absorbing chain over the last channels of a path. Who neither goes on nor converts is lost.
#[derive(Debug)]
pub(super) struct Chain {
    /// To which states one goes on from each, and how likely.
    pub(super) onwards: Vec<Vec<(u32, f64)>>,
    /// How likely one converts from each state.
    pub(super) converts: Vec<f64>,
    /// The states that end in each channel.
    pub(super) ending_in: Vec<Vec<u32>>,
}

/// How often something was seen.
#[derive(Debug, Default)]
struct Counts<'a> {
    states: HashMap<&'a [u32], u32>,
    ways: HashMap<(u32, u32), u64>,
    conversions: Vec<u64>,
    all: Vec<u64>,
}

impl Chain {
    /// Of paths that somebody went. Its states are told apart by the last `order` channels.
    pub(super) fn of(paths: &Paths, order: usize) -> Self {
        let mut counts = Counts::default();
        counts.state(&[]);
        for (steps, outcome) in paths.iter() {
            let count = outcome.conversions + outcome.nulls;
            if count > 0 {
                counts.add(steps, order, count, outcome.conversions);
            }
        }
        counts.chain(paths.channels().len())
    }

    /// How many states there are.
    pub(super) fn len(&self) -> usize {
        self.converts.len()
    }
}

impl<'a> Counts<'a> {
    fn state(&mut self, last: &'a [u32]) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let state = *self.states.entry(last).or_insert(next);
        if state == next {
            self.all.push(0);
            self.conversions.push(0);
        }
        state
    }

    fn add(&mut self, steps: &'a [u32], order: usize, count: u64, conversions: u64) {
        let mut from = 0;
        for end in 1..=steps.len() {
            let to = self.state(&steps[end.saturating_sub(order)..end]);
            *self.ways.entry((from, to)).or_default() += count;
            self.all[from as usize] += count;
            from = to;
        }
        self.all[from as usize] += count;
        self.conversions[from as usize] += conversions;
    }

    /// With the states in the order of their channels, so that sums are the same in whichever order the paths came. The
    /// start has none, and so comes first.
    #[expect(clippy::cast_precision_loss, reason = "probabilities are as precise as floating point is")]
    fn chain(self, channels: usize) -> Chain {
        let mut sorted: Vec<(&[u32], u32)> = self.states.into_iter().collect();
        sorted.sort_unstable();
        let (mut ranks, mut ending_in) = (vec![0; sorted.len()], vec![Vec::new(); channels]);
        for (rank, (last, state)) in (0..).zip(&sorted) {
            ranks[*state as usize] = rank;
            last.last().into_iter().for_each(|channel| ending_in[*channel as usize].push(rank));
        }
        let likely = |count: u64, from: u32| count as f64 / (self.all[from as usize].max(1)) as f64;
        let mut onwards = vec![Vec::new(); sorted.len()];
        for ((from, to), count) in self.ways {
            onwards[ranks[from as usize] as usize].push((ranks[to as usize], likely(count, from)));
        }
        onwards.iter_mut().for_each(|ways| ways.sort_by_key(|(to, _)| *to));
        let converts = sorted.iter().map(|(_, state)| likely(self.conversions[*state as usize], *state)).collect();
        Chain { onwards, converts, ending_in }
    }
}
