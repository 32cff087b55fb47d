//! What the inbox knows. The hub's word is kept apart from what has been asked of it and not been confirmed, so that
//! taking a change back never needs to remember what was there.

mod action;
mod by_hand;

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::Handling;
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::{InboxReportView, InboxResponse};
use yew::Reducible;

pub use self::action::{Action, Focus};
use super::change::Change;
use super::form::{Form, Target};
use super::query::Query;
use super::reading::{Ask, Reading};
use super::selection::Selection;
use super::turn::Turn;
use crate::api::Error;
use crate::live::Stale;
use crate::strings::inbox as strings;

/// What the inbox knows.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The hub's word.
    pub reading: Reading,
    /// Asked of the hub and not confirmed, with what to show meanwhile.
    pub saving: HashMap<ReportId, Option<Handling>>,
    /// What begins when that is confirmed, the first first.
    pub turns: VecDeque<Turn>,
    /// What the hub did not do, and why.
    pub failed: HashMap<ReportId, (Change, Error)>,
    /// Came while the page was open, a moment ago.
    pub fresh: HashSet<ReportId>,
    /// Handled here: they stay in sight although what is looked at may no longer have them.
    kept: HashSet<ReportId>,
    /// In sight because they are in hand; the hub no longer has them among what is looked at.
    gone: HashSet<ReportId>,
    /// The chosen reports.
    pub selection: Selection,
    /// The report that the keyboard is at.
    pub current: Option<ReportId>,
    /// Whether all of the current report is shown.
    pub is_open: bool,
    /// What is being written.
    pub form: Option<Form>,
    /// Counts up whenever the keyboard is to be where [`Self::focus`] says.
    pub focused: u32,
    /// What the keyboard is led to.
    pub focus: Focus,
    /// For screen readers.
    pub announcement: String,
}

impl State {
    /// Nothing is known yet.
    pub fn new(query: Query) -> Self {
        Self {
            reading: Reading::new(query),
            saving: HashMap::new(),
            turns: VecDeque::new(),
            failed: HashMap::new(),
            fresh: HashSet::new(),
            kept: HashSet::new(),
            gone: HashSet::new(),
            selection: Selection::default(),
            current: None,
            is_open: true,
            form: None,
            focused: 0,
            focus: Focus::Row,
            announcement: String::new(),
        }
    }

    /// The reports that are known, the latest first.
    pub fn rows(&self) -> &Rc<Vec<Rc<InboxReportView>>> {
        &self.reading.list.rows
    }

    /// What was done with a report, as far as can be known now.
    pub fn handling<'a>(&'a self, view: &'a InboxReportView) -> &'a Handling {
        let asked = self.saving.get(&view.report.report.id).and_then(Option::as_ref);
        asked.unwrap_or(&view.report.handling)
    }

    /// The report that the keyboard is at.
    pub fn current(&self) -> Option<&Rc<InboxReportView>> {
        self.reading.list.report(self.current?)
    }

    /// Whether a report is in sight only because it is in hand.
    pub fn is_gone(&self, id: ReportId) -> bool {
        self.gone.contains(&id)
    }

    /// Whether what is asked of these reports waits for its turn: they are being saved, or something waits already.
    pub fn must_wait(&self, reports: &[ReportId]) -> bool {
        !self.turns.is_empty() || reports.iter().any(|id| self.saving.contains_key(id))
    }

    /// What a form is for.
    pub fn meant(&self, target: Target) -> Vec<&Rc<InboxReportView>> {
        match target {
            Target::One(id) => self.reading.list.report(id).into_iter().collect(),
            Target::Chosen => self.selection.of(self.rows()),
        }
    }

    fn is_held(&self, id: ReportId) -> bool {
        self.current == Some(id)
            || self.kept.contains(&id)
            || self.selection.has(id)
            || self.saving.contains_key(&id)
            || self.form.is_some_and(|form| form.target == Target::One(id))
    }

    /// The state after `action`.
    pub fn after(mut self, action: Action) -> Self {
        match action {
            Action::Look(query) => self.reading.look(query),
            Action::Scrolled(window) => self.reading.window = window,
            Action::Asking(ask) => self.reading.ask(ask),
            Action::Read(ask, answer, at) => self.read(&ask, *answer, at),
            Action::ReadFailed(ask, error) => self.reading.fail(&ask, error),
            Action::Woke => self.reading.wake(),
            Action::Stale(stale) => self.reading.invalidate(&stale),
            Action::Asked(asked) => self.asked(asked),
            Action::Later(turn) => self.turns.push_back(turn),
            Action::Begun => {
                self.turns.pop_front();
            }
            Action::Done(changed) => self.done(changed),
            Action::NotDone(failures) => self.not_done(failures),
            Action::Dismissed(id) => {
                self.failed.remove(&id);
            }
            Action::Seen => {
                self.fresh.clear();
                self.announcement.clear();
            }
            other => self.handle(other),
        }
        self
    }

    fn read(&mut self, ask: &Ask, answer: InboxResponse, at: Instant) {
        let told: HashSet<ReportId> = answer.reports.iter().map(|view| view.report.report.id).collect();
        let held: HashSet<ReportId> =
            self.rows().iter().map(|view| view.report.report.id).filter(|id| self.is_held(*id)).collect();
        let Some((took, is_other)) = self.reading.take(ask, answer, at, |id| held.contains(&id)) else { return };
        if is_other {
            return self.start_anew();
        }
        self.gone.retain(|id| !told.contains(id));
        self.gone.extend(took.gone.into_iter().filter(|id| !self.kept.contains(id)));
        if !took.news.is_empty() {
            self.announcement = strings::announce(&took.news);
            self.fresh.extend(took.news.iter().map(|view| view.report.report.id));
        }
    }

    /// Other reports are looked at.
    fn start_anew(&mut self) {
        self.kept.clear();
        self.gone.clear();
        self.fresh.clear();
        self.failed.clear();
        self.selection.clear();
        self.current = self.current.filter(|id| self.reading.list.place(*id).is_some());
        self.form = self.form.filter(|form| self.current.is_some_and(|id| form.target == Target::One(id)));
    }

    fn asked(&mut self, asked: Vec<(ReportId, Option<Handling>)>) {
        for (id, handling) in asked {
            self.saving.insert(id, handling);
            self.failed.remove(&id);
            self.kept.insert(id);
        }
    }

    fn done(&mut self, changed: Vec<ReportView>) {
        self.reading.confirm();
        for view in &changed {
            self.saving.remove(&view.report.id);
            self.failed.remove(&view.report.id);
            self.gone.remove(&view.report.id);
            self.selection.drop(view.report.id);
        }
        self.reading.list.replace(changed);
    }

    fn not_done(&mut self, failures: Vec<(Change, Error)>) {
        if failures.is_empty() {
            return;
        }
        // What waits was asked for in the belief that this would be done.
        self.turns.clear();
        let mut current = Vec::new();
        for (change, error) in failures {
            self.saving.remove(&change.id);
            if let Error::Conflict(conflict) = &error {
                current.push(conflict.current.clone());
            }
            self.failed.insert(change.id, (change, error));
        }
        self.reading.confirm();
        self.reading.list.replace(current);
        // What looks like a failure may have been done, and only its answer lost.
        self.reading.invalidate(&Stale::Everything);
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

#[cfg(test)]
mod tests;
