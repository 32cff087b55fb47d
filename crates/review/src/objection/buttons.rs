//! What can be done with an objection, as a row of buttons.

use plumbline_domain::objection::{Objection, Status};
use plumbline_protocol::library::ObjectionEntry;
use plumbline_protocol::report::HandlingAction;
use yew::prelude::*;

use super::act::Act;
use super::conflict::can_be;
use super::draft::Draft;
use super::workbench::handle;
use crate::strings::objection as words;

/// What is filled in before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An answer.
    Answer,
    /// A reason.
    Decline,
    /// Who answers for it.
    Owner,
    /// What it is to count as.
    Merge,
    /// What it says.
    Edit,
}

/// What a button asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// It is done at once.
    Do(Act),
    /// It is filled in first.
    Open(Form),
}

/// The buttons, as far as they make sense from where it stands.
pub fn buttons(
    entry: &ObjectionEntry,
    me: &str,
    draft: &Draft,
    open: Option<Form>,
    is_busy: bool,
    on_wish: &Callback<Wish>,
) -> Html {
    let row = Row { open, is_busy, on_wish };
    html! {
        <div class="actions objection-actions" role="group" aria-label={words::ACTIONS} data-part="actions">
            if entry.merged_into.is_some() {
                { row.button("take-back", words::TAKE_BACK, Wish::Do(Act::Merge(None))) }
            } else {
                { row.handling(entry.handling.status(), draft) }
                <span class="gap" />
                { row.ownership(entry, me) }
                { row.button("merge", words::MERGE, Wish::Open(Form::Merge)) }
            }
            { row.button("edit", words::EDIT, Wish::Open(Form::Edit)) }
        </div>
    }
}

/// What all buttons of a row share.
struct Row<'a> {
    open: Option<Form>,
    is_busy: bool,
    on_wish: &'a Callback<Wish>,
}

impl Row<'_> {
    fn handling(&self, status: Status, draft: &Draft) -> Html {
        let answer = if draft.has_answer() { words::CONTINUE_ANSWER } else { words::ANSWER };
        let decline = if draft.has_reason() { words::CONTINUE_REASON } else { words::DECLINE };
        html! {
            <>
                if can_be(status, Status::Acknowledged) {
                    { self.button("acknowledge", words::ACKNOWLEDGE, handle(HandlingAction::Acknowledge)) }
                }
                if can_be(status, Status::InProgress) {
                    { self.button("start", words::START, handle(HandlingAction::Start)) }
                }
                { self.button("answer", answer, Wish::Open(Form::Answer)) }
                { self.button("decline", decline, Wish::Open(Form::Decline)) }
                if can_be(status, Status::New) {
                    { self.button("reopen", words::REOPEN, handle(HandlingAction::Reopen)) }
                }
            </>
        }
    }

    fn ownership(&self, entry: &ObjectionEntry, me: &str) -> Html {
        let mine = Objection { owner: Some(me.to_owned()), ..entry.objection.clone() };
        html! {
            <>
                if entry.objection.owner.as_deref() != Some(me) {
                    { self.button("assign-me", words::ASSIGN_TO_ME, Wish::Do(Act::Write(Box::new(mine)))) }
                }
                { self.button("assign", words::ASSIGN, Wish::Open(Form::Owner)) }
            </>
        }
    }

    fn button(&self, part: &'static str, word: &'static str, wish: Wish) -> Html {
        let expanded = match wish {
            Wish::Open(form) => Some((self.open == Some(form)).to_string()),
            Wish::Do(_) => None,
        };
        let onclick = self.on_wish.reform(move |_: MouseEvent| wish.clone());
        let class = (part == "answer").then_some("primary");
        html! {
            <button type="button" key={part} {class} data-act={part} aria-expanded={expanded} aria-disabled={self.is_busy.to_string()} {onclick}>
                { word }</button>
        }
    }
}
