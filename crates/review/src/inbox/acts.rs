//! What the parts of the page can ask for.

use std::rc::Rc;

use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_protocol::report::HandlingAction;
use plumbline_protocol::review::InboxReportView;
use yew::prelude::*;

use super::change::{Change, Request, Seen};
use super::errand::Errand;
use super::form::{Form, Paper, Target};
use super::state::{Action, State};
use super::turn::Turn;

/// The same callbacks as long as they do the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Acts {
    /// Something that concerns this page only.
    pub act: Callback<Action>,
    /// Changes for the hub, with the form that they were written on.
    pub carry_out: Callback<(Vec<Change>, Option<Form>)>,
}

impl Acts {
    /// Sets out to do something with reports: at once, or by opening a form.
    pub fn set_out(&self, state: &State, errand: Errand, target: Target) {
        let views = state.meant(target);
        if errand.at_once().is_some() {
            let ids: Vec<ReportId> = views.iter().map(|view| view.report.report.id).collect();
            return match state.must_wait(&ids) {
                true => self.act.emit(Action::Later(Turn::Do(errand, ids))),
                false => self.resume(state, errand, &ids),
            };
        }
        let paper = match errand {
            Errand::Decline => Paper::Reason,
            Errand::File => Paper::Filing,
            _ => Paper::Answer,
        };
        if !views.is_empty() {
            self.act.emit(Action::Write(Form { paper, target }));
        }
    }

    /// Does what needs no words with reports that are still known.
    pub fn resume(&self, state: &State, errand: Errand, ids: &[ReportId]) {
        let views: Vec<_> = ids.iter().filter_map(|id| state.reading.list.report(*id)).collect();
        if let Some(action) = errand.at_once() {
            self.carry_out.emit((changes(state, &views, errand, &Request::Handle(action)), None));
        }
    }

    /// Answers or declines what a form is for.
    pub fn send(&self, state: &State, form: Form, action: HandlingAction) {
        let errand = if form.paper == Paper::Reason { Errand::Decline } else { Errand::Answer };
        let views = state.meant(form.target);
        self.carry_out.emit((changes(state, &views, errand, &Request::Handle(action)), Some(form)));
    }

    /// Files what a form is for.
    pub fn file(&self, state: &State, form: Form, under: Option<ObjectionId>) {
        let views = state.meant(form.target);
        self.carry_out.emit((changes(state, &views, Errand::File, &Request::File(under)), Some(form)));
    }
}

/// The same for each report that it suits and that is not being changed already.
pub fn changes(state: &State, views: &[&Rc<InboxReportView>], errand: Errand, request: &Request) -> Vec<Change> {
    let suits = |view: &&&Rc<InboxReportView>| {
        errand.suits(state.handling(view)) && !state.saving.contains_key(&view.report.report.id)
    };
    let change = |view: &&Rc<InboxReportView>| Change {
        id: view.report.report.id,
        request: request.clone(),
        seen: Seen::from(&view.report),
    };
    views.iter().filter(suits).map(change).collect()
}
