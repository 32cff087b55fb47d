//! Files that are chosen or dropped.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DragEvent, Event, File, HtmlInputElement};

/// The file that was chosen. The choice is taken back, so that the same file can be chosen once more when it was changed.
pub fn chosen(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    file
}

/// Whether files are dragged, rather than words.
pub fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

/// The file that was dropped.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// Without it, a browser would leave the page for a dropped file.
pub fn allow(event: DragEvent) {
    if has_files(&event) {
        event.prevent_default();
    }
}
