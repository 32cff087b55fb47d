//! Models, milestones and reasons in words; the panel's card and the attribution page say the same.

use chrono::TimeDelta;
use plumbline_domain::attribution::{Milestone, Model, NotCounted, Reason, Sharing};

use crate::platform::format;
use crate::platform::text::{counted, text, text_with};

/// A model's name.
pub fn model_name(model: Model) -> String {
    text(&format!("model_{}", model.word()))
}

/// How a model shares, in words: its name means different things to different people.
pub fn model_rule(model: Model) -> String {
    let weights = match model.sharing() {
        Sharing::ByWeights(weights) => weights,
        Sharing::ByAge { half_life_days } => return text_with("model_half_life", &[&half_life_days.to_string()]),
    };
    let mut rule = String::new();
    for (milestone, weight) in weights.milestones() {
        join(&mut rule, ", ", &weighed(&milestone_name(milestone), weight.into()));
    }
    if weights.rest() > 0 {
        join(&mut rule, ", ", &weighed(&text("model_rest"), weights.rest().into()));
    }
    rule
}

/// A milestone's name.
pub fn milestone_name(milestone: Milestone) -> String {
    text(match milestone {
        Milestone::FirstTouch => "model_first_touch",
        Milestone::LeadCreation => "milestone_lead_creation",
        Milestone::OpportunityCreation => "milestone_opportunity_creation",
        Milestone::ClosedWon => "milestone_closed_won",
        Milestone::LastTouch => "model_last_touch",
        Milestone::LastNonDirect => "model_last_non_direct",
    })
}

/// Why a touch has its part.
pub fn reasons(reasons: &[Reason]) -> String {
    let mut told = String::new();
    for part in reasons {
        let separator = if matches!(part, Reason::Scaled { .. }) { "; " } else { " + " };
        join(&mut told, separator, &reason(part));
    }
    told
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Milestone { milestone, weight } => weighed(&milestone_name(*milestone), *weight),
        Reason::Rest { weight, touches } => {
            text_with("reason_rest", &[&thousandths(*weight), &counted("touches", *touches)])
        }
        Reason::Decay { seconds_before_last, half_life_days } => {
            let before = format::span(TimeDelta::seconds(*seconds_before_last));
            text_with("reason_decay", &[&before, &half_life_days.to_string()])
        }
        Reason::Scaled { of } => text_with("model_scaled", &[&thousandths(*of)]),
        Reason::NothingReached => text("reason_nothing_reached"),
    }
}

/// Why a touch has none.
pub fn left_out(why: NotCounted) -> String {
    text(match why {
        NotCounted::Duplicate => "left_out_duplicate",
        NotCounted::AfterClose => "after_close",
        NotCounted::InTheFuture => "left_out_future",
        NotCounted::BeforeWindow => "left_out_window",
    })
}

/// Adds to what is told already, if anything is.
fn join(told: &mut String, separator: &str, more: &str) {
    if !told.is_empty() {
        *told += separator;
    }
    *told += more;
}

fn weighed(name: &str, weight: i64) -> String {
    format!("{name} {}", thousandths(weight))
}

fn thousandths(weight: i64) -> String {
    format::basis_points(u32::try_from(weight * 10).unwrap_or(0))
}
