//! What marketing and sales say to a hand-off.

use chrono::{DateTime, Utc};
use plumbline_domain::ids::{EventId, ReasonCode};
use serde::{Deserialize, Serialize};

/// `POST /v1/records/{crm}/{object}/{id}/hand-off`: a decision on the record's latest hand-off. Sending it again changes
/// nothing. Answers with the latest [`HandOffView`](crate::record_view::HandOffView), with `null` when the only one was taken
/// back, or with 409 when somebody else decided since, or it was handed off again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionRequest {
    /// Made by whoever decides, before it is sent.
    pub id: EventId,
    /// Which hand-off: when it was.
    pub handed_off_at: DateTime<Utc>,
    /// What was decided.
    pub decision: Decision,
}

/// What can be said to a hand-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Decision {
    /// We take it.
    Accept,
    /// We give it back.
    Reject {
        /// One of the agreed reasons.
        reason: ReasonCode,
        /// At most 2000 characters; some reasons need them.
        words: Option<String>,
    },
    /// Marketing passes it on: a hand-off of its own, where none waits. Its instant is the hub's; the one in the request is not
    /// looked at.
    HandOff,
    /// It was a slip: a decision of one's own as if it had not been made.
    Withdraw {
        /// The decision's id.
        decision: EventId,
    },
}
