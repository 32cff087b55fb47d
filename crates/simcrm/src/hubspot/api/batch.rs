//! Many objects in one request. A batch in which something is missing succeeds in part, with status 207.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::call::{Body, Call, named};
use super::error::ApiError;
use super::input::{Inputs, Named, ObjectInput};
use super::objects::{create_one, update_one};
use super::view::{self, Wanted};
use crate::clock::{Instant, iso};
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::Key;

/// The most inputs of a batch, and the most of one that asks for histories.
const MOST: usize = 100;
const MOST_WITH_HISTORY: usize = 50;

type Answer = Result<(StatusCode, Json<Value>), ApiError>;

/// What became of a batch.
#[derive(Default)]
pub struct Outcome {
    /// What was done.
    pub results: Vec<Value>,
    /// What could not be.
    pub errors: Vec<Value>,
}

impl Outcome {
    /// As it is answered; `good` is the status when nothing went wrong.
    pub fn answer(self, good: StatusCode, started: Instant, completed: Instant) -> (StatusCode, Json<Value>) {
        let mut body = json!({
            "status": "COMPLETE",
            "results": self.results,
            "startedAt": iso(started),
            "completedAt": iso(completed),
        });
        if self.errors.is_empty() {
            return (good, Json(body));
        }
        body["numErrors"] = self.errors.len().into();
        body["errors"] = self.errors.into();
        (StatusCode::MULTI_STATUS, Json(body))
    }

