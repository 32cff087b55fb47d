//! Reports of objections, as the extension sends them and everybody sees them.

use chrono::{DateTime, Utc};
use plumbline_domain::content::Content;
use plumbline_domain::ids::{ContentId, ReportId};
use plumbline_domain::objection::{Handling, Objection, Report};
use serde::{Deserialize, Serialize};

use crate::error::ErrorResponse;

/// `POST /v1/reports`: one revision of one report. Sending it again changes nothing; an older revision than the one the
/// hub has is acknowledged and passed over. The reporter is whoever the token belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct ReportRequest(pub Report);

/// The hub has it on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportResponse {
    /// Which report.
    pub id: ReportId,
    /// The highest revision that the hub has of it.
    pub revision: u32,
}

/// A report as people see it. Withdrawn ones are not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportView {
    /// What the rep said.
    pub report: Report,
    /// The objection's name.
    pub objection: String,
    /// Who said it.
    pub reporter: String,
    /// Whether the person who asks said it.
    pub is_mine: bool,
    /// What marketing did with it.
    pub handling: Handling,
    /// The content of an answer.
    pub answer: Option<Content>,
}

/// `POST /v1/reports/{id}/handling`: what a marketer does with a report. Answers with the [`ReportView`], or with 409 and a
/// [`HandlingConflict`] when somebody else did something since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandlingRequest {
    /// What to do.
    #[serde(flatten)]
    pub action: HandlingAction,
    /// When the report came to the handling that the marketer saw; `None` for one that was new.
    pub seen_at: Option<DateTime<Utc>>,
}

/// The report is no longer as the marketer saw it, and stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandlingConflict {
    /// Says what somebody else did.
    #[serde(flatten)]
    pub error: ErrorResponse,
    /// As it is now.
    pub current: ReportView,
}

/// What a marketer does with a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "action")]
pub enum HandlingAction {
    /// Seen; it is being thought about.
    Acknowledge,
    /// Answered, with content, words or both.
    Answer {
        /// Which content answers it.
        content: Option<ContentId>,
        /// In the marketer's words.
        words: Option<String>,
    },
    /// Back to new: the undo of the other two.
    Reopen,
}

/// `POST /v1/content/{id}/uses`: a rep used a piece of content on a record. Answers with no body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentUseRequest {
    /// On which record.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "odoo-main/crm.lead/17"))]
    pub record: plumbline_domain::record::RecordKey,
    /// How.
    pub action: ContentUse,
}

/// How a piece of content was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContentUse {
    /// Its link was opened.
    Opened,
    /// Its link was copied.
    Copied,
}

/// `GET /v1/objections`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionsResponse {
    /// By name.
    pub objections: Vec<Objection>,
}

/// `GET /v1/content`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentResponse {
    /// By title.
    pub content: Vec<Content>,
}
