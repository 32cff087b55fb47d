//! Everything that is the browser's: its extension API, clock, storage and formats. Nothing else in this package calls
//! `chrome.*` or asks for the time.

mod chrome;
pub mod fetch;
pub mod format;
pub mod host;
pub mod link;
pub mod read;
pub mod screen;
pub mod storage;
pub mod text;
pub mod write;

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

/// Milliseconds since 1970, as the browser has moments.
pub fn milliseconds(at: Instant) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    JsValue::from_f64(at.timestamp_millis() as f64)
}

/// Milliseconds in which what is being drawn is certainly on the screen.
const DRAWN_WITHIN: u32 = 50;

/// Does `task` a little later, so that it does not keep what is being drawn from the screen.
pub fn later(task: impl Future<Output = ()> + 'static) {
    Timeout::new(DRAWN_WITHIN, || spawn_local(task)).forget();
}

/// Writes to the console of the page or worker. Never given a token, nor what a rep wrote.
pub fn log(message: &str) {
    console_warn(message);
}

/// Writes what the browser threw to the console. As it is: to put it into words of ours costs the panel more than it says.
pub fn log_error(error: &JsValue) {
    console_warn_of(error);
}

/// A UUID that nobody else has.
pub fn unique() -> String {
    random_uuid()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = randomUUID)]
    fn random_uuid() -> String;
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn console_warn(message: &str);
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn console_warn_of(error: &JsValue);
}
