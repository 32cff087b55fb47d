//! The deal review packet, for both teams: everybody who may open a deal's panel may read its page.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use chrono::TimeDelta;
use futures::future::try_join_all;
use plumbline_domain::record::{Record, RecordKey, RecordKind};
use plumbline_domain::site::CrmSite;
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::packet::{
    DealPage, MOST_CHOICES, MOST_DEALS, MOST_SEARCHED, MOST_TEXT, MissingDeal, PacketDealsQuery, PacketDealsResponse,
    PacketQuery, PacketResponse, SUGGESTED_DAYS, WhyMissing,
};
use plumbline_protocol::record_view::Freshness;

use super::App;
use super::auth::Caller;
use super::error::ApiError;
use crate::packet::{self, Materials};
use crate::records::{Found, LookUpError};
use crate::store::{DealsSought, Library, ReportsOf, SoughtDeal};

/// One page of each of some deals, for a review.
#[utoipa::path(get, path = "/packet", params(PacketQuery), responses(
    (status = 200, body = PacketResponse),
    (status = 400, body = ErrorResponse, description = "The message names the parameter."),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn packet(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: Result<Query<PacketQuery>, QueryRejection>,
) -> Result<Json<PacketResponse>, ApiError> {
    let Query(query) = query.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let asked = asked(&query.deals)?;
    let library = app.store.library().await?;
    let made = try_join_all(asked.iter().map(|record| page(&app, &caller, &library, record))).await?;
    let (mut pages, mut missing) = (Vec::new(), Vec::new());
    for (record, made) in asked.into_iter().zip(made) {
        match made {
            Ok(page) => pages.push(page),
            Err(why) => missing.push(MissingDeal { record, why }),
        }
    }
    Ok(Json(PacketResponse { as_of: app.clock.now(), pages, missing }))
}

/// Each record that is asked for, once.
fn asked(deals: &str) -> Result<Vec<RecordKey>, ApiError> {
    let names = deals.split(',').map(str::trim).filter(|name| !name.is_empty());
    let keys: Vec<RecordKey> = names
        .map(|name| name.parse().map_err(|error| ApiError::invalid(format!("deals: {error}"))))
        .collect::<Result<_, ApiError>>()?;
    let mut seen = HashSet::new();
    let keys: Vec<RecordKey> = keys.into_iter().filter(|key| seen.insert(key.clone())).collect();
    match keys.len() {
        0 => Err(ApiError::invalid("deals: there is none; name one to five records, as crm/object/id")),
        many if many > MOST_DEALS => {
            Err(ApiError::invalid(format!("deals: {many} are more than the {MOST_DEALS} of a packet; leave some out")))
        }
        _ => Ok(keys),
    }
}

/// The page of a record, or why there is none. Only the store's failure is one of the whole answer.
async fn page(
    app: &Arc<App>,
    caller: &Caller,
    library: &Library,
    record: &RecordKey,
) -> Result<Result<DealPage, WhyMissing>, ApiError> {
    match app.records.look_up(record).await {
        Ok(found) if found.circle.record.kind == RecordKind::Contact => Ok(Err(WhyMissing::NoDeal)),
        Ok(found) => made(app, caller, library, found).await.map(Ok),
        Err(LookUpError::NoSuchRecord) => Ok(Err(WhyMissing::NoSuchRecord)),
        Err(LookUpError::Away(_) | LookUpError::Slow(_)) => Ok(Err(WhyMissing::NotRead)),
        Err(error) => Err(error.into()),
    }
}

async fn made(app: &App, caller: &Caller, library: &Library, found: Found) -> Result<DealPage, ApiError> {
    let key = &found.circle.record.key;
    let (reports, uses) =
        futures::try_join!(app.store.reports(ReportsOf::Record(key), &caller.person.id), app.store.content_uses(key))?;
    let materials = Materials {
        circle: &found.circle,
        record_url: app.records.site(&key.crm).and_then(|site| plumbline_crm::record_url(site, key)),
        freshness: Freshness { read_at: found.read_at, trouble: found.trouble },
        terms: app.settings.terms,
        sourcing: &app.settings.sourcing,
        library,
        reports,
        uses: &uses,
    };
    Ok(packet::deal_page(materials, app.clock.now()))
}

/// Deals to choose from: those that were closed or that something was reported on lately first.
#[utoipa::path(get, path = "/packet/deals", params(PacketDealsQuery), responses(
    (status = 200, body = PacketDealsResponse),
    (status = 400, body = ErrorResponse, description = "The message names the parameter."),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn deals(
    State(app): State<Arc<App>>,
    _: Caller,
    query: Result<Query<PacketDealsQuery>, QueryRejection>,
) -> Result<Json<PacketDealsResponse>, ApiError> {
    let Query(query) = query.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let text = query.q.trim();
    if text.chars().count() > MOST_TEXT {
        return Err(ApiError::invalid(format!("q: more than {MOST_TEXT} characters; look for less")));
    }
    let now = app.clock.now();
    let since = now - TimeDelta::days(SUGGESTED_DAYS.into());
    let words: Vec<&str> = text.split_whitespace().collect();
    let most = u32::try_from(MOST_CHOICES).unwrap_or(u32::MAX);
    let found: Vec<SoughtDeal> = match named(&app, text) {
        Some(key) => app.store.with_reports_since(stored(&app, &key).await?, since).await?,
        None => app.store.deals_to_review(DealsSought { words: &words, since, searched: MOST_SEARCHED, most }).await?,
    };
    Ok(Json(PacketDealsResponse { as_of: now, deals: packet::choices(found, since, now) }))
}

/// The record that a text names, by its address in the CRM or by its key.
fn named(app: &App, text: &str) -> Option<RecordKey> {
    let sites: Vec<CrmSite> = app.records.sites().cloned().collect();
    text.parse().ok().or_else(|| plumbline_crm::recognise(&sites, text))
}

/// What is known of a record that a packet can have; nothing for another.
async fn stored(app: &App, key: &RecordKey) -> Result<Vec<Record>, ApiError> {
    // Where the CRM cannot say what an address names, it may name what is stored all the same.
    let key = app.records.canonical(key).await.unwrap_or_else(|_| key.clone());
    let read = app.store.record(&key).await?.filter(|read| !read.is_gone).map(|read| read.record);
    Ok(read.filter(|record| record.kind != RecordKind::Contact).into_iter().collect())
}
