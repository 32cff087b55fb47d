//! What the inbox knows. The hub's word is kept apart from what has been asked of it and not been confirmed, so that
//! taking a change back never needs to remember what was there.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::money::Money;
use plumbline_domain::objection::{Handling, Objection};
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::{InboxReportView, InboxResponse, ObjectionGroupView};
use yew::Reducible;

use super::change::Change;
use super::filters::{Filters, Status};
use super::merge::merge;
use crate::api::Error;
use crate::strings;

/// One objection with its reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Which objection.
    pub objection: Objection,
    /// Open deals it was reported on.
    pub open_deals: usize,
    /// What these are worth.
    pub revenue_at_stake: Vec<Money>,
    /// The latest first.
    pub reports: Vec<Rc<InboxReportView>>,
}

impl From<ObjectionGroupView> for Group {
    fn from(view: ObjectionGroupView) -> Self {
        Self {
            objection: view.objection,
            open_deals: view.open_deals,
            revenue_at_stake: view.revenue_at_stake,
            reports: view.reports.into_iter().map(Rc::new).collect(),
        }
    }
}

/// What the inbox knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The hub's word. The order of groups that are on the page does not change under the reader.
    pub groups: Vec<Group>,
    /// When the hub gave it; `None` until it has.
    pub as_of: Option<Instant>,
    /// Why there is nothing newer.
    pub trouble: Option<Error>,
    /// Asked of the hub and not confirmed, with what to show meanwhile.
    pub saving: HashMap<ReportId, Option<Handling>>,
    /// What the hub did not do, and why.
    pub failed: HashMap<ReportId, (Change, Error)>,
    /// Came while the page was open, a moment ago.
    pub fresh: HashSet<ReportId>,
    /// Handled under the present filter: they stay in sight although it no longer admits them.
    pub kept: HashSet<ReportId>,
    /// The report that is being answered.
    pub answering: Option<ReportId>,
    /// The report being answered is no longer in the hub's word.
    pub is_gone: bool,
    /// For screen readers.
    pub announcement: String,
}

/// What happens to it.
#[derive(Debug)]
pub enum Action {
    /// The hub gave its word.
    Read(InboxResponse, Instant),
    /// It did not.
    ReadFailed(Error),
    /// A change was asked for; show the handling meanwhile.
    Asked(ReportId, Option<Handling>),
    /// The hub made a change.
    Done(Box<ReportView>),
    /// The hub did not make it.
    NotDone(Change, Error),
    /// The failure was seen.
    Dismissed(ReportId),
    /// An answer is being written, or no longer.
    Answering(Option<ReportId>),
    /// Other reports are looked at.
    Filtered,
    /// New reports are no longer news.
    Seen,
}

/// How many reports there are of each status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nobody has looked at them.
    pub new: usize,
    /// Seen.
    pub acknowledged: usize,
    /// Answered.
    pub answered: usize,
}

impl Counts {
    /// How many there are of this status.
    pub const fn of(self, status: Status) -> usize {
        match status {
            Status::New => self.new,
            Status::Acknowledged => self.acknowledged,
            Status::Answered => self.answered,
            Status::All => self.new + self.acknowledged + self.answered,
        }
    }
}

impl State {
    /// What was done with a report, as far as can be known now.
    pub fn handling<'a>(&'a self, view: &'a InboxReportView) -> &'a Handling {
        let asked = self.saving.get(&view.report.report.id).and_then(Option::as_ref);
        asked.unwrap_or(&view.report.handling)
    }

    /// Each report with its group.
    pub fn reports(&self) -> impl Iterator<Item = &Rc<InboxReportView>> {
        self.groups.iter().flat_map(|group| &group.reports)
    }

    /// One report.
    pub fn report(&self, id: ReportId) -> Option<&Rc<InboxReportView>> {
        self.reports().find(|view| view.report.report.id == id)
    }

