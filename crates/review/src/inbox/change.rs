//! One thing a marketer does with one report, and how to take it back.

use chrono::{DateTime, Utc};
use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::objection::Handling;
use plumbline_protocol::report::{
    BulkHandlingRequest, FilingRequest, HandlingAction, MOST_AT_ONCE, ReportView, SeenReport,
};

/// What is to be done with a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which report.
    pub id: ReportId,
    /// What to do.
    pub request: Request,
    /// As it was seen: nothing happens on the hub when it is no longer so.
    pub seen: Seen,
}

/// What the hub is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// To handle it.
    Handle(HandlingAction),
    /// To file it under an objection; under `None`, as its reporter chose.
    File(Option<ObjectionId>),
}

/// A report as a marketer saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What had been done with it.
    pub handling: Handling,
    /// What it had been filed under.
    pub filed_under: Option<ObjectionId>,
}

impl From<&ReportView> for Seen {
    fn from(view: &ReportView) -> Self {
        Self { handling: view.handling.clone(), filed_under: view.filed_under.clone() }
    }
}

/// Changes that are one request to the hub.
#[derive(Debug, Clone, PartialEq)]
pub enum Errands {
    /// The same for many reports.
    Handle(BulkHandlingRequest, Vec<Change>),
    /// One report is filed.
    File(FilingRequest, Change),
}

impl Change {
    /// The change that brings back what was before.
    pub fn undone(&self, now: &ReportView) -> Self {
        let request = match &self.request {
            Request::Handle(_) => Request::Handle(HandlingAction::TakeBack),
            Request::File(_) => Request::File(self.seen.filed_under.clone()),
        };
        Self { id: self.id, request, seen: Seen::from(now) }
    }

    /// What to show while the hub is being asked; `None` where showing it early would put words at risk.
    pub fn expected(&self, by: &str, at: DateTime<Utc>) -> Option<Handling> {
        let by = by.to_owned();
        match &self.request {
            Request::Handle(HandlingAction::Acknowledge) => Some(Handling::Acknowledged { by, at }),
            Request::Handle(HandlingAction::Start) => Some(Handling::InProgress { by, at }),
            Request::Handle(HandlingAction::Reopen) => Some(Handling::New),
            Request::Handle(
                HandlingAction::Answer { .. } | HandlingAction::Decline { .. } | HandlingAction::TakeBack,
            )
            | Request::File(_) => None,
        }
    }
}

/// As few requests as the hub takes: the same for many at once.
pub fn errands(changes: Vec<Change>) -> Vec<Errands> {
    let mut errands: Vec<Errands> = Vec::new();
    for change in changes {
        match change.request.clone() {
            Request::File(filed_under) => {
                let request = FilingRequest { filed_under, seen: change.seen.filed_under.clone() };
                errands.push(Errands::File(request, change));
            }
            Request::Handle(action) => add(&mut errands, action, change),
        }
    }
    errands
}

fn add(errands: &mut Vec<Errands>, action: HandlingAction, change: Change) {
    let seen = SeenReport { id: change.id, seen_at: change.seen.handling.at() };
    let open = errands.iter_mut().find_map(|errand| match errand {
        Errands::Handle(request, changes) if request.action == action && changes.len() < MOST_AT_ONCE => {
            Some((request, changes))
        }
        _ => None,
    });
    match open {
        Some((request, changes)) => {
            request.reports.push(seen);
            changes.push(change);
        }
        None => errands.push(Errands::Handle(BulkHandlingRequest { reports: vec![seen], action }, vec![change])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::sample::{self, acknowledged, answered, id};

    fn change(n: u128, request: Request, handling: Handling) -> Change {
        Change { id: id(n), request, seen: Seen { handling, filed_under: None } }
    }

    #[test]
    fn undoing_brings_back_what_was_before() {
        let now = sample::report(1, acknowledged()).report;
        let undone = change(1, Request::Handle(HandlingAction::Start), Handling::New).undone(&now);
        assert_eq!((&undone.request, &undone.seen), (&Request::Handle(HandlingAction::TakeBack), &Seen::from(&now)));
        assert_eq!(undone.undone(&now).request, undone.request, "taking back is taken back by itself");
        let filed = Change {
            seen: Seen { filed_under: Some(ObjectionId::new("price")), handling: Handling::New },
            ..change(1, Request::File(Some(ObjectionId::new("timing"))), Handling::New)
        };
        let undone = filed.undone(&sample::report(1, Handling::New).report);
        assert_eq!(undone.request, Request::File(Some(ObjectionId::new("price"))));
    }

    #[test]
    fn the_same_is_asked_for_many_at_once() {
        let acknowledge = || Request::Handle(HandlingAction::Acknowledge);
        let many = (0..501).map(|n| change(n, acknowledge(), Handling::New));
        let others = [
            change(600, Request::Handle(HandlingAction::Reopen), answered()),
            change(601, Request::File(None), Handling::New),
            change(602, acknowledge(), Handling::New),
        ];
        let sizes: Vec<usize> = errands(many.chain(others).collect())
            .iter()
            .map(|errand| match errand {
                Errands::Handle(request, changes) => {
                    assert_eq!(request.reports.len(), changes.len());
                    changes.len()
                }
                Errands::File(..) => 0,
            })
            .collect();
        assert_eq!(sizes, [500, 2, 1, 0]);
    }

    #[test]
    fn what_was_seen_goes_along() {
        let asked = errands(vec![change(1, Request::Handle(HandlingAction::Reopen), acknowledged())]);
        let [Errands::Handle(request, _)] = asked.as_slice() else { panic!("{asked:?}") };
        assert_eq!(request.reports, [SeenReport { id: id(1), seen_at: Some(DateTime::UNIX_EPOCH) }]);
    }
}
