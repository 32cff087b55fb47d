//! What the account and the token say of themselves.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::call::{Body, Call};
use super::error::ApiError;
use crate::hubspot::Simulator;
use crate::hubspot::token::APP;

pub fn routes() -> Router<Arc<Simulator>> {
    Router::new().route("/details", get(details)).route("/api-usage/daily/private-apps", get(usage))
}

async fn details(call: Call) -> Result<Json<Value>, ApiError> {
    call.requires(&["oauth".to_owned()])?;
    let account = call.simulator.read(|portal| portal.account.clone());
    Ok(Json(json!({
        "portalId": account.portal,
        "accountType": "STANDARD",
        "timeZone": account.time_zone,
        "companyCurrency": account.currency,
        "additionalCurrencies": ["USD", "GBP"],
        "utcOffset": "+01:00",
        "utcOffsetMilliseconds": 3_600_000,
        "uiDomain": account.ui_domain,
        "dataHostingLocation": account.hosting,
    })))
}

async fn usage(call: Call) -> Json<Value> {
    let (limits, left) = {
        let limiter = call.simulator.limiter();
        (limiter.limits, limiter.left())
    };
    Json(json!({"results": [{
        "name": "private-apps-api-calls-daily",
        "usageLimit": limits.day,
        "currentUsage": limits.day - left.day,
        "collectedAt": crate::clock::iso(call.simulator.clock.now()),
        "fetchStatus": "SUCCESS",
    }]}))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenRequest {
    token_key: String,
}

/// What the token may do. Asking needs the token itself, which the request carries twice.
pub async fn token(
    State(simulator): State<Arc<Simulator>>,
    _: Call,
    Body(request): Body<TokenRequest>,
) -> Result<Json<Value>, ApiError> {
    let token = simulator.token().clone();
    if token.value != request.token_key || token.revoked {
        return Err(ApiError::unauthenticated());
    }
    let portal = simulator.read(|portal| portal.account.portal);
    Ok(Json(json!({"userId": token.user, "hubId": portal, "appId": APP, "scopes": token.scopes})))
}
