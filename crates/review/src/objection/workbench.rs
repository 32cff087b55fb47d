//! What is done with an objection: the buttons, the form that one of them opens, and what came of it.

use std::rc::Rc;

use plumbline_domain::objection::Objection;
use plumbline_protocol::library::ObjectionEntry;
use plumbline_protocol::report::HandlingAction;
use plumbline_protocol::review::ObjectionResponse;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::act::Act;
use super::answer::AnswerForm;
use super::buttons::{Form, Wish, buttons};
use super::conflict::failure;
use super::decline::DeclineForm;
use super::desk::{Desk, Failure};
use super::draft::Draft;
use super::edit::Edit;
use super::heading::heading;
use super::merge::MergeForm;
use super::owner::OwnerForm;
use crate::library::Refusal;
use crate::session::Session;
use crate::ui::toast::Toasts;

/// The fields that the hub's refusals name.
const FIELDS: [&str; 4] = ["words", "reason", "into", "owner"];

#[derive(Properties, PartialEq)]
pub struct WorkbenchProps {
    pub told: Rc<ObjectionResponse>,
    pub session: Session,
    pub toasts: Toasts,
    /// Something may be otherwise.
    pub on_changed: Callback<()>,
}

/// The head of the page.
#[component]
pub fn Workbench(props: &WorkbenchProps) -> Html {
    let entry = &props.told.entry;
    let (form, failed) = (use_state_eq(|| None::<Form>), use_state_eq(|| None::<Failure>));
    let is_busy = use_state_eq(|| false);
    // What whoever writes saw: another version is told of before anything is sent over it.
    let basis = use_state_eq(|| entry.clone());
    let (draft, write) = use_draft(props);
    let title = use_node_ref();
    let desk = Desk {
        toasts: props.toasts.clone(),
        on_expired: props.session.on_expired.clone(),
        on_busy: setting(&is_busy),
        on_failure: taking(&failed, &basis),
        on_changed: props.on_changed.clone(),
    };
    let on_close = closing(&form, &failed, &title);
    let on_wish = {
        let (entry, desk, form) = (entry.clone(), desk.clone(), form.clone());
        let (basis, failed, is_busy, on_done) = (basis.clone(), failed.clone(), is_busy.clone(), on_close.clone());
        Callback::from(move |wish| match wish {
            Wish::Do(_) if *is_busy => {}
            Wish::Do(act) => desk.carry_out(entry.clone(), act, on_done.clone()),
            Wish::Open(wanted) => {
                basis.set(entry.clone());
                failed.set(None);
                form.set(Some(wanted));
            }
        })
    };
    let writing =
        Writing { props, entry: &basis, failed: (*failed).clone(), is_busy: *is_busy, draft, write, desk, on_close };
    html! {
        <section class="card objection-head" data-part="objection-head" data-version={entry.version.to_string()} aria-labelledby="objection-name">
            { heading(&props.told, title) }
            { buttons(entry, &props.session.person.name, &writing.draft, *form, *is_busy, &on_wish) }
            if let Some(failed) = writing.unsaid() {
                { failure(failed, form.is_some(), dismissing(&writing)) }
            }
            if let Some(form) = *form {
                { writing.form(form) }
            }
        </section>
    }
}

/// A form that is open, with all it needs.
struct Writing<'a> {
    props: &'a WorkbenchProps,
    /// As whoever writes saw it.
    entry: &'a ObjectionEntry,
    failed: Option<Failure>,
    is_busy: bool,
    draft: Draft,
    write: Callback<Draft>,
    desk: Desk,
    on_close: Callback<()>,
}

