//! One thing a marketer does with one report, and how to take it back.

use chrono::{DateTime, Utc};
use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::Handling;
use plumbline_protocol::report::HandlingRequest;

/// What is to be done with a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which report.
    pub id: ReportId,
    /// What to do.
    pub request: HandlingRequest,
    /// What had been done with it before.
    pub before: Handling,
}

impl Change {
    /// The change that brings back what was before.
    pub fn undone(&self, now: Handling) -> Self {
        let request = match &self.before {
            Handling::New => HandlingRequest::Reopen,
            Handling::Acknowledged { .. } => HandlingRequest::Acknowledge,
            Handling::Answered { content, words, .. } => {
                HandlingRequest::Answer { content: content.clone(), words: words.clone() }
            }
        };
        Self { id: self.id, request, before: now }
    }

    /// What to show while the hub is being asked; `None` where showing it early would put words at risk.
    pub fn expected(&self, by: &str, at: DateTime<Utc>) -> Option<Handling> {
        match self.request {
            HandlingRequest::Acknowledge => Some(Handling::Acknowledged { by: by.to_owned(), at }),
            HandlingRequest::Reopen => Some(Handling::New),
            HandlingRequest::Answer { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use plumbline_domain::ids::ContentId;
    use uuid::Uuid;

    use super::*;

    #[track_caller]
    fn check(before: Handling, expect: HandlingRequest) {
        let change = Change { id: ReportId(Uuid::nil()), request: HandlingRequest::Acknowledge, before };
        let undone = change.undone(acknowledged());
        assert_eq!((undone.request, undone.before), (expect, acknowledged()));
    }

    fn acknowledged() -> Handling {
        Handling::Acknowledged { by: "Marketing".into(), at: DateTime::UNIX_EPOCH }
    }

    #[test]
    fn undoing_asks_for_what_was_before() {
        check(Handling::New, HandlingRequest::Reopen);
        check(acknowledged(), HandlingRequest::Acknowledge);
        let (content, words) = (Some(ContentId::new("roi")), Some("Cheaper over a year.".to_owned()));
        check(
            Handling::Answered {
                by: "Marketing".into(),
                at: DateTime::UNIX_EPOCH,
                content: content.clone(),
                words: words.clone(),
            },
            HandlingRequest::Answer { content, words },
        );
    }
}
