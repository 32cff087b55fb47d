//! Objections, as marketing keeps them.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Handling;
use plumbline_domain::objection::stake::shares;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::library::{
    ContentEntry, MergeRequest, ObjectionConflict, ObjectionEntry, ObjectionHandlingRequest, ObjectionRequest,
    ObjectionsResponse,
};
use plumbline_protocol::review::{HeardOnView, ObjectionResponse, ServerEvent};
use serde::Deserialize;

use super::App;
use super::auth::Caller;
use super::body::Body;
use super::error::ApiError;
use super::handling::checked;
use super::reports::must_be_objection;
use crate::library::check_objection;
use crate::records;
use crate::store::{Kept, Library, Seen, Written};

/// Deals that are shown of one objection.
const MOST_DEALS: usize = 100;

/// Pieces of content that are shown of one objection; the library has all.
const MOST_CONTENT: usize = 20;

/// Which of what marketing keeps is asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct Whole {
    /// Also what counts as another, or was taken out.
    #[serde(default)]
    all: bool,
}

impl Whole {
    /// Whether something is asked for that is in use, or is not.
    pub(super) const fn has(&self, is_in_use: bool) -> bool {
        self.all || is_in_use
    }
}

/// Objections by name: every one that counts as itself, or all.
#[utoipa::path(get, path = "/objections", params(Whole), responses(
    (status = 200, body = ObjectionsResponse),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn objections(
    State(app): State<Arc<App>>,
    _: Caller,
    Query(whole): Query<Whole>,
) -> Result<Json<ObjectionsResponse>, ApiError> {
    let library = app.store.library().await?;
    let asked = library.objections().iter().filter(|entry| whole.has(entry.merged_into.is_none()));
    Ok(Json(ObjectionsResponse { objections: asked.cloned().collect() }))
}

/// All of one objection: what it is, where it stands, and what the field says of it.
#[utoipa::path(get, path = "/objections/{id}", params(("id" = String, Path)), responses(
    (status = 200, body = ObjectionResponse),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
    (status = 404, body = ErrorResponse),
))]
pub(super) async fn objection(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ObjectionResponse>, ApiError> {
    caller.must_be_marketer()?;
    let (id, library) = (ObjectionId::new(id), app.store.library().await?);
    let entry = library.objection(&id).ok_or_else(no_such_objection)?.clone();
    let heard = app.records.heard().await?;
    let is_part = |one: &&ObjectionEntry| one.objection.id != id && *library.merges().root(&one.objection.id) == id;
    Ok(Json(ObjectionResponse {
        parts: library.objections().iter().filter(is_part).cloned().collect(),
        heard: heard.of(&id),
        as_of: heard.as_of,
        deals: deals(&app, &id, &heard).await?,
        reporters: app.store.reporters(&id).await?,
        content: pieces(&library, &entry),
        content_count: u64::try_from(library.shelf().answering(&id).count()).unwrap_or(u64::MAX),
        changes: app.store.library_changes(Kept::Objection(&id)).await?,
        entry,
    }))
}

/// What it was answered with, and more that answers it.
fn pieces(library: &Library, entry: &ObjectionEntry) -> Vec<ContentEntry> {
    let answer = match &entry.handling {
        Handling::Answered { content, .. } => content.as_ref(),
        _ => None,
    };
    let others = library.shelf().answering(&entry.objection.id).map(|piece| &piece.id).filter(|id| Some(*id) != answer);
    answer.into_iter().chain(others).filter_map(|id| library.piece(id)).take(MOST_CONTENT).cloned().collect()
}

/// The records that it was heard on, those with most at stake first.
async fn deals(app: &App, id: &ObjectionId, heard: &records::AllHeard) -> Result<Vec<HeardOnView>, ApiError> {
    let on = app.store.heard_on(id, u32::try_from(MOST_DEALS).unwrap_or(u32::MAX)).await?;
    let shared: HashMap<_, _> = on.iter().map(|(record, _)| (record, heard.objections_on(record))).collect();
    let mut deals = Vec::new();
    for (record, reports) in &on {
        let Some(last_read) = app.store.record(record).await? else { continue };
        let objections = shared.get(record).copied().unwrap_or(0);
        let is_at_stake = objections > 0 && !last_read.is_gone;
        // Each part of a deal differs from the others by no more than a minor unit; this is the first.
        let share = shares(last_read.record.amount.filter(|_| is_at_stake), objections).into_iter().next();
        let url = app.records.site(&record.crm).and_then(|site| plumbline_crm::record_url(site, record));
        let objections = u64::try_from(objections).unwrap_or(u64::MAX);
        deals.push(HeardOnView { record: last_read.record, url, reports: *reports, objections, share });
    }
    deals.sort_by_key(|deal| std::cmp::Reverse(deal.share.map_or(i64::MIN, |share| share.minor)));
    Ok(deals)
}

/// Adds an objection, or changes the version of it that was seen.
#[utoipa::path(put, path = "/objections/{id}", request_body = ObjectionRequest, params(("id" = String, Path)), responses(
    (status = 200, body = ObjectionEntry),
    (status = 400, body = ErrorResponse, description = "The message names the field."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
    (status = 404, body = ErrorResponse),
    (status = 409, body = ObjectionConflict, description = "Somebody else changed it since it was seen."),
))]
pub(super) async fn put(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(request): Body<ObjectionRequest>,
) -> Result<Response, ApiError> {
    caller.must_be_marketer()?;
    let ObjectionRequest { objection, seen_version } = request;
    if objection.id.as_str() != id {
        return Err(ApiError::invalid(format!("objection.id: '{}' is not the '{id}' of the address", objection.id)));
    }
    check_objection(&objection).map_err(ApiError::invalid)?;
    let seen = Seen { version: seen_version, by: &caller.person, now: app.clock.now() };
    let written = app.store.put_objection(&objection, seen).await?;
    answer(&app, &objection.id, written, |current| current.objection == objection).await
}

