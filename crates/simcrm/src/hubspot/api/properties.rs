//! Which properties objects have.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::call::{Body, Call};
use super::error::ApiError;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::schema::{Definition, Role};

fn shown(definition: &Definition) -> Value {
    let options = definition.options.iter().enumerate();
    let options: Vec<_> = options
        .map(|(at, (value, label))| json!({"value": value, "label": label, "displayOrder": at, "hidden": false}))
        .collect();
    let read_only = definition.role == Role::ReadOnly;
    let mut body = json!({
        "name": &*definition.name,
        "label": definition.label,
        "type": definition.kind,
        "fieldType": definition.field,
        "description": "",
        "groupName": definition.group,
        "options": options,
        "displayOrder": -1,
        "calculated": read_only,
        "externalOptions": definition.role == Role::Owner,
        "hasUniqueValue": definition.role == Role::Unique,
        "hidden": false,
        "hubspotDefined": definition.hubspot_defined,
        "formField": !read_only,
        "archived": false,
        "modificationMetadata": {
            "archivable": !definition.hubspot_defined,
            "readOnlyDefinition": definition.hubspot_defined,
            "readOnlyValue": read_only,
        },
    });
    if definition.role == Role::Owner {
        body["referencedObjectType"] = "OWNER".into();
    }
    body
}

/// Properties may be read by those who may read the objects, or by the scope of schemas.
fn kind(call: &Call, name: &str, writing: bool) -> Result<ObjectType, ApiError> {
    let kind = ObjectType::parse(name).ok_or_else(|| ApiError::unknown_type(name))?;
    let verb = if writing { "write" } else { "read" };
    let mut scopes = if writing { Vec::new() } else { kind.scopes(false) };
    scopes.push(format!("crm.schemas.{}.{verb}", kind.plural()));
    call.requires(&scopes).map(|()| kind)
}

pub async fn list(call: Call, Path(name): Path<String>) -> Result<Json<Value>, ApiError> {
    let kind = kind(&call, &name, false)?;
    let results: Vec<_> = call.simulator.read(|portal| portal.schema.of(kind).map(shown).collect());
    Ok(Json(json!({"results": results})))
}

pub async fn read(call: Call, Path((name, property)): Path<(String, String)>) -> Result<Json<Value>, ApiError> {
    let kind = kind(&call, &name, false)?;
    let found = call.simulator.read(|portal| portal.schema.find(kind, &property).map(shown));
    found.map(Json).ok_or_else(|| ApiError::not_found(&property))
}

#[derive(Deserialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct New {
    name: String,
    label: String,
    #[serde(rename = "type")]
    kind: String,
    field_type: String,
    group_name: String,
    #[serde(default)]
    options: Vec<Choice>,
    #[serde(default)]
    has_unique_value: bool,
}

/// Adds a property of the account's own.
pub async fn create(
    call: Call,
    Path(name): Path<String>,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let kind = kind(&call, &name, true)?;
    let definition = Definition {
        name: new.name.as_str().into(),
        label: new.label,
        kind: new.kind,
        field: new.field_type,
        group: new.group_name,
        role: if new.has_unique_value { Role::Unique } else { Role::Plain },
        options: new.options.into_iter().map(|choice| (choice.value, choice.label)).collect(),
        hubspot_defined: false,
    };
    let body = shown(&definition);
    call.simulator.write(|portal| portal.schema.add(kind, definition));
    Ok((StatusCode::CREATED, Json(body)))
}
