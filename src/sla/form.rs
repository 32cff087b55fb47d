//! What sales says to a hand-off: two buttons, a form to reject it with, and what was said.

use std::cell::RefCell;
use std::rc::Rc;

use plumbline_domain::ids::{EventId, ReasonCode};
use plumbline_domain::sla::{Acceptance, RejectionReason};
use plumbline_protocol::hand_off::Decision;
use plumbline_protocol::record_view::HandOffView;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Props;
use super::decision::{Deciding, Lack, MAX_WORDS, Rejection, Step, Subject, is_marketing, is_sales, may_decide};
use crate::element::{clicked, plain, tag, words};
use crate::form::room_left;
use crate::hub::HubError;
use crate::panel::notice;
use crate::platform::text::{text, text_with};
use crate::platform::{format, now, unique};

/// What a button does.
#[derive(Clone)]
enum Press {
    HandOff,
    Accept,
    OpenForm,
    Choose(ReasonCode),
    Reject,
    Cancel,
    Undo(EventId),
}

/// Where one hand-off is decided on.
pub struct Desk {
    /// The record, and who decides.
    pub props: Props,
    /// Which hand-off.
    pub subject: Subject,
    /// Where the person is, as it is drawn.
    pub deciding: Rc<Deciding>,
    /// Where the person is, when something happens.
    pub latest: Rc<RefCell<Rc<Deciding>>>,
    /// Draws it again.
    pub redraw: UseForceUpdateHandle,
}

impl Desk {
    fn reasons(&self) -> &[RejectionReason] {
        &self.props.told.view.rejection_reasons
    }

    /// Whether this very hand-off is the one that the person is at work on.
    fn is_here(&self) -> bool {
        self.deciding.of.as_ref() == Some(&self.subject)
    }

    fn rejection(&self) -> Option<&Rejection> {
        self.deciding.rejection.as_ref().filter(|_| self.is_here())
    }

    /// Whether what the person was at work on is this record, if perhaps another of its hand-offs.
    fn is_on_record(&self) -> bool {
        self.deciding.of.as_ref().is_some_and(|of| of.record == self.subject.record)
    }

    fn problem(&self) -> Option<&String> {
        self.deciding.problem.as_ref().filter(|_| self.is_on_record())
    }

    /// The decision that can be taken back.
    fn undo(&self) -> Option<EventId> {
        self.deciding.undo(now()).filter(|_| self.is_on_record()).cloned()
    }

    fn step(&self, step: Step) {
        let next = self.latest.borrow().after(self.subject.clone(), step);
        self.latest.replace(Rc::new(next));
        self.redraw.force_update();
    }

    /// Changes the rejection that is being written.
    fn write(&self, change: impl FnOnce(&mut Rejection)) {
        let mut rejection = self.latest.borrow().rejection.clone().unwrap_or_default();
        change(&mut rejection);
        self.step(Step::Rejecting(Some(rejection)));
    }

    fn press(self: &Rc<Self>, press: Press) {
        match press {
            Press::HandOff => self.send(Decision::HandOff),
            Press::Accept => self.send(Decision::Accept),
            Press::OpenForm => self.step(Step::Rejecting(Some(Rejection::default()))),
            Press::Choose(reason) => self.write(|rejection| rejection.reason = Some(reason)),
            Press::Reject => self.reject(),
            Press::Cancel => self.step(Step::Rejecting(None)),
            Press::Undo(decision) => self.send(Decision::Withdraw { decision }),
        }
    }

    fn on(self: &Rc<Self>, press: Press) -> Callback<MouseEvent> {
        let desk = self.clone();
        Callback::from(move |_| desk.press(press.clone()))
    }

    /// A button with the text of its part.
    fn button(self: &Rc<Self>, part: &'static str, press: Press) -> Html {
        clicked("button", &["type", "data-part"], &["button", part], self.on(press), vec![plain(text(part))])
    }

    fn reject(self: &Rc<Self>) {
        let decision = self.latest.borrow().rejection.as_ref().map(|rejection| rejection.decision(self.reasons()));
        match decision {
            Some(Ok(decision)) => self.send(decision),
            Some(Err(lack)) => self.step(Step::Failed(lacking(&lack))),
            None => {}
        }
    }

