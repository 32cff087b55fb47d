//! What the buyer did, the latest first.

use plumbline_domain::touch::Touch;
use plumbline_protocol::packet::BuyerSignals;
use yew::prelude::*;

use super::line::{more, section};
use crate::strings::packet as strings;
use crate::ui::time::day;

pub fn signals(found: &BuyerSignals) -> Html {
    if found.in_all == 0 {
        return section("signals", strings::SIGNALS, html! { <p>{ strings::NO_SIGNALS }</p> });
    }
    let kinds: Vec<String> = found.kinds.iter().map(strings::signal_count).collect();
    let body = html! {
        <>
            <p class="two-lines" data-part="kinds"><strong>{ strings::signals(found.in_all) }</strong>{ ": " }<bdi>{ kinds.join(" · ") }</bdi></p>
            <ul>{ for found.latest.iter().map(signal) }</ul>
            { more(found.latest.len(), found.in_all) }
        </>
    };
    section("signals", strings::SIGNALS, body)
}

fn signal(touch: &Touch) -> Html {
    html! {
        <li class="two-lines" data-part="signal">
            <span class="packet-day">{ day(touch.at) }</span>{ " " }
            <strong>{ strings::signal(touch.signal.as_ref(), touch.channel) }</strong>{ " " }
            <bdi>{ &touch.summary }</bdi>
            if let Some(contact) = &touch.contact {
                { " " }<span class="quiet-word"><bdi>{ contact }</bdi></span>
            }
        </li>
    }
}
