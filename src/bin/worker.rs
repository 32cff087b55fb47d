//! The background worker's program: what `extension/background.js` calls. Thin; see [`plumbline::worker`].

use plumbline::worker;
use wasm_bindgen::prelude::*;

fn main() {}

/// The browser or the extension was started, installed or updated.
#[wasm_bindgen]
pub async fn started() {
    worker::started().await;
}

/// Access to some site was given or taken away.
#[wasm_bindgen]
pub async fn permitted() {
    worker::permitted().await;
}

/// An alarm rang, or the browser came online.
#[wasm_bindgen]
pub async fn rang(name: String) {
    worker::rang(&name).await;
}

/// A keyboard command or the toolbar button was used in `tab`.
#[wasm_bindgen]
pub async fn commanded(command: String, tab: JsValue) {
    worker::commanded(&command, &tab).await;
}

/// A notification of this name was clicked.
#[wasm_bindgen]
pub async fn clicked(name: String) {
    worker::clicked(&name).await;
}

/// A message came from `sender`.
#[wasm_bindgen]
pub async fn messaged(message: JsValue, sender: JsValue) -> JsValue {
    worker::messaged(message, sender).await
}
