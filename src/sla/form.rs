//! What sales says to a hand-off: two buttons, a form to reject it with, and what was said.

use std::rc::Rc;

use plumbline_domain::ids::EventId;
use plumbline_domain::sla::{Acceptance, RejectionReason};
use plumbline_protocol::hand_off::Decision;
use plumbline_protocol::record_view::HandOffView;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::decision::{Deciding, Lack, MAX_WORDS, Rejection, Step, Subject, may_decide};
use crate::enrolment::Enrolment;
use crate::form::room_left;
use crate::hub::HubError;
use crate::panel::notice;
use crate::panel::state::Told;
use crate::platform::text::{text, text_with};
use crate::platform::{format, now};

/// Where one hand-off is decided on.
#[derive(Clone)]
pub struct Desk {
    subject: Subject,
    told: Rc<Told>,
    enrolment: Rc<Enrolment>,
    refresh: Callback<()>,
    deciding: UseReducerHandle<Deciding>,
}

impl Desk {
    /// For this hand-off; `refresh` is called when the hub was told.
    pub fn new(
        hand_off: &HandOffView,
        told: &Rc<Told>,
        enrolment: &Rc<Enrolment>,
        refresh: &Callback<()>,
        deciding: &UseReducerHandle<Deciding>,
    ) -> Self {
        let (told, enrolment, refresh) = (told.clone(), enrolment.clone(), refresh.clone());
        Self { subject: Subject::of(hand_off), told, enrolment, refresh, deciding: deciding.clone() }
    }

    fn reasons(&self) -> &[RejectionReason] {
        &self.told.view.rejection_reasons
    }

    /// Whether this very hand-off is the one that the person is at work on.
    fn is_here(&self) -> bool {
        self.deciding.of.as_ref() == Some(&self.subject)
    }

    fn rejection(&self) -> Option<&Rejection> {
        self.deciding.rejection.as_ref().filter(|_| self.is_here())
    }

    fn undo(&self) -> Option<&EventId> {
        self.deciding.undo(now()).filter(|_| self.is_here())
    }

    /// What went wrong, also where that was on an earlier hand-off of the same record.
    fn problem(&self) -> Option<&String> {
        let is_same = self.deciding.of.as_ref().is_some_and(|of| of.record == self.subject.record);
        self.deciding.problem.as_ref().filter(|_| is_same)
    }

    fn step(&self, step: Step) {
        self.deciding.dispatch((self.subject.clone(), step));
    }

    fn on<E: 'static>(&self, act: impl Fn(&Self, E) + 'static) -> Callback<E> {
        let desk = self.clone();
        Callback::from(move |event| act(&desk, event))
    }

    /// A button that does `act`.
    fn button(&self, part: &'static str, class: &'static str, act: impl Fn(&Self) + 'static) -> Html {
        let onclick = self.on(move |desk, _: MouseEvent| act(desk));
        html! { <button key={part} type="button" {class} data-part={part} {onclick}>{ text(part) }</button> }
    }

    fn send(&self, decision: Decision) {
        let id = || EventId::new(Uuid::new_v4().to_string());
        let Some(request) = self.deciding.request(&self.subject, decision, id) else { return };
        self.step(Step::Sent(request.clone()));
        let desk = self.clone();
        spawn_local(async move {
            let answer = desk.enrolment.decide(&desk.subject.record, &request).await;
            desk.step(answer.map_or_else(|error| Step::Failed(sentence(&error)), |()| Step::Arrived(now())));
            // Told or refused, what is shown may be old.
            desk.refresh.emit(());
        });
    }

    fn reject(&self) {
        match self.rejection().map(|rejection| rejection.decision(self.reasons())) {
            Some(Ok(decision)) => self.send(decision),
            Some(Err(lack)) => self.step(Step::Failed(lacking(&lack))),
            None => {}
        }
    }
}

fn sentence(error: &HubError) -> String {
    let sentence = notice::sentence(error);
    if *error == HubError::Away { text_with("decision_unsent", &[&sentence]) } else { sentence }
}

fn lacking(lack: &Lack) -> String {
    match lack {
        Lack::Reason => text("reject_no_reason"),
        Lack::Words => text("reject_no_words"),
        Lack::Room(length) => text_with("reject_too_long", &[&length.to_string(), &MAX_WORDS.to_string()]),
    }
}

