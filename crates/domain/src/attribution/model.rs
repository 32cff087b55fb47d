use serde::{Deserialize, Serialize};

/// A point in a deal's life that a model may give credit for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// FT: the first touch of all.
    FirstTouch,
    /// LC: the touch that led to the lead.
    LeadCreation,
    /// OC: the touch that led to the deal.
    OpportunityCreation,
    /// CW: the touch that led to winning.
    ClosedWon,
    /// The last touch so far.
    LastTouch,
}

/// A rule for sharing credit. Named by milestones, because a model's letter means different things to different
/// vendors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// All to the first touch.
    FirstTouch,
    /// All to the last touch.
    LastTouch,
    /// The same to each touch.
    Linear,
    /// 40 first, 40 last, 20 over the middle (Google Ads and Matomo call it position based).
    PositionBased,
    /// 50 FT, 50 LC (Marketo Measure's U-shaped).
    UShaped,
    /// 30 FT, 30 LC, 30 OC, 10 over the rest (Marketo Measure's and HubSpot's W-shaped).
    WShaped,
    /// 22.5 each to FT, LC, OC and CW, 10 over the rest (Marketo Measure's full path).
    FullPath,
}

/// A model's weights, in thousandths; they add up to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// What each milestone takes.
    pub milestones: &'static [(Milestone, i64)],
    /// What is spread evenly over the touches without a milestone.
    pub rest: i64,
}

impl Model {
    /// Every model, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::FirstTouch,
        Self::LastTouch,
        Self::Linear,
        Self::PositionBased,
        Self::UShaped,
        Self::WShaped,
        Self::FullPath,
    ];

    /// The weights, in thousandths.
    pub const fn weights(self) -> Weights {
        use Milestone::{ClosedWon, FirstTouch, LastTouch, LeadCreation, OpportunityCreation};
        let (milestones, rest): (&[_], _) = match self {
            Self::FirstTouch => (&[(FirstTouch, 1000)], 0),
            Self::LastTouch => (&[(LastTouch, 1000)], 0),
            Self::Linear => (&[], 1000),
            Self::PositionBased => (&[(FirstTouch, 400), (LastTouch, 400)], 200),
            Self::UShaped => (&[(FirstTouch, 500), (LeadCreation, 500)], 0),
            Self::WShaped => (&[(FirstTouch, 300), (LeadCreation, 300), (OpportunityCreation, 300)], 100),
            Self::FullPath => {
                (&[(FirstTouch, 225), (LeadCreation, 225), (OpportunityCreation, 225), (ClosedWon, 225)], 100)
            }
        };
        Weights { milestones, rest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_each_model_add_up() {
        for model in Model::ALL {
            let weights = model.weights();
            assert_eq!(
                weights.milestones.iter().map(|(_, weight)| weight).sum::<i64>() + weights.rest,
                1000,
                "{model:?}"
            );
        }
    }
}
