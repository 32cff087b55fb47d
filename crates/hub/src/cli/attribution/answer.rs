//! What a deal is answered with.

use plumbline_domain::Instant;
use plumbline_domain::attribution::{Attribution, NotCounted, Uncredited, credit_as_told};
use plumbline_domain::ids::TouchId;
use plumbline_domain::money::Share;
use serde::{Serialize, Serializer};

use super::deal;

#[derive(Serialize)]
struct Answer<'a> {
    credits: Vec<Credit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uncredited: Option<Uncredited>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<LeftOut<'a>>,
}

#[derive(Serialize)]
struct Credit<'a> {
    id: &'a TouchId,
    #[serde(serialize_with = "as_text")]
    share: Share,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_minor: Option<i64>,
}

#[derive(Serialize)]
struct LeftOut<'a> {
    id: &'a TouchId,
    why: NotCounted,
}

fn as_text<S: Serializer>(share: &Share, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(share)
}

/// Writes the credits of the deal that `line` is, without an end of line.
///
/// # Errors
/// Names the field.
pub(super) fn answer(line: &[u8], now: Instant, into: &mut Vec<u8>) -> Result<(), String> {
    let deal = deal::read(line, now)?;
    let attribution = credit_as_told(deal.terms, &deal.touches, &deal.journey, &deal.told())
        .map_err(|error| format!("field milestones.{error}"))?;
    serde_json::to_writer(into, &of(&attribution, deal.amount_minor)).map_err(|error| error.to_string())
}

fn of<'a>(attribution: &Attribution<'a>, amount_minor: Option<i64>) -> Answer<'a> {
    let amounts: Vec<Option<i64>> = match amount_minor {
        Some(amount) => attribution.split(amount).into_iter().map(Some).collect(),
        None => vec![None; attribution.credits.len()],
    };
    let credits = attribution.credits.iter().zip(amounts);
    let left_out = attribution.left_out.iter();
    Answer {
        credits: credits
            .map(|(credit, amount_minor)| Credit {
                id: &credit.touch.id,
                share: attribution.share(credit),
                amount_minor,
            })
            .collect(),
        uncredited: attribution.uncredited(),
        left_out: left_out.map(|left_out| LeftOut { id: &left_out.touch.id, why: left_out.why }).collect(),
    }
}
