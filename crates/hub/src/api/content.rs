//! What marketing keeps.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use plumbline_domain::ids::ContentId;
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::report::{ContentResponse, ContentUseRequest, ObjectionsResponse};

use super::App;
use super::auth::Caller;
use super::body::Body;
use super::error::ApiError;
use super::reports::must_be_content;
use crate::store::NewContentUse;

/// Every objection, by name.
#[utoipa::path(get, path = "/objections", responses((status = 200, body = ObjectionsResponse), (status = 401, body = ErrorResponse)))]
pub(super) async fn objections(State(app): State<Arc<App>>, _: Caller) -> Result<Json<ObjectionsResponse>, ApiError> {
    Ok(Json(ObjectionsResponse { objections: app.store.library().await?.objections.clone() }))
}

/// Every piece of content, by title.
#[utoipa::path(get, path = "/content", responses((status = 200, body = ContentResponse), (status = 401, body = ErrorResponse)))]
pub(super) async fn content(State(app): State<Arc<App>>, _: Caller) -> Result<Json<ContentResponse>, ApiError> {
    Ok(Json(ContentResponse { content: app.store.library().await?.content.clone() }))
}

/// Notes that a piece of content was used on a record.
#[utoipa::path(post, path = "/content/{id}/uses", request_body = ContentUseRequest, params(("id" = String, Path)), responses(
    (status = 204),
    (status = 400, body = ErrorResponse),
    (status = 401, body = ErrorResponse),
    (status = 404, body = ErrorResponse, description = "No such content."),
))]
pub(super) async fn used(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(request): Body<ContentUseRequest>,
) -> Result<StatusCode, ApiError> {
    let content = ContentId::new(id);
    must_be_content(&app, &content).await?;
    app.store
        .add_content_use(NewContentUse {
            content: &content,
            person: &caller.person.id,
            record: &request.record,
            action: request.action,
            at: app.clock.now(),
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
