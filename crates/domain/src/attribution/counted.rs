use serde::{Deserialize, Serialize};

use super::{Journey, Terms};
use crate::Instant;
use crate::touch::{Touch, firsts_and_repeats};

/// A touch that takes no part, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut<'a> {
    /// Which one.
    pub touch: &'a Touch,
    /// Why.
    pub why: NotCounted,
}

/// Why a touch takes no part. Where several apply, it is the first of them in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// An earlier one has the same id.
    Duplicate,
    /// It came after the deal was closed.
    AfterClose,
    /// It is still to come.
    InTheFuture,
    /// It lies further back than is looked.
    BeforeWindow,
}

/// The touches that count, in order, and those that do not.
pub(super) fn sift<'a>(terms: Terms, touches: &'a [Touch], journey: &Journey) -> (Vec<&'a Touch>, Vec<LeftOut<'a>>) {
    let (firsts, repeats) = firsts_and_repeats(touches.iter().collect());
    let mut left_out: Vec<LeftOut<'_>> =
        repeats.into_iter().map(|touch| LeftOut { touch, why: NotCounted::Duplicate }).collect();
    let is_after = |touch: &Touch, end: Option<Instant>| end.is_some_and(|end| touch.at > end);
    let mut counted = keep(firsts, &mut left_out, |touch| match touch {
        _ if is_after(touch, journey.closed_at) => Some(NotCounted::AfterClose),
        _ if is_after(touch, journey.as_of) => Some(NotCounted::InTheFuture),
        _ => None,
    });
    if let Some(opens) = window(terms, &counted, journey) {
        counted = keep(counted, &mut left_out, |touch| (touch.at < opens).then_some(NotCounted::BeforeWindow));
    }
    (counted, left_out)
}

fn keep<'a>(
    touches: Vec<&'a Touch>,
    left_out: &mut Vec<LeftOut<'a>>,
    why_not: impl Fn(&Touch) -> Option<NotCounted>,
) -> Vec<&'a Touch> {
    let mut counted = touches;
    counted.retain(|touch| match why_not(touch) {
        None => true,
        Some(why) => {
            left_out.push(LeftOut { touch, why });
            false
        }
    });
    counted
}

/// From when on touches count; `None` where all do.
fn window(terms: Terms, counted: &[&Touch], journey: &Journey) -> Option<Instant> {
    let days = terms.look_back_days?;
    let end = journey.closed_at.or_else(|| counted.last().map(|touch| touch.at))?;
    end.checked_sub_signed(chrono::TimeDelta::days(days.get().into()))
}
