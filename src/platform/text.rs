//! Words, in the person's language: `extension/_locales/*/messages.json`.

use wasm_bindgen::JsValue;

use super::chrome;

/// The text under `key`.
pub fn text(key: &str) -> String {
    chrome::message_text(key, &JsValue::UNDEFINED)
}

/// The text under `key`, with `$1`, `$2`, … replaced.
pub fn text_with(key: &str, parts: &[&str]) -> String {
    let parts: js_sys::Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    chrome::message_text(key, &parts)
}

/// The text under `key_one` or `key_many`, with `$1` replaced by the number.
pub fn counted(key: &str, count: usize) -> String {
    let key = if count == 1 { format!("{key}_one") } else { format!("{key}_many") };
    text_with(&key, &[&count.to_string()])
}
