//! The text area with what stands around it: the mistake in it, the file to read into it, and the button.

use web_sys::{DragEvent, HtmlTextAreaElement};
use yew::prelude::*;

use super::file::{Loaded, load};
use super::line::range_of;
use crate::strings::agreement as strings;
use crate::ui::file::{allow, chosen, dropped};
use crate::ui::icon::{Icon, Shape};
use crate::ui::toast::{Toast, Toasts};

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    pub text: AttrValue,
    /// The text area.
    pub field: NodeRef,
    pub on_write: Callback<AttrValue>,
    pub on_ask: Callback<()>,
    /// What the hub does not understand of the text that it was asked about.
    pub mistake: Option<AttrValue>,
    pub is_asking: bool,
    /// It has been asked for so long that it is worth saying.
    pub is_slow: bool,
}

/// The form.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let note = use_state_eq(String::new);
    // What is said of a file is true until something else is written.
    let on_write = {
        let (note, on_write) = (note.setter(), props.on_write.clone());
        Callback::from(move |text| {
            note.set(String::new());
            on_write.emit(text);
        })
    };
    let toasts = use_context::<Toasts>();
    let on_loaded = {
        let (text, on_write, note) = (props.text.clone(), on_write.clone(), note.setter());
        Callback::from(move |loaded: Loaded| note.set(take(loaded, &text, &on_write, toasts.as_ref())))
    };
    let onsubmit = props.on_ask.reform(|event: SubmitEvent| event.prevent_default());
    let onchange = {
        let on_loaded = on_loaded.clone();
        Callback::from(move |event: Event| {
            if let Some(file) = chosen(&event) {
                load(file, on_loaded.clone());
            }
        })
    };
    html! {
        <form class="trial" data-part="trial-form" aria-busy={props.is_asking.to_string()} {onsubmit}
            ondragover={allow} ondrop={take_dropped(on_loaded)}>
            { text_area(props, &on_write) }
            if let Some(mistake) = &props.mistake {
                <p class="complaint" id="trial-mistake" role="alert" data-part="mistake"><Icon shape={Shape::Octagon} />{ mistake }</p>
            }
            <div class="actions">
                <span class="help grow" role="status" data-part="note">
                    { if note.is_empty() && !props.text.is_empty() { strings::KEPT } else { note.as_str() } }
                </span>
                <label class="file">{ strings::CHOOSE }<input type="file" accept=".toml,.conf,.txt,text/plain" {onchange} /></label>
                <button type="submit" class="primary" aria-disabled={props.is_asking.to_string()} aria-keyshortcuts="Control+Enter">
                    { if props.is_slow { strings::ASKING } else { strings::ASK } }
                </button>
            </div>
        </form>
    }
}

fn text_area(props: &FieldProps, on_write: &Callback<AttrValue>) -> Html {
    let oninput = on_write
        .reform(|event: InputEvent| AttrValue::from(event.target_unchecked_into::<HtmlTextAreaElement>().value()));
    let on_ask = props.on_ask.clone();
    let onkeydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            on_ask.emit(());
        }
    };
    let is_wrong = props.mistake.is_some();
    let described = if is_wrong { "trial-mistake trial-help" } else { "trial-help" };
    html! {
        <>
            <label for="trial-text">{ strings::TEXT }</label>
            <textarea id="trial-text" ref={props.field.clone()} rows="16" wrap="off" dir="ltr" spellcheck="false" autocomplete="off"
                autocapitalize="off" value={props.text.clone()} {oninput} {onkeydown}
                aria-invalid={is_wrong.then_some("true")} aria-describedby={described} />
        </>
    }
}

/// Puts a file's text into the text area. What stood there can be had back.
fn take(loaded: Loaded, before: &AttrValue, on_write: &Callback<AttrValue>, toasts: Option<&Toasts>) -> String {
    let (name, text) = match loaded {
        Loaded::Text(name, text) => (name, AttrValue::from(text)),
        Loaded::Refused(why) => return why,
    };
    if let Some(toasts) = toasts.filter(|_| !before.trim().is_empty() && *before != text) {
        let (before, on_write) = (before.clone(), on_write.clone());
        let undo = Callback::from(move |()| on_write.emit(before.clone()));
        toasts.say(Toast { text: strings::replaced(&name), undo: Some(undo) });
    }
    on_write.emit(text);
    strings::loaded(&name)
}

fn take_dropped(on_loaded: Callback<Loaded>) -> Callback<DragEvent> {
    Callback::from(move |event: DragEvent| {
        if let Some(file) = dropped(&event) {
            event.prevent_default();
            load(file, on_loaded.clone());
        }
    })
}

/// Moves the focus into the text, to the line if it is known, and shows it.
pub fn go_to(field: &HtmlTextAreaElement, line: Option<usize>) {
    // A field that cannot be focused can still be clicked.
    let _ = field.focus();
    let Some(line) = line else { return };
    let text = field.value();
    let range = range_of(&text, line);
    let units = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let _ = field.set_selection_range(units(range.start), units(range.end));
    let (line, lines) = (pixels(line), pixels(text.split('\n').count()));
    field.set_scroll_top(field.scroll_height() * (line - 1) / lines.max(1) - field.client_height() / 2);
    field.set_scroll_left(0);
}

/// A count as browsers measure lengths.
fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
