//! What one object is associated with.

use axum::Json;
use axum::extract::{OriginalUri, Path};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::batch::Outcome;
use super::call::{Body, Call};
use super::error::ApiError;
use super::input::Spec;
use super::view;
use crate::hubspot::association::AssociationTypeId;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Key, Portal};

const MOST: usize = 500;

/// Both ends, as an address names them.
pub fn ends(call: &Call, from: (&str, &str), to: (&str, &str), writing: bool) -> Result<(Key, Key), ApiError> {
    let end = |(name, id): (&str, &str)| {
        let kind = if writing { call.writes(name) } else { call.reads(name) }?;
        let id = id.parse().map_err(|_| ApiError::not_found(id))?;
        Ok::<_, ApiError>(Key { kind, id })
    };
    Ok((end(from)?, end(to)?))
}

/// Some of what an object is associated with, from an id on, and where that goes on.
pub fn page(portal: &Portal, key: Key, to: ObjectType, after: u64, most: usize) -> (Vec<Value>, Option<String>) {
    let links = portal.find(key, false).map_or(&[][..], |record| record.links(to));
    let mut rest = links.iter().filter(|link| link.to >= after);
    let shown = rest.by_ref().take(most).map(|link| {
        json!({"toObjectId": link.to.to_string(), "associationTypes": view::types(portal, key, to, &link.types)})
    });
    (shown.collect(), rest.next().map(|link| link.to.to_string()))
}

pub async fn list(
    call: Call,
    Path((name, id, to)): Path<(String, String, String)>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<Value>, ApiError> {
    let (kind, to) = (call.reads(&name)?, call.reads(&to)?);
    let key = Key { kind, id: id.parse().map_err(|_| ApiError::not_found(&id))? };
    let (after, limit) = (call.query.after()?, call.query.limit(MOST, MOST)?);
    call.simulator.read(|portal| {
        portal.find(key, false).ok_or_else(|| ApiError::not_found(&id))?;
        let (results, next) = page(portal, key, to, after, limit);
        let mut body = json!({"results": results});
        if let Some(next) = next {
            body["paging"] = view::paging(&next, uri.path());
        }
        Ok(Json(body))
    })
}

type Ends = (String, String, String, String);

pub async fn create(
    call: Call,
    Path((from, id, to, to_id)): Path<Ends>,
    Body(specs): Body<Vec<Spec>>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let (from, to) = ends(&call, (&from, &id), (&to, &to_id), true)?;
    let specs: Vec<_> = specs.iter().map(Spec::read).collect();
    let act = call.act();
    let body = call.simulator.write(|portal| {
        let held = portal.associate(from, to, &specs, &act)?;
        Ok::<_, ApiError>(labels_between(portal, from, to, &held))
    })?;
    Ok((StatusCode::CREATED, Json(body)))
}

/// The labels of an association, as creating it answers.
pub fn labels_between(portal: &Portal, from: Key, to: Key, held: &[AssociationTypeId]) -> Value {
    let types = held.iter().filter_map(|id| portal.association_types.find(from.kind, to.kind, None, *id));
    let labels: Vec<_> = types.filter_map(|kind| kind.label.as_deref()).collect();
    json!({
        "fromObjectTypeId": from.kind.id(),
        "fromObjectId": from.id.to_string(),
        "toObjectTypeId": to.kind.id(),
        "toObjectId": to.id.to_string(),
        "labels": labels,
    })
}

pub async fn create_default(
    call: Call,
    Path((from, id, to, to_id)): Path<Ends>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let (from, to) = ends(&call, (&from, &id), (&to, &to_id), true)?;
    let act = call.act();
    let results = call.simulator.write(|portal| default_one(portal, from, to, &act))?;
    let outcome = Outcome { results, ..Outcome::default() };
    Ok(outcome.answer(StatusCode::OK, act.at, call.simulator.clock.now()))
}

/// Associates without a label, and answers both directions.
pub fn default_one(
    portal: &mut Portal,
    from: Key,
    to: Key,
    act: &crate::hubspot::portal::Act,
) -> Result<Vec<Value>, ApiError> {
    portal.associate(from, to, &[], act)?;
    let directions = [(from, to), (to, from)].into_iter().filter_map(|(from, to)| {
        let kind = portal.association_types.plain(from.kind, to.kind)?;
        Some(json!({
            "from": {"id": from.id.to_string()},
            "to": {"id": to.id.to_string()},
            "associationSpec": {"associationCategory": kind.category.name(), "associationTypeId": kind.id},
        }))
    });
    Ok(directions.collect())
}

pub async fn archive(call: Call, Path((from, id, to, to_id)): Path<Ends>) -> Result<StatusCode, ApiError> {
    let (from, to) = ends(&call, (&from, &id), (&to, &to_id), true)?;
    let act = call.act();
    call.simulator.write(|portal| portal.dissociate(from, to, None, &act));
    Ok(StatusCode::NO_CONTENT)
}

pub async fn labels(call: Call, Path((from, to)): Path<(String, String)>) -> Result<Json<Value>, ApiError> {
    let (from, to) = (call.reads(&from)?, call.reads(&to)?);
    Ok(Json(call.simulator.read(|portal| {
        let ids: Vec<_> = portal.association_types.between(from, to).map(|kind| kind.id).collect();
        json!({"results": view::types(portal, Key { kind: from, id: 0 }, to, &ids)})
    })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewLabel {
    label: String,
    inverse_label: Option<String>,
}

/// Answers the new label's type and the one of the way back.
pub async fn add_label(
    call: Call,
    Path((from, to)): Path<(String, String)>,
    Body(new): Body<NewLabel>,
) -> Result<Json<Value>, ApiError> {
    let (from, to) = (call.writes(&from)?, call.writes(&to)?);
    Ok(Json(call.simulator.write(|portal| {
        let (there, back) = portal.association_types.add(from, to, &new.label, new.inverse_label.as_deref());
        let ends = [(from, to, there), (to, from, back)];
        let types = ends.map(|(kind, to, id)| view::types(portal, Key { kind, id: 0 }, to, &[id])[0].clone());
        json!({"results": types})
    })))
}
