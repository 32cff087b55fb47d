//! What the field says it heard.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::{ObjectionId, ReportId};
use crate::record::RecordKey;

/// The most characters that a rep's own words may have.
pub const MAX_WORDS: usize = 10_000;

/// The most characters that a competitor's or a segment's name may have.
pub const MAX_NAME: usize = 200;

/// How much an objection weighs, in the rep's judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Would be welcome.
    NiceToHave,
    /// Costs time and discount.
    Challenge,
    /// The deal is lost over it.
    DealBreaker,
}

/// What a rep says they heard. Each change is a new revision of the same report; the highest revision holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// Made where it was written, before it is sent.
    pub id: ReportId,
    /// Counts up from 1 with each change.
    pub revision: u32,
    /// The record it was heard on.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "odoo-main/crm.lead/17"))]
    pub record: RecordKey,
    /// Which objection; `None` for one that marketing does not know yet, which is then in the words.
    pub objection: Option<ObjectionId>,
    /// When it was logged, by the rep's clock.
    pub heard_at: DateTime<Utc>,
    /// The rep's own words.
    pub words: Option<String>,
    /// How much it weighs.
    pub severity: Option<Severity>,
    /// Against whom.
    pub competitor: Option<String>,
    /// What kind of customer said it, such as `Enterprise`.
    #[serde(default)]
    pub segment: Option<String>,
    /// The rep took it back.
    pub withdrawn: bool,
}

/// A report that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReportError {
    /// More than [`MAX_WORDS`].
    #[error("words: {0} characters are more than the {MAX_WORDS} a report can carry; shorten them")]
    WordsTooLong(usize),
    /// More than [`MAX_NAME`].
    #[error("{0}: {1} characters are more than the {MAX_NAME} a name can have; shorten it")]
    NameTooLong(&'static str, usize),
    /// Something new that nobody can read.
    #[error("words: a report of no known objection must say in words what was heard")]
    NothingSaid,
    /// Revisions count from 1.
    #[error("revision: must be 1 or more")]
    NoRevision,
}

impl Report {
    /// Checks what a type cannot say. Any script and any markup is welcome: it is text, and shown as text.
    ///
    /// # Errors
    /// Names the field and its limit.
    pub fn check(&self) -> Result<(), ReportError> {
        let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
        if length(&self.words) > MAX_WORDS {
            return Err(ReportError::WordsTooLong(length(&self.words)));
        }
        let names = [("competitor", &self.competitor), ("segment", &self.segment)];
        if let Some((field, name)) = names.into_iter().find(|(_, name)| length(name) > MAX_NAME) {
            return Err(ReportError::NameTooLong(field, length(name)));
        }
        if self.revision == 0 {
            return Err(ReportError::NoRevision);
        }
        let says_something = self.words.as_ref().is_some_and(|words| !words.trim().is_empty());
        if self.objection.is_none() && !says_something && !self.withdrawn {
            return Err(ReportError::NothingSaid);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn report(words: &str) -> Report {
        Report {
            id: ReportId(Uuid::nil()),
            revision: 1,
            record: "odoo/crm.lead/1".parse().unwrap(),
            objection: Some(ObjectionId::new("price")),
            heard_at: chrono::DateTime::UNIX_EPOCH,
            words: Some(words.to_owned()),
            severity: None,
            competitor: None,
            segment: None,
            withdrawn: false,
        }
    }

    #[test]
    fn words_are_counted_in_characters_and_limited() {
        assert_eq!(report(&"é".repeat(MAX_WORDS)).check(), Ok(()));
        assert_eq!(report(&"é".repeat(100_000)).check(), Err(ReportError::WordsTooLong(100_000)));
        assert_eq!(report("<script>alert(1)</script> אָב 漢字 🦀").check(), Ok(()));
        assert_eq!(Report { revision: 0, ..report("") }.check(), Err(ReportError::NoRevision));
        let long = Report { segment: Some("é".repeat(201)), ..report("") };
        assert_eq!(long.check(), Err(ReportError::NameTooLong("segment", 201)));
    }

    #[test]
    fn what_nobody_knows_yet_is_said_in_words() {
        let unknown = |words: &str| Report { objection: None, ..report(words) };
        assert_eq!(unknown("no carrier pigeons").check(), Ok(()));
        assert_eq!(unknown("  ").check(), Err(ReportError::NothingSaid));
        assert_eq!(Report { withdrawn: true, ..unknown("") }.check(), Ok(()));
    }
}
