use std::collections::HashMap;

use super::{CONVERSION_DECIMALS, Decimal, LEAST_VALUE_DECIMALS, PathsError};

/// What the customers that went one path did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many converted.
    pub conversions: u64,
    /// How many did not.
    pub nulls: u64,
    /// What the conversions brought.
    pub value: Decimal,
}

/// Takes paths one by one.
#[derive(Debug, Clone, Default)]
pub struct PathsBuilder {
    places: HashMap<String, u32>,
    paths: Paths,
}

/// Paths with their outcomes. Each channel's name is kept once.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    /// In order, so that nothing depends on the order in which the paths came.
    names: Vec<String>,
    /// The channels of all paths, one path after the other, by place among the names.
    steps: Vec<u32>,
    /// Where in `steps` each path ends, and what came of it.
    ends: Vec<(usize, Outcome)>,
    value_decimals: u8,
}

/// What all paths have together, in the units in which it is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) conversions: i64,
    pub(super) value: i64,
    pub(super) value_decimals: u8,
}

impl PathsBuilder {
    /// Adds a path. One without a step leads nowhere, and is not added.
    pub fn add<'a>(&mut self, steps: impl IntoIterator<Item = &'a str>, outcome: Outcome) {
        let before = self.paths.steps.len();
        for name in steps {
            let place = self.place(name);
            self.paths.steps.push(place);
        }
        if self.paths.steps.len() > before {
            self.paths.ends.push((self.paths.steps.len(), outcome));
            self.paths.value_decimals = self.paths.value_decimals.max(outcome.value.decimals);
        }
    }

    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.insert(name.to_owned(), place);
        place
    }

    /// All that were added.
    pub fn build(self) -> Paths {
        let mut named: Vec<(String, u32)> = self.places.into_iter().collect();
        named.sort();
        let mut ranks = vec![0; named.len()];
        for (rank, (_, place)) in (0..).zip(&named) {
            ranks[*place as usize] = rank;
        }
        let mut paths = self.paths;
        paths.steps.iter_mut().for_each(|step| *step = ranks[*step as usize]);
        paths.names = named.into_iter().map(|(name, _)| name).collect();
        paths
    }
}

impl Paths {
    /// The channels' names, in their order.
    pub fn channels(&self) -> &[String] {
        &self.names
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Each path's channels, by place among the names, with what came of it.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u32], &Outcome)> {
        let mut begin = 0;
        self.ends.iter().map(move |(end, outcome)| {
            let steps = self.steps.get(begin..*end).unwrap_or_default();
            begin = *end;
            (steps, outcome)
        })
    }

    pub(super) fn totals(&self) -> Result<Totals, PathsError> {
        let value_decimals = self.value_decimals.max(LEAST_VALUE_DECIMALS);
        let conversions = sum(self.iter().map(|(_, outcome)| conversion_units(outcome)));
        let value = sum(self.iter().map(|(_, outcome)| outcome.value.units_at(value_decimals)));
        let too_much = |column, decimals| PathsError::TooMuch { column, most: Decimal { units: i64::MAX, decimals } };
        Ok(Totals {
            conversions: conversions.ok_or_else(|| too_much("conversions", CONVERSION_DECIMALS))?,
            value: value.ok_or_else(|| too_much("values", value_decimals))?,
            value_decimals,
        })
    }
}

fn sum(units: impl Iterator<Item = Option<i64>>) -> Option<i64> {
    units.into_iter().try_fold(0_i64, |sum, units| sum.checked_add(units?))
}

fn conversion_units(outcome: &Outcome) -> Option<i64> {
    i64::try_from(outcome.conversions).ok()?.checked_mul(10_i64.pow(CONVERSION_DECIMALS.into()))
}

impl Totals {
    /// A path's conversions and value in the units of the totals, which are known to fit.
    pub(super) fn units(&self, outcome: &Outcome) -> [u64; 2] {
        [conversion_units(outcome), outcome.value.units_at(self.value_decimals)]
            .map(|units| units.and_then(|units| u64::try_from(units).ok()).unwrap_or(0))
    }
}
