//! The browser's `fetch` as it is. A library around it takes two of the panel's 150 kilobytes.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Response};

use super::host::object;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    async fn fetch_as_it_is(url: &str, options: &JsValue) -> Result<JsValue, JsValue>;
}

/// What to ask.
pub struct Request<'a> {
    /// Such as `GET`.
    pub method: &'static str,
    /// Where.
    pub url: &'a str,
    /// By name.
    pub headers: &'a [(&'a str, JsValue)],
    /// Text, or undefined for none.
    pub body: JsValue,
    /// Milliseconds after which it is given up.
    pub patience: u32,
}

/// Sends without the browser's cache or cookies; the answer's head, unless there was no connection or no answer in time.
pub async fn fetch(request: Request<'_>) -> Option<Response> {
    let options = object(&[
        ("method", request.method.into()),
        ("headers", object(request.headers)),
        ("body", request.body),
        ("cache", "no-store".into()),
        ("credentials", "omit".into()),
        ("signal", AbortSignal::timeout_with_u32(request.patience).into()),
    ]);
    fetch_as_it_is(request.url, &options).await.ok().map(JsCast::unchecked_into)
}

/// A header of an answer.
pub fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

/// The answer's body, whole; `None` when the connection broke or it took too long.
pub async fn text(response: &Response) -> Option<JsValue> {
    JsFuture::from(response.text().ok()?).await.ok()
}

/// The same as bytes.
pub async fn bytes(response: &Response) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
