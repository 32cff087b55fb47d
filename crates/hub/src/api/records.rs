//! One record for the panel, and what waits for a person.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::record_view::{AttentionResponse, Freshness, RecordView};

use super::App;
use super::auth::Caller;
use super::error::ApiError;
use super::tagged::tagged;
use crate::records::{self, Materials};
use crate::store::{ReportsOf, TokenHash};
use crate::tokens;

/// A record with its clocks, source, content and objections, as of now.
#[utoipa::path(get, path = "/records/{crm}/{object}/{id}", params(
    ("crm" = String, Path, description = "The CRM's name in the configuration.", example = "odoo-main"),
    ("object" = String, Path, description = "The object as the address names it; the answer has its own name.", example = "crm.lead"),
    ("id" = String, Path, example = "17"),
    ("if-none-match" = Option<String>, Header, description = "The ETag of an earlier answer."),
), responses(
    (status = 200, body = RecordView, headers(("etag" = String, description = "Of everything but `as_of`."))),
    (status = 304, description = "Nothing but the time has changed."),
    (status = 401, body = ErrorResponse),
    (status = 404, body = ErrorResponse, description = "There is none, or the hub's key may not see it."),
    (status = 502, body = ErrorResponse, description = "The CRM is away, and nothing is stored of the record."),
))]
pub(super) async fn record(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((crm, object, id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let named = RecordKey::new(crm, object, id);
    let found = app.records.look_up(&named).await?;
    let key = found.circle.record.key.clone();
    let now = app.clock.now();
    let (reports, library, counted) = futures::try_join!(
        app.store.reports(ReportsOf::Record(&key), &caller.person.id),
        app.store.library(),
        app.records.counted(),
    )?;
    let view = records::record_view(
        Materials {
            circle: &found.circle,
            freshness: &Freshness { read_at: found.read_at, trouble: found.trouble },
            sla: &app.settings.sla.now(),
            terms: app.settings.terms,
            sourcing: &app.settings.sourcing,
            library: &library,
            reports: &reports,
            counts: &counted.reports,
            won_with: &counted.won_with,
        },
        now,
    );
    if reports.iter().any(|report| report.is_mine && report.handling.status().is_told_back()) {
        app.store.mark_answers_seen(&key, &caller.person.id).await?;
    }
    // A panel asks every few seconds.
    let body = serde_json::to_string(&view).map_err(|error| ApiError::internal(&error))?;
    let TokenHash(hash) = tokens::hash(timeless(&body));
    Ok(tagged(hash.get(..32).unwrap_or(&hash), &headers, "application/json", || body))
}

/// What comes after `as_of`, which is the first field.
fn timeless(body: &str) -> &str {
    body.split_once(',').map_or(body, |(_, rest)| rest)
}

/// What waits for the person who asks.
#[utoipa::path(get, path = "/attention", responses((status = 200, body = AttentionResponse), (status = 401, body = ErrorResponse)))]
pub(super) async fn attention(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<AttentionResponse>, ApiError> {
    let sla = app.settings.sla.now();
    let waiting = app.waiting(sla.waits()).await?;
    let crm_users = app.store.crm_users(&caller.person.id).await?;
    let now = app.clock.now();
    Ok(Json(AttentionResponse {
        hand_offs: records::unanswered(&waiting, &caller.person, &crm_users, &sla, now),
        answered: app.store.reports(ReportsOf::UnseenAnswers(&caller.person.id), &caller.person.id).await?,
    }))
}
