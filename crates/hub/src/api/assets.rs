//! The review app, from within the hub's own binary.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

/// What `trunk build` makes of the review app. Debug builds read it from the folder each time.
#[derive(Embed)]
#[folder = "../review/dist"]
#[allow_missing = true]
struct ReviewApp;

const PAGE: &str = "index.html";

/// WebAssembly needs `wasm-unsafe-eval`.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; \
                      object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Plumbline hub</title>\
                         <p>The hub is running. The review page is not in this build: run <code>cargo xtask build</code> \
                         and start the hub again.";

/// A file of the review app; its page for every other address, which is a route within it.
pub(super) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = ReviewApp::get(path).filter(|_| !path.is_empty()) {
        return answer(path, file, &headers);
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match ReviewApp::get(PAGE) {
        _ if is_file => StatusCode::NOT_FOUND.into_response(),
        Some(page) => answer(PAGE, page, &headers),
        None => (security(), [(CONTENT_TYPE, "text/html; charset=utf-8")], NOT_BUILT).into_response(),
    }
}

/// Revalidated each time, so that an updated hub is never seen with the old page's scripts.
fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag: String = file.metadata.sha256_hash().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    let is_known =
        headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok()).is_some_and(|known| known.contains(&tag));
    let caching = [(CACHE_CONTROL, "no-cache".to_owned()), (ETAG, tag)];
    if is_known {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    (security(), caching, [(CONTENT_TYPE, kind.to_string())], file.data).into_response()
}

fn security() -> [(HeaderName, &'static str); 2] {
    [(CONTENT_SECURITY_POLICY, POLICY), (REFERRER_POLICY, "no-referrer")]
}
