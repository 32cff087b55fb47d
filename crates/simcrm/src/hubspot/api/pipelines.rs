//! Pipelines and their stages.

use axum::Json;
use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::error::ApiError;
use crate::hubspot::pipeline::{Pipeline, Stage};

/// Since when the account has its pipelines.
const CREATED: &str = "2023-01-09T08:00:00.000Z";

fn shown_stage(at: usize, stage: &Stage) -> Value {
    let mut metadata = Map::new();
    metadata.insert("isClosed".to_owned(), stage.closed.to_string().into());
    if let Some(probability) = &stage.probability {
        metadata.insert("probability".to_owned(), probability.as_str().into());
    }
    if let Some(state) = stage.lead_state {
        metadata.insert("leadState".to_owned(), state.into());
    }
    json!({
        "id": stage.id,
        "label": stage.label,
        "displayOrder": at,
        "metadata": metadata,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
        "createdAt": CREATED,
        "updatedAt": CREATED,
        "archived": false,
    })
}

fn stages_of(pipeline: &Pipeline) -> Vec<Value> {
    pipeline.stages.iter().enumerate().map(|(at, stage)| shown_stage(at, stage)).collect()
}

fn shown(at: usize, pipeline: &Pipeline) -> Value {
    json!({
        "id": pipeline.id,
        "label": pipeline.label,
        "displayOrder": at,
        "stages": stages_of(pipeline),
        "createdAt": CREATED,
        "updatedAt": CREATED,
        "archived": false,
    })
}

/// All pipelines of a type, each with its place among them.
fn all(call: &Call, name: &str) -> Result<Vec<(usize, Pipeline)>, ApiError> {
    let kind = call.reads(name)?;
    let of_kind = call
        .simulator
        .read(|portal| portal.pipelines.iter().filter(|pipeline| pipeline.kind == kind).cloned().collect::<Vec<_>>());
    Ok(of_kind.into_iter().enumerate().collect())
}

fn one(call: &Call, name: &str, id: &str) -> Result<(usize, Pipeline), ApiError> {
    let found = all(call, name)?.into_iter().find(|(_, pipeline)| pipeline.id == id);
    found.ok_or_else(|| ApiError::not_found(id))
}

pub async fn list(call: Call, Path(name): Path<String>) -> Result<Json<Value>, ApiError> {
    let results: Vec<_> = all(&call, &name)?.iter().map(|(at, pipeline)| shown(*at, pipeline)).collect();
    Ok(Json(json!({"results": results})))
}

pub async fn read(call: Call, Path((name, id)): Path<(String, String)>) -> Result<Json<Value>, ApiError> {
    let (at, pipeline) = one(&call, &name, &id)?;
    Ok(Json(shown(at, &pipeline)))
}

pub async fn stages(call: Call, Path((name, id)): Path<(String, String)>) -> Result<Json<Value>, ApiError> {
    let (_, pipeline) = one(&call, &name, &id)?;
    Ok(Json(json!({"results": stages_of(&pipeline)})))
}

pub async fn stage(
    call: Call,
    Path((name, id, stage)): Path<(String, String, String)>,
) -> Result<Json<Value>, ApiError> {
    let (_, pipeline) = one(&call, &name, &id)?;
    let found = pipeline.stages.iter().enumerate().find(|(_, own)| own.id == stage);
    found.map(|(at, stage)| Json(shown_stage(at, stage))).ok_or_else(|| ApiError::not_found(&stage))
}
