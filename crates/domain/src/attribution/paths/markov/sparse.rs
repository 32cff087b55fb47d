//! Probabilities of converting by Gauss and Seidel's sweeps, for chains too large to invert.

use super::super::PathsError;
use super::chain::{Chain, START};

/// A sweep that changes no probability by more ends the search.
const PRECISION: f64 = 1e-15;

/// After so many sweeps it is given up.
const MOST_SWEEPS: usize = 100_000;

pub(super) fn removal_effects(chain: &Chain) -> Result<Vec<f64>, PathsError> {
    let mut nobody = vec![false; chain.len()];
    let whole = converting(chain, &nobody, vec![0.0; chain.len()])?;
    let lost = |states: &Vec<u32>| {
        states.iter().for_each(|state| nobody[*state as usize] = true);
        // Most of the others are as likely to convert as before.
        let without = converting(chain, &nobody, whole.clone());
        states.iter().for_each(|state| nobody[*state as usize] = false);
        let without = without?;
        Ok(if whole[START] > 0.0 { 1.0 - without[START] / whole[START] } else { 0.0 })
    };
    chain.ending_in.iter().map(lost).collect()
}

/// How likely each state converts where the `removed` ones are lost, from a first guess.
fn converting(chain: &Chain, removed: &[bool], guess: Vec<f64>) -> Result<Vec<f64>, PathsError> {
    let mut likely = guess;
    likely.iter_mut().zip(removed).filter(|(_, removed)| **removed).for_each(|(likely, _)| *likely = 0.0);
    for _ in 0..MOST_SWEEPS {
        let mut change = 0.0_f64;
        for state in (0..chain.len()).rev().filter(|state| !removed[*state]) {
            let found = from(chain, state, &likely);
            change = change.max((found - likely[state]).abs());
            likely[state] = found;
        }
        if change <= PRECISION {
            return Ok(likely);
        }
    }
    Err(PathsError::NotSolved { states: chain.len(), sweeps: MOST_SWEEPS })
}

/// How likely a state converts, given the others; a way to itself is solved for.
fn from(chain: &Chain, state: usize, likely: &[f64]) -> f64 {
    let (mut sum, mut stays) = (chain.converts[state], 0.0);
    for (to, way) in &chain.onwards[state] {
        match *to as usize {
            to if to == state => stays = *way,
            to => sum += way * likely[to],
        }
    }
    sum / (1.0 - stays)
}
