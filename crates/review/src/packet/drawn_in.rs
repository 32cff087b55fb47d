//! What drew the buyer in.

use plumbline_domain::attribution::{Fact, Team};
use plumbline_protocol::packet::DrawnIn;
use plumbline_protocol::record_view::{ChannelCredit, ClaimView, CreditedTouchView};
use yew::prelude::*;

use super::line::{more, section, touch};
use crate::strings::numbers::model_name;
use crate::strings::packet as strings;
use crate::ui::money::Amount;
use crate::ui::time::day;

pub fn drawn_in(found: &DrawnIn) -> Html {
    let body = html! {
        <>
            { for found.claim.as_ref().map(claim) }
            { first(found) }
            { credit(found) }
            <h4>{ strings::BEFORE }</h4>
            { marketing(found) }
        </>
    };
    section("drawn-in", strings::DRAWN_IN, body)
}

fn claim(claim: &ClaimView) -> Html {
    let sides = [(Team::Marketing, &claim.marketing), (Team::Sales, &claim.sales)];
    let sides = sides.into_iter().filter(|(_, facts)| !facts.is_empty());
    html! {
        <div data-part="claim">
            <p><strong>{ strings::verdict(claim) }</strong>{ " · " }{ strings::rule(claim) }</p>
            { for sides.map(|(team, facts)| html! {
                <p class="two-lines"><span class="quiet-word">{ strings::team(team) }{ ": " }</span><bdi>{ told(facts) }</bdi></p>
            }) }
            { for claim.missing.map(|why| html! { <p>{ strings::missing(why) }</p> }) }
        </div>
    }
}

fn told(facts: &[Fact]) -> String {
    let told = facts.iter().map(|fact| match fact {
        Fact::Touch { at, .. } | Fact::CreatedBy { at, .. } => strings::fact(fact, Some(&day(*at))),
        Fact::Source { .. } => strings::fact(fact, None),
    });
    told.collect::<Vec<_>>().join("; ")
}

fn first(found: &DrawnIn) -> Html {
    let line = |name: &'static str, part: &'static str, view: &CreditedTouchView| {
        html! { <p class="one-line" data-part={part}><span class="quiet-word">{ name }{ ": " }</span>{ touch(view) }</p> }
    };
    match &found.first {
        None => html! { <p>{ strings::NO_TOUCH }</p> },
        Some(first) => html! {
            <>
                { line(strings::FIRST_TOUCH, "first-touch", first) }
                { for found.lead.as_ref().map(|lead| line(strings::LEAD_TOUCH, "lead-touch", lead)) }
            </>
        },
    }
}

fn credit(found: &DrawnIn) -> Html {
    html! {
        <>
            <h4>{ strings::credit(model_name(found.model)) }</h4>
            if found.channels.is_empty() {
                <p>{ strings::NO_CREDIT }</p>
            } else {
                <ul class="packet-channels" data-part="channels">{ for found.channels.iter().map(channel) }</ul>
                { more(found.channels.len(), found.channels_in_all) }
            }
        </>
    }
}

fn channel(sum: &ChannelCredit) -> Html {
    html! {
        <li data-channel={sum.channel.word()}>
            { strings::channel_name(sum.channel) }{ " " }<strong>{ strings::percent(sum.basis_points) }</strong>
            if let Some(amount) = sum.amount {
                { " = " }<Amount of={amount} />
            }
        </li>
    }
}

fn marketing(found: &DrawnIn) -> Html {
    if found.marketing.is_empty() {
        return html! { <p>{ strings::NO_MARKETING }</p> };
    }
    html! {
        <>
            <ul data-part="marketing">
                { for found.marketing.iter().map(|view| html! { <li class="one-line">{ touch(view) }</li> }) }
            </ul>
            { more(found.marketing.len(), found.marketing_in_all) }
        </>
    }
}
