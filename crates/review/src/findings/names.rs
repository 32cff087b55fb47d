//! Objections, content and records by name, as the way to them.

use plumbline_protocol::findings::{NamedContent, NamedObjection, NamedRecord};
use yew::prelude::*;

use crate::library::{Kind, Open, Query};
use crate::place::Place;
use crate::strings::OPENS_CRM;
use crate::ui::icon::{Icon, Shape};
use crate::ui::text::safe_link;

/// An objection, to its page.
pub fn objection(named: &NamedObjection) -> Html {
    html! { <a href={Place::Objection(named.id.clone()).href()}><bdi>{ &named.name }</bdi></a> }
}

/// A piece, to where it is edited.
pub fn content(named: &NamedContent) -> Html {
    let open = Some(Open::Existing(named.id.to_string()));
    html! { <a href={Place::Library(Query::of(Kind::Content).opening(open)).href()}><bdi>{ &named.title }</bdi></a> }
}

/// A record, into the CRM. One that was never read has its key for a name.
pub fn record(named: &NamedRecord) -> Html {
    let title = named.title.clone().unwrap_or_else(|| named.key.to_string());
    match named.url.as_deref().and_then(safe_link) {
        Some(url) => html! {
            <a href={url.to_owned()} target="_blank" rel="noopener noreferrer">
                <bdi>{ title }</bdi>{ "\u{a0}" }<Icon shape={Shape::Out} /><span class="sr-only">{ " " }{ OPENS_CRM }</span>
            </a>
        },
        None => html! { <bdi>{ title }</bdi> },
    }
}
