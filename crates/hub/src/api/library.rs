//! Objections and content in and out, as files.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::library::ImportResponse;
use plumbline_protocol::review::ServerEvent;
use serde::Deserialize;

use super::App;
use super::auth::Caller;
use super::error::ApiError;
use crate::library::{self, Kind};

/// The most bytes of a file.
pub(super) const MOST_FILE_BYTES: usize = 64 * 1024 * 1024;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Format {
    /// A table, with one of the two.
    Csv,
    /// Both, or either.
    Json,
}

/// What a file has, and how.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct FileQuery {
    /// What a table is of. A JSON file says itself what it has.
    #[param(inline)]
    kind: Kind,
    /// How it is written.
    #[param(inline)]
    format: Format,
}

type InQuery = Result<Query<FileQuery>, QueryRejection>;

/// Takes the rows of a file that can be taken. The same file again changes nothing.
#[utoipa::path(post, path = "/library/import", params(FileQuery), request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, body = ImportResponse, description = "What was taken, and which rows were not."),
        (status = 400, body = ErrorResponse, description = "Nothing of it can be read."),
        (status = 401, body = ErrorResponse),
        (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
        (status = 413, body = ErrorResponse, description = "Longer than the hub takes."),
    ))]
pub(super) async fn import(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: InQuery,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ImportResponse>, ApiError> {
    caller.must_be_marketer()?;
    let Query(query) = query.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let body = body.map_err(|rejection| too_long(&rejection))?;
    let known = app.store.library().await?;
    let read = match query.format {
        Format::Csv => library::from_csv(query.kind, &body, &known),
        Format::Json => library::from_json(text(&body)?, &known),
    }
    .map_err(|error| ApiError::invalid(error.to_string()))?;
    let imported = app.store.import(&read.rows, &caller.person.name, app.clock.now()).await?;
    if imported.added + imported.changed > 0 {
        app.events.send(ServerEvent::LibraryChanged);
    }
    Ok(Json(ImportResponse {
        added: imported.added,
        changed: imported.changed,
        unchanged: imported.unchanged,
        refused: read.refused,
    }))
}

fn text(body: &[u8]) -> Result<&str, ApiError> {
    let text = std::str::from_utf8(body).map_err(|_| ApiError::invalid("The file is no UTF-8; save it as UTF-8."))?;
    Ok(text.trim_start_matches('\u{feff}'))
}

fn too_long(rejection: &BytesRejection) -> ApiError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let most = MOST_FILE_BYTES / 1024 / 1024;
            ApiError::invalid(format!("The file is longer than {most} MB; import it in parts."))
                .with_status(StatusCode::PAYLOAD_TOO_LARGE)
        }
        status => ApiError::invalid(rejection.body_text()).with_status(status),
    }
}

/// All objections or content as a file that can be imported again.
#[utoipa::path(get, path = "/library/export", params(FileQuery), responses(
    (status = 200, body = String, content_type = "text/csv"),
    (status = 400, body = ErrorResponse),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
))]
pub(super) async fn export(State(app): State<Arc<App>>, caller: Caller, query: InQuery) -> Result<Response, ApiError> {
    caller.must_be_marketer()?;
    let Query(query) = query.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let mut rows = app.store.library().await?.exchanged();
    let name = match query.kind {
        Kind::Objections => {
            rows.content.clear();
            "objections"
        }
        Kind::Content => {
            rows.objections.clear();
            "content"
        }
    };
    let (kind, ending, text) = match query.format {
        Format::Csv => ("text/csv; charset=utf-8", "csv", library::to_csv(query.kind, &rows)),
        Format::Json => ("application/json", "json", library::to_json(&rows)),
    };
    let attached = format!("attachment; filename=\"plumbline-{name}.{ending}\"");
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, attached)], text).into_response())
}
