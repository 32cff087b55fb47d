//! Credit for channels from aggregated paths: which channels, in which order, and how often that converted or did not.
//!
//! A path has no dates and no milestones, so these are models of their own ([`PathModel`]). The rules that the field leaves
//! open:
//!
//! - **Steps count as often as they come.** `A > A` is two steps under the heuristics; under Markov it is the channel's
//!   way to itself, which takes part in its row's probabilities; for Shapley a path has a channel or has it not.
//! - **Time decay** has no time here: each step weighs half of the next one.
//! - **Markov.** The states are the last N channels, fewer at a path's beginning. Removing a channel means that whoever
//!   would come to it is lost. The removal effects, scaled to the whole, share conversions and value alike.
//! - **Shapley** by [`Worth::Conversions`] credits conversions and value each by its own worth; by [`Worth::Rate`] both are
//!   shared as the rate is. A channel that lowers the rate has a negative credit there, and the credits still add up.
//! - **Nothing converted.** Then there is nothing to tell the channels apart by, and a value, if there is one, is shared evenly
//!   under Markov and [`Worth::Rate`].
//!
//! What comes out is decimal: conversions in millionths, the value in the smallest decimal of the input and at least in
//! hundredths. It is rounded by largest remainder, so each column adds up to the input's total.

mod column;
mod decimal;
mod heuristics;
mod input;
mod markov;
mod shapley;

use std::num::NonZeroU8;

use thiserror::Error;

pub use decimal::{Decimal, DecimalError};
pub use input::{Outcome, Paths, PathsBuilder};
pub use shapley::{EXACT_UP_TO, PERMUTATIONS};

/// Decimals of credited conversions.
const CONVERSION_DECIMALS: u8 = 6;

/// The fewest decimals of a credited value.
const LEAST_VALUE_DECIMALS: u8 = 2;

/// A rule for sharing what paths led to among their channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathModel {
    /// All to the first step.
    FirstTouch,
    /// All to the last step.
    LastTouch,
    /// The same to each step.
    Linear,
    /// 40 first, 40 last, 20 over the steps between; one half each of two.
    Position,
    /// To each step half of what the next one has.
    TimeDecay,
    /// By removal effect in a Markov chain.
    Markov {
        /// How many of the last channels make a state.
        order: NonZeroU8,
    },
    /// By Shapley value.
    Shapley(Worth),
}

/// What a set of channels is worth together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// What the paths that need no other channel led to (Zhao and others, 2018). Non-conversions play no part.
    Conversions,
    /// The part of those paths that converted: conversions / (conversions + nulls).
    Rate {
        /// Makes the sample, where there are more than [`EXACT_UP_TO`] channels.
        seed: u64,
    },
}

/// What one channel is credited with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelCredit {
    /// As the paths call it.
    pub channel: String,
    /// Of the conversions, in millionths.
    pub conversions: Decimal,
    /// Of the value.
    pub value: Decimal,
    /// Where the credit is estimated from a sample: half the width of the 95 % interval around `conversions`.
    pub margin: Option<Decimal>,
}

/// Why there is no credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PathsError {
    /// A total does not fit into the numbers.
    #[error("the {column} add up to more than {most}, the most that is counted exactly")]
    TooMuch {
        /// Which total.
        column: &'static str,
        /// The most.
        most: Decimal,
    },
    /// The chain is too large to be solved at once, and so slow to end that it was not solved step by step either.
    #[error("the chain of {states} states was not solved in {sweeps} sweeps; take a lower order")]
    NotSolved {
        /// How large it is.
        states: usize,
        /// How long it was tried.
        sweeps: usize,
    },
}

/// Credits every channel of `paths`, in the order of their names.
///
/// # Errors
/// When a total does not fit, or a chain cannot be solved.
pub fn credit_channels(model: PathModel, paths: &Paths) -> Result<Vec<ChannelCredit>, PathsError> {
    let totals = paths.totals()?;
    let credited = match model {
        PathModel::Markov { order } => column::Credited::by_shares(&totals, &markov::removal_effects(paths, order)?),
        PathModel::Shapley(Worth::Rate { seed }) => shapley::by_rate(paths, &totals, seed),
        PathModel::Shapley(Worth::Conversions) => shapley::by_conversions(paths, &totals),
        heuristic => heuristics::credited(heuristic, paths, &totals),
    };
    Ok(credited.named(paths, &totals))
}
