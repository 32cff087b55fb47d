//! Everything that is the browser's: its extension API, clock, storage and formats. Nothing else in this package calls
//! `chrome.*` or asks for the time.

mod chrome;
pub mod format;
pub mod host;
pub mod link;
pub mod read;
pub mod storage;
pub mod text;

use chrono::{DateTime, Utc};
use gloo::timers::callback::Timeout;
use plumbline_domain::Instant;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Now, by this machine's clock.
pub fn now() -> Instant {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
    let milliseconds = js_sys::Date::now() as i64;
    DateTime::<Utc>::from_timestamp_millis(milliseconds).unwrap_or_default()
}

/// Does `task` once what was drawn just now has been laid out: nothing that can wait should keep a person waiting.
pub fn later(task: impl Future<Output = ()> + 'static) {
    Timeout::new(0, || spawn_local(task)).forget();
}

/// Writes to the console of the page or worker. Never given a token, nor what a rep wrote.
pub fn log(message: &str) {
    console_warn(message);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn console_warn(message: &str);
}
