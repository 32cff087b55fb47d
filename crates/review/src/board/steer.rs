//! The keyboard on the board: from card to card, and what single keys do with the one it is at.

use gloo::events::EventListener;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::layout::Step;

const CARD: &str = "[data-part=card]";

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// So many cards down.
    Down(isize),
    /// So many columns to the right.
    Right(isize),
    /// To move this card.
    Take(Step),
    /// To answer or decline it, on its own page.
    Open,
    /// To take back what was done last.
    Undo,
}

/// What a key asks for.
pub fn wish(key: &str) -> Option<Wish> {
    match key {
        "j" | "ArrowDown" => Some(Wish::Down(1)),
        "k" | "ArrowUp" => Some(Wish::Down(-1)),
        "l" | "ArrowRight" => Some(Wish::Right(1)),
        "h" | "ArrowLeft" => Some(Wish::Right(-1)),
        "r" | "d" => Some(Wish::Open),
        "z" => Some(Wish::Undo),
        key => Step::ALL.into_iter().find(|step| step.key() == key).map(Wish::Take),
    }
}

/// The card and the wish, as long as the component is there. Arrows scroll the page unless the keyboard is at a card.
#[hook]
pub fn use_keys(on_wish: Callback<(Wish, Option<String>)>) {
    use_effect_with(on_wish, |on_wish| {
        let on_wish = on_wish.clone();
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let card = at();
            if let Some(wish) = meant(event, card.is_some()) {
                event.prevent_default();
                on_wish.emit((wish, card.and_then(|card| card.get_attribute("data-objection-id"))));
            }
        });
        move || drop(listener)
    });
}

fn meant(event: &KeyboardEvent, is_at_card: bool) -> Option<Wish> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_typing =
        target.is_some_and(|target| target.closest("input, textarea, dialog, [popover]").ok().flatten().is_some());
    if is_typing || event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return None;
    }
    wish(&event.key()).filter(|_| is_at_card || !event.key().starts_with("Arrow"))
}

/// The card that the keyboard is at.
fn at() -> Option<Element> {
    document().active_element()?.closest(CARD).ok()?
}

/// Goes from card to card: down the column, or to the same height in another one.
pub fn walk(wish: Wish) {
    let Some(card) = at() else { return focus(document().query_selector(CARD).ok().flatten()) };
    let column = card.closest("[data-part=column]").ok().flatten();
    let cards = column.as_ref().map(cards_of).unwrap_or_default();
    let here = cards.iter().position(|one| one.is_same_node(Some(&card))).unwrap_or(0);
    match wish {
        Wish::Down(by) => focus(cards.get(here.saturating_add_signed(by).min(cards.len().saturating_sub(1))).cloned()),
        Wish::Right(by) => focus(beside(column, by).and_then(|cards| cards.get(here.min(cards.len() - 1)).cloned())),
        Wish::Take(_) | Wish::Open | Wish::Undo => {}
    }
}

/// The cards of the next column to a side that has any.
fn beside(column: Option<Element>, by: isize) -> Option<Vec<Element>> {
    let mut column = column;
    loop {
        column = column
            .and_then(|column| if by > 0 { column.next_element_sibling() } else { column.previous_element_sibling() });
        let cards = cards_of(column.as_ref()?);
        if !cards.is_empty() {
            return Some(cards);
        }
    }
}

fn cards_of(column: &Element) -> Vec<Element> {
    let Ok(found) = column.query_selector_all(CARD) else { return Vec::new() };
    (0..found.length()).filter_map(|n| found.item(n)?.dyn_into().ok()).collect()
}

fn focus(card: Option<Element>) {
    let name = card.and_then(|card| card.query_selector("[data-part=name]").ok().flatten());
    if let Some(name) = name.and_then(|name| name.dyn_into::<HtmlElement>().ok()) {
        // A link that cannot be focused can still be clicked.
        let _ = name.focus();
    }
}

/// Brings the keyboard back to a card that stands elsewhere since it was moved, unless it is somewhere else by then.
pub fn keep_focus(id: &str) {
    if document().active_element().is_some_and(|element| element.tag_name() != "BODY") {
        return;
    }
    let all = document().query_selector_all(CARD).ok();
    let found = all.and_then(|all| {
        let mut cards = (0..all.length()).filter_map(|n| all.item(n)?.dyn_into::<Element>().ok());
        cards.find(|card| card.get_attribute("data-objection-id").as_deref() == Some(id))
    });
    focus(found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_and_move() {
        assert_eq!(wish("j"), Some(Wish::Down(1)));
        assert_eq!(wish("ArrowLeft"), Some(Wish::Right(-1)));
        assert_eq!(wish("s"), Some(Wish::Take(Step::Start)));
        assert_eq!(wish("d"), Some(Wish::Open));
        assert_eq!(wish("q"), None);
    }
}
