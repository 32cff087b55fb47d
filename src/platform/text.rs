//! Words, in the person's language: `extension/_locales/*/messages.json`.

use std::cell::RefCell;

use wasm_bindgen::JsValue;

use super::chrome;

thread_local! {
    /// What the browser told so far: asking it takes longer than drawing what it tells.
    static TOLD: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The text under `key`.
pub fn text(key: &str) -> String {
    TOLD.with_borrow_mut(|told| {
        let known = told.iter().find(|(known, _)| known == key).map(|(_, text)| text.clone());
        known.unwrap_or_else(|| {
            let text = chrome::message_text(key, &places());
            told.push((key.to_owned(), text.clone()));
            text
        })
    })
}

/// `$1`, `$2`, … in their own places, so that a text comes with the places still in it.
fn places() -> JsValue {
    ["$1", "$2", "$3", "$4"].into_iter().map(JsValue::from_str).collect::<js_sys::Array>().into()
}

/// The text under `key`, with `$1` to `$4` replaced. What is put in is not looked at for more places.
pub fn text_with(key: &str, parts: &[&str]) -> String {
    filled(&text(key), parts)
}

fn filled(text: &str, parts: &[&str]) -> String {
    let mut pieces = text.split('$');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let mut letters = piece.chars();
        let place = letters.next().and_then(|digit| digit.to_digit(10)).and_then(|digit| digit.checked_sub(1));
        filled += place.and_then(|place| parts.get(place as usize)).copied().unwrap_or_default();
        filled += letters.as_str();
    }
    filled
}

/// The text under `key_one` or `key_many`, with `$1` replaced by the number.
pub fn counted(key: &str, count: usize) -> String {
    let key = if count == 1 { format!("{key}_one") } else { format!("{key}_many") };
    text_with(&key, &[&count.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_go_to_their_places_and_are_not_looked_at() {
        let check = |text, parts: &[&str], expect| assert_eq!(filled(text, parts), expect, "{text}");
        check("no place", &["x"], "no place");
        check("$1 of $2", &["one", "two"], "one of two");
        check("$2 before $1", &["$2 of it", "é"], "é before $2 of it");
        check("$1$1!", &["a"], "aa!");
    }
}
