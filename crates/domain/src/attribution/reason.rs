use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use super::Milestone;

/// Why a touch got its credit. Several reasons of one touch add up, and being scaled applies to their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It holds a milestone, which takes this weight.
    Milestone {
        /// Which one.
        milestone: Milestone,
        /// Thousandths, as the model states them.
        weight: i64,
    },
    /// It holds none, and gets its part of the rest.
    Rest {
        /// Thousandths that all such touches have together.
        weight: i64,
        /// How many touches they are spread over.
        touches: usize,
    },
    /// It is worth 2^(-`seconds_before_last` / half-life) of what the last touch is.
    Decay {
        /// How long before the last touch it was, in seconds; 0 for the last.
        seconds_before_last: i64,
        /// After how many days a touch is worth half.
        #[cfg_attr(feature = "openapi", schema(value_type = u16, minimum = 1, example = 7))]
        half_life_days: NonZeroU16,
    },
    /// Of the model's thousandths only these have a touch to go to, so every part is that much larger.
    Scaled {
        /// Thousandths, from 1 to 999.
        of: i64,
    },
    /// None of the model's milestones was reached, and the first touch takes all: the one fact there is about where
    /// the deal came from.
    NothingReached,
}
