//! Where an objection stands: who did what when, and how.

use plumbline_domain::ids::ContentId;
use plumbline_domain::objection::Handling;
use plumbline_protocol::library::ContentEntry;
use yew::prelude::*;

use crate::library::{Kind, Open, Query};
use crate::place::Place;
use crate::strings::objection as words;
use crate::strings::status;
use crate::ui::text::Words;
use crate::ui::time::Ago;

/// Who did what when, and what they said.
pub fn standing(handling: &Handling, content: &[ContentEntry]) -> Html {
    let Some((by, at)) = handling.done() else { return Html::default() };
    html! {
        <div class="handling" data-part="handling">
            <p class="meta"><span>{ status(handling.status()) }{ " " }{ words::BY }{ " " }<bdi>{ by.to_owned() }</bdi></span><Ago {at} /></p>
            { said(handling, content) }
        </div>
    }
}

fn said(handling: &Handling, content: &[ContentEntry]) -> Html {
    match handling {
        Handling::Declined { reason, .. } => html! { <Words text={reason.clone()} part="reason" /> },
        Handling::Answered { content: with, words, .. } => html! {
            <>
                if let Some(words) = words {
                    <Words text={words.clone()} part="answer-words" />
                }
                if let Some(id) = with {
                    <p class="meta"><span>{ words::WITH }{ " " }{ piece(id, content) }</span></p>
                }
            </>
        },
        Handling::New | Handling::Acknowledged { .. } | Handling::InProgress { .. } => Html::default(),
    }
}

/// The title of the piece where it is known, else its id; either leads to it.
fn piece(id: &ContentId, content: &[ContentEntry]) -> Html {
    let title = content.iter().find(|entry| entry.content.id == *id).map(|entry| entry.content.title.clone());
    let open = Some(Open::Existing(id.to_string()));
    let href = Place::Library(Query::of(Kind::Content).opening(open)).href();
    html! { <a {href} data-part="answer-content"><bdi>{ title.unwrap_or_else(|| id.to_string()) }</bdi></a> }
}
