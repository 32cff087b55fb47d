//! How the agreement is kept: the figures that both teams read, and the hand-offs behind them.

use chrono::{DateTime, Utc};
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::{CrmUser, RecordKey};
use plumbline_domain::sla::metrics::{ACCEPTANCE_TARGET, Case, FOLLOW_UP_TARGET, Measure, Metrics};
use plumbline_domain::sla::{Acceptance, Promise, RejectionReason};
use plumbline_domain::touch::Channel;
use serde::{Deserialize, Serialize};

/// `GET /v1/sla`: the figures over a period, and the hand-offs behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlaResponse {
    /// The hub's clock when it answered; the figures are as of then.
    pub as_of: DateTime<Utc>,
    /// Which hand-offs are counted.
    pub period: Period,
    /// Up to when each CRM was followed, in the order of the configuration.
    pub freshness: Vec<CrmFreshness>,
    /// What is aimed at.
    pub targets: Targets,
    /// The promises to respond that were made on the hand-offs, each once.
    pub response_promises: Vec<Promise>,
    /// The promises to bring the status up to date that were made on the hand-offs, each once.
    pub update_promises: Vec<Promise>,
    /// The figures over the hand-offs of the period.
    pub metrics: Metrics,
    /// How many hand-offs are overdue now, whenever they were made.
    pub overdue_count: usize,
    /// These, the most overdue first; at most 500.
    pub overdue: Vec<SlaHandOffView>,
    /// The hand-offs of the period, the latest first; at most 2000. `metrics.handed_off` says how many there are, and the
    /// CSV has all of them.
    pub hand_offs: Vec<SlaHandOffView>,
    /// The agreed reasons to reject a hand-off.
    pub rejection_reasons: Vec<RejectionReason>,
}

/// A span of time up to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Period {
    /// How long it is: so many times 24 hours.
    pub days: u16,
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// Its last instant: when the hub answered.
    pub to: DateTime<Utc>,
}

/// Up to when a CRM was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmFreshness {
    /// Which CRM.
    pub crm: CrmId,
    /// Every change that the CRM told of by then is counted; `None` while that was not done since the hub started.
    pub followed_at: Option<DateTime<Utc>>,
    /// Why it is not newer, for people; `None` when the last attempt succeeded.
    pub trouble: Option<String>,
}

/// What is aimed at, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Targets {
    /// Promises kept in time.
    pub follow_up_percent: u8,
    /// Hand-offs accepted.
    pub acceptance_percent: u8,
}

impl Default for Targets {
    fn default() -> Self {
        Self { follow_up_percent: FOLLOW_UP_TARGET, acceptance_percent: ACCEPTANCE_TARGET }
    }
}

/// One hand-off, as the figures count it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlaHandOffView {
    /// The lead or deal that was handed off.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "odoo-main/crm.lead/17"))]
    pub record: RecordKey,
    /// Its name.
    pub title: String,
    /// The company behind it, where known.
    pub company: Option<String>,
    /// Where it stands in the CRM, to open.
    pub record_url: Option<String>,
    /// To whom it was handed, or who got it since.
    pub owner: Option<CrmUser>,
    /// The channel of the lead's first touch; `None` where nothing is known of it.
    pub channel: Option<Channel>,
    /// When it was handed off.
    pub handed_off_at: DateTime<Utc>,
    /// The promise to respond.
    pub response: SlaClockView,
    /// The promise to bring the CRM's status up to date, where one was made.
    pub update: Option<SlaClockView>,
    /// Whether sales took it, and why not.
    pub acceptance: Acceptance,
    /// Whether it met marketing's criteria when it was handed off; `None` where none are agreed.
    pub met_criteria: Option<bool>,
}

impl SlaHandOffView {
    /// What the figures count of it.
    pub fn case(&self) -> Case<'_> {
        Case {
            channel: self.channel,
            response: self.response.measure,
            update: self.update.as_ref().map(|update| update.measure),
            acceptance: &self.acceptance,
            met_criteria: self.met_criteria,
        }
    }
}

/// A clock in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlaClockView {
    /// How it stands, at the time of the answer.
    pub measure: Measure,
    /// When the promise falls due.
    pub due_at: DateTime<Utc>,
    /// When what was promised was done; `None` when it was not.
    pub done_at: Option<DateTime<Utc>>,
    /// By whom.
    pub done_by: Option<String>,
}