    /// Notes that objects do not exist.
    pub fn missing(&mut self, kind: ObjectType, ids: &[String]) {
        let name = kind.singular().to_uppercase();
        let message =
            format!("Could not get some {name} objects, they may be deleted or not exist. Check that ids are valid.");
        self.errors.push(json!({
            "status": "error",
            "category": "OBJECT_NOT_FOUND",
            "message": message,
            "context": {"ids": ids},
        }));
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Read {
    #[serde(flatten)]
    inputs: Inputs<Named>,
    #[serde(default)]
    properties: Vec<String>,
    #[serde(default)]
    properties_with_history: Vec<String>,
    id_property: Option<String>,
}

/// Answers in the order of the ids, each object once, whatever was asked for.
pub async fn read(call: Call, Path(name): Path<String>, Body(request): Body<Read>) -> Answer {
    let kind = call.reads(&name)?;
    let wanted =
        Wanted { properties: request.properties, history: request.properties_with_history, ..Wanted::default() };
    let most = if wanted.history.is_empty() { MOST } else { MOST_WITH_HISTORY };
    let started = call.simulator.clock.now();
    let archived = call.query.flag("archived");
    let mut found = std::collections::BTreeMap::new();
    let mut missing = Vec::new();
    for input in request.inputs.within(most)? {
        let key = named(&call.simulator, kind, &input.id.0, request.id_property.as_deref());
        let shown = call.simulator.read(|portal| {
            let record = portal.find(key?, archived)?;
            Some((record.id, view::object(portal, kind, record, &wanted)))
        });
        match shown {
            Some((id, body)) => drop(found.insert(id, body)),
            None => missing.push(input.id.0),
        }
    }
    let mut outcome = Outcome { results: found.into_values().map(Value::from).collect(), ..Outcome::default() };
    if !missing.is_empty() {
        outcome.missing(kind, &missing);
    }
    Ok(outcome.answer(StatusCode::OK, started, call.simulator.clock.now()))
}

/// Does something with each input. An error is told beside the others' results where the input can be told by its trace id;
/// otherwise it is the answer to the whole batch.
fn each(
    call: &Call,
    inputs: &[ObjectInput],
    good: StatusCode,
    mut act: impl FnMut(&ObjectInput) -> Result<Map<String, Value>, ApiError>,
) -> Answer {
    let started = call.simulator.clock.now();
    let mut outcome = Outcome::default();
    for input in inputs {
        match (act(input), &input.object_write_trace_id) {
            (Ok(mut body), trace) => {
                if let Some(trace) = trace {
                    body.insert("objectWriteTraceId".to_owned(), trace.as_str().into());
                }
                outcome.results.push(body.into());
            }
            (Err(error), Some(trace)) => outcome.errors.push(error.within(json!({"objectWriteTraceId": [trace]}))),
            (Err(error), None) => return Err(error),
        }
    }
    Ok(outcome.answer(good, started, call.simulator.clock.now()))
}

pub async fn create(call: Call, Path(name): Path<String>, Body(request): Body<Inputs<ObjectInput>>) -> Answer {
    let kind = call.writes(&name)?;
    let inputs = request.within(MOST)?;
    let act = call.act();
    all_or_traced(&call, kind, &inputs)?;
    each(&call, &inputs, StatusCode::CREATED, |input| {
        call.simulator.write(|portal| create_one(portal, kind, input, &act))
    })
}

/// Refuses the whole batch before anything is done when one input is wrong and cannot be told from the others.
fn all_or_traced(call: &Call, kind: ObjectType, inputs: &[ObjectInput]) -> Result<(), ApiError> {
    for input in inputs.iter().filter(|input| input.object_write_trace_id.is_none()) {
        let values = input.values()?;
        let own = named(&call.simulator, kind, &input.id.0, input.id_property.as_deref());
        call.simulator.read(|portal| portal.check(kind, &values, own))?;
    }
    Ok(())
}

pub async fn update(call: Call, Path(name): Path<String>, Body(request): Body<Inputs<ObjectInput>>) -> Answer {
    let kind = call.writes(&name)?;
    let inputs = request.within(MOST)?;
    let act = call.act();
    all_or_traced(&call, kind, &inputs)?;
    let started = act.at;
    let exists = |key: Key| call.simulator.read(|portal| portal.find(key, false).is_some());
    let own = |input: &ObjectInput| named(&call.simulator, kind, &input.id.0, input.id_property.as_deref());
    let (known, unknown): (Vec<_>, Vec<_>) = inputs.into_iter().partition(|input| own(input).is_some_and(exists));
    let (status, Json(mut body)) = each(&call, &known, StatusCode::OK, |input| {
        let key = own(input).ok_or_else(|| ApiError::not_found(&input.id.0))?;
        call.simulator.write(|portal| update_one(portal, key, input, &act))
    })?;
    if unknown.is_empty() {
        return Ok((status, Json(body)));
    }
    let mut outcome = Outcome { results: taken(&mut body, "results"), errors: taken(&mut body, "errors") };
    outcome.missing(kind, &unknown.into_iter().map(|input| input.id.0).collect::<Vec<_>>());
    Ok(outcome.answer(StatusCode::OK, started, call.simulator.clock.now()))
}

fn taken(body: &mut Value, name: &str) -> Vec<Value> {
    body[name].as_array_mut().map(std::mem::take).unwrap_or_default()
}

/// Changes what exists and creates what does not, told apart by a unique property.
pub async fn upsert(call: Call, Path(name): Path<String>, Body(request): Body<Inputs<ObjectInput>>) -> Answer {
    let kind = call.writes(&name)?;
    let inputs = request.within(MOST)?;
    let act = call.act();
    all_or_traced(&call, kind, &inputs)?;
    each(&call, &inputs, StatusCode::OK, |input| {
        let own = named(&call.simulator, kind, &input.id.0, input.id_property.as_deref());
        let own = own.filter(|key| call.simulator.read(|portal| portal.find(*key, false).is_some()));
        let mut body = match (own, &input.id_property) {
            (Some(key), _) => call.simulator.write(|portal| update_one(portal, key, input, &act))?,
            (None, Some(property)) => {
                let mut values = input.clone();
                values.complete(property);
                call.simulator.write(|portal| create_one(portal, kind, &values, &act))?
            }
            (None, None) => return Err(ApiError::not_found(&input.id.0)),
        };
        body.insert("new".to_owned(), own.is_none().into());
        Ok(body)
    })
}

pub async fn archive(
    call: Call,
    Path(name): Path<String>,
    Body(request): Body<Inputs<Named>>,
) -> Result<StatusCode, ApiError> {
    let kind = call.writes(&name)?;
    let act = call.act();
    for input in request.within(MOST)? {
        if let Ok(id) = input.id.0.parse() {
            call.simulator.write(|portal| portal.archive(Key { kind, id }, &act));
        }
    }
    Ok(StatusCode::NO_CONTENT)
}
