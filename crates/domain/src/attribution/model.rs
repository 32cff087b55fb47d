use std::num::NonZeroU16;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::weights::{WeightTable, Weights};

/// After how many days a touch is worth half, where nobody says otherwise: what Google Ads uses.
pub const DEFAULT_HALF_LIFE_DAYS: NonZeroU16 = match NonZeroU16::new(7) {
    Some(days) => days,
    None => NonZeroU16::MIN,
};

/// A rule for sharing credit. Where a model's letter means different things to different vendors, its name has the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// All to the first touch.
    FirstTouch,
    /// All to the last touch.
    LastTouch,
    /// All to the last touch that was not direct; where all were, to the last.
    LastNonDirect,
    /// The same to each touch.
    Linear,
    /// The less, the longer a touch lies before the last one: half after each half-life (Google Ads; 7 days there).
    TimeDecay {
        /// After how many days a touch is worth half.
        #[cfg_attr(feature = "openapi", schema(value_type = u16, minimum = 1, example = 7))]
        half_life_days: NonZeroU16,
    },
    /// 40 first, 40 last, 20 over the middle (Google Ads and Matomo call it position based).
    PositionBased,
    /// 50 FT, 50 LC (Marketo Measure's U-shaped).
    #[serde(rename = "u_shaped_50_50", alias = "u_shaped")]
    UShaped50_50,
    /// 40 FT, 40 LC, 20 over the rest (HubSpot's U-shaped).
    #[serde(rename = "u_shaped_40_40_20")]
    UShaped40_40_20,
    /// 30 FT, 30 LC, 30 OC, 10 over the rest (Marketo Measure's and HubSpot's W-shaped).
    WShaped,
    /// 22.5 each to FT, LC, OC and CW, 10 over the rest (Marketo Measure's full path).
    FullPath,
    /// 20 first, 60 last, 20 over the middle (HubSpot's J-shaped).
    JShaped,
    /// 60 first, 20 last, 20 over the middle (HubSpot's inverse J-shaped).
    InverseJShaped,
    /// By weights of one's own.
    Custom(Weights),
}

/// How a model shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// By weights for milestones and for the rest.
    ByWeights(Weights),
    /// By how long before the last touch each was.
    ByAge {
        /// After how many days a touch is worth half.
        half_life_days: NonZeroU16,
    },
}

/// The word names no model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no model; there are {words}", words = words())]
pub struct UnknownModelError(pub String);

fn words() -> String {
    Model::ALL.map(Model::word).join(", ")
}

impl Model {
    /// Every model that has a name of its own, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::FirstTouch,
        Self::LastTouch,
        Self::LastNonDirect,
        Self::Linear,
        Self::TimeDecay { half_life_days: DEFAULT_HALF_LIFE_DAYS },
        Self::PositionBased,
        Self::UShaped50_50,
        Self::UShaped40_40_20,
        Self::WShaped,
        Self::FullPath,
        Self::JShaped,
        Self::InverseJShaped,
    ];

    /// As it is written in configurations, on the command line and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FirstTouch => "first_touch",
            Self::LastTouch => "last_touch",
            Self::LastNonDirect => "last_non_direct",
            Self::Linear => "linear",
            Self::TimeDecay { .. } => "time_decay",
            Self::PositionBased => "position_based",
            Self::UShaped50_50 => "u_shaped_50_50",
            Self::UShaped40_40_20 => "u_shaped_40_40_20",
            Self::WShaped => "w_shaped",
            Self::FullPath => "full_path",
            Self::JShaped => "j_shaped",
            Self::InverseJShaped => "inverse_j_shaped",
            Self::Custom(_) => "custom",
        }
    }

    /// How it shares.
    pub const fn sharing(self) -> Sharing {
        Sharing::ByWeights(match self {
            Self::TimeDecay { half_life_days } => return Sharing::ByAge { half_life_days },
            Self::FirstTouch => Weights::known(WeightTable { first_touch: 1000, ..NONE }),
            Self::LastTouch => Weights::known(WeightTable { last_touch: 1000, ..NONE }),
            Self::LastNonDirect => Weights::known(WeightTable { last_non_direct: 1000, ..NONE }),
            Self::Linear => Weights::known(WeightTable { rest: 1000, ..NONE }),
            Self::PositionBased => first_and_last(400, 400),
            Self::UShaped50_50 => Weights::known(WeightTable { first_touch: 500, lead_creation: 500, ..NONE }),
            Self::UShaped40_40_20 => {
                Weights::known(WeightTable { first_touch: 400, lead_creation: 400, rest: 200, ..NONE })
            }
            Self::WShaped => to_opportunity(300, 0),
            Self::FullPath => to_opportunity(225, 225),
            Self::JShaped => first_and_last(200, 600),
            Self::InverseJShaped => first_and_last(600, 200),
            Self::Custom(weights) => weights,
        })
    }
}

