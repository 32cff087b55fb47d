//! Reports from the field, and what marketing does with them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plumbline_domain::ids::{ContentId, ReportId};
use plumbline_domain::objection::{Handling, Report};
use plumbline_domain::record::RecordKey;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::report::{
    HandlingAction, HandlingConflict, HandlingRequest, ReportRequest, ReportResponse, ReportView,
};
use plumbline_protocol::review::ServerEvent;
use uuid::Uuid;

use super::App;
use super::auth::Caller;
use super::body::Body;
use super::error::ApiError;
use crate::store::{NewHandling, PutReport, ReportsOf};

/// The most characters that a marketer's answer may have.
const MOST_ANSWER: usize = 10_000;

/// The most characters that the name of a record may have.
const MOST_KEY: usize = 300;

/// Takes one revision of one report. Sending it again changes nothing; the same revision with another content is refused.
#[utoipa::path(post, path = "/reports", request_body = ReportRequest, responses(
    (status = 200, body = ReportResponse, description = "The hub has it on disk."),
    (status = 400, body = ErrorResponse, description = "The message names the field."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "The report is another person's."),
    (status = 404, body = ErrorResponse, description = "No such objection."),
    (status = 413, body = ErrorResponse, description = "Longer than the hub takes."),
))]
pub(super) async fn report(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(ReportRequest(report)): Body<ReportRequest>,
) -> Result<Json<ReportResponse>, ApiError> {
    report.check().map_err(|error| ApiError::invalid(error.to_string()))?;
    if report.record.to_string().len() > MOST_KEY {
        return Err(ApiError::invalid(format!("record: its name is longer than {MOST_KEY} characters")));
    }
    must_be_known(&app, &report).await?;
    let report = Report { record: canonical(&app, &report.record).await, ..report };
    let revision = match app.store.put_report(&report, &caller.person.id).await? {
        PutReport::Stored(revision) => {
            app.events.send(ServerEvent::ReportChanged { id: report.id });
            revision
        }
        PutReport::Known(revision) => revision,
        PutReport::Different => {
            let (here, next) = (report.revision, report.revision.saturating_add(1));
            return Err(ApiError::invalid(format!(
                "revision {here} of this report is already here with other words; send it as revision {next}"
            )));
        }
        PutReport::NotYours => return Err(ApiError::new(ErrorCode::Forbidden, "This report is another person's.")),
    };
    Ok(Json(ReportResponse { id: report.id, revision }))
}

async fn must_be_known(app: &App, report: &Report) -> Result<(), ApiError> {
    let library = app.store.library().await?;
    if library.objections.iter().any(|objection| objection.id == report.objection) {
        return Ok(());
    }
    Err(ApiError::not_found(format!("objection: there is none called '{}'", report.objection)))
}

/// The record's own name. A report is taken whether or not its record can be read, so a name that cannot be resolved now stays.
async fn canonical(app: &App, named: &RecordKey) -> RecordKey {
    app.records.canonical(named).await.unwrap_or_else(|_| named.clone())
}

/// Acknowledges, answers or reopens a report that is still as it was seen.
#[utoipa::path(post, path = "/reports/{id}/handling", request_body = HandlingRequest,
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ReportView),
        (status = 400, body = ErrorResponse),
        (status = 401, body = ErrorResponse),
        (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
        (status = 404, body = ErrorResponse, description = "No such report or content."),
        (status = 409, body = HandlingConflict, description = "Somebody else did something with it since it was seen."),
    ))]
pub(super) async fn handle(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(request): Body<HandlingRequest>,
) -> Result<Response, ApiError> {
    caller.must_be_marketer()?;
    let no_such_report = || ApiError::not_found("There is no such report, or it was taken back.");
    let id = ReportId(Uuid::parse_str(&id).map_err(|_| no_such_report())?);
    let (handling, by) = (checked(&app, request.action).await?, &caller.person);
    let is_done = app.store.handle_report(id, request.seen_at, &handling, &by.id, app.clock.now()).await?;
    if is_done {
        app.events.send(ServerEvent::ReportChanged { id });
    }
    let views = app.store.reports(ReportsOf::One(id), &by.id).await?;
    let view = views.into_iter().next().ok_or_else(no_such_report)?;
    // The first answer to a request may get lost, and the request come again.
    if is_done || handling.is_what_became(&view.handling, &by.name) {
        return Ok(Json(view).into_response());
    }
    let error = ErrorResponse { code: ErrorCode::Invalid, message: in_the_meantime(&view.handling) };
    Ok((StatusCode::CONFLICT, Json(HandlingConflict { error, current: view })).into_response())
}

/// What somebody else did.
fn in_the_meantime(handling: &Handling) -> String {
    match handling {
        Handling::New => "This was reopened in the meantime.".to_owned(),
        Handling::Acknowledged { by, .. } => format!("{by} acknowledged this in the meantime."),
        Handling::Answered { by, .. } => format!("{by} answered this in the meantime."),
    }
}

async fn checked(app: &App, action: HandlingAction) -> Result<NewHandling, ApiError> {
    let (content, words) = match action {
        HandlingAction::Acknowledge => return Ok(NewHandling::Acknowledge),
        HandlingAction::Reopen => return Ok(NewHandling::Reopen),
        HandlingAction::Answer { content, words } => (content, words),
    };
    let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    if content.is_none() && words.is_none() {
        return Err(ApiError::invalid("words: an answer needs words, content or both"));
    }
    let length = words.as_ref().map_or(0, |words| words.chars().count());
    if length > MOST_ANSWER {
        return Err(ApiError::invalid(format!("words: {length} characters are more than {MOST_ANSWER}; shorten them")));
    }
    if let Some(content) = &content {
        must_be_content(app, content).await?;
    }
    Ok(NewHandling::Answer { content, words })
}

pub(super) async fn must_be_content(app: &App, id: &ContentId) -> Result<(), ApiError> {
    let library = app.store.library().await?;
    if library.content.iter().any(|piece| piece.id == *id) {
        return Ok(());
    }
    Err(ApiError::not_found(format!("content: there is none called '{id}'")))
}
