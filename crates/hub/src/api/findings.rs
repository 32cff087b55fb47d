//! What marketing should hear without asking.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::findings::FindingsResponse;

use super::App;
use super::auth::Caller;
use super::error::ApiError;

/// What the field's reports and the use of content say, with how sure one can be of it.
#[utoipa::path(get, path = "/findings", responses(
    (status = 200, body = FindingsResponse),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
))]
pub(super) async fn findings(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<Arc<FindingsResponse>>, ApiError> {
    caller.must_be_marketer()?;
    Ok(Json(app.findings.latest().await?))
}
