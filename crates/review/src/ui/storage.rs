//! The browser's storage. It may be off, full or cleared at any time, so nothing here can fail.

use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

fn local() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn of_tab() -> Option<Storage> {
    gloo::utils::window().session_storage().ok().flatten()
}

/// The text that was kept under `key` as long as the tab is open.
pub fn text_of_tab(key: &str) -> Option<String> {
    of_tab()?.get_item(key).ok()?
}

/// Keeps a text under `key` as long as the tab is open; whether it is really kept depends on the browser.
pub fn set_text_of_tab(key: &str, text: &str) -> bool {
    of_tab().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Forgets all that was kept as long as the tab is open.
pub fn clear_tab() {
    if let Some(storage) = of_tab() {
        let _ = storage.clear();
    }
}

/// What was kept under `key`, if it is still there and still readable.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text = local()?.get_item(key).ok()??;
    serde_json::from_str(&text).ok()
}

/// Keeps `value` under `key`; whether it is really kept depends on the browser.
pub fn set<T: Serialize>(key: &str, value: &T) -> bool {
    let kept = serde_json::to_string(value).ok().and_then(|text| local()?.set_item(key, &text).ok());
    kept.is_some()
}

/// Forgets what was kept under `key`.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        // A storage that refuses to forget has nothing to forget.
        let _ = storage.remove_item(key);
    }
}
