//! The objections card: one click sends what was heard, words may follow, and what marketing answers comes back.

mod chips;
mod details;
mod draft;
mod field;
mod hearing;
pub mod recogniser;
mod reports;
mod session;

use std::rc::Rc;

use plumbline_protocol::record_view::{ObjectionChip, RecordView};
use yew::prelude::*;
use yew::virtual_dom::VList;

use crate::content::content_card;
use crate::element::{card, held, plain, tag};
use crate::enrolment::Enrolment;
use crate::form::{focus, use_focus};
use crate::objections::chips::{chips, in_place};
use crate::objections::details::details_form;
use crate::objections::field::field;
use crate::objections::reports::reports;
use crate::objections::session::{Act, Problem, use_session};
use crate::panel::state::Told;
use crate::platform::link::Command;
use crate::platform::text::{text, text_with};

/// Where the keyboard begins: at the first chip, or in the field where there are none.
const ENTRY: &str = "button,form:has(+.empty) input";

/// What the card needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The record.
    pub told: Rc<Told>,
    /// Whose reports these are.
    pub enrolment: Rc<Enrolment>,
    /// Called when the hub has something new to tell.
    pub refresh: Callback<()>,
    /// The last keyboard command.
    pub command: Option<(Command, u32)>,
}

/// A field and chips to send with, the form for words, and the reports of this record; then the content that answers them.
#[component]
pub fn ObjectionsCard(props: &Props) -> Html {
    let view = &props.told.view;
    let session = use_session(props.enrolment.owner(), view.record.key.clone(), props.refresh.clone());
    let node = use_node_ref();
    use_effect_with(props.command, {
        let node = node.clone();
        move |command| {
            if let Some((Command::LogObjection, _)) = command {
                focus(&node, ENTRY);
            }
        }
    });
    let draft = session.shown.draft.as_deref();
    let shown = draft.map(|draft| draft.report.id.to_string());
    use_focus(shown.unwrap_or_default(), &node, if draft.is_some() { "textarea" } else { ENTRY });
    let parts = vec![
        field(&session),
        chips(&in_place(&mut session.order.borrow_mut(), &view.objections), &session),
        session.shown.problem.as_ref().map(problem).unwrap_or_default(),
        draft.map(|draft| details_form(draft, &session)).unwrap_or_default(),
        reports(&props.told, &session),
    ];
    let on_ask = session.on(Act::Ask(heard_last(view)));
    let content = content_card(&props.told, &props.enrolment, on_ask);
    VList::with_children(vec![held(&node, card("objections", "objections_title", parts)), content], None).into()
}

/// The objection that was reported here last, as what it counts.
fn heard_last(view: &RecordView) -> Option<ObjectionChip> {
    let known = view.reports.iter().find(|view| view.objection.is_some())?;
    let id = known.counts_as.clone().or_else(|| known.report.objection.clone())?;
    Some(ObjectionChip { id, name: known.objection.clone()? })
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
