//! Content that answers objections.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plumbline_domain::ids::ContentId;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::library::{
    ContentConflict, ContentEntry, ContentHistoryResponse, ContentRequest, ContentResponse,
};
use plumbline_protocol::report::ContentUseRequest;
use plumbline_protocol::review::ServerEvent;

use super::App;
use super::auth::Caller;
use super::body::Body;
use super::error::ApiError;
use super::objections::{Whole, changed_by};
use super::reports::must_be_content;
use crate::library::check_content;
use crate::store::{Kept, NewContentUse, Seen, Written};

/// Content by title: what was not taken out, or all.
#[utoipa::path(get, path = "/content", params(Whole), responses(
    (status = 200, body = ContentResponse),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn content(
    State(app): State<Arc<App>>,
    _: Caller,
    Query(whole): Query<Whole>,
) -> Result<Json<ContentResponse>, ApiError> {
    let library = app.store.library().await?;
    let asked = library.content().iter().filter(|entry| whole.has(!entry.is_retired));
    Ok(Json(ContentResponse { content: asked.cloned().collect() }))
}

/// Adds a piece of content, or changes the version of it that was seen.
#[utoipa::path(put, path = "/content/{id}", request_body = ContentRequest, params(("id" = String, Path)), responses(
    (status = 200, body = ContentEntry),
    (status = 400, body = ErrorResponse, description = "The message names the field."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
    (status = 404, body = ErrorResponse),
    (status = 409, body = ContentConflict, description = "Somebody else changed it since it was seen."),
))]
pub(super) async fn put(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(request): Body<ContentRequest>,
) -> Result<Response, ApiError> {
    caller.must_be_marketer()?;
    let ContentRequest { content, is_retired, seen_version } = request;
    if content.id.as_str() != id {
        return Err(ApiError::invalid(format!("content.id: '{}' is not the '{id}' of the address", content.id)));
    }
    let library = app.store.library().await?;
    check_content(&content, |objection| library.objection(objection).is_some()).map_err(ApiError::invalid)?;
    let seen = Seen { version: seen_version, by: &caller.person, now: app.clock.now() };
    let written = app.store.put_piece(&content, is_retired, seen).await?;
    let library = app.store.library().await?;
    let current = library.piece(&content.id).ok_or_else(no_such_piece)?.clone();
    if written == Written::Done {
        app.events.send(ServerEvent::LibraryChanged);
    }
    // The first answer to a request may get lost, and the request come again.
    if written == Written::Done || (current.content == content && current.is_retired == is_retired) {
        return Ok(Json(current).into_response());
    }
    let message = changed_by(&app, Kept::Content(&content.id)).await?;
    let error = ErrorResponse { code: ErrorCode::Invalid, message };
    Ok((StatusCode::CONFLICT, Json(ContentConflict { error, current })).into_response())
}

/// Who changed what of a piece of content.
#[utoipa::path(get, path = "/content/{id}/changes", params(("id" = String, Path)), responses(
    (status = 200, body = ContentHistoryResponse),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
    (status = 404, body = ErrorResponse),
))]
pub(super) async fn changes(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ContentHistoryResponse>, ApiError> {
    caller.must_be_marketer()?;
    let id = ContentId::new(id);
    must_be_content(&app, &id).await?;
    let changes = app.store.library_changes(Kept::Content(&id)).await?;
    Ok(Json(ContentHistoryResponse { id, changes }))
}

fn no_such_piece() -> ApiError {
    ApiError::not_found("There is no such piece of content.")
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
