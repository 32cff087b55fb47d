//! What the review app works with.

use chrono::{DateTime, Utc};
use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::money::Money;
use plumbline_domain::objection::{Severity, Status};
use plumbline_domain::record::{Record, RecordKey};
use serde::{Deserialize, Serialize};

use crate::library::{ContentEntry, LibraryChange, ObjectionEntry};
use crate::report::ReportView;

/// What of the field's reports is asked for, in the query of `GET /v1/inbox` and in the review page's own address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields)]
pub struct InboxQuery {
    /// Where it stands; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub status: Option<Status>,
    /// What it counts as; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>))]
    pub objection: Option<ObjectionId>,
    /// Only what counts as no known objection yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unknown: bool,
    /// How much it weighs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub severity: Option<Severity>,
    /// Against whom, without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competitor: Option<String>,
    /// What kind of customer said it, without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// Who reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<String>,
    /// A part of the words, of the record's name or of the company's, without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Heard in the last so many days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// Begin after this report: `next` of the last answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// At most so many reports, 1 to 500; 100 where nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// `GET /v1/inbox`: what the field reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboxResponse {
    /// The latest first.
    pub reports: Vec<InboxReportView>,
    /// Where the next ones begin; `None` when these are the last.
    pub next: Option<String>,
    /// How many there are at each status, in the order of [`Status::ALL`], whatever status was asked for. All other filters hold.
    pub counts: Vec<StatusCount>,
}

/// How many there are at a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusCount {
    /// Which.
    pub status: Status,
    /// How many.
    pub count: u64,
}

/// `GET /v1/board`: objections by status, those with most revenue at stake first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardResponse {
    /// Up to when reports and records are counted.
    pub as_of: DateTime<Utc>,
    /// In the order of [`Status::ALL`].
    pub columns: Vec<BoardColumn>,
    /// Revenue of all open deals on which anything was reported, one amount a currency: each deal once.
    pub revenue_at_stake: Vec<Money>,
    /// How many deals these are.
    pub open_deals: u64,
    /// Reports that count as no known objection yet.
    pub unknown: u64,
}

/// The objections at one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardColumn {
    /// Which.
    pub status: Status,
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub objections: Vec<ObjectionCardView>,
}

/// An objection with what the field says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionCardView {
    /// Which.
    pub id: ObjectionId,
    /// Its name.
    pub name: String,
    /// Who in marketing answers for it.
    pub owner: Option<String>,
    /// Which version of it this is.
    pub version: u32,
    /// How much was heard.
    pub heard: Heard,
    /// The pieces of content that answer it.
    pub content: u64,
}

/// How much was heard of an objection, with all that was merged into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Heard {
    /// Reports, without those that were taken back.
    pub reports: u64,
    /// Those that nobody has looked at.
    pub new: u64,
    /// The last one.
    pub last_at: Option<DateTime<Utc>>,
    /// Open deals it was reported on.
    pub open_deals: u64,
    /// Its part of their revenue, one amount a currency, the largest first: a deal with several objections is shared among
    /// them in equal parts, so that each deal counts once in all.
    pub revenue_at_stake: Vec<Money>,
    /// Reports a week in the last [`WEEKS`] weeks, the present one last. Weeks begin on Monday, by UTC.
    pub weeks: Vec<u32>,
}

/// The weeks of [`Heard::weeks`].
pub const WEEKS: usize = 12;

/// `GET /v1/objections/{id}`: all of an objection. Its reports are in the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionResponse {
    /// What it is and where it stands.
    pub entry: ObjectionEntry,
    /// Those that count as it.
    pub parts: Vec<ObjectionEntry>,
    /// How much was heard.
    pub heard: Heard,
    /// Up to when that was counted.
    pub as_of: DateTime<Utc>,
    /// The deals that it was reported on, those with most revenue first; at most a hundred.
    pub deals: Vec<HeardOnView>,
    /// Who reported it, who did so most first.
    pub reporters: Vec<ReporterCount>,
    /// What answers it, first of all what it was answered with; at most twenty pieces.
    pub content: Vec<ContentEntry>,
    /// How many pieces answer it.
    pub content_count: u64,
    /// What happened to it, the latest first; at most a hundred.
    pub changes: Vec<LibraryChange>,
}

/// A deal that an objection was reported on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeardOnView {
    /// As the hub last read it.
    pub record: Record,
    /// Where it stands in the CRM, to open.
    pub url: Option<String>,
    /// How often it was reported on it.
    pub reports: u64,
    /// The objections among which its amount is shared.
    pub objections: u64,
    /// This one's part of the amount; `None` where it has none, or is not at stake any more.
    pub share: Option<Money>,
}

/// How often somebody reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReporterCount {
    /// Who.
    pub name: String,
    /// How often.
    pub reports: u64,
}

/// A report with the record it was heard on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboxReportView {
    /// The report.
    pub report: ReportView,
    /// As the hub last read it; `None` when it never could.
    pub record: Option<Record>,
    /// Where it stands in the CRM, to open.
    pub record_url: Option<String>,
}

/// What `GET /v1/events` (server-sent events, one JSON object each) tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum ServerEvent {
    /// A report came, changed or was handled.
    ReportChanged {
        /// Which.
        id: ReportId,
    },
    /// Objections or content changed, and with them any number of reports.
    LibraryChanged,
    /// The hub read something new about a record.
    RecordChanged {
        /// Which.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        record: RecordKey,
    },
    /// Events were missed; read everything again.
    Missed,
}
