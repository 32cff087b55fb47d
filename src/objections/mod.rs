//! The objections card: one click sends what was heard, words may follow, and what marketing answers comes back.

mod details;
mod draft;
mod reports;
mod session;

use std::rc::Rc;

use plumbline_domain::objection::Objection;
use yew::prelude::*;

use crate::element::{plain, tag};
use crate::form::{focus, use_focus};
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
    let draft = session.draft.as_deref();
    let shown = draft.map(|draft| draft.report.id.to_string());
    use_focus(shown.unwrap_or_default(), &node, if draft.is_some() { "textarea" } else { "button" });
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
    tag("p", &["class", "role", "data-part"], &["trouble", "alert", "problem"], vec![plain(sentence)])
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
