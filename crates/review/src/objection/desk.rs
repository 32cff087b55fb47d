//! Carrying out what is done with objections, with a way back for what was done.

use plumbline_protocol::library::ObjectionEntry;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::act::Act;
use super::differences::differences;
use crate::api::Error;
use crate::strings;
use crate::strings::objection as words;
use crate::ui::toast::{Toast, Toasts};

/// What did not come about.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// What somebody else made of it since it was seen.
    pub differences: Vec<String>,
    /// As it is there, if somebody else changed it.
    pub now: Option<ObjectionEntry>,
}

impl Failure {
    /// What there is to say to whoever saw an older version.
    pub fn of(error: Error, seen: &ObjectionEntry) -> Self {
        let now = match &error {
            Error::ObjectionChanged(conflict) => Some(conflict.current.clone()),
            _ => None,
        };
        let differences = now.as_ref().map(|now| differences(seen, now)).unwrap_or_default();
        Self { error, differences, now }
    }
}

/// Where things are carried out.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    /// Where they are told of.
    pub toasts: Toasts,
    /// The session turned out to have ended.
    pub on_expired: Callback<()>,
    /// The hub is asked, or is not any more.
    pub on_busy: Callback<bool>,
    /// Something did not come about; nothing while the hub is being asked again.
    pub on_failure: Callback<Option<Failure>>,
    /// Something may be otherwise.
    pub on_changed: Callback<()>,
}

impl Desk {
    /// Does it with the version that was seen, then says so.
    pub fn carry_out(&self, seen: ObjectionEntry, act: Act, on_done: Callback<()>) {
        let desk = self.clone();
        desk.on_busy.emit(true);
        desk.on_failure.emit(None);
        spawn_local(async move {
            match act.send(&seen).await {
                Ok(now) => {
                    desk.tell(&act, seen, now);
                    on_done.emit(());
                }
                Err(Error::SignedOut) => desk.on_expired.emit(()),
                Err(error) => desk.on_failure.emit(Some(Failure::of(error, &seen))),
            }
            desk.on_busy.emit(false);
            desk.on_changed.emit(());
        });
    }

    fn tell(&self, act: &Act, before: ObjectionEntry, now: ObjectionEntry) {
        let (desk, undo) = (self.clone(), act.undone(&before));
        let text = words::done(act, &now);
        let on_undo = Callback::from(move |()| desk.take_back(now.clone(), undo.clone()));
        self.toasts.say(Toast { text, undo: Some(on_undo) });
    }

    /// Takes it back.
    fn take_back(&self, now: ObjectionEntry, undo: Act) {
        let desk = self.clone();
        desk.on_busy.emit(true);
        spawn_local(async move {
            match undo.send(&now).await {
                Ok(_) => desk.toasts.say(Toast { text: words::TAKEN_BACK.to_owned(), undo: None }),
                Err(Error::SignedOut) => desk.on_expired.emit(()),
                Err(error) => {
                    let text = format!("{} {}", words::NOT_TAKEN_BACK, strings::trouble(&error));
                    desk.toasts.say(Toast { text, undo: None });
                }
            }
            desk.on_busy.emit(false);
            desk.on_changed.emit(());
        });
    }
}
