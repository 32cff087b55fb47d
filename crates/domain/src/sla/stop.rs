use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Instant;

/// How sales first responded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResponseKind {
    /// A call was logged.
    Call,
    /// A mail or message was sent by a person.
    Email,
    /// A meeting was arranged.
    Meeting,
}

/// The first sales touch after a hand-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Response {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who of sales responded.
    pub by: String,
    /// How.
    pub kind: ResponseKind,
}

/// The first time after a hand-off that sales brought the record's status up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Update {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who of sales did.
    pub by: String,
    /// What the status was changed to.
    pub status: String,
}

/// Why a clock ended without what it waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CancelledBy {
    /// Sales gave the hand-off back.
    Rejection,
    /// It was handed off again, which began clocks anew.
    NewHandOff,
    /// It was won or lost.
    Close,
}

/// The end of a hand-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cancellation {
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub by: CancelledBy,
}

/// What stopped a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// The response that was promised.
    Response(Response),
    /// The update that was promised.
    Update(Update),
    /// Neither.
    Cancelled(Cancellation),
}

impl Stop {
    /// When.
    pub fn at(&self) -> Instant {
        match self {
            Self::Response(response) => response.at,
            Self::Update(update) => update.at,
            Self::Cancelled(cancellation) => cancellation.at,
        }
    }
}
