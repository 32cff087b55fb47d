//! What marketing keeps, as this page asks the hub for it and changes it.

use gloo::net::http::Method;
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_protocol::library::{
    ContentEntry, ContentHistoryResponse, ContentRequest, ContentResponse, ImportResponse, MergeRequest,
    ObjectionEntry, ObjectionHandlingRequest, ObjectionRequest, ObjectionsResponse,
};
use plumbline_protocol::review::ObjectionResponse;
use wasm_bindgen::JsValue;

use super::{Error, call, call_with};
use crate::ui::address::encoded;

/// How long the hub may take over an import, in milliseconds: it keeps each row.
const IMPORT_PATIENCE: u32 = 300_000;

/// Every objection, also those that count as another.
pub async fn objections() -> Result<ObjectionsResponse, Error> {
    call(Method::GET, "/v1/objections?all=true", None::<&()>).await
}

/// Every piece of content, also what was taken out.
pub async fn all_content() -> Result<ContentResponse, Error> {
    call(Method::GET, "/v1/content?all=true", None::<&()>).await
}

/// All of one objection.
pub async fn objection(id: &ObjectionId) -> Result<ObjectionResponse, Error> {
    call(Method::GET, &of_objection(id, ""), None::<&()>).await
}

/// Adds an objection, or changes the version of it that was seen.
pub async fn put_objection(request: &ObjectionRequest) -> Result<ObjectionEntry, Error> {
    call(Method::PUT, &of_objection(&request.objection.id, ""), Some(request)).await
}

/// Handles an objection as a whole.
pub async fn handle_objection(id: &ObjectionId, request: &ObjectionHandlingRequest) -> Result<ObjectionEntry, Error> {
    call(Method::POST, &of_objection(id, "/handling"), Some(request)).await
}

/// Lets an objection count as another, or as itself again.
pub async fn merge_objection(id: &ObjectionId, request: &MergeRequest) -> Result<ObjectionEntry, Error> {
    call(Method::POST, &of_objection(id, "/merge"), Some(request)).await
}

/// Adds a piece of content, or changes the version of it that was seen.
pub async fn put_content(request: &ContentRequest) -> Result<ContentEntry, Error> {
    call(Method::PUT, &format!("/v1/content/{}", encoded(request.content.id.as_str())), Some(request)).await
}

/// What happened to a piece of content.
pub async fn content_changes(id: &ContentId) -> Result<ContentHistoryResponse, Error> {
    call(Method::GET, &format!("/v1/content/{}/changes", encoded(id.as_str())), None::<&()>).await
}

/// Takes the rows of a file in.
pub async fn import(kind: &str, format: &str, rows: &JsValue) -> Result<ImportResponse, Error> {
    let path = format!("/v1/library/import?kind={kind}&format={format}");
    let media = if format == "csv" { "text/csv" } else { "application/json" };
    call_with(&path, IMPORT_PATIENCE, |request| request.method(Method::POST).header("content-type", media).body(rows))
        .await
}

/// Where all objections or all content are as a file.
pub fn export(kind: &str, format: &str) -> String {
    format!("/v1/library/export?kind={kind}&format={format}")
}

fn of_objection(id: &ObjectionId, what: &str) -> String {
    format!("/v1/objections/{}{what}", encoded(id.as_str()))
}
