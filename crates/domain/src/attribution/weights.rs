use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Milestone;

/// What a model's weights add up to, in thousandths.
pub const WHOLE: u16 = 1000;

/// Weights as somebody writes them down, in thousandths of the credit. What is not named takes none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WeightTable {
    /// For FT, the first touch.
    pub first_touch: u16,
    /// For LC, the touch that led to the lead.
    pub lead_creation: u16,
    /// For OC, the touch that led to the deal.
    pub opportunity_creation: u16,
    /// For CW, the touch that led to winning.
    pub closed_won: u16,
    /// For the last touch.
    pub last_touch: u16,
    /// For the last touch that was not direct.
    pub last_non_direct: u16,
    /// Spread evenly over the touches that hold none of the milestones with a weight.
    pub rest: u16,
}

/// Weights that add up to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "WeightTable", into = "WeightTable")]
pub struct Weights(WeightTable);

/// The weights are not those of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the weights sum to {sum} thousandths; they must sum to {WHOLE}")]
pub struct WeightsError {
    /// What they add up to, in thousandths.
    pub sum: u32,
}

impl Weights {
    /// Takes weights that share out the whole credit.
    ///
    /// # Errors
    /// When they add up to anything but [`WHOLE`]; the error says to what.
    pub const fn new(table: WeightTable) -> Result<Self, WeightsError> {
        let sum = sum(&table);
        if sum == WHOLE as u32 { Ok(Self(table)) } else { Err(WeightsError { sum }) }
    }

    /// For this module's own models; a test holds that each adds up.
    pub(super) const fn known(table: WeightTable) -> Self {
        Self(table)
    }

    /// What a milestone takes, in thousandths.
    pub const fn of(self, milestone: Milestone) -> u16 {
        match milestone {
            Milestone::FirstTouch => self.0.first_touch,
            Milestone::LeadCreation => self.0.lead_creation,
            Milestone::OpportunityCreation => self.0.opportunity_creation,
            Milestone::ClosedWon => self.0.closed_won,
            Milestone::LastTouch => self.0.last_touch,
            Milestone::LastNonDirect => self.0.last_non_direct,
        }
    }

    /// The milestones that take anything, with what they take, in thousandths.
    pub fn milestones(self) -> impl Iterator<Item = (Milestone, u16)> {
        Milestone::ALL
            .into_iter()
            .map(move |milestone| (milestone, self.of(milestone)))
            .filter(|(_, weight)| *weight > 0)
    }

    /// What is spread evenly over the touches without a milestone, in thousandths.
    pub const fn rest(self) -> u16 {
        self.0.rest
    }
}

const fn sum(table: &WeightTable) -> u32 {
    let WeightTable { first_touch, lead_creation, opportunity_creation, closed_won, last_touch, last_non_direct, rest } =
        *table;
    first_touch as u32
        + lead_creation as u32
        + opportunity_creation as u32
        + closed_won as u32
        + last_touch as u32
        + last_non_direct as u32
        + rest as u32
}

impl TryFrom<WeightTable> for Weights {
    type Error = WeightsError;

    fn try_from(table: WeightTable) -> Result<Self, WeightsError> {
        Self::new(table)
    }
}

impl From<Weights> for WeightTable {
    fn from(weights: Weights) -> Self {
        weights.0
    }
}
