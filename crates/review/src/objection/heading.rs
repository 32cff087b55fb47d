//! What it is called, where it stands, and who answers for it.

use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::review::ObjectionResponse;
use yew::prelude::*;

use super::facts::facts;
use super::status::standing;
use crate::inbox::StatusChip;
use crate::place::Place;
use crate::strings::objection as words;

/// The head of the page; `title` is where the focus goes when something is done.
pub fn heading(told: &ObjectionResponse, title: NodeRef) -> Html {
    let entry = &told.entry;
    let owner = entry.objection.owner.as_deref();
    html! {
        <>
            <div class="card-head">
                <h2 id="objection-name" tabindex="-1" ref={title}><bdi>{ &entry.objection.name }</bdi></h2>
                <StatusChip status={entry.handling.status()} />
                <span class="owner" data-part="owner">
                    if let Some(owner) = owner {
                        { words::OWNED_BY }{ " " }<bdi>{ owner.to_owned() }</bdi>
                    } else {
                        <span class="quiet-word">{ words::NO_OWNER }</span>
                    }
                </span>
            </div>
            if let Some(into) = &entry.merged_into {
                { merged(into) }
            }
            { standing(&entry.handling, &told.content) }
            { facts(&entry.objection) }
        </>
    }
}

/// It counts as another one.
fn merged(into: &ObjectionId) -> Html {
    let href = Place::Objection(into.clone()).href();
    html! {
        <p class="merged" data-part="merged">{ words::COUNTS_AS }{ " " }<a {href}><bdi>{ into.to_string() }</bdi></a>{ ". " }
            <span class="quiet-word">{ words::COUNTS_AS_HELP }</span></p>
    }
}
