//! What the review app works with.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use chrono::{DateTime, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::record::{Record, RecordKey};
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::{BoardResponse, InboxQuery, InboxReportView, InboxResponse};
use uuid::Uuid;

use super::App;
use super::auth::Caller;
use super::error::ApiError;
use crate::records;
use crate::store::Wanted;

/// Reports of a page where nobody says how many.
const REPORTS: u16 = 100;

/// The most reports of a page.
const MOST_REPORTS: u16 = 500;

/// The most characters that are looked for.
const MOST_TEXT: usize = 200;

/// The objections that a column of the board begins with.
const MOST_CARDS: usize = 100;

/// What the field reported, by any filters.
#[utoipa::path(get, path = "/inbox", params(InboxQuery), responses(
    (status = 200, body = InboxResponse),
    (status = 400, body = ErrorResponse, description = "The message names the parameter."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
))]
pub(super) async fn inbox(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: Result<Query<InboxQuery>, QueryRejection>,
) -> Result<Json<InboxResponse>, ApiError> {
    caller.must_be_marketer()?;
    let Query(query) = query.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let wanted = wanted(query, app.clock.now())?;
    let page = app.store.inbox(&wanted, &caller.person.id).await?;
    let next = page.reports.last().filter(|_| page.has_more).map(cursor);
    let mut known = HashMap::new();
    let mut reports = Vec::with_capacity(page.reports.len());
    for report in page.reports {
        let record = known_record(&app, &mut known, &report.report.record).await?;
        let key = &report.report.record;
        let record_url = app.records.site(&key.crm).and_then(|site| plumbline_crm::record_url(site, key));
        reports.push(InboxReportView { record, record_url, report });
    }
    Ok(Json(InboxResponse { reports, next, counts: page.counts }))
}

/// Each record is read once, however often it is in the list.
async fn known_record(
    app: &App,
    known: &mut HashMap<RecordKey, Option<Record>>,
    key: &RecordKey,
) -> Result<Option<Record>, ApiError> {
    if let Some(record) = known.get(key) {
        return Ok(record.clone());
    }
    let record = app.store.record(key).await?.map(|last_read| last_read.record);
    known.insert(key.clone(), record.clone());
    Ok(record)
}

fn wanted(query: InboxQuery, now: Instant) -> Result<Wanted, ApiError> {
    let limit = query.limit.unwrap_or(REPORTS);
    if limit == 0 || limit > MOST_REPORTS {
        return Err(ApiError::invalid(format!("limit: {limit} is not between 1 and {MOST_REPORTS}")));
    }
    let text = query.q.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > MOST_TEXT) {
        return Err(ApiError::invalid(format!("q: more than {MOST_TEXT} characters; look for less")));
    }
    Ok(Wanted {
        status: query.status,
        objection: query.objection,
        unknown: query.unknown,
        severity: query.severity,
        competitor: query.competitor,
        segment: query.segment,
        reporter: query.reporter,
        text,
        since: query.days.map(|days| now - TimeDelta::days(days.into())),
        after: query.after.as_deref().map(report_at).transpose()?,
        limit,
    })
}

/// Where a list goes on: a moment and a report, as `1764000000000.6f1c…`.
fn cursor(last: &ReportView) -> String {
    format!("{}.{}", last.report.heard_at.timestamp_millis(), last.report.id)
}

fn report_at(cursor: &str) -> Result<(Instant, ReportId), ApiError> {
    let parsed = || {
        let (millis, id) = cursor.split_once('.')?;
        Some((DateTime::from_timestamp_millis(millis.parse().ok()?)?, ReportId(Uuid::parse_str(id).ok()?)))
    };
    parsed().ok_or_else(|| {
        ApiError::invalid("after: this is not where an earlier answer ended; leave it out to begin anew")
    })
}

/// Objections by status, with what the field says of each.
#[utoipa::path(get, path = "/board", responses(
    (status = 200, body = BoardResponse),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
))]
pub(super) async fn board(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<BoardResponse>, ApiError> {
    caller.must_be_marketer()?;
    let (library, heard) = futures::try_join!(app.store.library(), app.records.heard())?;
    Ok(Json(records::board(&library, &heard, MOST_CARDS)))
}
