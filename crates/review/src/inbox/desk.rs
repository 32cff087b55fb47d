//! Carrying out changes: shown at once, confirmed or rolled back by the hub, with an undo for what was done.

use plumbline_domain::objection::Handling;
use plumbline_protocol::report::{HandlingAction, ReportView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::change::Change;
use super::draft::Draft;
use super::reader::Reader;
use super::state::{Action, State};
use crate::api::{self, Error};
use crate::live::Stale;
use crate::session::Session;
use crate::strings;
use crate::ui::time::now;
use crate::ui::toast::{Toast, Toasts};

/// Where changes are carried out.
#[derive(Clone)]
pub struct Desk {
    /// Where they are shown.
    pub dispatcher: UseReducerDispatcher<State>,
    /// What reads their effect.
    pub reader: Reader,
    /// Where they are told of.
    pub toasts: Toasts,
    /// Who makes them.
    pub session: Session,
}

impl Desk {
    /// Carries the changes out, one after the other.
    pub fn carry_out(&self, changes: Vec<Change>) {
        for change in &changes {
            let expected = change.expected(&self.session.person.name, now());
            self.dispatcher.dispatch(Action::Asked(change.id, expected));
        }
        spawn_local(self.clone().send_all(changes));
    }

    async fn send_all(self, changes: Vec<Change>) {
        let is_bulk = changes.len() > 1;
        let (mut done, mut failures): (Vec<Change>, usize) = (Vec::new(), 0);
        let mut became = None;
        for change in changes {
            match api::handle(change.id, &change.on_the_wire()).await {
                Ok(view) => {
                    became = Some(view.handling.clone());
                    done.push(self.done(&change, view));
                }
                Err(Error::SignedOut) => return self.session.on_expired.emit(()),
                Err(error) => {
                    failures += 1;
                    if matches!(error, Error::Conflict(_)) {
                        self.reader.supersede();
                    }
                    self.dispatcher.dispatch(Action::NotDone(change, error));
                    self.reader.invalidate(&Stale::Everything);
                }
            }
        }
        if is_bulk && failures > 0 {
            self.toasts.say(Toast { text: strings::not_done(failures), undo: None });
        }
        if let Some(handling) = became {
            self.tell(&handling, done);
        }
    }

    /// Shows a confirmed change; gives the one that undoes it.
    fn done(&self, change: &Change, view: ReportView) -> Change {
        if matches!(change.request, HandlingAction::Answer { .. }) {
            Draft::forget(&self.session.person.id, change.id);
        }
        self.reader.supersede();
        let undo = change.undone(view.handling.clone());
        self.dispatcher.dispatch(Action::Done(Box::new(view)));
        undo
    }

    fn tell(&self, handling: &Handling, undos: Vec<Change>) {
        let text = strings::done(handling, undos.len());
        let desk = self.clone();
        let undo = Callback::from(move |()| {
            desk.restore_drafts(&undos);
            desk.carry_out(undos.clone());
        });
        self.toasts.say(Toast { text, undo: Some(undo) });
    }

    /// An answer that is taken back becomes a draft again, so that its words can be used.
    fn restore_drafts(&self, undos: &[Change]) {
        for undo in undos {
            if let Handling::Answered { content, words, .. } = &undo.before {
                let draft = Draft { content: content.clone(), words: words.clone().unwrap_or_default() };
                draft.keep(&self.session.person.id, undo.id);
            }
        }
    }
}