    fn send(self: &Rc<Self>, decision: Decision) {
        let id = || EventId::new(unique());
        let request = self.latest.borrow().request(&self.subject, decision, id);
        let Some(request) = request else { return };
        self.step(Step::Sent(request.clone()));
        let desk = self.clone();
        spawn_local(async move {
            let answer = desk.props.enrolment.decide(&desk.subject.record, &request).await;
            desk.step(answer.map_or_else(|error| Step::Failed(sentence(&error)), |()| Step::Arrived(now())));
            // Told or refused, what is shown may be old.
            desk.props.refresh.emit(());
        });
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

/// What was said to it, and what can be: by sales to a hand-off, by marketing where one `may_be_made`. What follows one another is made of different elements, so that the second click of
/// a double one does not meet another button.
pub fn decision(hand_off: Option<&HandOffView>, may_be_made: bool, desk: &Rc<Desk>) -> Html {
    let role = desk.props.enrolment.session.person.role;
    let can_decide = hand_off.is_some_and(may_decide) && is_sales(role);
    let room = match desk.rejection() {
        Some(rejection) => form(rejection, desk, can_decide),
        None if can_decide => buttons(desk),
        None if may_be_made && is_marketing(role) => desk.button("hand_off", Press::HandOff),
        None => Html::default(),
    };
    let problem = desk.problem().map(|problem| {
        let keys = &["class", "role", "data-part"];
        tag("p", keys, &["trouble", "alert", "decision-problem"], vec![plain(problem.clone())])
    });
    let said = hand_off.map(|hand_off| said(&hand_off.acceptance, desk)).unwrap_or_default();
    let parts = vec![said, room, problem.unwrap_or_default()];
    tag("div", &["class", "data-part"], &["decision", "decision"], parts)
}

fn said(acceptance: &Acceptance, desk: &Rc<Desk>) -> Html {
    let undo = desk.undo().map(|decision| desk.button("undo", Press::Undo(decision))).unwrap_or_default();
    let (name, sentence, words) = match acceptance {
        // What can be taken back then is that it was handed off.
        Acceptance::Open => return undo,
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
    let words = words.map(|words| tag("p", &["class", "dir"], &["words", "auto"], vec![plain(words.clone())]));
    let said = tag("p", &["role"], &["status"], vec![plain(sentence)]);
    let keys = &["class", "data-part", "data-acceptance"];
    tag("div", keys, &["said", "acceptance", name], vec![said, undo, words.unwrap_or_default()])
}

fn buttons(desk: &Rc<Desk>) -> Html {
    let can_reject = !desk.reasons().is_empty();
    let reject = if can_reject { desk.button("reject_open", Press::OpenForm) } else { Html::default() };
    tag("p", &["class"], &["chips"], vec![desk.button("accept", Press::Accept), reject])
}

/// Stays, with what was typed, also when there is nothing to reject any more.
fn form(rejection: &Rejection, desk: &Rc<Desk>, can_send: bool) -> Html {
    let label = if rejection.needs_words(desk.reasons()) { "reject_words_needed" } else { "reject_words" };
    let chips = desk.reasons().iter().map(|reason| reason_chip(reason, rejection, desk)).collect();
    let keys = &["class", "role", "aria-label"];
    let send = if can_send { desk.button("reject", Press::Reject) } else { Html::default() };
    let ends = vec![send, desk.button("cancel", Press::Cancel)];
    let parts = vec![
        tag("div", keys, &["chips", "group", &text("reject_reason")], chips),
        tag("label", &[], &[], vec![plain(text(label)), words_field(&rejection.words, desk)]),
        room_left(&rejection.words, MAX_WORDS).unwrap_or_default(),
        tag("div", &["class"], &["chips"], ends),
    ];
    tag("section", &["class", "data-part"], &["details", "reject-form"], parts)
}

fn words_field(typed: &str, desk: &Rc<Desk>) -> Html {
    let desk = desk.clone();
    words("reject_words", typed, Callback::from(move |typed| desk.write(|rejection| rejection.words = typed)))
}

fn reason_chip(reason: &RejectionReason, rejection: &Rejection, desk: &Rc<Desk>) -> Html {
    let is_chosen = rejection.reason.as_ref() == Some(&reason.code);
    let keys = &["type", "class", "data-reason", "aria-pressed"];
    let values = &["button", "chip", reason.code.as_str(), if is_chosen { "true" } else { "false" }];
    let on_click = desk.on(Press::Choose(reason.code.clone()));
    clicked("button", keys, values, on_click, vec![plain(reason.name.clone())])
}
