//! What tools outside the CRM know of touches.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plumbline_domain::Instant;
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::review::ServerEvent;
use plumbline_protocol::touch::{TouchRequest, TouchesRequest, TouchesResponse};

use super::App;
use super::auth::Integration;
use super::body::Body;
use super::error::ApiError;
use crate::store::{Signal, SignalTarget};
use crate::told::{self, FieldError, MOST};

/// Takes touches that the CRM does not know of.
#[utoipa::path(post, path = "/touches", request_body = TouchesRequest, responses(
    (status = 200, body = TouchesResponse, description = "The hub has them on disk."),
    (status = 400, body = ErrorResponse, description = "The message names the touch and the field; none was taken."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only programs may."),
    (status = 413, body = ErrorResponse, description = "Longer than the hub takes."),
))]
pub(super) async fn touches(
    State(app): State<Arc<App>>,
    Integration(caller): Integration,
    Body(TouchesRequest { touches }): Body<TouchesRequest>,
) -> Result<Json<TouchesResponse>, ApiError> {
    if !(1..=MOST).contains(&touches.len()) {
        return Err(ApiError::invalid(format!("touches: must be from 1 to {MOST}, and are {}", touches.len())));
    }
    let (now, told) = (app.clock.now(), touches.len());
    let mut taken = Vec::with_capacity(told);
    for (index, touch) in touches.into_iter().enumerate() {
        let wrong = |wrong: FieldError| ApiError::invalid(format!("touches[{index}].{wrong}"));
        taken.push(touch_of(&app, caller.person.id.as_str(), touch, now).await.map_err(wrong)?);
    }
    let put = app.store.put_touches(&taken, now).await?;
    put.shown_on.into_iter().for_each(|record| app.events.send(ServerEvent::RecordChanged { record }));
    let known = told - put.new - put.changed;
    Ok(Json(TouchesResponse { new: put.new, changed: put.changed, waiting: put.waiting, known }))
}

/// A record is taken whether or not it can be read now, if it is of a CRM that the hub has.
async fn touch_of(app: &App, teller: &str, touch: TouchRequest, now: Instant) -> Result<Signal, FieldError> {
    let mut touch = told::touch(teller, touch, now)?;
    if let SignalTarget::Record(record) = &mut touch.target {
        if app.records.site(&record.crm).is_none() {
            return Err(FieldError::new("record", format!("the hub has no CRM '{}'", record.crm)));
        }
        *record = app.records.canonical(record).await.unwrap_or_else(|_| record.clone());
    }
    Ok(touch)
}
