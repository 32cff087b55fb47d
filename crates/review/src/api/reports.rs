//! What the field reported, as this page asks the hub for it and handles it.

use gloo::net::http::Method;
use plumbline_domain::ids::ReportId;
use plumbline_protocol::findings::FindingsResponse;
use plumbline_protocol::library::ObjectionsResponse;
use plumbline_protocol::report::{BulkHandlingRequest, BulkHandlingResponse, FilingRequest, ReportView};
use plumbline_protocol::review::{BoardResponse, InboxResponse};

use super::{Error, call};

/// Some of the reports; the query is as the hub takes it.
pub async fn inbox(query: &str) -> Result<InboxResponse, Error> {
    call(Method::GET, &format!("/v1/inbox?{query}"), None::<&()>).await
}

/// Objections by status.
pub async fn board() -> Result<BoardResponse, Error> {
    call(Method::GET, "/v1/board", None::<&()>).await
}

/// What the field says without being asked.
pub async fn findings() -> Result<FindingsResponse, Error> {
    call(Method::GET, "/v1/findings", None::<&()>).await
}

/// What reports can be filed under.
pub async fn objections() -> Result<ObjectionsResponse, Error> {
    call(Method::GET, "/v1/objections", None::<&()>).await
}

/// Does the same with many reports, each of which is still as it was seen or stays as it is.
pub async fn handle(request: &BulkHandlingRequest) -> Result<BulkHandlingResponse, Error> {
    call(Method::POST, "/v1/reports/handling", Some(request)).await
}

/// Says what a report counts as, if it still counts as what was seen.
pub async fn file(id: ReportId, request: &FilingRequest) -> Result<ReportView, Error> {
    call(Method::POST, &format!("/v1/reports/{id}/filing"), Some(request)).await
}
