//! The objections card: one click sends what was heard, words may follow, and what marketing answers comes back.

mod details;
mod draft;
mod reports;
mod session;

use std::rc::Rc;

use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::Objection;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::objections::details::details_form;
use crate::objections::reports::reports;
use crate::objections::session::{Problem, use_session};
use crate::panel::state::Told;
use crate::platform::link::Command;
use crate::platform::text::{text, text_with};

/// Chips beyond these are folded.
const CHIPS: usize = 8;

/// What the card needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The record.
    pub told: Rc<Told>,
    /// Whose reports these are; see [`Enrolment::owner`](crate::enrolment::Enrolment::owner).
    pub owner: String,
    /// Called when the hub has something new to tell.
    pub refresh: Callback<()>,
    /// The last keyboard command.
    pub command: Option<(Command, u32)>,
}

/// Chips to send with, the form for words, and the reports of this record.
#[component]
pub fn ObjectionsCard(props: &Props) -> Html {
    let view = &props.told.view;
    let session = use_session(props.owner.clone(), view.record.key.clone(), props.refresh.clone());
    let node = use_node_ref();
    use_effect_with(props.command, {
        let node = node.clone();
        move |command| {
            if let Some((Command::LogObjection, _)) = command {
                focus(&node, "button");
            }
        }
    });
    use_focus(session.draft.as_deref().map(|draft| draft.report.id), &node);
    html! {
        <section class="card" data-part="objections" aria-labelledby="objections-title" ref={node}>
            <h2 id="objections-title">{ text("objections_title") }</h2>
            if view.objections.is_empty() {
                <p class="empty">{ text("objections_none") }</p>
            } else {
                { chips(&view.objections, &session.on_pick) }
            }
            { for session.problem.as_ref().map(problem) }
            { for session.draft.as_deref().map(|draft| details_form(draft, &session)) }
            { reports(&props.told, &session) }
        </section>
    }
}

fn problem(problem: &Problem) -> Html {
    let sentence = match problem {
        Problem::Full => text("problem_full"),
        Problem::Storage(why) => text_with("problem_storage", &[why]),
        Problem::TooLong { characters, most } => {
            text_with("problem_too_long", &[&characters.to_string(), &most.to_string()])
        }
    };
    html! { <p class="trouble" role="alert" data-part="problem">{ sentence }</p> }
}

/// Buttons that end something are gone once they are pressed. Where the keyboard was on one, it goes on in the form that came
/// in its place, or on the first chip.
#[hook]
fn use_focus(draft: Option<ReportId>, card: &NodeRef) {
    let is_first = use_mut_ref(|| true);
    use_effect_with(draft, {
        let card = card.clone();
        move |draft| {
            if !is_first.replace(false) && is_lost() {
                focus(&card, if draft.is_some() { "textarea" } else { "button" });
            }
        }
    });
}

/// Whether the keyboard is in this panel, but on nothing.
fn is_lost() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| {
        let on = document.active_element();
        document.has_focus().unwrap_or(false) && on.is_none_or(|element| element.tag_name() == "BODY")
    })
}

fn focus(card: &NodeRef, what: &str) {
    let found = card.cast::<HtmlElement>().and_then(|card| card.query_selector(what).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = found.focus();
    }
}

/// The likeliest objections, and the others one click away.
fn chips(objections: &[Objection], on_pick: &Callback<Objection>) -> Html {
    let chip = |objection: &Objection| {
        let (picked, on_pick) = (objection.clone(), on_pick.clone());
        html! {
            <button class="chip" data-part="chip" data-objection={objection.id.to_string()}
                onclick={move |_: MouseEvent| on_pick.emit(picked.clone())}>{ &objection.name }</button>
        }
    };
    let (likeliest, others) = objections.split_at(objections.len().min(CHIPS));
    html! {
        <div class="chips" role="group" aria-label={text("objections_heard")}>
            { for likeliest.iter().map(chip) }
            if !others.is_empty() {
                <details class="more">
                    <summary>{ text("objections_more") }</summary>
                    <div class="chips">{ for others.iter().map(chip) }</div>
                </details>
            }
        </div>
    }
}
