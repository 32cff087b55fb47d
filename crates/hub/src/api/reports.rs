//! Reports from the field, and what marketing does with them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plumbline_domain::ids::{ContentId, ObjectionId, ReportId};
use plumbline_domain::objection::{Handling, Report};
use plumbline_domain::record::{Person, RecordKey};
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::report::{
    BulkHandlingRequest, BulkHandlingResponse, FilingRequest, HandlingConflict, HandlingRequest, MOST_AT_ONCE,
    ReportRequest, ReportResponse, ReportView, SeenReport,
};
use plumbline_protocol::review::ServerEvent;
use uuid::Uuid;

use super::App;
use super::auth::Caller;
use super::body::Body;
use super::error::ApiError;
use super::handling::checked;
use crate::store::{NewHandling, PutReport, ReportNote, ReportsOf};
use crate::write_back::note_of_report;

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
    let said = said_of(&app, &report, &caller.person).await?;
    let note = said.as_deref().map(|text| ReportNote { text, at: app.clock.now() });
    let revision = match app.store.put_report(&report, &caller.person.id, note).await? {
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
    match &report.objection {
        Some(objection) => must_be_objection(app, "objection", objection).await,
        None => Ok(()),
    }
}

/// What its CRM is to be told of a report, where it is to be told.
async fn said_of(app: &App, report: &Report, by: &Person) -> Result<Option<String>, ApiError> {
    let library = app.store.library().await?;
    let objection = report.objection.as_ref().and_then(|id| library.objection(id));
    let name = objection.map(|entry| entry.objection.name.as_str());
    Ok(note_of_report(&app.settings, report, name, &by.name))
}

pub(super) async fn must_be_objection(app: &App, field: &str, id: &ObjectionId) -> Result<(), ApiError> {
    if app.store.library().await?.objection(id).is_some() {
        return Ok(());
    }
    Err(ApiError::not_found(format!("{field}: there is none called '{id}'")))
}

/// The record's own name. A report is taken whether or not its record can be read, so a name that cannot be resolved now stays.
async fn canonical(app: &App, named: &RecordKey) -> RecordKey {
    app.records.canonical(named).await.unwrap_or_else(|_| named.clone())
}

/// Acknowledges, begins, answers, declines or reopens a report that is still as it was seen.
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
    let id = ReportId(Uuid::parse_str(&id).map_err(|_| no_such_report())?);
    let handling = checked(&app, request.action).await?;
    match handled(&app, SeenReport { id, seen_at: request.seen_at }, &handling, &caller.person).await? {
        Handled::Done(view) => Ok(Json(*view).into_response()),
        Handled::Otherwise(current) => Ok(conflict(*current)),
        Handled::Missing => Err(no_such_report()),
    }
}

/// Does the same with many reports, each on its own.
#[utoipa::path(post, path = "/reports/handling", request_body = BulkHandlingRequest, responses(
    (status = 200, body = BulkHandlingResponse),
    (status = 400, body = ErrorResponse),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
))]
pub(super) async fn handle_many(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(request): Body<BulkHandlingRequest>,
) -> Result<Json<BulkHandlingResponse>, ApiError> {
    caller.must_be_marketer()?;
    if request.reports.len() > MOST_AT_ONCE {
        let message = format!("reports: {} are more than {MOST_AT_ONCE} at once; choose fewer", request.reports.len());
        return Err(ApiError::invalid(message));
    }
    let handling = checked(&app, request.action).await?;
    let mut became = BulkHandlingResponse { done: Vec::new(), conflicts: Vec::new(), missing: Vec::new() };
    for report in request.reports {
        match handled(&app, report, &handling, &caller.person).await? {
            Handled::Done(view) => became.done.push(*view),
            Handled::Otherwise(current) => became.conflicts.push(*current),
            Handled::Missing => became.missing.push(report.id),
        }
    }
    Ok(Json(became))
}

/// What became of a report that was to be handled.
enum Handled {
    Done(Box<ReportView>),
    Otherwise(Box<ReportView>),
    Missing,
}

async fn handled(app: &App, seen: SeenReport, handling: &NewHandling, by: &Person) -> Result<Handled, ApiError> {
    let SeenReport { id, seen_at } = seen;
    let is_done = app.store.handle_report(id, seen_at, handling, &by.id, app.clock.now()).await?;
    if is_done {
        app.events.send(ServerEvent::ReportChanged { id });
    }
    Ok(match app.store.reports(ReportsOf::One(id), &by.id).await?.pop() {
        None => Handled::Missing,
        // The first answer to a request may get lost, and the request come again.
        Some(view) if is_done || handling.is_what_became(&view.handling, &by.name) => Handled::Done(Box::new(view)),
        Some(view) => Handled::Otherwise(Box::new(view)),
    })
}

/// Files a report under another objection, or under what its reporter chose.
#[utoipa::path(post, path = "/reports/{id}/filing", request_body = FilingRequest, params(("id" = Uuid, Path)), responses(
    (status = 200, body = ReportView),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
    (status = 404, body = ErrorResponse, description = "No such report or objection."),
    (status = 409, body = HandlingConflict, description = "Somebody else filed it since it was seen."),
))]
pub(super) async fn file(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Body(request): Body<FilingRequest>,
) -> Result<Response, ApiError> {
    caller.must_be_marketer()?;
    let id = ReportId(Uuid::parse_str(&id).map_err(|_| no_such_report())?);
    if let Some(objection) = &request.filed_under {
        must_be_objection(&app, "filed_under", objection).await?;
    }
    let under = request.filed_under.as_ref();
    let is_done = app.store.file_report(id, request.seen.as_ref(), under).await?;
    if is_done {
        app.events.send(ServerEvent::ReportChanged { id });
    }
    let view = app.store.reports(ReportsOf::One(id), &caller.person.id).await?.pop().ok_or_else(no_such_report)?;
    if is_done || view.filed_under.as_ref() == under {
        return Ok(Json(view).into_response());
    }
    Ok(refused("Somebody else filed this in the meantime.".to_owned(), view))
}

fn no_such_report() -> ApiError {
    ApiError::not_found("There is no such report, or it was taken back.")
}

fn conflict(current: ReportView) -> Response {
    refused(in_the_meantime(&current.handling), current)
}

fn refused(message: String, current: ReportView) -> Response {
    let error = ErrorResponse { code: ErrorCode::Invalid, message };
    (StatusCode::CONFLICT, Json(HandlingConflict { error, current })).into_response()
}

/// What somebody else did.
fn in_the_meantime(handling: &Handling) -> String {
    match handling {
        Handling::New => "This was reopened in the meantime.".to_owned(),
        Handling::Acknowledged { by, .. } => format!("{by} acknowledged this in the meantime."),
        Handling::InProgress { by, .. } => format!("{by} began to work on this in the meantime."),
        Handling::Answered { by, .. } => format!("{by} answered this in the meantime."),
        Handling::Declined { by, .. } => format!("{by} declined this in the meantime."),
    }
}

pub(super) async fn must_be_content(app: &App, id: &ContentId) -> Result<(), ApiError> {
    if app.store.library().await?.piece(id).is_some() {
        return Ok(());
    }
    Err(ApiError::not_found(format!("content: there is none called '{id}'")))
}
