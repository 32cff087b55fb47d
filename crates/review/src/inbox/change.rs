//! One thing a marketer does with one report, and how to take it back.

use chrono::{DateTime, Utc};
use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::Handling;
use plumbline_protocol::report::{HandlingAction, HandlingRequest};

/// What is to be done with a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which report.
    pub id: ReportId,
    /// What to do.
    pub request: HandlingAction,
    /// What had been done with it before.
    pub before: Handling,
}

impl Change {
    /// What the hub is asked: nothing happens there when the report is no longer as it was.
    pub fn on_the_wire(&self) -> HandlingRequest {
        HandlingRequest { action: self.request.clone(), seen_at: self.before.at() }
    }

    /// The change that brings back what was before.
    pub fn undone(&self, now: Handling) -> Self {
        let request = match &self.before {
            Handling::New => HandlingAction::Reopen,
            Handling::Acknowledged { .. } => HandlingAction::Acknowledge,
            Handling::Answered { content, words, .. } => {
                HandlingAction::Answer { content: content.clone(), words: words.clone() }
            }
        };
        Self { id: self.id, request, before: now }
    }

    /// What to show while the hub is being asked; `None` where showing it early would put words at risk.
    pub fn expected(&self, by: &str, at: DateTime<Utc>) -> Option<Handling> {
        match self.request {
            HandlingAction::Acknowledge => Some(Handling::Acknowledged { by: by.to_owned(), at }),
            HandlingAction::Reopen => Some(Handling::New),
            HandlingAction::Answer { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use plumbline_domain::ids::ContentId;
    use uuid::Uuid;

    use super::*;

    #[track_caller]
    fn check(before: Handling, expect: HandlingAction) {
        let change = Change { id: ReportId(Uuid::nil()), request: HandlingAction::Acknowledge, before };
        let undone = change.undone(acknowledged());
        assert_eq!((undone.request, undone.before), (expect, acknowledged()));
    }

    fn acknowledged() -> Handling {
        Handling::Acknowledged { by: "Marketing".into(), at: DateTime::UNIX_EPOCH }
    }

    #[test]
    fn undoing_asks_for_what_was_before() {
        check(Handling::New, HandlingAction::Reopen);
        check(acknowledged(), HandlingAction::Acknowledge);
        let (content, words) = (Some(ContentId::new("roi")), Some("Cheaper over a year.".to_owned()));
        check(
            Handling::Answered {
                by: "Marketing".into(),
                at: DateTime::UNIX_EPOCH,
                content: content.clone(),
                words: words.clone(),
            },
            HandlingAction::Answer { content, words },
        );
    }
}
