//! Reports of objections, as the extension sends them and everybody sees them.

use chrono::{DateTime, Utc};
use plumbline_domain::content::Content;
use plumbline_domain::ids::{ContentId, ObjectionId, ReportId};
use plumbline_domain::objection::{Handling, Report};
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
    /// The name of the objection that it counts as; `None` while nobody has filed what is not known yet.
    pub objection: Option<String>,
    /// That objection. It differs from the one reported where marketing filed the report under another or merged the two.
    #[serde(default)]
    pub counts_as: Option<ObjectionId>,
    /// What marketing filed it under, whatever its reporter chose.
    #[serde(default)]
    pub filed_under: Option<ObjectionId>,
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
    /// Somebody works on an answer.
    Start,
    /// Answered, with content, words or both.
    Answer {
        /// Which content answers it.
        content: Option<ContentId>,
        /// In the marketer's words.
        words: Option<String>,
    },
    /// There will be no answer.
    Decline {
        /// Why not.
        reason: String,
    },
    /// Back to new.
    Reopen,
    /// Back to what was there before it was handled last, as it was: the undo of all the others, and of itself.
    TakeBack,
}

/// `POST /v1/reports/{id}/filing`: says which objection a report counts as, whatever its reporter chose. Answers like
/// [`HandlingRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingRequest {
    /// The objection; `None` for what the reporter chose.
    pub filed_under: Option<ObjectionId>,
    /// What the marketer saw that it was filed under.
    pub seen: Option<ObjectionId>,
}

/// `POST /v1/reports/handling`: the same for many reports at once. Each is done or not on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkHandlingRequest {
    /// Which ones, as they were seen; at most [`MOST_AT_ONCE`].
    pub reports: Vec<SeenReport>,
    /// What to do with each.
    #[serde(flatten)]
    pub action: HandlingAction,
}

/// The most reports of a [`BulkHandlingRequest`].
pub const MOST_AT_ONCE: usize = 500;

/// A report as a marketer saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenReport {
    /// Which.
    pub id: ReportId,
    /// When it came to the handling that was seen; `None` for one that was new.
    pub seen_at: Option<DateTime<Utc>>,
}

/// What became of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkHandlingResponse {
    /// Those it was done with, as they are now.
    pub done: Vec<ReportView>,
    /// Those that somebody else did something with since, as they are now. They stay so.
    pub conflicts: Vec<ReportView>,
    /// Those that are not there, or were taken back.
    pub missing: Vec<ReportId>,
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
    /// Its words were copied.
    SnippetCopied,
}
