//! What marketing and sales say to a hand-off.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::ids::{EventId, ReasonCode};
use plumbline_domain::record::{Outcome, RecordKey, RecordKind};
use plumbline_domain::sla::{Acceptance, Event, EventKind, HandOff, hand_offs};
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::hand_off::{Decision, DecisionRequest};
use plumbline_protocol::record_view::HandOffView;
use plumbline_protocol::review::ServerEvent;

use super::App;
use super::auth::Caller;
use super::body::Body;
use super::error::ApiError;
use crate::config::Sla;
use crate::records;
use crate::store::Decided;
use crate::write_back::note_of;

/// The most characters that the words of a rejection may have.
const MOST_WORDS: usize = 2_000;

/// The most characters that a decision's id may have.
const MOST_ID: usize = 100;

/// Hands a record off, or accepts or rejects its latest hand-off, or takes such a decision back. Sending it again changes nothing.
#[utoipa::path(post, path = "/records/{crm}/{object}/{id}/hand-off", request_body = DecisionRequest, params(
    ("crm" = String, Path, example = "odoo-main"),
    ("object" = String, Path, example = "crm.lead"),
    ("id" = String, Path, example = "17"),
), responses(
    (status = 200, body = Option<HandOffView>, description = "The hub has it on disk. There is none when the only one was taken back."),
    (status = 400, body = ErrorResponse, description = "The message names the field."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketing hands off, only sales decides, and only takes back what was one's own."),
    (status = 404, body = ErrorResponse, description = "The record was never handed off."),
    (status = 409, body = ErrorResponse, description = "Somebody decided since, or it was handed off again."),
))]
pub(super) async fn decide(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((crm, object, id)): Path<(String, String, String)>,
    Body(request): Body<DecisionRequest>,
) -> Result<Json<Option<HandOffView>>, ApiError> {
    let named = RecordKey::new(crm, object, id);
    let record = app.records.canonical(&named).await?;
    let id = decision_id(&request.id)?;
    let kind = asked(&app, &caller, &record, &id, request).await?;
    let event = Event { at: app.clock.now(), id, kind };
    let note = note_of(&app.settings, &record, &event.kind, &caller.person.name);
    match app.store.add_decision(&record, &event, &caller.person.id, note.as_deref()).await? {
        Decided::Stored => app.events.send(ServerEvent::RecordChanged { record: record.clone() }),
        Decided::Known => {}
        Decided::Different => return Err(ApiError::invalid("id: another decision has it already; make a new one")),
    }
    Ok(Json(records::hand_off_view(&facts(&app, &record).await?, &app.settings.sla.now(), app.clock.now())))
}

/// What was asked for, if this person may, and the record is as they saw it.
async fn asked(
    app: &App,
    caller: &Caller,
    record: &RecordKey,
    id: &EventId,
    request: DecisionRequest,
) -> Result<EventKind, ApiError> {
    let latest = hand_offs(&facts(app, record).await?.events).pop();
    let decision = match request.decision {
        Decision::HandOff => return passed_on(app, caller, record, latest.as_ref(), id).await,
        decision => decision,
    };
    let latest = latest.ok_or_else(never_handed_off)?;
    // Whoever decided can take it back, whatever they are.
    if !matches!(decision, Decision::Withdraw { .. }) {
        caller.must_be_sales()?;
    }
    let kind = kind(app, caller, decision).await?;
    must_be_open(&latest, id, &kind, request.handed_off_at)?;
    Ok(kind)
}

/// Marketing passes it on, to whoever had it before and still has it in the CRM. Where that is nobody, whoever the CRM gives it to
/// gets this hand-off.
async fn passed_on(
    app: &App,
    caller: &Caller,
    record: &RecordKey,
    latest: Option<&HandOff>,
    id: &EventId,
) -> Result<EventKind, ApiError> {
    caller.must_hand_off()?;
    let is_again = latest.is_some_and(|latest| has_step(latest, id));
    let is_with_sales = latest.is_some_and(|latest| latest.cancellation.is_none());
    let RecordFacts { record: read, profile, .. } = facts(app, record).await?;
    let is_lead = read.kind != RecordKind::Contact || profile.became_lead_at.is_some();
    let is_open = read.stage.as_ref().is_none_or(|stage| stage.outcome == Outcome::Open);
    match (is_again, is_with_sales) {
        (false, true) => Err(conflict("It is with sales already.")),
        _ if !is_lead => Err(ApiError::invalid("Only leads and deals are handed off.")),
        (false, _) if !is_open => Err(conflict("It was won or lost.")),
        _ => {
            let to = latest.and_then(|latest| latest.still_with(read.owner.as_ref())).cloned();
            Ok(EventKind::HandedOff { to })
        }
    }
}

