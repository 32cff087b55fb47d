//! The objections that count as this one.

use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::library::ObjectionEntry;
use yew::prelude::*;

use crate::place::Place;
use crate::strings::objection as words;

/// Each with the way to let it count as itself again; nothing where there is none.
pub fn parts(
    of: &ObjectionId,
    parts: &[ObjectionEntry],
    is_busy: bool,
    on_take_back: &Callback<ObjectionEntry>,
) -> Html {
    if parts.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" data-part="parts" aria-labelledby="parts-name">
            <h2 id="parts-name">{ words::PARTS }</h2>
            <p class="rule">{ words::PARTS_RULE }</p>
            <ul class="pieces">{ for parts.iter().map(|part| one(of, part, is_busy, on_take_back)) }</ul>
        </section>
    }
}

fn one(of: &ObjectionId, part: &ObjectionEntry, is_busy: bool, on_take_back: &Callback<ObjectionEntry>) -> Html {
    let objection = &part.objection;
    let href = Place::Objection(objection.id.clone()).href();
    let through = part.merged_into.as_ref().filter(|into| *into != of);
    let onclick = {
        let part = part.clone();
        on_take_back.reform(move |_: MouseEvent| part.clone())
    };
    html! {
        <li key={objection.id.to_string()} data-part="part" data-id={objection.id.to_string()}>
            <span><a {href}><bdi>{ &objection.name }</bdi></a>
                if let Some(through) = through {
                    <span class="below">{ words::THROUGH }{ " " }<bdi>{ through.to_string() }</bdi></span>
                }
            </span>
            <button type="button" {onclick} aria-disabled={is_busy.to_string()} aria-label={words::take_back(&objection.name)}>{ words::TAKE_BACK }</button>
        </li>
    }
}
