//! Enablement content, and which piece to show first.

mod sequel;
mod shelf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use sequel::{Close, Sequel, StageMove, TOLD_WITHIN, is_buyers};
pub use shelf::{Asked, Match, Shelf};

use crate::ids::{ContentId, ObjectionId};

/// What a piece of content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// One competitor, point by point.
    Battlecard,
    /// A customer's story.
    CaseStudy,
    /// Anything to read.
    Document,
    /// Anything to watch.
    Video,
    /// A sheet or page that computes, such as a return on investment.
    Calculator,
}

/// Enablement material that answers objections: somewhere to go, words to paste, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Content {
    /// Stable.
    pub id: ContentId,
    /// As shown.
    pub title: String,
    /// What it is.
    pub kind: ContentKind,
    /// Where it is; https or http.
    #[serde(default)]
    pub url: Option<String>,
    /// Words to paste into an answer.
    #[serde(default)]
    pub snippet: Option<String>,
    /// The language that it is in, such as `de`; `None` where nobody said.
    #[serde(default)]
    pub language: Option<String>,
    /// The objections that it answers.
    #[serde(default)]
    pub answers: Vec<ObjectionId>,
    /// The stages it is meant for; none means any.
    #[serde(default)]
    pub stages: Vec<String>,
    /// The kinds of customers it is meant for; none means any.
    #[serde(default)]
    pub segments: Vec<String>,
    /// The competitors it is about; none means any.
    #[serde(default)]
    pub competitors: Vec<String>,
    /// Who sees to it that it stays true.
    #[serde(default)]
    pub verifier: Option<String>,
    /// Last checked by its verifier.
    #[serde(default)]
    pub verified_on: Option<NaiveDate>,
    /// To be checked again by then; after that day it is stale.
    #[serde(default)]
    pub verify_by: Option<NaiveDate>,
}

impl Content {
    /// Whether it should have been checked before `today`.
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        self.verify_by.is_some_and(|by| by < today)
    }
}

/// Why a piece is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchReason {
    /// It answers an objection reported on this very record.
    Reported {
        /// Which.
        objection: ObjectionId,
    },
    /// It answers an objection usual at this stage.
    UsualAtStage {
        /// Which.
        objection: ObjectionId,
    },
    /// It is about a competitor named on the record.
    Competitor {
        /// Whom.
        name: String,
    },
    /// It is meant for the record's stage.
    Stage {
        /// Which.
        name: String,
    },
    /// It is meant for the record's kind of customer.
    Segment {
        /// Which.
        name: String,
    },
    /// It was checked.
    Verified {
        /// On which day.
        on: NaiveDate,
    },
    /// It should have been checked.
    Stale {
        /// By which day.
        since: NaiveDate,
    },
    /// It was used in deals that were won.
    UsedInWonDeals {
        /// In how many.
        deals: u32,
    },
}