const NONE: WeightTable = WeightTable {
    first_touch: 0,
    lead_creation: 0,
    opportunity_creation: 0,
    closed_won: 0,
    last_touch: 0,
    last_non_direct: 0,
    rest: 0,
};

const fn first_and_last(first_touch: u16, last_touch: u16) -> Weights {
    Weights::known(WeightTable { first_touch, last_touch, rest: 200, ..NONE })
}

const fn to_opportunity(each: u16, closed_won: u16) -> Weights {
    Weights::known(WeightTable {
        first_touch: each,
        lead_creation: each,
        opportunity_creation: each,
        closed_won,
        rest: 100,
        ..NONE
    })
}

impl FromStr for Model {
    type Err = UnknownModelError;

    /// From [`Model::word`], `position` for position based or `u_shaped` for its halves; a time decay is the usual one.
    fn from_str(word: &str) -> Result<Self, UnknownModelError> {
        match word {
            "position" => Ok(Self::PositionBased),
            "u_shaped" => Ok(Self::UShaped50_50),
            _ => Self::ALL
                .into_iter()
                .find(|model| model.word() == word)
                .ok_or_else(|| UnknownModelError(word.to_owned())),
        }
    }
}

/// What a team agrees on when it agrees how credit is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Terms {
    /// How it is shared.
    pub model: Model,
    /// How many days back from the close a touch still counts; `None` where all do. A deal that is not closed counts
    /// back from its last touch.
    pub look_back_days: Option<NonZeroU16>,
}

impl From<Model> for Terms {
    fn from(model: Model) -> Self {
        Self { model, look_back_days: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_each_model_add_up() {
        for model in Model::ALL {
            if let Sharing::ByWeights(weights) = model.sharing() {
                assert_eq!(Weights::new(weights.into()), Ok(weights), "{model:?}");
            }
        }
    }

    #[test]
    fn each_word_is_the_same_everywhere() {
        for model in Model::ALL {
            assert_eq!(model.word().parse(), Ok(model));
            let expect = match model {
                Model::TimeDecay { .. } => "{\"time_decay\":{\"half_life_days\":7}}".to_owned(),
                _ => format!("\"{}\"", model.word()),
            };
            assert_eq!(serde_json::to_string(&model).unwrap(), expect);
            assert_eq!(serde_json::from_str::<Model>(&expect).unwrap(), model);
        }
        assert_eq!("position".parse(), Ok(Model::PositionBased));
        assert_eq!("u_shaped".parse(), Ok(Model::UShaped50_50));
    }

    #[test]
    fn a_wrong_word_is_answered_with_the_right_ones() {
        let error = "w-shaped".parse::<Model>().unwrap_err().to_string();
        assert!(error.starts_with("'w-shaped' is no model; there are first_touch, last_touch, "), "{error}");
    }

    #[test]
    fn weights_of_ones_own_must_share_out_the_whole() {
        let check = |json: &str, expect: Result<u16, &str>| {
            let read = serde_json::from_str::<Model>(json);
            let read = read.map(|model| match model.sharing() {
                Sharing::ByWeights(weights) => weights.rest(),
                Sharing::ByAge { .. } => 0,
            });
            let read = read.map_err(|error| error.to_string());
            assert_eq!(read.as_ref().map_err(String::as_str), expect.as_ref().map_err(|text| *text), "{json}");
        };
        check(r#"{"custom":{"first_touch":900,"rest":100}}"#, Ok(100));
        let wrong = "the weights sum to 901 thousandths; they must sum to 1000";
        check(r#"{"custom":{"first_touch":900,"rest":1}}"#, Err(wrong));
    }
}
