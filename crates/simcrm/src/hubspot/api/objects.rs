//! Objects, one at a time, and lists of all of them.

use axum::Json;
use axum::extract::{OriginalUri, Path};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::call::{Body, Call, named};
use super::error::ApiError;
use super::input::{Id, ObjectInput};
use super::view::{self, Wanted};
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Act, Key, Portal};

type Answer = Result<Json<Value>, ApiError>;

pub async fn list(call: Call, Path(name): Path<String>, OriginalUri(uri): OriginalUri) -> Answer {
    let kind = call.reads(&name)?;
    let wanted = Wanted::of(&call.query)?;
    let limit = call.query.limit(10, if wanted.history.is_empty() { 100 } else { 50 })?;
    let (after, archived) = (call.query.after()?, call.query.flag("archived"));
    Ok(Json(call.simulator.read(|portal| {
        let all = portal.objects(kind).into_iter().flat_map(|objects| objects.from(after));
        let mut found = all.filter(|record| record.archived.is_some() == archived);
        let page: Vec<_> = found.by_ref().take(limit).collect();
        let results: Vec<_> = page.iter().map(|record| view::object(portal, kind, record, &wanted)).collect();
        let mut body = json!({"results": results});
        if let Some(next) = found.next() {
            body["paging"] = view::paging(&next.id.to_string(), uri.path());
        }
        body
    })))
}

pub async fn read(call: Call, Path((name, id)): Path<(String, String)>) -> Answer {
    let kind = call.reads(&name)?;
    let wanted = Wanted::of(&call.query)?;
    let key = call.key(kind, &id)?;
    let archived = call.query.flag("archived");
    let found = call
        .simulator
        .read(|portal| portal.find(key, archived).map(|record| view::object(portal, kind, record, &wanted)));
    found.map(|body| Json(body.into())).ok_or_else(|| ApiError::not_found(&id))
}

pub async fn create(
    call: Call,
    Path(name): Path<String>,
    Body(input): Body<ObjectInput>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let kind = call.writes(&name)?;
    let act = call.act();
    let made = call.simulator.write(|portal| create_one(portal, kind, &input, &act))?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Nothing is created unless everything that it is to be associated with exists.
pub fn create_one(
    portal: &mut Portal,
    kind: ObjectType,
    input: &ObjectInput,
    act: &Act,
) -> Result<Map<String, Value>, ApiError> {
    let ends = input.associations.iter().map(|new| new.end(portal, kind));
    let ends = ends.collect::<Result<Vec<_>, _>>()?;
    if kind == ObjectType::Lead && !ends.iter().any(|end| end.kind == ObjectType::Contact) {
        return Err(ApiError::invalid("A lead must be associated with its primary contact when it is created"));
    }
    let key = portal.create(kind, &input.values()?, act)?;
    for (new, end) in input.associations.iter().zip(ends) {
        portal.associate(key, end, &new.specs(), act)?;
    }
    let record = portal.find(key, false).ok_or_else(|| ApiError::not_found(&key.id.to_string()))?;
    Ok(view::whole(portal, kind, record))
}

pub async fn update(call: Call, Path((name, id)): Path<(String, String)>, Body(input): Body<ObjectInput>) -> Answer {
    let kind = call.writes(&name)?;
    let key = call.key(kind, &id)?;
    let act = call.act();
    let body = call.simulator.write(|portal| update_one(portal, key, &input, &act))?;
    Ok(Json(body.into()))
}

/// Answers the properties that were given and those that changed with them.
pub fn update_one(
    portal: &mut Portal,
    key: Key,
    input: &ObjectInput,
    act: &Act,
) -> Result<Map<String, Value>, ApiError> {
    let values = input.values()?;
    let changed = portal.update(key, &values, act)?;
    let record = portal.find(key, false).ok_or_else(|| ApiError::not_found(&key.id.to_string()))?;
    let properties = values.keys().cloned().chain(changed.iter().map(|name| name.to_string())).collect();
    Ok(view::object(portal, key.kind, record, &Wanted { properties, ..Wanted::default() }))
}

/// What is deleted already, or never was, is no error.
pub async fn archive(call: Call, Path((name, id)): Path<(String, String)>) -> Result<StatusCode, ApiError> {
    let kind = call.writes(&name)?;
    let act = call.act();
    if let Ok(key) = call.key(kind, &id) {
        call.simulator.write(|portal| portal.archive(key, &act));
    }
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Merge {
    primary_object_id: Id,
    object_id_to_merge: Id,
}

pub async fn merge(call: Call, Path(name): Path<String>, Body(request): Body<Merge>) -> Answer {
    let kind = call.writes(&name)?;
    let key = |id: &Id| id.0.parse().map(|id| Key { kind, id }).map_err(|_| ApiError::not_found(&id.0));
    let (primary, other) = (key(&request.primary_object_id)?, key(&request.object_id_to_merge)?);
    let act = call.act();
    let merged = call.simulator.write(|portal| {
        let key = portal.merge(primary, other, &act)?;
        let record = portal.find(key, false).ok_or_else(|| ApiError::not_found(&key.id.to_string()))?;
        Ok::<_, ApiError>(view::whole(portal, kind, record))
    })?;
    Ok(Json(merged.into()))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Purge {
    object_id: Id,
    id_property: Option<String>,
}

/// Only contacts can be removed for good.
pub async fn purge(call: Call, Path(name): Path<String>, Body(request): Body<Purge>) -> Result<StatusCode, ApiError> {
    let kind = call.writes(&name)?;
    if kind != ObjectType::Contact {
        return Err(ApiError::no_such_path());
    }
    let id = &request.object_id.0;
    let key = named(&call.simulator, kind, id, request.id_property.as_deref());
    let key = key.ok_or_else(|| ApiError::not_found(id))?;
    let act = call.act();
    call.simulator.write(|portal| portal.purge(key, &act))?;
    Ok(StatusCode::NO_CONTENT)
}
