//! A configuration that is chosen or dropped as a file. It is read in the browser.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yew::Callback;

use crate::strings::agreement as strings;

/// More than any configuration; also the most that the hub takes, in bytes.
const MOST: f64 = 1024.0 * 1024.0;

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    /// The text of the file of this name, with its lines ended as a browser's text area ends them.
    Text(String, String),
    /// Why there is none.
    Refused(String),
}

/// Reads a file and says what became of it.
pub fn load(file: File, on_loaded: Callback<Loaded>) {
    spawn_local(async move { on_loaded.emit(read(&file).await) });
}

async fn read(file: &File) -> Loaded {
    if file.size() > MOST {
        return Loaded::Refused(strings::too_large(&file.name()));
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    match text {
        Some(text) => Loaded::Text(file.name(), lines_ended(&text)),
        None => Loaded::Refused(strings::unreadable(&file.name())),
    }
}

/// Each line ended by `\n` alone: a text area holds nothing else, and would be filled anew at each drawing.
fn lines_ended(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_in_a_text_area() {
        let check = |text: &str, expect: &str| assert_eq!(lines_ended(text), expect);
        check("a\r\nb\rc\n\r\n", "a\nb\nc\n\n");
        check("", "");
    }
}
