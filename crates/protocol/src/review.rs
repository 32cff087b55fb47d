//! What the review app works with.

use plumbline_domain::ids::ReportId;
use plumbline_domain::money::Money;
use plumbline_domain::objection::Objection;
use plumbline_domain::record::{Record, RecordKey};
use serde::{Deserialize, Serialize};

use crate::report::ReportView;

/// `GET /v1/inbox`: what the field reported, grouped by objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboxResponse {
    /// The group with most new reports first, then the one reported last.
    pub groups: Vec<ObjectionGroupView>,
}

/// One objection with its reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionGroupView {
    /// Which objection.
    pub objection: Objection,
    /// Open deals it was reported on.
    pub open_deals: usize,
    /// Expected revenue of these, one amount a currency, the largest first. A deal counts once, however often it was reported
    /// on; one with several objections counts in full in each group.
    pub revenue_at_stake: Vec<Money>,
    /// The latest first.
    pub reports: Vec<InboxReportView>,
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
    /// The hub read something new about a record.
    RecordChanged {
        /// Which.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        record: RecordKey,
    },
    /// Events were missed; read everything again.
    Missed,
}
