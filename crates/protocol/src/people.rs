//! Enrolment and sessions.

use plumbline_domain::record::Person;
use plumbline_domain::site::CrmSite;
use serde::{Deserialize, Serialize};

/// `POST /v1/enrolments` (extension) and `POST /v1/sessions` (review app).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolRequest {
    /// Single-use, from `plumbline-hub invite`. Case, spaces and dashes do not matter.
    pub code: String,
}

/// Answer to [`EnrolRequest`] at `/v1/enrolments`. The review app gets a cookie and a [`SessionResponse`] instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolResponse {
    /// Sent as `Authorization: Bearer …` from now on. The hub keeps only its hash.
    pub token: String,
    /// Whose it is.
    pub session: SessionResponse,
}

/// `GET /v1/session`: who asks, and which CRMs the hub is connected to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionResponse {
    /// The hub's [`crate::VERSION`].
    pub protocol: u32,
    /// Who the token or cookie belongs to.
    pub person: Person,
    /// In the order of the configuration.
    pub crms: Vec<CrmSite>,
}
