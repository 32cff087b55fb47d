//! What a device recognises objections by while a rep types.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use plumbline_protocol::error::ErrorResponse;

use super::App;
use super::auth::Caller;
use super::error::ApiError;
use super::tagged::tagged;

/// The index by which objections are recognised in what a rep types, without asking the hub. It changes every few minutes at most.
#[utoipa::path(get, path = "/recogniser", params(
    ("if-none-match" = Option<String>, Header, description = "The ETag of an earlier answer."),
), responses(
    (status = 200, content_type = "application/octet-stream", body = [u8], headers(("etag" = String))),
    (status = 304, description = "It is the same."),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn recogniser(
    State(app): State<Arc<App>>,
    _caller: Caller,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let index = app.recognition.index(&app.store, app.clock.now()).await.map_err(|error| ApiError::internal(&error))?;
    Ok(tagged(&index.tag, &headers, "application/octet-stream", || index.bytes.clone()))
}
