//! What the forms of this page have in common.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::strings::CLOSE;
use crate::ui::icon::{Icon, Shape};

/// A form as it is opened by a button.
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// Names it for tests.
    pub part: &'static str,
    /// What it does.
    pub title: AttrValue,
    /// What comes of it.
    pub help: AttrValue,
    /// On the button that sends it.
    pub send: AttrValue,
    pub is_sending: bool,
    /// What is typed outlives closing it.
    #[prop_or_default]
    pub is_kept: bool,
    pub on_send: Callback<()>,
    pub on_close: Callback<()>,
    pub children: Html,
}

/// Title, fields and buttons. Ctrl-Enter sends, Escape closes.
#[component]
pub fn ActForm(props: &FormProps) -> Html {
    let form = use_node_ref();
    use_effect_with(form.clone(), |form| {
        let field = form.cast::<Element>().and_then(|form| form.query_selector("textarea, input").ok().flatten());
        if let Some(field) = field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(field).ok()) {
            // A field that cannot be focused can still be clicked.
            let _ = field.focus();
        }
    });
    let onsubmit = props.on_send.reform(|event: SubmitEvent| event.prevent_default());
    let (send, close) = (props.on_send.clone(), props.on_close.clone());
    let onkeydown = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            send.emit(());
        }
        "Escape" if !event.is_composing() => close.emit(()),
        _ => {}
    };
    html! {
        <form class="act" data-part={props.part} ref={form} novalidate=true aria-label={props.title.clone()} {onsubmit} {onkeydown}>
            <p class="foot"><strong>{ &props.title }</strong>{ " " }<span class="help">{ &props.help }</span></p>
            { props.children.clone() }
            <div class="foot actions">
                if props.is_kept {
                    <span class="help grow">{ crate::strings::inbox::DRAFT_KEPT }</span>
                }
                <button type="button" onclick={props.on_close.reform(|_: MouseEvent| ())}>{ CLOSE }</button>
                <button type="submit" class="primary" aria-disabled={props.is_sending.to_string()} aria-keyshortcuts="Control+Enter">
                    { &props.send }</button>
            </div>
        </form>
    }
}

/// What is wrong with a field, which names this by its id.
pub fn complaint(id: &'static str, why: Option<&String>) -> Html {
    match why {
        None => Html::default(),
        Some(why) => html! {
            <p class="complaint" {id} role="alert" data-part="why"><Icon shape={Shape::Octagon} />{ why }</p>
        },
    }
}
