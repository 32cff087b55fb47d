//! Answers with an ETag, so that asking again costs next to nothing.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};

/// Answers with a body of this kind, or without one where the asker has it already.
pub(super) fn tagged<B: Into<Body>>(
    tag: &str,
    asked: &HeaderMap,
    kind: &'static str,
    body: impl FnOnce() -> B,
) -> Response {
    let tag = format!("\"{tag}\"");
    let known = asked.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    // A proxy that compresses marks the tag as weak.
    let is_known = known.is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let etag: [(HeaderName, String); 1] = [(ETAG, tag)];
    if is_known {
        return (StatusCode::NOT_MODIFIED, etag).into_response();
    }
    (etag, [(CONTENT_TYPE, kind)], body().into()).into_response()
}
