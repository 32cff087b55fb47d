//! Touches in words and as a list.

use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_protocol::record_view::{CreditView, CreditedTouchView};
use yew::prelude::*;

use super::channels::meter;
use super::words;
use crate::element::{plain, tag, text_tag};
use crate::platform::format;
use crate::platform::text::{counted, text, text_with};

/// Of more touches than this, those in the middle are on the attribution page only.
const MOST: usize = 8;

/// How many of the first touches are here then.
const FIRST: usize = 3;

/// The touches in order, each with its part of the credit and why it is that much.
pub fn touches(all: &[CreditedTouchView], into: &mut Vec<Html>) {
    let elsewhere = all.len().saturating_sub(MOST);
    let mut rows = Vec::new();
    for (place, view) in all.iter().enumerate() {
        if elsewhere == 0 || place < FIRST || place >= FIRST + elsewhere {
            rows.push(row(view));
        } else if place == FIRST {
            rows.push(text_tag("li", "why", counted("more_touches", elsewhere)));
        }
    }
    into.push(tag("ol", &["class"], &["touches"], rows));
}

fn row(view: &CreditedTouchView) -> Html {
    let touch = &view.touch;
    let mut what = vec![text_tag("span", "head", heading(touch)), text_tag("span", "when", format::day(touch.at))];
    if let Some(contact) = &touch.contact {
        what.push(text_tag("span", "contact", contact.clone()));
    }
    let mut children = vec![badge(touch.actor), tag("span", &["class"], &["what"], what)];
    if let Some(part) = &view.credit {
        children.push(credit(part));
    } else if let Some(why) = view.left_out {
        children.push(tag(
            "span",
            &["class", "title"],
            &["credit", &words::left_out(why)],
            vec![plain("–".to_owned())],
        ));
    }
    let names = &["class", "data-actor", "data-part", "data-touch"];
    tag("li", names, &["touch", actor(touch.actor), "touch", touch.id.as_str()], children)
}

/// Who made a touch: a letter, and its shape and colour.
pub fn badge(who: Actor) -> Html {
    let name = actor_name(who);
    let letter = name.chars().next().into_iter().collect();
    tag("span", &["class", "role", "title", "aria-label"], &["actor", "img", &name, &name], vec![plain(letter)])
}

fn credit(credit: &CreditView) -> Html {
    let percent = format::basis_points(credit.basis_points);
    let label = text_with("why_credit", &[&percent]);
    let summary = tag("summary", &["aria-label"], &[&label], vec![meter(credit.basis_points), plain(percent)]);
    let mut why = words::reasons(&credit.reasons);
    if let Some(amount) = credit.amount {
        why = format!("{why} = {}", format::money(amount, true));
    }
    tag("details", &["class"], &["credit"], vec![summary, text_tag("p", "why", why)])
}

/// Channel, then the most telling of source, campaign and what happened.
pub fn heading(touch: &Touch) -> String {
    let detail = match (&touch.source, &touch.campaign) {
        (Some(source), Some(campaign)) => format!("{source} · {campaign}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => touch.summary.clone(),
    };
    let channel = channel(touch.channel);
    if detail.is_empty() || detail == channel { channel } else { format!("{channel}: {detail}") }
}

/// The word for whoever made a touch.
pub fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Marketing => "marketing",
        Actor::Sales => "sales",
        Actor::Buyer => "buyer",
    }
}

/// The name of whoever made a touch.
pub fn actor_name(who: Actor) -> String {
    text(&format!("actor_{}", actor(who)))
}

/// A channel's name.
pub fn channel(channel: Channel) -> String {
    text(&format!("channel_{}", channel.word()))
}
