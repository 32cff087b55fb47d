//! The source card: where a record came from, and what each touch is credited with.

mod touches;

use std::rc::Rc;

use plumbline_domain::attribution::{Milestone, Model, Reason};
use plumbline_domain::touch::Touch;
use plumbline_protocol::record_view::{CreditedTouchView, SourceView};
use yew::prelude::*;

use crate::panel::state::Told;
use crate::platform::format;
use crate::platform::text::{counted, text, text_with};

/// Original and latest source, the touches in order with their credit, and the model behind it with its sum.
pub fn source_card(told: &Rc<Told>) -> Html {
    let source = &told.view.source;
    html! {
        <section key="source" class="card" data-part="source" aria-labelledby="source-title">
            <h2 id="source-title">{ text("source_title") }</h2>
            if source.touches.is_empty() {
                <p class="empty">{ text("source_none") }</p>
            } else {
                { origins(source) }
                <h3>{ counted("touches", source.touches.len()) }</h3>
                { touches::touches(&source.touches) }
                { total(source) }
            }
        </section>
    }
}

/// What the credits add up to and by which model, or why there are none.
fn total(source: &SourceView) -> Html {
    if source.uncredited().is_some() {
        return html! { <p class="empty" data-part="uncredited">{ text("no_touch_before_close") }</p> };
    }
    html! {
        <>
            <p class="sum" data-part="credit-sum">{ sum(source) }</p>
            <p class="why">{ text_with("model_line", &[&model_name(source.model), &weights(source.model)]) }</p>
            { for scaled(source).map(|sentence| html! { <p class="why">{ sentence }</p> }) }
        </>
    }
}

fn origins(source: &SourceView) -> Html {
    let is_one = source.original.as_ref().map(|touch| &touch.id) == source.latest.as_ref().map(|touch| &touch.id);
    html! {
        <dl class="origins">
            <dt>{ text(if is_one { "source_only" } else { "source_original" }) }</dt>
            <dd>{ source.original.as_ref().map_or_else(|| text("source_unknown"), origin) }</dd>
            if !is_one {
                <dt>{ text("source_latest") }</dt>
                <dd>{ source.latest.as_ref().map_or_else(|| text("source_unknown"), origin) }</dd>
            }
        </dl>
    }
}

/// Source, medium and campaign of a touch, and its day.
fn origin(touch: &Touch) -> String {
    let named = [touch.source.as_deref(), touch.medium.as_deref(), touch.campaign.as_deref()];
    let named: Vec<&str> = named.into_iter().flatten().collect();
    text_with("source_on", &[&named.join(" · "), &format::day(touch.at)])
}

/// What all parts add up to, counted from what is shown and not assumed.
fn sum(source: &SourceView) -> String {
    let credits = source.touches.iter().filter_map(|touch| touch.credit.as_ref());
    let percent = format::basis_points(credits.clone().map(|credit| credit.basis_points).sum());
    match source.amount {
        Some(amount) => {
            let minor = credits.filter_map(|credit| credit.amount).map(|part| part.minor).sum();
            let total = plumbline_domain::money::Money { minor, ..amount };
            text_with("credit_sum_amount", &[&percent, &format::money(total, true)])
        }
        None => text_with("credit_sum", &[&percent]),
    }
}

/// Said when milestones that are not reached leave their weight to the others, because then no part is what the model's
/// weights alone would make it.
fn scaled(source: &SourceView) -> Option<String> {
    let reached = reached_weight(&source.touches);
    (0 < reached && reached < 1000).then(|| text_with("model_scaled", &[&thousandths(reached)]))
}

/// The weights that count here, in thousandths: of each milestone that a touch holds, and of the rest if any touch has it.
fn reached_weight(touches: &[CreditedTouchView]) -> i64 {
    let reasons = touches.iter().filter_map(|touch| touch.credit.as_ref()).flat_map(|credit| &credit.reasons);
    let of_rest = |reason: &&Reason| matches!(reason, Reason::Rest { .. });
    let weight = |reason: &Reason| match reason {
        Reason::Milestone { weight, .. } | Reason::Rest { weight, .. } => *weight,
    };
    let milestones: i64 = reasons.clone().filter(|reason| !of_rest(reason)).map(weight).sum();
    milestones + reasons.clone().find(of_rest).map_or(0, weight)
}

fn model_name(model: Model) -> String {
    text(match model {
        Model::FirstTouch => "model_first_touch",
        Model::LastTouch => "model_last_touch",
        Model::Linear => "model_linear",
        Model::PositionBased => "model_position_based",
        Model::UShaped => "model_u_shaped",
        Model::WShaped => "model_w_shaped",
        Model::FullPath => "model_full_path",
    })
}

/// The model's weights in words, because its name means different things to different people.
fn weights(model: Model) -> String {
    let weights = model.weights();
    let milestones = weights.milestones.iter().map(|(milestone, weight)| (milestone_name(*milestone), *weight));
    let rest = (weights.rest > 0).then(|| (text("model_rest"), weights.rest));
    let parts = milestones.chain(rest).map(|(name, weight)| format!("{name} {}", thousandths(weight)));
    parts.collect::<Vec<_>>().join(", ")
}

/// A milestone's name.
pub fn milestone_name(milestone: Milestone) -> String {
    text(match milestone {
        Milestone::FirstTouch => "milestone_first_touch",
        Milestone::LeadCreation => "milestone_lead_creation",
        Milestone::OpportunityCreation => "milestone_opportunity_creation",
        Milestone::ClosedWon => "milestone_closed_won",
        Milestone::LastTouch => "milestone_last_touch",
    })
}

/// Thousandths as percent.
pub fn thousandths(weight: i64) -> String {
    format::basis_points(u32::try_from(weight * 10).unwrap_or(0))
}