impl Writing<'_> {
    fn refusal(&self) -> Option<Refusal> {
        Refusal::of(&self.failed.as_ref()?.error, FIELDS)
    }

    /// The failure, where no field says it.
    fn unsaid(&self) -> Option<&Failure> {
        self.failed.as_ref().filter(|_| self.refusal().is_none())
    }

    /// Does what was written; it was seen like this.
    fn sending<T: 'static>(&self, act: impl Fn(T) -> Act + 'static, on_done: Callback<()>) -> Callback<T> {
        let (desk, seen, is_busy) = (self.desk.clone(), self.entry.clone(), self.is_busy);
        Callback::from(move |written| {
            if !is_busy {
                desk.carry_out(seen.clone(), act(written), on_done.clone());
            }
        })
    }

    /// Closes the form, and forgets what was sent.
    fn forgetting(&self, rest: Draft) -> Callback<()> {
        let (write, on_close) = (self.write.clone(), self.on_close.clone());
        Callback::from(move |()| {
            write.emit(rest.clone());
            on_close.emit(());
        })
    }

    fn form(&self, form: Form) -> Html {
        let (why, is_sending) = (self.refusal().map(|refusal| refusal.why), self.is_busy);
        let (draft, on_write, on_close) = (self.draft.clone(), self.write.clone(), self.on_close.clone());
        let session = self.props.session.clone();
        match form {
            Form::Answer => {
                let rest = Draft { reason: draft.reason.clone(), ..Draft::default() };
                let on_send = self.sending(|draft: Draft| Act::Handle(draft.answer()), self.forgetting(rest));
                html! { <AnswerForm told={self.props.told.clone()} {session} {draft} {on_write} {why} {is_sending} {on_send} {on_close} /> }
            }
            Form::Decline => {
                let rest = Draft { reason: String::new(), ..draft.clone() };
                let on_send = self.sending(|draft: Draft| Act::Handle(draft.decline()), self.forgetting(rest));
                html! { <DeclineForm {draft} {on_write} {why} {is_sending} {on_send} {on_close} /> }
            }
            Form::Owner => {
                let objection = self.entry.objection.clone();
                let owned = move |owner| Act::Write(Box::new(Objection { owner, ..objection.clone() }));
                let on_send = self.sending(owned, self.on_close.clone());
                html! { <OwnerForm {session} owner={self.entry.objection.owner.clone()} {why} {is_sending} {on_send} {on_close} /> }
            }
            Form::Merge => {
                let on_send = self.sending(|into| Act::Merge(Some(into)), self.on_close.clone());
                html! { <MergeForm {session} entry={self.entry.clone()} {why} {is_sending} {on_send} {on_close} /> }
            }
            Form::Edit => {
                let (toasts, on_changed) = (self.props.toasts.clone(), self.props.on_changed.clone());
                html! { <Edit {session} {toasts} entry={self.props.told.entry.clone()} {on_changed} {on_close} /> }
            }
        }
    }
}

fn setting(state: &UseStateHandle<bool>) -> Callback<bool> {
    let state = state.setter();
    Callback::from(move |value| state.set(value))
}

/// Keeps what did not come about, and takes what is there by then as seen: it is being told.
fn taking(
    failed: &UseStateHandle<Option<Failure>>,
    basis: &UseStateHandle<ObjectionEntry>,
) -> Callback<Option<Failure>> {
    let (failed, basis) = (failed.setter(), basis.setter());
    Callback::from(move |failure: Option<Failure>| {
        if let Some(now) = failure.as_ref().and_then(|failure| failure.now.clone()) {
            basis.set(now);
        }
        failed.set(failure);
    })
}

/// Closes the form, and leads back to the head of the page.
fn closing(
    form: &UseStateHandle<Option<Form>>,
    failed: &UseStateHandle<Option<Failure>>,
    title: &NodeRef,
) -> Callback<()> {
    let (form, failed, title) = (form.setter(), failed.setter(), title.clone());
    Callback::from(move |()| {
        form.set(None);
        failed.set(None);
        if let Some(title) = title.cast::<HtmlElement>() {
            // What cannot be focused can still be read.
            let _ = title.focus();
        }
    })
}

/// Whoever tries again presses the same button again.
fn dismissing(writing: &Writing<'_>) -> Callback<()> {
    let on_failure = writing.desk.on_failure.clone();
    Callback::from(move |()| on_failure.emit(None))
}

/// What is written of it, kept at each keystroke.
#[hook]
fn use_draft(props: &WorkbenchProps) -> (Draft, Callback<Draft>) {
    let (person, id) = (props.session.person.id.clone(), props.told.entry.objection.id.clone());
    let draft = use_state_eq(|| Draft::kept(&person, &id).unwrap_or_default());
    let write = {
        let draft = draft.setter();
        Callback::from(move |written: Draft| {
            written.keep(&person, &id);
            draft.set(written);
        })
    };
    ((*draft).clone(), write)
}

/// What a button does at once.
pub fn handle(action: HandlingAction) -> Wish {
    Wish::Do(Act::Handle(action))
}
