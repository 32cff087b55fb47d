//! What visitors and people do beside what the interface lets apps do. What people do by hand, such as changing a property or
//! logging a call, goes through the interface itself, with the header that names them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::hubspot::Simulator;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Act, Key, PortalError, Visit};
use crate::hubspot::record::{RecordId, Source};
use crate::hubspot::webhooks::Disorder;

type At = State<Arc<Simulator>>;
type Done = Result<StatusCode, (StatusCode, String)>;

fn done(result: Result<(), PortalError>) -> Done {
    result.map(|()| StatusCode::NO_CONTENT).map_err(|error| (StatusCode::NOT_FOUND, error.to_string()))
}

fn contact(id: RecordId) -> Key {
    Key { kind: ObjectType::Contact, id }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSubmission {
    contact: RecordId,
    form: String,
}

/// A contact sends a form.
pub async fn form(State(simulator): At, Json(new): Json<FormSubmission>) -> Done {
    let now = simulator.clock.now();
    done(simulator.write(|portal| portal.submitted_form(contact(new.contact), &new.form, now)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewVisit {
    contact: RecordId,
    source: String,
    #[serde(default)]
    detail: [String; 2],
    #[serde(default)]
    url: String,
}

/// A contact comes to the site.
pub async fn visit(State(simulator): At, Json(new): Json<NewVisit>) -> Done {
    let now = simulator.clock.now();
    let detail = [new.detail[0].as_str(), new.detail[1].as_str()];
    let visit = Visit { source: &new.source, detail, url: &new.url };
    done(simulator.write(|portal| portal.visited(contact(new.contact), visit, now)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    contact: RecordId,
    #[serde(default)]
    campaign: String,
    #[serde(default)]
    medium: String,
    #[serde(default)]
    source: String,
}

/// A contact books a meeting.
pub async fn booking(State(simulator): At, Json(new): Json<Booking>) -> Done {
    let now = simulator.clock.now();
    let from = [new.campaign.as_str(), &new.medium, &new.source];
    done(simulator.write(|portal| portal.booked_meeting(contact(new.contact), from, now)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restoration {
    #[serde(rename = "type")]
    kind: String,
    id: RecordId,
    user: u64,
}

/// A person takes a deletion back.
pub async fn restore(State(simulator): At, Json(new): Json<Restoration>) -> Done {
    let unknown = || (StatusCode::NOT_FOUND, format!("there are no objects of type {}", new.kind));
    let kind = ObjectType::parse(&new.kind).ok_or_else(unknown)?;
    let source = Source { kind: "CRM_UI", id: Some(format!("userId:{}", new.user)), user: Some(new.user) };
    let act = Act { at: simulator.clock.now(), source: Arc::new(source) };
    done(simulator.write(|portal| portal.restore(Key { kind, id: new.id }, &act)))
}

/// What waits to be told by webhooks, and what became of what was.
pub async fn webhooks(State(simulator): At) -> Json<Value> {
    let webhooks = simulator.webhooks();
    Json(json!({
        "pending": webhooks.pending(),
        "deliveries": webhooks.deliveries,
        "disorder": webhooks.disorder,
    }))
}

/// Delivers better or worse from now on.
pub async fn disorder(State(simulator): At, Json(disorder): Json<Disorder>) -> Json<Disorder> {
    simulator.webhooks().disorder = disorder;
    Json(disorder)
}
