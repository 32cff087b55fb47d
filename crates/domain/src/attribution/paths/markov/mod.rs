//! Removal effects in absorbing Markov chains, solved and not simulated.

mod chain;
mod dense;
mod sparse;

use std::num::NonZeroU8;

use super::{Paths, PathsError};
use chain::Chain;

/// Up to so many states the whole chain is inverted once, in a fifth of a second, however slowly it ends; above, it is solved by
/// sweeps for each channel anew.
const DENSE_UP_TO: usize = 1_000;

/// For each channel the part of the conversions that is lost without it.
pub(super) fn removal_effects(paths: &Paths, order: NonZeroU8) -> Result<Vec<f64>, PathsError> {
    let chain = Chain::of(paths, order.get().into());
    if chain.len() <= DENSE_UP_TO { Ok(dense::removal_effects(&chain)) } else { sparse::removal_effects(&chain) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Outcome, PathsBuilder};
    use super::*;

    proptest! {
        #[test]
        fn sweeps_find_what_the_inverse_does(
            rows in prop::collection::vec((prop::collection::vec(0_u8..6, 1..12), 0_u64..9, 0_u64..9), 1..40),
            order in 1..4_usize,
        ) {
            let mut paths = PathsBuilder::default();
            for (steps, conversions, nulls) in rows {
                let names: Vec<String> = steps.iter().map(u8::to_string).collect();
                let outcome = Outcome { conversions, nulls, ..Outcome::default() };
                paths.add(names.iter().map(String::as_str), outcome);
            }
            let chain = Chain::of(&paths.build(), order);
            let (inverted, swept) = (dense::removal_effects(&chain), sparse::removal_effects(&chain).unwrap());
            for (inverted, swept) in inverted.iter().zip(&swept) {
                prop_assert!((inverted - swept).abs() < 1e-11, "{inverted} and {swept}");
            }
        }
    }
}
