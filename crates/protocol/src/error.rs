//! Errors as they cross the wire.

use serde::{Deserialize, Serialize};

/// What went wrong, for a program to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No token, an unknown one, or one that was revoked. Enrol again.
    NotEnrolled,
    /// An enrolment code that is wrong, used or expired.
    BadCode,
    /// The person's role may not do this.
    Forbidden,
    /// No such record in the CRM, or the hub's key may not see it.
    NoSuchRecord,
    /// No such report, objection or content.
    NotFound,
    /// The request is malformed; the message names the field.
    Invalid,
    /// The CRM cannot be asked right now, and nothing is stored of the record.
    CrmAway,
    /// Too many requests.
    TooMany,
    /// The hub failed; its log knows more.
    Internal,
}

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErrorResponse {
    /// For programs.
    pub code: ErrorCode,
    /// For people: what happened, and what to do next.
    pub message: String,
}
