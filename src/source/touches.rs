use plumbline_domain::attribution::Reason;
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_protocol::record_view::{CreditView, CreditedTouchView};
use yew::prelude::*;

use super::{milestone_name, thousandths};
use crate::platform::format;
use crate::platform::text::{counted, text, text_with};

/// More touches than this are folded in the middle.
const FOLD_ABOVE: usize = 8;

/// How many of the first touches stay when the middle is folded.
const KEEP_FIRST: usize = 3;

/// The touches in order, each with its part of the credit and why it is that much. Of many, those in the middle are folded.
pub fn touches(all: &[CreditedTouchView]) -> Html {
    let folded = all.len().saturating_sub(FOLD_ABOVE);
    let (first, rest) = all.split_at(if folded == 0 { all.len() } else { KEEP_FIRST });
    let (middle, last) = rest.split_at(folded);
    html! {
        <>
            { list(0, first) }
            if folded > 0 {
                <details class="more">
                    <summary>{ counted("show_touches", folded) }</summary>
                    { list(KEEP_FIRST, middle) }
                </details>
                { list(KEEP_FIRST + folded, last) }
            }
        </>
    }
}

/// Rows are told apart by their place among all touches, so that the next record's are drawn into them; what comes new comes
/// last and moves none.
fn list(place: usize, touches: &[CreditedTouchView]) -> Html {
    html! { <ol class="touches">{ for touches.iter().zip(place..).map(row) }</ol> }
}

fn row((view, place): (&CreditedTouchView, usize)) -> Html {
    let touch = &view.touch;
    let (actor_name, actor_label) = actor(touch.actor);
    html! {
        <li key={place} class="touch" data-actor={actor_name} data-part="touch" data-touch={touch.id.to_string()}>
            <span class="actor" role="img" title={text(actor_label)} aria-label={text(actor_label)}>{ text(actor_label).chars().next() }</span>
            <span class="what">
                <span class="head">{ heading(touch) }</span>
                <span class="when">{ format::day(touch.at) }</span>
                if let Some(contact) = &touch.contact { <span class="contact">{ contact }</span> }
            </span>
            { for view.credit.as_ref().map(credit) }
            if view.credit.is_none() { <span class="credit" title={text("after_close")}>{ "–" }</span> }
        </li>
    }
}

fn credit(credit: &CreditView) -> Html {
    let percent = format::basis_points(credit.basis_points);
    let why: Vec<String> = credit.reasons.iter().map(reason).collect();
    html! {
        <details class="credit">
            <summary aria-label={text_with("why_credit", &[&percent])}>
                <span class="meter" aria-hidden="true"><span style={format!("width:{}%", credit.basis_points / 100)} /></span>
                { percent }
            </summary>
            <p class="why">
                { why.join(" + ") }
                if let Some(amount) = credit.amount { { " = " }{ format::money(amount, true) } }
            </p>
        </details>
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Milestone { milestone, weight } => format!("{} {}", milestone_name(*milestone), thousandths(*weight)),
        Reason::Rest { weight, touches } => text_with("reason_rest", &[&thousandths(*weight), &touches.to_string()]),
    }
}

/// Channel, then the most telling of source, campaign and what happened.
fn heading(touch: &Touch) -> String {
    let detail = match (&touch.source, &touch.campaign) {
        (Some(source), Some(campaign)) => format!("{source} · {campaign}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => touch.summary.clone(),
    };
    let channel = text(channel(touch.channel));
    if detail.is_empty() || detail == channel { channel } else { format!("{channel}: {detail}") }
}

fn actor(actor: Actor) -> (&'static str, &'static str) {
    match actor {
        Actor::Marketing => ("marketing", "actor_marketing"),
        Actor::Sales => ("sales", "actor_sales"),
        Actor::Buyer => ("buyer", "actor_buyer"),
    }
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::PaidSearch => "channel_paid_search",
        Channel::OrganicSearch => "channel_organic_search",
        Channel::PaidSocial => "channel_paid_social",
        Channel::OrganicSocial => "channel_organic_social",
        Channel::EmailMarketing => "channel_email_marketing",
        Channel::Event => "channel_event",
        Channel::Referral => "channel_referral",
        Channel::Direct => "channel_direct",
        Channel::Inbound => "channel_inbound",
        Channel::Email => "channel_email",
        Channel::Call => "channel_call",
        Channel::Meeting => "channel_meeting",
        Channel::Other => "channel_other",
    }
}
