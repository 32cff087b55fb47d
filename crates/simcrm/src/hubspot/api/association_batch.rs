//! Associations of many objects in one request.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::associations::{default_one, labels_between, page};
use super::batch::Outcome;
use super::call::{Body, Call};
use super::error::ApiError;
use super::input::{Id, Inputs, Named, Spec};
use super::view;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::Key;

const MOST_READ: usize = 1000;
const MOST_WRITTEN: usize = 2000;
/// How many associations of one object stand in an answer.
const MOST_OF_ONE: usize = 500;

type Answer = Result<(StatusCode, Json<Value>), ApiError>;

#[derive(Deserialize)]
pub struct Of {
    id: Id,
    after: Option<Id>,
}

/// An object without any such association is told as an error, and so the answer is 207.
pub async fn read(call: Call, Path(names): Path<(String, String)>, Body(request): Body<Inputs<Of>>) -> Answer {
    let (from, to) = (call.reads(&names.0)?, call.reads(&names.1)?);
    let started = call.simulator.clock.now();
    let mut outcome = Outcome::default();
    for input in request.within(MOST_READ)? {
        let after = input.after.map_or(Ok(0), |after| after.0.parse());
        let after = after.map_err(|_| ApiError::invalid("after is not a cursor that was given out"))?;
        let key = input.id.0.parse().ok().map(|id| Key { kind: from, id });
        let read = |key| call.simulator.read(|portal| page(portal, key, to, after, MOST_OF_ONE));
        let (found, next) = key.map(read).unwrap_or_default();
        if found.is_empty() {
            outcome.errors.push(nothing(from, to, &input.id.0));
            continue;
        }
        let mut result = json!({"from": {"id": input.id.0}, "to": found});
        if let Some(next) = next {
            result["paging"] = view::paging(&next, &format!("/crm/v4/objects/{from}/{}/associations/{to}", input.id.0));
        }
        outcome.results.push(result);
    }
    Ok(outcome.answer(StatusCode::OK, started, call.simulator.clock.now()))
}

fn nothing(from: ObjectType, to: ObjectType, id: &str) -> Value {
    json!({
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
        "message": format!("No {to} is associated with {from} {id}."),
        "context": {"fromObjectId": [id], "fromObjectType": [from.singular()], "toObjectType": [to.singular()]},
    })
}

#[derive(Deserialize)]
pub struct Pair {
    from: Named,
    to: Named,
    #[serde(default)]
    types: Vec<Spec>,
}

impl Pair {
    fn keys(&self, from: ObjectType, to: ObjectType) -> Result<(Key, Key), ApiError> {
        let key = |kind, id: &Id| id.0.parse().map(|id| Key { kind, id }).map_err(|_| ApiError::not_found(&id.0));
        Ok((key(from, &self.from.id)?, key(to, &self.to.id)?))
    }
}

fn both(call: &Call, names: &(String, String)) -> Result<(ObjectType, ObjectType), ApiError> {
    Ok((call.writes(&names.0)?, call.writes(&names.1)?))
}

pub async fn create(call: Call, Path(names): Path<(String, String)>, Body(request): Body<Inputs<Pair>>) -> Answer {
    let (from, to) = both(&call, &names)?;
    let act = call.act();
    let mut outcome = Outcome::default();
    for pair in request.within(MOST_WRITTEN)? {
        let specs: Vec<_> = pair.types.iter().map(Spec::read).collect();
        let made = pair.keys(from, to).and_then(|(from, to)| {
            call.simulator.write(|portal| {
                let held = portal.associate(from, to, &specs, &act)?;
                Ok(labels_between(portal, from, to, &held))
            })
        });
        match made {
            Ok(body) => outcome.results.push(body),
            Err(error) => outcome.errors.push(error.within(json!({}))),
        }
    }
    Ok(outcome.answer(StatusCode::CREATED, act.at, call.simulator.clock.now()))
}

pub async fn create_default(
    call: Call,
    Path(names): Path<(String, String)>,
    Body(request): Body<Inputs<Pair>>,
) -> Answer {
    let (from, to) = both(&call, &names)?;
    let act = call.act();
    let mut outcome = Outcome::default();
    for pair in request.within(MOST_WRITTEN)? {
        let made = pair
            .keys(from, to)
            .and_then(|(from, to)| call.simulator.write(|portal| default_one(portal, from, to, &act)));
        match made {
            Ok(results) => outcome.results.extend(results),
            Err(error) => outcome.errors.push(error.within(json!({}))),
        }
    }
    Ok(outcome.answer(StatusCode::OK, act.at, call.simulator.clock.now()))
}

#[derive(Deserialize)]
pub struct Ends {
    from: Named,
    to: Vec<Named>,
}

pub async fn archive(
    call: Call,
    Path(names): Path<(String, String)>,
    Body(request): Body<Inputs<Ends>>,
) -> Result<StatusCode, ApiError> {
    let (from, to) = both(&call, &names)?;
    let act = call.act();
    for input in request.within(MOST_WRITTEN)? {
        for end in input.to {
            let (from, to) = Pair { from: input.from.clone(), to: end, types: Vec::new() }.keys(from, to)?;
            call.simulator.write(|portal| portal.dissociate(from, to, None, &act));
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Takes labels away and leaves the association.
pub async fn archive_labels(
    call: Call,
    Path(names): Path<(String, String)>,
    Body(request): Body<Inputs<Pair>>,
) -> Result<StatusCode, ApiError> {
    let (from, to) = both(&call, &names)?;
    let act = call.act();
    for pair in request.within(MOST_WRITTEN)? {
        let labels: Vec<_> = pair.types.iter().map(|spec| spec.read().1).collect();
        let (from, to) = pair.keys(from, to)?;
        call.simulator.write(|portal| portal.dissociate(from, to, Some(&labels), &act));
    }
    Ok(StatusCode::NO_CONTENT)
}
