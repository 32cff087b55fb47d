//! What answers an objection.

use chrono::NaiveDate;
use plumbline_protocol::library::ContentEntry;
use plumbline_protocol::review::ObjectionResponse;
use yew::prelude::*;

use crate::library::{Kind, Open, Query, freshness};
use crate::place::Place;
use crate::strings::content_kind;
use crate::strings::inbox::OPEN_LINK;
use crate::strings::objection as words;
use crate::ui::icon::{Icon, Shape};
use crate::ui::text::safe_link;

/// The pieces, stale ones marked, and the way to all of them.
pub fn content(told: &ObjectionResponse, today: NaiveDate) -> Html {
    let pieces = &told.content;
    let hidden = told.content_count.saturating_sub(u64::try_from(pieces.len()).unwrap_or(u64::MAX));
    let its_own = std::iter::once(&told.entry).chain(&told.parts);
    let answers = its_own.map(|entry| entry.objection.id.to_string()).collect();
    let all = Place::Library(Query { answers, ..Query::of(Kind::Content) }).href();
    let new = Place::Library(Query::of(Kind::Content).opening(Some(Open::New))).href();
    html! {
        <section class="card" data-part="content" aria-labelledby="content-name">
            <h2 id="content-name">{ words::CONTENT }</h2>
            if pieces.is_empty() {
                <p class="none">{ words::NO_CONTENT }{ " " }<a href={new}>{ words::ADD_CONTENT }</a></p>
            } else {
                <ul class="pieces">{ for pieces.iter().map(|entry| piece(entry, today)) }</ul>
                <p><a href={all}>{ words::in_library(hidden) }</a></p>
            }
        </section>
    }
}

fn piece(entry: &ContentEntry, today: NaiveDate) -> Html {
    let content = &entry.content;
    let open = Some(Open::Existing(content.id.to_string()));
    let href = Place::Library(Query::of(Kind::Content).opening(open)).href();
    html! {
        <li key={content.id.to_string()} data-part="piece" data-id={content.id.to_string()}>
            <span><a {href}><bdi>{ &content.title }</bdi></a>
                <span class="below piece-kind"><span>{ content_kind(content.kind) }</span>
                    if let Some(url) = content.url.as_deref().and_then(safe_link) {
                        <a href={url.to_owned()} target="_blank" rel="noopener noreferrer"
                            aria-label={crate::strings::library::open(&content.title)}>{ OPEN_LINK }{ "\u{a0}" }<Icon shape={Shape::Out} /></a>
                    }
                </span>
            </span>
            <span class="fresh">{ freshness(content, today) }</span>
        </li>
    }
}
