//! The content card: the piece that answers the objection just heard.

use std::rc::Rc;

use plumbline_domain::content::{ContentKind, MatchReason};
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;
use plumbline_protocol::record_view::ContentView;
use plumbline_protocol::report::ContentUse;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::panel::state::Told;
use crate::platform::format;
use crate::platform::text::{text, text_with};

/// At most three pieces, each with why it is here, to open or to copy as a link.
pub fn content_card(told: &Rc<Told>, enrolment: &Rc<Enrolment>) -> Html {
    let view = &told.view;
    html! {
        <section key="content" class="card" data-part="content" aria-labelledby="content-title">
            <h2 id="content-title">{ text("content_title") }</h2>
            if view.content.is_empty() {
                <p class="empty">{ text("content_none") }</p>
            } else {
                <ul class="pieces">
                    { for view.content.iter().map(|offered| piece(offered, told, enrolment)) }
                </ul>
            }
        </section>
    }
}

fn piece(offered: &ContentView, told: &Rc<Told>, enrolment: &Rc<Enrolment>) -> Html {
    let ContentView { content, reasons } = offered;
    let on_use = {
        let (id, record, enrolment) = (content.id.clone(), told.view.record.key.clone(), enrolment.clone());
        Callback::from(move |action| {
            let (enrolment, id, record) = (enrolment.clone(), id.clone(), record.clone());
            spawn_local(async move {
                // What was used is worth knowing, but never worth a rep's time.
                let _ = enrolment.used_content(&id, record, action).await;
            });
        })
    };
    let on_copy = {
        let (url, on_use) = (content.url.clone(), on_use.clone());
        move |event: MouseEvent| {
            let button = event.target_unchecked_into::<Element>();
            spawn_local(copy(button, url.clone(), on_use.clone()));
        }
    };
    let reasons: Vec<String> = reasons.iter().map(|reason| why(reason, &told.view.objections)).collect();
    html! {
        <li key={format!("{} {}", told.view.record.key, content.id)} class="piece" data-part="piece" data-content={content.id.to_string()}>
            if is_web(&content.url) {
                <a href={content.url.clone()} target="_blank" rel="noopener noreferrer"
                    onclick={on_use.reform(|_: MouseEvent| ContentUse::Opened)}>{ &content.title }</a>
            } else {
                <strong>{ &content.title }</strong>
            }
            <button class="small" aria-live="polite" onclick={on_copy}>{ text("copy_link") }</button>
            <p class="why">{ kind(content.kind) }{ ": " }{ reasons.join(", ") }</p>
            <input hidden=true readonly=true aria-label={text("copy_by_hand")} value={content.url.clone()} />
        </li>
    }
}

/// Copies a link and says so on the button, or shows the link to be copied by hand. A word on a button is no state of the
/// panel's, so it is put there and forgotten.
async fn copy(button: Element, url: String, on_use: Callback<ContentUse>) {
    if format::copy(&url).await {
        button.set_text_content(Some(&text("copied")));
        on_use.emit(ContentUse::Copied);
    } else if let Some(link) = button.parent_element().and_then(|piece| piece.query_selector("input").ok().flatten()) {
        let _ = link.remove_attribute("hidden");
    }
}

/// Content is kept by people; only a web address may become a link.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn kind(kind: ContentKind) -> String {
    text(match kind {
        ContentKind::Battlecard => "content_battlecard",
        ContentKind::CaseStudy => "content_case_study",
        ContentKind::Document => "content_document",
        ContentKind::Video => "content_video",
        ContentKind::Calculator => "content_calculator",
    })
}

fn why(reason: &MatchReason, objections: &[Objection]) -> String {
    let name = |id: &ObjectionId| {
        let known = objections.iter().find(|objection| objection.id == *id);
        known.map_or_else(|| id.to_string(), |objection| objection.name.clone())
    };
    match reason {
        MatchReason::Reported { objection } => text_with("why_reported", &[&name(objection)]),
        MatchReason::UsualAtStage { objection } => text_with("why_usual", &[&name(objection)]),
        MatchReason::Competitor { name } => text_with("why_competitor", &[name]),
        MatchReason::Stage { name } => text_with("why_stage", &[name]),
    }
}
