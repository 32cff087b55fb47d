//! The key that takes back what was done last, on pages where single keys mean nothing else.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::storage;
use super::toast::Toasts;

/// Where it is kept that somebody does without single keys, as speech input may press them unasked.
const SETTING: &str = "plumbline.shortcuts";

/// Listens to it as long as the component is there.
#[hook]
pub fn use_undo_key(toasts: Toasts) {
    use_effect_with(toasts, |toasts| {
        let toasts = toasts.clone();
        let listener = EventListener::new(&gloo::utils::document(), "keydown", move |event| {
            if event.dyn_ref::<KeyboardEvent>().is_some_and(is_meant) {
                toasts.undo_last();
            }
        });
        move || drop(listener)
    });
}

fn is_meant(event: &KeyboardEvent) -> bool {
    let is_modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_typing =
        target.is_some_and(|target| target.closest("input, textarea, select, form, dialog").ok().flatten().is_some());
    event.key() == "z" && !is_modified && !is_typing && storage::get(SETTING).unwrap_or(true)
}
