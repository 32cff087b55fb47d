//! Where an app says what it wants to hear of. It shows itself by its developer's key, not by a token.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::call::Body;
use super::error::ApiError;
use super::query::Query;
use crate::clock::iso;
use crate::hubspot::Simulator;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::token::APP;
use crate::hubspot::webhooks::{Settings, Subscription, Throttling, known};

type At = State<Arc<Simulator>>;
type Answer = Result<Json<Value>, ApiError>;

pub fn routes() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/{app}/settings", get(settings).put(set_settings).delete(forget_settings))
        .route("/{app}/subscriptions", get(list).post(create))
        .route("/{app}/subscriptions/batch/update", post(update_many))
        .route("/{app}/subscriptions/{id}", get(read).patch(update).delete(remove))
}

/// Lets only the app's developer in.
pub async fn pass(State(simulator): At, request: Request, next: Next) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let own = format!("/{APP}/");
    if query.one("hapikey") != Some(&simulator.developer_key) {
        return ApiError::unauthenticated().into_response();
    }
    if !request.uri().path().contains(&own) {
        return ApiError::no_such_path().into_response();
    }
    next.run(request).await
}

async fn settings(State(simulator): At) -> Answer {
    simulator.webhooks().settings.as_ref().map(|own| Json(json!(own))).ok_or_else(ApiError::no_such_path)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewSettings {
    target_url: String,
    throttling: Throttling,
}

async fn set_settings(State(simulator): At, Body(new): Body<NewSettings>) -> Answer {
    let now = iso(simulator.clock.now());
    let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let secure = new.target_url.starts_with("https://") || here.iter().any(|host| new.target_url.starts_with(host));
    if !secure {
        return Err(ApiError::invalid("targetUrl must begin with https://, unless it is on this machine"));
    }
    let created_at = simulator.webhooks().settings.as_ref().map_or(now.clone(), |own| own.created_at.clone());
    let NewSettings { target_url, throttling } = new;
    let settings = Settings { target_url, throttling, created_at, updated_at: now };
    simulator.webhooks().settings = Some(settings.clone());
    simulator.write(crate::hubspot::portal::Portal::watch);
    Ok(Json(json!(settings)))
}

async fn forget_settings(State(simulator): At) -> StatusCode {
    simulator.webhooks().settings = None;
    StatusCode::NO_CONTENT
}

fn shown(subscription: &Subscription) -> Value {
    let mut body = json!({
        "id": subscription.id.to_string(),
        "eventType": subscription.event,
        "active": subscription.active,
        "createdAt": subscription.created,
        "updatedAt": subscription.updated,
    });
    if let Some(property) = &subscription.property {
        body["propertyName"] = property.as_str().into();
    }
    if let Some(object) = subscription.object {
        body["objectTypeId"] = object.id().into();
    }
    body
}

async fn list(State(simulator): At) -> Json<Value> {
    Json(json!({"results": simulator.webhooks().subscriptions.iter().map(shown).collect::<Vec<_>>()}))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct New {
    event_type: String,
    property_name: Option<String>,
    object_type_id: Option<String>,
    #[serde(default)]
    active: bool,
}

async fn create(State(simulator): At, Body(new): Body<New>) -> Result<(StatusCode, Json<Value>), ApiError> {
    if !known(&new.event_type) {
        return Err(ApiError::invalid(format!("There are no events of type {}", new.event_type)));
    }
    let object = new.object_type_id.as_deref().map(|name| ObjectType::parse(name).ok_or(name));
    let object = object.transpose().map_err(ApiError::unknown_type)?;
    if new.event_type.starts_with("object.") && object.is_none() {
        return Err(ApiError::invalid("Events of objects need an objectTypeId"));
    }
    if new.event_type.ends_with(".propertyChange") && new.property_name.is_none() {
        return Err(ApiError::invalid("Events of type propertyChange need a propertyName"));
    }
    let now = iso(simulator.clock.now());
    let mut webhooks = simulator.webhooks();
    let id = webhooks.subscriptions.iter().map(|own| own.id).max().map_or(2001, |last| last + 1);
    let (event, property, active) = (new.event_type, new.property_name, new.active);
    let subscription = Subscription { id, event, property, object, active, created: now.clone(), updated: now };
    webhooks.subscriptions.push(subscription.clone());
    Ok((StatusCode::CREATED, Json(shown(&subscription))))
}

async fn read(State(simulator): At, Path((_, id)): Path<(u64, u64)>) -> Answer {
    let webhooks = simulator.webhooks();
    let found = webhooks.subscriptions.iter().find(|own| own.id == id);
    found.map(|own| Json(shown(own))).ok_or_else(|| ApiError::not_found(&id.to_string()))
}

#[derive(Deserialize)]
struct Activity {
    active: bool,
}

fn activate(simulator: &Simulator, id: u64, active: bool) -> Result<Value, ApiError> {
    let now = iso(simulator.clock.now());
    let mut webhooks = simulator.webhooks();
    let found = webhooks.subscriptions.iter_mut().find(|own| own.id == id);
    let subscription = found.ok_or_else(|| ApiError::not_found(&id.to_string()))?;
    subscription.active = active;
    subscription.updated = now;
    Ok(shown(subscription))
}

async fn update(State(simulator): At, Path((_, id)): Path<(u64, u64)>, Body(new): Body<Activity>) -> Answer {
    activate(&simulator, id, new.active).map(Json)
}

#[derive(Deserialize)]
struct Which {
    id: u64,
    active: bool,
}

async fn update_many(State(simulator): At, Body(new): Body<super::input::Inputs<Which>>) -> Answer {
    let started = iso(simulator.clock.now());
    let changed = new.within(100)?.iter().map(|one| activate(&simulator, one.id, one.active)).collect::<Result<_, _>>();
    let results: Vec<Value> = changed?;
    Ok(Json(json!({"status": "COMPLETE", "results": results, "startedAt": started, "completedAt": started})))
}

async fn remove(State(simulator): At, Path((_, id)): Path<(u64, u64)>) -> StatusCode {
    simulator.webhooks().subscriptions.retain(|own| own.id != id);
    StatusCode::NO_CONTENT
}
