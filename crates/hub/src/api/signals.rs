//! What programs tell of buyers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::TimeDelta;
use plumbline_crm::odoo::payload::channel::channel;
use plumbline_domain::Instant;
use plumbline_domain::ids::TouchId;
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::review::ServerEvent;
use plumbline_protocol::signal::{SignalRequest, SignalsRequest, SignalsResponse};

use super::App;
use super::auth::Integration;
use super::body::Body;
use super::error::ApiError;
use crate::store::{Signal, SignalTarget};
use crate::told::{FieldError, MOST, named, short, target};

/// How far the clock of whatever tells may be ahead of the hub's. What it dates a little ahead counts as of now.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// Takes what programs tell of buyers.
#[utoipa::path(post, path = "/events", request_body = SignalsRequest, responses(
    (status = 200, body = SignalsResponse, description = "The hub has them on disk."),
    (status = 400, body = ErrorResponse, description = "The message names the event and the field; none was taken."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only programs may."),
    (status = 413, body = ErrorResponse, description = "Longer than the hub takes."),
))]
pub(super) async fn tell(
    State(app): State<Arc<App>>,
    Integration(caller): Integration,
    Body(SignalsRequest { events }): Body<SignalsRequest>,
) -> Result<Json<SignalsResponse>, ApiError> {
    if !(1..=MOST).contains(&events.len()) {
        return Err(ApiError::invalid(format!("events: must be from 1 to {MOST}, and are {}", events.len())));
    }
    let (now, told) = (app.clock.now(), events.len());
    let mut signals = Vec::with_capacity(told);
    for (index, event) in events.into_iter().enumerate() {
        let wrong = |wrong: FieldError| ApiError::invalid(format!("events[{index}].{wrong}"));
        let mut signal = signal(caller.person.id.as_str(), event, now).map_err(wrong)?;
        if let SignalTarget::Record(record) = &mut signal.target {
            // A record is taken whether or not it can be read now.
            *record = app.records.canonical(record).await.unwrap_or_else(|_| record.clone());
        }
        signals.push(signal);
    }
    let put = app.store.put_signals(&signals, now).await?;
    put.shown_on.into_iter().for_each(|record| app.events.send(ServerEvent::RecordChanged { record }));
    Ok(Json(SignalsResponse { new: put.new, waiting: put.waiting, known: told - put.new }))
}

/// The signal as it is kept. Whoever tells it cannot be mistaken for another.
fn signal(teller: &str, event: SignalRequest, now: Instant) -> Result<Signal, FieldError> {
    let id = named("id", &event.id)?;
    let kind = named("kind", event.kind.as_str())?;
    let at = event.at.unwrap_or(now);
    if at > now + AHEAD {
        return Err(FieldError::new("at", format!("{at} has not come yet; the hub's clock says {now}")));
    }
    let target = target(event.record.as_ref(), event.email.as_deref())?;
    let (source, medium) = (short("source", event.source)?, short("medium", event.medium)?);
    let (campaign, summary) = (short("campaign", event.campaign)?, short("summary", event.summary)?);
    let by_utm = (source.is_some() || medium.is_some()).then(|| channel(medium.as_deref(), source.as_deref()));
    let touch = Touch {
        id: TouchId::new(format!("signal/{teller}/{id}")),
        at: at.min(now),
        actor: Actor::Buyer,
        channel: event.channel.or(by_utm).unwrap_or(Channel::Direct),
        source,
        medium,
        campaign,
        contact: None,
        summary: summary.unwrap_or(kind),
        signal: Some(event.kind),
    };
    Ok(Signal { target, touch })
}
