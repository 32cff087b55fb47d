//! What forms share: where the keyboard goes on, and how much room is left.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::element::{plain, tag};
use crate::platform::text::text_with;

/// Buttons that end something are gone once they are pressed. When `shown` changes and the keyboard was on what is gone, it
/// goes on in the first `next` in `card`.
#[hook]
pub fn use_focus(shown: String, card: &NodeRef, next: &'static str) {
    let is_first = use_mut_ref(|| true);
    use_effect_with(shown, {
        let card = card.clone();
        move |_| {
            if !is_first.replace(false) && is_lost() {
                focus(&card, next);
            }
        }
    });
}

/// Whether the keyboard is in this panel, but on nothing.
fn is_lost() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| {
        let on = document.active_element();
        document.has_focus().unwrap_or(false) && on.is_none_or(|element| element.tag_name() == "BODY")
    })
}

/// Puts the keyboard on the first `what` in `card`.
pub fn focus(card: &NodeRef, what: &str) {
    let found = card.cast::<HtmlElement>().and_then(|card| card.query_selector(what).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = found.focus();
    }
}

/// How much of a text's room is used; said only when it begins to matter.
pub fn room_left(typed: &str, most: usize) -> Option<Html> {
    let typed = typed.chars().count();
    (typed * 10 > most * 9).then(|| {
        let sentence = text_with("words_counted", &[&typed.to_string(), &most.to_string()]);
        let keys: &[&str] = if typed > most { &["class", "data-trouble"] } else { &["class"] };
        tag("p", keys, &["why", ""], vec![plain(sentence)])
    })
}