/// Handles an objection as a whole, and with it all its reports that were not answered or declined yet.
#[utoipa::path(post, path = "/objections/{id}/handling", request_body = ObjectionHandlingRequest, params(("id" = String, Path)),
    responses(
        (status = 200, body = ObjectionEntry),
        (status = 400, body = ErrorResponse),
        (status = 401, body = ErrorResponse),
        (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
        (status = 404, body = ErrorResponse, description = "No such objection or content."),
        (status = 409, body = ObjectionConflict, description = "Somebody else changed it since it was seen."),
    ))]
pub(super) async fn handle(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(request): Body<ObjectionHandlingRequest>,
) -> Result<Response, ApiError> {
    caller.must_be_marketer()?;
    let (id, handling) = (ObjectionId::new(id), checked(&app, request.action).await?);
    let seen = Seen { version: Some(request.seen_version), by: &caller.person, now: app.clock.now() };
    let written = app.store.handle_objection(&id, &handling, seen).await?;
    answer(&app, &id, written, |current| handling.is_what_became(&current.handling, &caller.person.name)).await
}

/// Lets an objection count as another, or as itself again.
#[utoipa::path(post, path = "/objections/{id}/merge", request_body = MergeRequest, params(("id" = String, Path)), responses(
    (status = 200, body = ObjectionEntry),
    (status = 400, body = ErrorResponse, description = "Into itself, or in a circle."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
    (status = 404, body = ErrorResponse),
    (status = 409, body = ObjectionConflict, description = "Somebody else changed it since it was seen."),
))]
pub(super) async fn merge(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(request): Body<MergeRequest>,
) -> Result<Response, ApiError> {
    caller.must_be_marketer()?;
    let id = ObjectionId::new(id);
    if let Some(into) = &request.into {
        must_be_objection(&app, "into", into).await?;
        must_be_mergeable(&*app.store.library().await?, &id, into)?;
    }
    let seen = Seen { version: Some(request.seen_version), by: &caller.person, now: app.clock.now() };
    let written = app.store.merge(&id, request.into.as_ref(), seen).await?;
    answer(&app, &id, written, |current| current.merged_into == request.into).await
}

/// The same merge once more is no mistake: its first answer may have been lost.
fn must_be_mergeable(library: &Library, id: &ObjectionId, into: &ObjectionId) -> Result<(), ApiError> {
    let is_done = library.objection(id).is_some_and(|entry| entry.merged_into.as_ref() == Some(into));
    match library.merges().check(id, into) {
        Err(error) if !is_done => Err(ApiError::invalid(format!("into: {error}"))),
        _ => Ok(()),
    }
}

/// The objection as it is now, or that somebody else changed it.
async fn answer(
    app: &App,
    id: &ObjectionId,
    written: Written,
    is_as_asked: impl Fn(&ObjectionEntry) -> bool,
) -> Result<Response, ApiError> {
    let library = app.store.library().await?;
    let current = library.objection(id).filter(|_| written != Written::Missing).ok_or_else(no_such_objection)?.clone();
    if written == Written::Done {
        app.events.send(ServerEvent::LibraryChanged);
    }
    // The first answer to a request may get lost, and the request come again.
    if written == Written::Done || is_as_asked(&current) {
        return Ok(Json(current).into_response());
    }
    let error = ErrorResponse { code: ErrorCode::Invalid, message: changed_by(app, Kept::Objection(id)).await? };
    Ok((StatusCode::CONFLICT, Json(ObjectionConflict { error, current })).into_response())
}

/// Who changed something last.
pub(super) async fn changed_by(app: &App, of: Kept<'_>) -> Result<String, ApiError> {
    let last = app.store.library_changes(of).await?.into_iter().next();
    let who = last.map_or_else(|| "Somebody".to_owned(), |change| change.by);
    Ok(format!("{who} changed this in the meantime."))
}

fn no_such_objection() -> ApiError {
    ApiError::not_found("There is no such objection.")
}
