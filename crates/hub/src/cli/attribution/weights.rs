//! A model as a line has it: a word, or weights of one's own.

use std::fmt;

use plumbline_domain::attribution::{Model, WeightTable, Weights};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The model of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ModelWords(pub(super) Model);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    custom: OwnWeights,
}

struct OwnWeights(Weights);

/// In what a weight is given: thousandths are whole, and parts of one have decimals.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Figures {
    #[serde(rename = "FT", alias = "first_touch")]
    first_touch: f64,
    #[serde(rename = "LC", alias = "lead_creation")]
    lead_creation: f64,
    #[serde(rename = "OC", alias = "opportunity_creation")]
    opportunity_creation: f64,
    #[serde(rename = "CW", alias = "closed_won")]
    closed_won: f64,
    #[serde(rename = "last", alias = "last_touch")]
    last_touch: f64,
    last_non_direct: f64,
    rest: f64,
}

impl Figures {
    fn all(&self) -> [f64; 7] {
        let Self { first_touch, lead_creation, opportunity_creation, closed_won, last_touch, last_non_direct, rest } =
            *self;
        [first_touch, lead_creation, opportunity_creation, closed_won, last_touch, last_non_direct, rest]
    }

    fn weights(&self) -> Result<Weights, String> {
        let figures = self.all();
        let are_parts = figures.iter().any(|figure| figure.fract() != 0.0) || figures.iter().sum::<f64>() == 1.0;
        let thousandths = |figure: f64| thousandths(figure, if are_parts { 1000.0 } else { 1.0 });
        let table = WeightTable {
            first_touch: thousandths(self.first_touch)?,
            lead_creation: thousandths(self.lead_creation)?,
            opportunity_creation: thousandths(self.opportunity_creation)?,
            closed_won: thousandths(self.closed_won)?,
            last_touch: thousandths(self.last_touch)?,
            last_non_direct: thousandths(self.last_non_direct)?,
            rest: thousandths(self.rest)?,
        };
        Weights::new(table).map_err(|error| error.to_string())
    }
}

fn thousandths(figure: f64, scale: f64) -> Result<u16, String> {
    let exact = figure * scale;
    if (exact - exact.round()).abs() > 1e-9 {
        return Err(format!("{figure} is finer than thousandths"));
    }
    if !(0.0..=f64::from(u16::MAX)).contains(&exact.round()) {
        return Err(format!("{figure} is no weight; weights are 0 or more, and sum to 1000 thousandths"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be whole and within range")]
    Ok(exact.round() as u16)
}

impl<'de> Deserialize<'de> for OwnWeights {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Figures::deserialize(deserializer)?.weights().map(Self).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for ModelWords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = ModelWords;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a model's word, or {\"custom\":{…}}")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<ModelWords, E> {
                let more = " or an object {\"custom\":{\"FT\":300,…,\"rest\":100}}";
                word.parse().map(ModelWords).map_err(|error| E::custom(format!("{error},{more}")))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ModelWords, A::Error> {
                let own = Own::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ModelWords(Model::Custom(own.custom.0)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
