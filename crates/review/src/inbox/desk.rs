//! Carrying out changes: shown at once, confirmed or rolled back by the hub, with an undo for what was done.

use plumbline_domain::objection::Handling;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::report::{
    BulkHandlingRequest, BulkHandlingResponse, FilingRequest, HandlingConflict, ReportView,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::change::{Change, Errands, Request, errands};
use super::draft::Draft;
use super::form::{Form, Paper, Target};
use super::state::{Action, State};
use crate::api::{Error, reports};
use crate::session::Session;
use crate::strings::inbox as strings;
use crate::ui::time::now;
use crate::ui::toast::{Toast, Toasts};

/// Where changes are carried out.
#[derive(Clone)]
pub struct Desk {
    /// Where they are shown.
    pub dispatcher: UseReducerDispatcher<State>,
    /// Where they are told of.
    pub toasts: Toasts,
    /// Who makes them.
    pub session: Session,
}

/// What became of changes.
#[derive(Default)]
struct Became {
    /// What the hub did, each with the report since.
    done: Vec<(Change, ReportView)>,
    /// What it did not do, and why.
    not_done: Vec<(Change, Error)>,
}

impl Desk {
    /// Carries the changes out, which may have been written on a form.
    pub fn carry_out(&self, changes: Vec<Change>, form: Option<Form>) {
        if changes.is_empty() {
            return;
        }
        let (by, at) = (&self.session.person.name, now());
        let asked = changes.iter().map(|change| (change.id, change.expected(by, at))).collect();
        self.dispatcher.dispatch(Action::Asked(asked));
        spawn_local(self.clone().send_all(changes, form));
    }

    async fn send_all(self, changes: Vec<Change>, form: Option<Form>) {
        let mut became = Became::default();
        for errand in errands(changes) {
            let result = match errand {
                Errands::Handle(request, changes) => handle(request, changes, &mut became).await,
                Errands::File(request, change) => file(request, change, &mut became).await,
            };
            if result == Err(Error::SignedOut) {
                return self.session.on_expired.emit(());
            }
        }
        self.tell(became, form);
    }

    fn tell(&self, became: Became, form: Option<Form>) {
        let form = form.filter(|_| !became.done.is_empty());
        if let Some(form) = form {
            Draft::default().keep(&form.draft_key(&self.session.person.id));
        }
        // First of all: an undo that waits for these changes takes back what is told of last.
        self.say(&became);
        self.dispatcher.dispatch(Action::Done(became.done.into_iter().map(|(_, view)| view).collect()));
        self.dispatcher.dispatch(Action::NotDone(became.not_done));
        if let Some(form) = form {
            self.dispatcher.dispatch(Action::Wrote(form));
        }
    }

    /// What was done, with a way back; what was not stands at the reports, and is counted where there are many.
    fn say(&self, became: &Became) {
        let Became { done, not_done } = became;
        match done.last() {
            Some((change, view)) => {
                let text = strings::done(change, view, done.len(), not_done.len());
                let undos = done.iter().map(|(change, view)| change.undone(view)).collect();
                self.toasts.say(Toast { text, undo: Some(self.undoing(undos)) });
            }
            None if not_done.len() > 1 => {
                self.toasts.say(Toast { text: strings::not_done(not_done.len()), undo: None });
            }
            None => {}
        }
    }

    fn undoing(&self, undos: Vec<Change>) -> Callback<()> {
        let desk = self.clone();
        Callback::from(move |()| {
            desk.restore_drafts(&undos);
            desk.carry_out(undos.clone(), None);
        })
    }

    /// An answer or a reason that is taken back becomes a draft again, so that its words can be used.
    fn restore_drafts(&self, undos: &[Change]) {
        for undo in undos {
            let paper = match &undo.seen.handling {
                Handling::Answered { .. } => Paper::Answer,
                Handling::Declined { .. } => Paper::Reason,
                Handling::New | Handling::Acknowledged { .. } | Handling::InProgress { .. } => continue,
            };
            if matches!(undo.request, Request::Handle(_)) {
                let form = Form { paper, target: Target::One(undo.id) };
                Draft::of(&undo.seen.handling, paper).keep(&form.draft_key(&self.session.person.id));
            }
        }
    }
}

async fn handle(request: BulkHandlingRequest, changes: Vec<Change>, became: &mut Became) -> Result<(), Error> {
    match reports::handle(&request).await {
        Ok(response) => sort(response, changes, became),
        Err(error) => {
            became.not_done.extend(changes.into_iter().map(|change| (change, error.clone())));
            return Err(error);
        }
    }
    Ok(())
}

/// Puts each change to what became of its report.
fn sort(response: BulkHandlingResponse, changes: Vec<Change>, became: &mut Became) {
    let of = |views: Vec<ReportView>| views.into_iter().map(|view| (view.report.id, view)).collect();
    let mut done: std::collections::HashMap<_, ReportView> = of(response.done);
    let mut conflicts: std::collections::HashMap<_, ReportView> = of(response.conflicts);
    for change in changes {
        if let Some(view) = done.remove(&change.id) {
            became.done.push((change, view));
        } else if let Some(current) = conflicts.remove(&change.id) {
            became.not_done.push((change, conflict(current)));
        } else {
            became.not_done.push((change, gone()));
        }
    }
}

fn conflict(current: ReportView) -> Error {
    let message = strings::in_the_meantime(&current.handling);
    Error::Conflict(Box::new(HandlingConflict { error: ErrorResponse { code: ErrorCode::Invalid, message }, current }))
}

fn gone() -> Error {
    Error::Refused(ErrorResponse { code: ErrorCode::NotFound, message: String::new() })
}

async fn file(request: FilingRequest, change: Change, became: &mut Became) -> Result<(), Error> {
    match reports::file(change.id, &request).await {
        Ok(view) => became.done.push((change, view)),
        Err(error) => {
            became.not_done.push((change, error.clone()));
            return Err(error);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use plumbline_protocol::report::HandlingAction;

    use super::*;
    use crate::inbox::change::Seen;
    use crate::inbox::sample::{self, acknowledged, answered, id};

    #[test]
    fn each_report_is_told_apart() {
        let change = |n| Change {
            id: id(n),
            request: Request::Handle(HandlingAction::Acknowledge),
            seen: Seen { handling: Handling::New, filed_under: None },
        };
        let response = BulkHandlingResponse {
            done: vec![sample::report(1, acknowledged()).report],
            conflicts: vec![sample::report(2, answered()).report],
            missing: vec![id(3)],
        };
        let mut became = Became::default();
        sort(response, vec![change(1), change(2), change(3)], &mut became);
        assert_eq!(became.done.iter().map(|(change, _)| change.id).collect::<Vec<_>>(), [id(1)]);
        let told: Vec<String> = became.not_done.iter().map(|(_, error)| crate::strings::trouble(error)).collect();
        assert_eq!(
            told,
            [
                "Ann answered this in the meantime. This is how it stands now.",
                "The hub no longer has this. It may have been taken back."
            ]
        );
    }
}
