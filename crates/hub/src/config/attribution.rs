//! `[attribution]`: how both teams agreed to share the credit.

use std::num::NonZeroU16;

use plumbline_domain::attribution::{Model, Terms, WeightTable, Weights};
use toml::Spanned;

use super::error::Located;
use super::file;

/// The word for weights of one's own.
const CUSTOM: &str = "custom";

/// The agreed terms.
///
/// # Errors
/// Names the key.
pub(super) fn terms(written: &file::Attribution) -> Result<Terms, Located> {
    let look_back_days = written.look_back_days.as_ref().map(|days| positive("look_back_days", days)).transpose()?;
    Ok(Terms { model: model(written)?, look_back_days })
}

fn model(written: &file::Attribution) -> Result<Model, Located> {
    let model = match (&written.model, &written.weights) {
        (Some(word), Some(weights)) if word.get_ref() == CUSTOM => Model::Custom(own_weights(weights)?),
        (Some(word), None) if word.get_ref() == CUSTOM => {
            return Err(Located::new(word.span(), "key 'model': \"custom\" needs [attribution.weights]"));
        }
        (_, Some(weights)) => {
            return Err(Located::new(weights.span(), "key 'weights': only for model = \"custom\""));
        }
        (Some(word), None) => known(word)?,
        (None, None) => Model::WShaped,
    };
    match (&written.half_life_days, model) {
        (None, model) => Ok(model),
        (Some(days), Model::TimeDecay { .. }) => {
            Ok(Model::TimeDecay { half_life_days: positive("half_life_days", days)? })
        }
        (Some(days), _) => Err(Located::new(days.span(), "key 'half_life_days': only for model = \"time_decay\"")),
    }
}

fn known(word: &Spanned<String>) -> Result<Model, Located> {
    let parsed = word.get_ref().parse();
    parsed.map_err(|error| Located::new(word.span(), format!("key 'model': {error}, and custom with weights")))
}

fn own_weights(table: &Spanned<WeightTable>) -> Result<Weights, Located> {
    Weights::new(*table.get_ref()).map_err(|error| Located::new(table.span(), format!("key 'weights': {error}")))
}

fn positive(key: &str, days: &Spanned<i64>) -> Result<NonZeroU16, Located> {
    let parsed = u16::try_from(*days.get_ref()).ok().and_then(NonZeroU16::new);
    parsed.ok_or_else(|| Located::new(days.span(), format!("key '{key}': must be from 1 to {} days", u16::MAX)))
}
