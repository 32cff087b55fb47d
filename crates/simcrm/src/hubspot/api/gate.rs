//! What every request passes first: who calls, and whether that may call once more.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use crate::hubspot::Simulator;
use crate::hubspot::fault;
use crate::hubspot::limits::{Left, Limits};
use crate::hubspot::token::Caller;
use crate::peer::is_here;

/// Names the user who does something as a person does, in front of a page. Such requests need no token and are not limited, but
/// must come from this machine.
const USER: &str = "x-simulator-user";

/// Lets a request pass, or answers it.
pub async fn pass(State(simulator): State<Arc<Simulator>>, mut request: Request, next: Next) -> Response {
    let caller = match caller(&simulator, &request) {
        Ok(caller) => caller,
        Err(error) => return error.into_response(),
    };
    let limited = matches!(caller, Caller::App(_));
    let search = request.uri().path().ends_with("/search");
    if limited {
        let route = route(&request);
        let (uptime, now) = (simulator.clock.uptime(), simulator.clock.now());
        let taken = simulator.limiter().take(uptime, now, search, &route);
        if let Err(policy) = taken {
            return with_headers(ApiError::limited(policy).into_response(), &simulator, search);
        }
    }
    let fault = if limited { simulator.faults().next(request.uri().path()) } else { None };
    request.extensions_mut().insert(caller);
    let response = match fault.as_ref().and_then(fault::instead) {
        Some(response) => response,
        None => next.run(request).await,
    };
    let response = if limited { with_headers(response, &simulator, search) } else { response };
    match fault {
        Some(fault) => fault::spoil(&fault, response).await,
        None => response,
    }
}

fn caller(simulator: &Simulator, request: &Request) -> Result<Caller, ApiError> {
    let headers = request.headers();
    let user = headers.get(USER).and_then(|user| user.to_str().ok()).and_then(|user| user.parse().ok());
    if let Some(user) = user.filter(|_| is_here(request.extensions())) {
        return Ok(Caller::Person(user));
    }
    let text = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = text.and_then(|text| text.strip_prefix("Bearer "));
    token.and_then(|token| simulator.app(token)).ok_or_else(ApiError::unauthenticated)
}

/// The method and the path, in which every id is a star.
fn route(request: &Request) -> String {
    let parts = request.uri().path().split('/');
    let starred = parts.map(|part| if part.parse::<u64>().is_ok() { "*" } else { part });
    format!("{} {}", request.method(), starred.collect::<Vec<_>>().join("/"))
}

/// What is left, as HubSpot says it; of searches it says nothing.
fn with_headers(mut response: Response, simulator: &Simulator, search: bool) -> Response {
    if search {
        return response;
    }
    let (Limits { ten_seconds, day, .. }, Left { window, day: left }) = {
        let limiter = simulator.limiter();
        (limiter.limits, limiter.left())
    };
    let values = [
        ("x-hubspot-ratelimit-max", ten_seconds as u64),
        ("x-hubspot-ratelimit-remaining", window as u64),
        ("x-hubspot-ratelimit-interval-milliseconds", 10_000),
        ("x-hubspot-ratelimit-daily", day),
        ("x-hubspot-ratelimit-daily-remaining", left),
    ];
    for (name, value) in values {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from(value));
    }
    response
}
