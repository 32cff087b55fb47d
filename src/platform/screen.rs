//! The panel's own document, where Yew does not draw.

use plumbline_domain::record::RecordKey;
use web_sys::{Document, window};

/// Writes on the body which record is there, if any, and in what state, for tests and styles. Not on what Yew draws, because
/// while a record is veiled nothing is drawn.
pub fn mark(record: Option<&RecordKey>, state: &str) {
    if let Some(body) = document().and_then(|document| document.body()) {
        let _ = match record {
            Some(record) => body.set_attribute("data-record", &record.to_string()),
            None => body.remove_attribute("data-record"),
        };
        let _ = body.set_attribute("data-state", state);
    }
}

/// Puts everything in order for the next record: scrolled to its top, all folds closed.
pub fn put_in_order() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    let open_fold = || document()?.query_selector("details[open]").ok()?;
    while let Some(fold) = open_fold() {
        let _ = fold.remove_attribute("open");
    }
}

/// What stands behind the `#` of the document's address.
pub fn fragment() -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    Some(hash.strip_prefix('#')?.to_owned())
}

/// Names the document, for its tab and for screen readers.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

fn document() -> Option<Document> {
    window()?.document()
}
