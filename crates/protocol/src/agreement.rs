//! What both teams agreed, and what a changed agreement would change.

use chrono::{DateTime, Utc};
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::{Promise, RejectionReason};
use serde::{Deserialize, Serialize};

/// `GET /v1/agreement`: what is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreementView {
    /// What sales promised. The first that applies to a hand-off counts; the last applies to everything.
    pub policies: Vec<AgreedPolicyView>,
    /// What marketing promised, if anything.
    pub criteria: Option<AgreedCriteriaView>,
    /// The agreed reasons to reject a hand-off.
    pub reasons: Vec<RejectionReason>,
    /// Why the latest text of the configuration is not in force; `None` when it is.
    pub trouble: Option<String>,
}

/// What sales promised for some of the hand-offs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreedPolicyView {
    /// What both teams call it.
    pub name: String,
    /// For which, in words; `None` for whatever no other applies to.
    pub applies_when: Option<String>,
    /// To respond.
    pub response: Promise,
    /// To bring the CRM's status up to date.
    pub update: Option<Promise>,
}

/// What marketing promised to hand over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreedCriteriaView {
    /// What both teams call a lead that meets it.
    pub name: String,
    /// What it has to meet, in words.
    pub asks_for: String,
    /// Whether the hub hands off what meets it.
    pub hands_off: bool,
}

/// `POST /v1/agreement/preview`: a changed configuration, which is not put in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreementPreviewRequest {
    /// The text of a configuration; of a whole one, only calendars, promises, policies, criteria, regions and reasons are looked at.
    pub text: String,
}

/// What it would change, were it in force now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreementPreview {
    /// What it says.
    pub agreement: AgreementView,
    /// The clocks that wait for something now.
    pub open_clocks: usize,
    /// How many of these would fall due at another time.
    pub moved: usize,
    /// How many that are not overdue would be.
    pub become_overdue: usize,
    /// How many that are overdue would not be.
    pub no_longer_overdue: usize,
    /// Clocks that would begin to wait, because something is promised that was not.
    pub added: usize,
    /// Clocks that would no longer wait, because something is not promised any more.
    pub removed: usize,
    /// What would move, be added or removed: at most 100, those that become overdue first.
    pub changes: Vec<ClockChangeView>,
}

/// One clock that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockChangeView {
    /// Whose hand-off.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "odoo-main/crm.lead/17"))]
    pub record: RecordKey,
    /// Its name.
    pub title: String,
    /// Where it stands in the CRM, to open.
    pub record_url: Option<String>,
    /// The promise, by its name.
    pub promise: String,
    /// When it falls due; `None` where it is not promised.
    pub due_at: Option<DateTime<Utc>>,
    /// When it would; `None` where it would not be promised.
    pub would_be_due_at: Option<DateTime<Utc>>,
    /// Whether it is not overdue, and would be.
    pub becomes_overdue: bool,
}
