//! The clock, the limits, the token, and what is to go wrong.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::clock::{Instant, Reading};
use crate::hubspot::Simulator;
use crate::hubspot::fault::Fault;
use crate::hubspot::limits::{Counters, Limits};

type At = State<Arc<Simulator>>;

/// What was called.
pub async fn counters(State(simulator): At) -> Json<Counters> {
    Json(simulator.limiter().counters.clone())
}

/// Begins to count anew.
pub async fn forget_counters(State(simulator): At) -> StatusCode {
    simulator.limiter().counters = Counters::default();
    StatusCode::NO_CONTENT
}

/// What is allowed.
pub async fn limits(State(simulator): At) -> Json<Limits> {
    Json(simulator.limiter().limits)
}

/// Allows something else from now on.
pub async fn set_limits(State(simulator): At, Json(limits): Json<Limits>) -> Json<Limits> {
    simulator.limiter().limits = limits;
    Json(limits)
}

/// Leaves nothing of today's quota.
pub async fn use_up_day(State(simulator): At) -> StatusCode {
    let now = simulator.clock.now();
    simulator.limiter().use_up_day(now);
    StatusCode::NO_CONTENT
}

/// What time it is.
pub async fn clock(State(simulator): At) -> Json<Reading> {
    Json(simulator.clock.reading())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClockChange {
    now: Option<Instant>,
    speed: Option<f64>,
    /// Puts it forward; windows of limits pass with it.
    advance_seconds: Option<u64>,
}

/// Sets it, puts it forward, or lets it run at another speed.
pub async fn set_clock(State(simulator): At, Json(change): Json<ClockChange>) -> Json<Reading> {
    let clock = &simulator.clock;
    if let Some(now) = change.now {
        clock.set(now);
    }
    if let Some(speed) = change.speed {
        clock.run_at(speed);
    }
    if let Some(seconds) = change.advance_seconds {
        clock.advance(Duration::from_secs(seconds));
    }
    Json(clock.reading())
}

/// What the token may do.
pub async fn token(State(simulator): At) -> Json<Value> {
    let token = simulator.token();
    Json(json!({"value": token.value, "scopes": token.scopes, "revoked": token.revoked}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenChange {
    scopes: Option<BTreeSet<String>>,
    revoked: Option<bool>,
}

/// Gives it other scopes, takes it back, or gives it out again.
pub async fn set_token(state: At, Json(change): Json<TokenChange>) -> Json<Value> {
    {
        let mut token = state.token();
        if let Some(scopes) = change.scopes {
            token.scopes = scopes;
        }
        if let Some(revoked) = change.revoked {
            token.revoked = revoked;
        }
    }
    token(state).await
}

/// What is still to go wrong.
pub async fn faults(State(simulator): At) -> Json<Value> {
    Json(json!(*simulator.faults()))
}

/// Lets something go wrong.
pub async fn add_fault(State(simulator): At, Json(fault): Json<Fault>) -> StatusCode {
    simulator.faults().0.push(fault);
    StatusCode::NO_CONTENT
}

/// Lets nothing more go wrong.
pub async fn forget_faults(State(simulator): At) -> StatusCode {
    simulator.faults().0.clear();
    StatusCode::NO_CONTENT
}