/// What was said to it, and what can be.
pub fn decision(hand_off: &HandOffView, desk: &Desk) -> Html {
    let can_decide = may_decide(hand_off);
    html! {
        <div class="decision" data-part="decision">
            { for said(&hand_off.acceptance, desk) }
            if let Some(rejection) = desk.rejection() {
                { form(rejection, desk, can_decide) }
            } else if can_decide {
                { buttons(desk) }
            }
            if let Some(problem) = desk.problem() {
                <p class="trouble" role="alert" data-part="decision-problem">{ problem }</p>
            }
        </div>
    }
}

fn said(acceptance: &Acceptance, desk: &Desk) -> Option<Html> {
    let (name, sentence, words) = match acceptance {
        Acceptance::Open => return None,
        Acceptance::Accepted { at, by } => {
            ("accepted", format!("✓ {}", text_with("sla_accepted", &[by, &format::moment(*at)])), None)
        }
        Acceptance::Rejected { at, by, reason, words } => {
            let agreed = desk.reasons().iter().find(|agreed| agreed.code == *reason);
            let reason = agreed.map_or(reason.as_str(), |agreed| &agreed.name);
            let sentence = text_with("sla_rejected", &[by, &format::moment(*at), reason]);
            ("rejected", format!("✕ {sentence}"), words.as_ref())
        }
    };
    let undo = |decision: &EventId| {
        let decision = decision.clone();
        desk.button("undo", "small", move |desk| desk.send(Decision::Withdraw { decision: decision.clone() }))
    };
    Some(html! {
        <div key="said" class="said" data-part="acceptance" data-acceptance={name}>
            <p class="sent" role="status">{ sentence }</p>
            { for desk.undo().map(undo) }
            if let Some(words) = words { <p class="words" dir="auto">{ words }</p> }
        </div>
    })
}

fn buttons(desk: &Desk) -> Html {
    let on_reject = |desk: &Desk| desk.step(Step::Rejecting(Some(Rejection::default())));
    html! {
        <div key="buttons" class="chips">
            { desk.button("accept", "primary", |desk| desk.send(Decision::Accept)) }
            if !desk.reasons().is_empty() { { desk.button("reject_open", "", on_reject) } }
        </div>
    }
}

/// Stays, with what was typed, also when there is nothing to reject any more.
fn form(rejection: &Rejection, desk: &Desk, can_send: bool) -> Html {
    let oninput = desk.on(|desk, event: InputEvent| {
        let words = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        desk.step(Step::Rejecting(desk.rejection().map(|rejection| Rejection { words, ..rejection.clone() })));
    });
    let onsubmit = desk.on(|desk, event: SubmitEvent| {
        event.prevent_default();
        desk.reject();
    });
    let label = if rejection.needs_words(desk.reasons()) { "reject_words_needed" } else { "reject_words" };
    html! {
        <form key="form" class="details" data-part="reject-form" {onsubmit}>
            <div class="chips" role="group" aria-label={text("reject_reason")}>
                { for desk.reasons().iter().map(|reason| reason_chip(reason, rejection, desk)) }
            </div>
            <label>{ text(label) }
                <textarea rows="3" dir="auto" data-part="reject-words" value={rejection.words.clone()} {oninput} />
            </label>
            { for room_left(&rejection.words, MAX_WORDS) }
            <div class="chips">
                if can_send { <button type="submit" class="primary" data-part="reject">{ text("reject") }</button> }
                { desk.button("cancel", "", |desk| desk.step(Step::Rejecting(None))) }
            </div>
        </form>
    }
}

fn reason_chip(reason: &RejectionReason, rejection: &Rejection, desk: &Desk) -> Html {
    let code = reason.code.clone();
    let is_chosen = rejection.reason.as_ref() == Some(&code);
    let onclick = desk.on(move |desk, _: MouseEvent| {
        let reason = Some(code.clone());
        desk.step(Step::Rejecting(desk.rejection().map(|rejection| Rejection { reason, ..rejection.clone() })));
    });
    html! {
        <button type="button" class="chip" data-reason={reason.code.to_string()} aria-pressed={is_chosen.to_string()} {onclick}>
            { &reason.name }
        </button>
    }
}