/// Of two who decide at once, the second is told; whoever tells it again is not.
fn must_be_open(latest: &HandOff, id: &EventId, kind: &EventKind, handed_off_at: Instant) -> Result<(), ApiError> {
    if has_step(latest, id) {
        return Ok(());
    }
    // A browser knows moments to the millisecond.
    if latest.at.timestamp_millis() != handed_off_at.timestamp_millis() {
        return Err(conflict("It was handed off again in the meantime."));
    }
    still_open(&latest.acceptance, kind)
}

fn has_step(hand_off: &HandOff, id: &EventId) -> bool {
    hand_off.steps.iter().any(|step| step.event.id == *id)
}

async fn facts(app: &App, record: &RecordKey) -> Result<RecordFacts, ApiError> {
    app.store.facts(record).await?.ok_or_else(never_handed_off)
}

fn never_handed_off() -> ApiError {
    ApiError::not_found("This record was never handed off, so there is nothing to accept or reject.")
}

fn conflict(message: impl Into<String>) -> ApiError {
    ApiError::invalid(message).with_status(StatusCode::CONFLICT)
}

/// Kept apart from the events that the CRM tells, whatever a client calls its decisions.
fn decision_id(id: &EventId) -> Result<EventId, ApiError> {
    let length = id.as_str().chars().count();
    if (1..=MOST_ID).contains(&length) {
        Ok(EventId::new(format!("decision/{id}")))
    } else {
        Err(ApiError::invalid(format!("id: must have from 1 to {MOST_ID} characters, and has {length}")))
    }
}

async fn kind(app: &App, caller: &Caller, decision: Decision) -> Result<EventKind, ApiError> {
    let by = caller.person.name.clone();
    match decision {
        // Marketing's, which is told apart before.
        Decision::HandOff => Ok(EventKind::HandedOff { to: None }),
        Decision::Accept => Ok(EventKind::Accepted { by }),
        Decision::Reject { reason, words } => {
            let words = checked(&app.settings.sla.now(), &reason, words)?;
            Ok(EventKind::Rejected { by, reason, words })
        }
        Decision::Withdraw { decision } => {
            let event = decision_id(&decision)?;
            let author = app.store.decided_by(&event).await?;
            let author = author.ok_or_else(|| ApiError::not_found("There is no such decision to take back."))?;
            if author != caller.person.id {
                return Err(ApiError::forbidden("Only whoever decided can take it back."));
            }
            Ok(EventKind::Withdrawn { event })
        }
    }
}

/// The words of a rejection, as they are kept.
fn checked(sla: &Sla, reason: &ReasonCode, words: Option<String>) -> Result<Option<String>, ApiError> {
    let Some(agreed) = sla.reason(reason) else {
        let codes: Vec<&str> = sla.reasons.iter().map(|reason| reason.code.as_str()).collect();
        return Err(ApiError::invalid(format!("reason: '{reason}' was not agreed; there is {}", codes.join(", "))));
    };
    let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    let length = words.as_ref().map_or(0, |words| words.chars().count());
    match length {
        0 if agreed.needs_words => Err(ApiError::invalid(format!("words: '{}' needs them", agreed.name))),
        0..=MOST_WORDS => Ok(words),
        _ => Err(ApiError::invalid(format!("words: {length} characters are more than {MOST_WORDS}; shorten them"))),
    }
}

fn still_open(acceptance: &Acceptance, kind: &EventKind) -> Result<(), ApiError> {
    match (acceptance, kind) {
        (_, EventKind::Withdrawn { .. }) | (Acceptance::Open, _) => Ok(()),
        // Whoever took it may find later that it does not fit.
        (Acceptance::Accepted { .. }, EventKind::Rejected { .. }) => Ok(()),
        (Acceptance::Accepted { by, .. }, _) => Err(conflict(format!("{by} accepted it in the meantime."))),
        (Acceptance::Rejected { by, .. }, _) => Err(conflict(format!("{by} rejected it in the meantime."))),
    }
}
