//! Objections, and the reports of them from the field.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::{ContentId, ObjectionId, ReportId};
use crate::record::RecordKey;

/// The most characters that a rep's own words may have.
pub const MAX_WORDS: usize = 10_000;

/// The most characters that a competitor's name may have.
pub const MAX_COMPETITOR: usize = 200;

/// A known reason to say no, kept by marketing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Objection {
    /// Stable, such as `price`.
    pub id: ObjectionId,
    /// What everybody calls it, such as `Too expensive`.
    pub name: String,
    /// The pipeline stages at which it usually comes up; none means any.
    pub stages: Vec<String>,
}

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
    /// Which objection.
    pub objection: ObjectionId,
    /// When it was logged, by the rep's clock.
    pub heard_at: DateTime<Utc>,
    /// The rep's own words.
    pub words: Option<String>,
    /// How much it weighs.
    pub severity: Option<Severity>,
    /// Against whom.
    pub competitor: Option<String>,
    /// The rep took it back.
    pub withdrawn: bool,
}

/// A report that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReportError {
    /// More than [`MAX_WORDS`].
    #[error("words: {0} characters are more than the {MAX_WORDS} a report can carry; shorten them")]
    WordsTooLong(usize),
    /// More than [`MAX_COMPETITOR`].
    #[error("competitor: {0} characters are more than the {MAX_COMPETITOR} a name can have; shorten it")]
    CompetitorTooLong(usize),
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
        if length(&self.competitor) > MAX_COMPETITOR {
            return Err(ReportError::CompetitorTooLong(length(&self.competitor)));
        }
        if self.revision == 0 {
            return Err(ReportError::NoRevision);
        }
        Ok(())
    }
}

/// What marketing did with a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// Nobody has looked at it yet.
    New,
    /// Seen by marketing.
    Acknowledged {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Answered.
    Answered {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
        /// With which content, if any.
        content: Option<ContentId>,
        /// In these words, if any.
        words: Option<String>,
    },
}

impl Handling {
    /// When it came to this; nothing for a report that nobody has looked at.
    pub fn at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::New => None,
            Self::Acknowledged { at, .. } | Self::Answered { at, .. } => Some(*at),
        }
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
            objection: ObjectionId::new("price"),
            heard_at: chrono::DateTime::UNIX_EPOCH,
            words: Some(words.to_owned()),
            severity: None,
            competitor: None,
            withdrawn: false,
        }
    }

    #[test]
    fn words_are_counted_in_characters_and_limited() {
        assert_eq!(report(&"é".repeat(MAX_WORDS)).check(), Ok(()));
        assert_eq!(report(&"é".repeat(100_000)).check(), Err(ReportError::WordsTooLong(100_000)));
        assert_eq!(report("<script>alert(1)</script> אָב 漢字 🦀").check(), Ok(()));
        assert_eq!(Report { revision: 0, ..report("") }.check(), Err(ReportError::NoRevision));
    }
}
