//! The keyboard, and the page that tells of it.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::keys::{Pressed, Wish, wish};
use crate::strings::inbox as strings;
use crate::ui::storage;

/// Where it is kept that somebody does without single keys, as speech input may press them unasked.
const SETTING: &str = "plumbline.shortcuts";

/// Listens to the keyboard as long as the component is there.
#[hook]
pub fn use_shortcuts(on_wish: Callback<Wish>) {
    use_effect_with(on_wish, |on_wish| {
        let on_wish = on_wish.clone();
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
            if let Some(wish) = event.dyn_ref::<KeyboardEvent>().and_then(wished) {
                event.prevent_default();
                on_wish.emit(wish);
            }
        });
        move || drop(listener)
    });
}

fn wished(event: &KeyboardEvent) -> Option<Wish> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_within =
        |selector: &str| target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some());
    let pressed = Pressed {
        is_typing: is_within("input:not([type=checkbox]), textarea, select, form, dialog, [popover]"),
        has_modifier: event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing(),
        is_in_list: is_within("[data-part=report]"),
    };
    wish(&event.key(), pressed).filter(|wish| is_no_letter(event) || *wish == Wish::Help || are_on())
}

/// Keys that nobody speaks.
fn is_no_letter(event: &KeyboardEvent) -> bool {
    event.key().chars().nth(1).is_some() || event.key() == " "
}

fn are_on() -> bool {
    storage::get(SETTING).unwrap_or(true)
}

#[derive(Properties, PartialEq)]
pub struct ShortcutsProps {
    pub is_open: bool,
    pub on_close: Callback<()>,
}

/// The keys and what they do.
#[component]
pub fn Shortcuts(props: &ShortcutsProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with(props.is_open, move |is_open| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>()
                && *is_open
            {
                // It fails only if it is open already.
                let _ = dialog.show_modal();
            }
        });
    }
    let onchange = Callback::from(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        storage::set(SETTING, &input.checked());
    });
    let keys = strings::KEYS.iter().map(|(key, does)| {
        let keys = key.split(' ').map(|key| html! { <kbd>{ key }</kbd> });
        html! { <div><dt>{ for keys }</dt><dd>{ *does }</dd></div> }
    });
    html! {
        <dialog ref={dialog} class="dialog" aria-labelledby="shortcuts-title" onclose={props.on_close.reform(|_| ())}>
            <h2 id="shortcuts-title">{ strings::SHORTCUTS }</h2>
            <dl class="keys">{ for keys }</dl>
            <form method="dialog">
                <label><input type="checkbox" checked={are_on()} {onchange} />{ strings::SHORTCUTS_ON }</label>
                <button type="submit" class="primary">{ crate::strings::CLOSE }</button>
            </form>
        </dialog>
    }
}
