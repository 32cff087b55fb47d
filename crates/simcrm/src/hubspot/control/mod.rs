//! What a test or a person asks of the simulator itself, under `/_simulator`. Only this machine may.
//!
//! | path | |
//! | --- | --- |
//! | `state` | `GET`: all objects with every version of every property, and their associations |
//! | `counters` | `GET`: calls, by route, and what was refused, by limit; `DELETE`: count anew |
//! | `limits` | `GET`, `PUT {tenSeconds, day, searches}`; `POST limits/use-up-day` |
//! | `clock` | `GET`, `PUT {now?, speed?, advanceSeconds?}` |
//! | `token` | `GET`, `PUT {scopes?, revoked?}` |
//! | `faults` | `GET`, `DELETE`, `POST {times, path?, fault}` with a [fault](super::fault::Kind) |
//! | `form-submissions` | `POST {contact, form}` |
//! | `visits` | `POST {contact, source, detail: [_, _], url}` |
//! | `meeting-bookings` | `POST {contact, campaign, medium, source}` |
//! | `restorations` | `POST {type, id, user}`: takes a deletion back |
//! | `webhooks` | `GET`: what waits and what became of each request; `PUT {reversed, twice}` |
//!
//! What people do by hand goes through HubSpot's own interface with the header `X-Simulator-User`, which names their user.

mod doings;
mod settings;
mod state;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::Simulator;
use crate::peer::is_here;

/// All addresses.
pub fn router() -> Router<Arc<Simulator>> {
    let routes = Router::new()
        .route("/state", get(state::all))
        .route("/counters", get(settings::counters).delete(settings::forget_counters))
        .route("/limits", get(settings::limits).put(settings::set_limits))
        .route("/limits/use-up-day", post(settings::use_up_day))
        .route("/clock", get(settings::clock).put(settings::set_clock))
        .route("/token", get(settings::token).put(settings::set_token))
        .route("/faults", get(settings::faults).post(settings::add_fault).delete(settings::forget_faults))
        .route("/form-submissions", post(doings::form))
        .route("/visits", post(doings::visit))
        .route("/meeting-bookings", post(doings::booking))
        .route("/restorations", post(doings::restore))
        .route("/webhooks", get(doings::webhooks).put(doings::disorder));
    Router::new().nest("/_simulator", routes).route_layer(from_fn(only_here))
}

/// Refuses who calls from elsewhere.
async fn only_here(request: Request, next: Next) -> Response {
    if is_here(request.extensions()) { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() }
}
