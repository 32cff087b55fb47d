//! The browser's storage. It may be off, full or cleared at any time, so nothing here can fail.

use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

fn local() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
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
