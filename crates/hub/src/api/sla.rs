//! How the agreement is kept, for both teams: everybody who is signed in reads the same figures.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::sla::{CrmFreshness, Period, SlaResponse};
use serde::Deserialize;

use super::App;
use super::auth::Caller;
use super::error::ApiError;
use super::sla_csv;
use crate::config::Sla;
use crate::records::HandOffs;

/// The period where none is asked for, in days.
const USUAL_DAYS: u16 = 30;

/// The longest period, in days.
const MOST_DAYS: u16 = 366;

/// Which period.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    days: Option<String>,
}

type AskedInQuery = Result<Query<Asked>, QueryRejection>;

/// Follow-up, acceptance, rejection reasons and time to first touch over a period, what is overdue now, and the hand-offs
/// behind the figures.
#[utoipa::path(get, path = "/sla", params(
    ("days" = Option<u16>, Query, description = "The period up to now, from 1 to 366 times 24 hours; 30 where it is not given.", example = 30),
), responses(
    (status = 200, body = SlaResponse),
    (status = 400, body = ErrorResponse),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn sla(
    State(app): State<Arc<App>>,
    _: Caller,
    asked: AskedInQuery,
) -> Result<Json<SlaResponse>, ApiError> {
    let period = period(asked, app.clock.now())?;
    let sla = app.settings.sla.now();
    let hand_offs = hand_offs(&app, &sla, period).await?;
    Ok(Json(hand_offs.figures(&sla, period, freshness(&app))))
}

/// All hand-offs of a period as comma-separated values, the latest first.
#[utoipa::path(get, path = "/sla.csv", params(
    ("days" = Option<u16>, Query, description = "The period up to now, from 1 to 366 times 24 hours; 30 where it is not given.", example = 30),
), responses(
    (status = 200, body = String, content_type = "text/csv", description = "The first line names the columns. Moments are in UTC, \
        durations in seconds of business time; what a spreadsheet would take for a formula begins with an apostrophe."),
    (status = 400, body = ErrorResponse),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn sla_csv(State(app): State<Arc<App>>, _: Caller, asked: AskedInQuery) -> Result<Response, ApiError> {
    let period = period(asked, app.clock.now())?;
    let sla = app.settings.sla.now();
    let hand_offs = hand_offs(&app, &sla, period).await?;
    let table = sla_csv::table(hand_offs.within(period), &sla.reasons);
    let name = format!("plumbline-sla-{}-{}-days.csv", period.to.format("%Y-%m-%d"), period.days);
    let kind = (CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned());
    let disposition = (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
    Ok(([kind, disposition], table).into_response())
}

fn period(asked: AskedInQuery, now: Instant) -> Result<Period, ApiError> {
    let wrong = |text: &str| ApiError::invalid(format!("days: '{text}' is not a whole number from 1 to {MOST_DAYS}"));
    let Query(asked) = asked.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let days = match asked.days {
        None => USUAL_DAYS,
        Some(text) => {
            let days = text.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days));
            days.ok_or_else(|| wrong(&text))?
        }
    };
    Ok(Period { days, from: now - TimeDelta::days(days.into()), to: now })
}

/// All hand-offs of the records that were handed off in the period, or still wait for something.
async fn hand_offs(app: &App, sla: &Sla, period: Period) -> Result<HandOffs, ApiError> {
    let mut facts = Vec::new();
    for site in app.records.sites() {
        facts.extend(app.store.handed_off_since(&site.id, period.from, sla.waits()).await?);
    }
    let url_of = |key: &RecordKey| app.records.site(&key.crm).and_then(|site| plumbline_crm::record_url(site, key));
    Ok(HandOffs::of(&facts, sla, url_of, period.to))
}

/// Up to when each CRM was followed.
pub(super) fn freshness(app: &App) -> Vec<CrmFreshness> {
    let sites = app.records.sites().map(|site| {
        let following = app.records.following(&site.id);
        CrmFreshness { crm: site.id.clone(), followed_at: following.at, trouble: following.trouble }
    });
    sites.collect()
}