    /// How many reports there are of each status, over all groups or a part of them.
    pub fn count<'a>(&self, views: impl Iterator<Item = &'a Rc<InboxReportView>>) -> Counts {
        views.fold(Counts::default(), |mut counts, view| {
            match self.handling(view) {
                Handling::New => counts.new += 1,
                Handling::Acknowledged { .. } => counts.acknowledged += 1,
                Handling::Answered { .. } => counts.answered += 1,
            }
            counts
        })
    }

    /// Whether a report is shown under these filters.
    pub fn shows(&self, filters: &Filters, objection: &str, view: &InboxReportView) -> bool {
        let id = view.report.report.id;
        if self.answering == Some(id) {
            return true;
        }
        let is_admitted = filters.status.admits(self.handling(view)) || self.kept.contains(&id);
        is_admitted && filters.mentions(objection, view)
    }

    /// Whether somebody is busy with a report, or it came just now.
    pub fn is_in_hand(&self, id: ReportId) -> bool {
        self.answering == Some(id)
            || self.kept.contains(&id)
            || self.failed.contains_key(&id)
            || self.fresh.contains(&id)
    }

    /// The state after `action`.
    pub fn after(mut self, action: Action) -> Self {
        match action {
            Action::Read(response, at) => self.take_word(response, at),
            Action::ReadFailed(error) => self.trouble = Some(error),
            Action::Asked(id, handling) => {
                self.saving.insert(id, handling);
                self.failed.remove(&id);
                self.kept.insert(id);
            }
            Action::Done(view) => self.take_change(*view),
            Action::NotDone(change, error) => {
                self.saving.remove(&change.id);
                if let Error::Conflict(conflict) = &error {
                    self.replace(conflict.current.clone());
                }
                self.failed.insert(change.id, (change, error));
            }
            Action::Dismissed(id) => {
                self.failed.remove(&id);
            }
            Action::Answering(id) => self.answer(id),
            Action::Filtered => self.kept.clear(),
            Action::Seen => {
                self.fresh.clear();
                self.announcement.clear();
            }
        }
        self
    }

    fn take_word(&mut self, response: InboxResponse, at: Instant) {
        let known: HashSet<ReportId> = self.reports().map(|view| view.report.report.id).collect();
        let (groups, is_gone) = merge(&self.groups, response, self.answering);
        (self.groups, self.is_gone) = (groups, is_gone);
        if self.as_of.is_some() {
            let is_news = |view: &&Rc<InboxReportView>| {
                !known.contains(&view.report.report.id) && view.report.handling == Handling::New
            };
            let news: Vec<Rc<InboxReportView>> = self.reports().filter(is_news).cloned().collect();
            if !news.is_empty() {
                self.announcement = strings::announce(&news);
                self.fresh.extend(news.iter().map(|view| view.report.report.id));
            }
        }
        self.as_of = Some(at);
        self.trouble = None;
    }

    fn take_change(&mut self, changed: ReportView) {
        let id = changed.report.id;
        self.saving.remove(&id);
        self.failed.remove(&id);
        if self.answering == Some(id) && matches!(changed.handling, Handling::Answered { .. }) {
            self.answering = None;
        }
        self.replace(changed);
    }

    fn replace(&mut self, changed: ReportView) {
        let id = changed.report.id;
        let slot = self.groups.iter_mut().flat_map(|group| &mut group.reports);
        if let Some(slot) = { slot }.find(|view| view.report.report.id == id) {
            *slot = Rc::new(InboxReportView { report: changed, ..(**slot).clone() });
        }
    }

    fn answer(&mut self, id: Option<ReportId>) {
        if self.is_gone
            && let Some(gone) = self.answering
        {
            for group in &mut self.groups {
                group.reports.retain(|view| view.report.report.id != gone);
            }
            self.groups.retain(|group| !group.reports.is_empty());
        }
        self.is_gone = false;
        self.answering = id;
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
