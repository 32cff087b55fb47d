//! Owners.

use axum::Json;
use axum::extract::{OriginalUri, Path};
use serde_json::{Value, json};

use super::call::Call;
use super::error::ApiError;
use super::view;
use crate::clock::iso;
use crate::hubspot::owner::Owner;

const SCOPE: &str = "crm.objects.owners.read";

fn shown(owner: &Owner) -> Value {
    let teams = owner.teams.iter().enumerate();
    let teams: Vec<_> = teams.map(|(at, team)| json!({"id": team.id, "name": team.name, "primary": at == 0})).collect();
    let mut body = json!({
        "id": owner.id.to_string(),
        "email": owner.email,
        "type": "PERSON",
        "firstName": owner.first_name,
        "lastName": owner.last_name,
        "userIdIncludingInactive": owner.user,
        "createdAt": iso(owner.created),
        "updatedAt": iso(owner.archived.unwrap_or(owner.created)),
        "archived": owner.archived.is_some(),
        "teams": teams,
    });
    // Who has left has no user any more.
    if owner.archived.is_none() {
        body["userId"] = owner.user.into();
    }
    body
}

pub async fn list(call: Call, OriginalUri(uri): OriginalUri) -> Result<Json<Value>, ApiError> {
    call.requires(&[SCOPE.to_owned()])?;
    let (after, limit) = (call.query.after()?, call.query.limit(100, 500)?);
    let archived = call.query.flag("archived");
    let email = call.query.one("email").map(str::to_lowercase);
    Ok(Json(call.simulator.read(|portal| {
        let of_address = |owner: &&Owner| email.as_ref().is_none_or(|email| owner.email.to_lowercase() == *email);
        let of_state = |owner: &&Owner| owner.archived.is_some() == archived;
        let all = portal.owners.iter().filter(of_state).filter(of_address);
        let mut rest = all.filter(|owner| owner.id >= after);
        let results: Vec<_> = rest.by_ref().take(limit).map(shown).collect();
        let mut body = json!({"results": results});
        if let Some(next) = rest.next() {
            body["paging"] = view::paging(&next.id.to_string(), uri.path());
        }
        body
    })))
}

pub async fn read(call: Call, Path(id): Path<String>) -> Result<Json<Value>, ApiError> {
    call.requires(&[SCOPE.to_owned()])?;
    let archived = call.query.flag("archived");
    let by_user = call.query.one("idProperty") == Some("userId");
    let named = |owner: &&Owner| if by_user { owner.user.to_string() == id } else { owner.id.to_string() == id };
    let found = call.simulator.read(|portal| {
        portal.owners.iter().filter(|owner| owner.archived.is_some() == archived).find(named).map(shown)
    });
    found.map(Json).ok_or_else(|| ApiError::not_found(&id))
}
