//! Elements that are the same code for all of them. `html!` makes code for each element that is written with it, and the panel
//! has room for only so many.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use yew::html::{onclick, oninput, onsubmit};
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, Listeners, VList, VNode, VTag, VText};

use crate::platform::text::text;

/// What an element listens to.
pub type Heard = Vec<Option<Rc<dyn Listener>>>;

/// An element with these attributes and children.
#[inline(never)]
pub fn tag(name: &'static str, keys: &'static [&'static str], values: &[&str], children: Vec<Html>) -> Html {
    listening(name, keys, values, Vec::new(), children)
}

/// An element that listens.
#[inline(never)]
pub fn listening(
    name: &'static str,
    keys: &'static [&'static str],
    values: &[&str],
    heard: Heard,
    children: Vec<Html>,
) -> Html {
    let children = VList::with_children(children, None).into();
    let (attributes, heard) = (attributes(keys, values), listeners(heard));
    VTag::__new_other(name.into(), NodeRef::default(), None, attributes, heard, children).into()
}

/// An element that does something when it is clicked.
#[inline(never)]
pub fn clicked(
    name: &'static str,
    keys: &'static [&'static str],
    values: &[&str],
    on_click: Callback<MouseEvent>,
    children: Vec<Html>,
) -> Html {
    listening(name, keys, values, vec![Some(Rc::new(onclick::Wrapper::new(on_click)))], children)
}

/// A form that does something when it is submitted.
#[inline(never)]
pub fn submitted(keys: &'static [&'static str], values: &[&str], on_submit: Callback<()>, children: Vec<Html>) -> Html {
    let heard = move |event: SubmitEvent| {
        event.prevent_default();
        on_submit.emit(());
    };
    listening("form", keys, values, vec![Some(Rc::new(onsubmit::Wrapper::new(Callback::from(heard))))], children)
}

/// A line to type in, which tells what is in it.
#[inline(never)]
pub fn line(keys: &'static [&'static str], values: &[&str], typed: &str, on_typed: Callback<String>) -> Html {
    let heard = listeners(vec![heard_typing(on_typed)]);
    VTag::__new_input(said(typed), None, NodeRef::default(), None, attributes(keys, values), heard).into()
}

/// Room for words, which tells what is in it. It is named by its label.
#[inline(never)]
pub fn words(part: &'static str, typed: &str, on_typed: Callback<String>) -> Html {
    let attributes = attributes(&["rows", "dir", "data-part"], &["3", "auto", part]);
    let heard = listeners(vec![heard_typing(on_typed)]);
    VTag::__new_textarea(said(typed), None, NodeRef::default(), None, attributes, heard).into()
}

/// An element that only says something.
#[inline(never)]
pub fn text_tag(name: &'static str, class: &'static str, text: String) -> Html {
    tag(name, &["class"], &[class], vec![plain(text)])
}

/// Text.
pub fn plain(text: String) -> Html {
    VText::new(text).into()
}

/// One of the panel's cards, under its title.
#[inline(never)]
pub fn card(name: &'static str, title: &str, mut children: Vec<Html>) -> Html {
    let id = format!("{name}-title");
    children.insert(0, tag("h2", &["id"], &[&id], vec![plain(text(title))]));
    let section = tag("section", &["class", "data-part", "aria-labelledby"], &["card", name, &id], children);
    keyed(name.to_owned(), section)
}

/// The element, and which one it is among its siblings and before and after: with another key it is made anew.
#[inline(never)]
pub fn keyed(key: String, mut element: Html) -> Html {
    change(&mut element, |tag| tag.key = Some(key.into()));
    element
}

/// The element, and how to get hold of it.
#[inline(never)]
pub fn held(node: &NodeRef, mut element: Html) -> Html {
    change(&mut element, |tag| tag.node_ref = node.clone());
    element
}

fn change(element: &mut Html, change: impl FnOnce(&mut VTag)) {
    if let VNode::VTag(tag) = element
        && let Some(tag) = Rc::get_mut(tag)
    {
        change(tag);
    }
}

fn attributes(keys: &'static [&'static str], values: &[&str]) -> Attributes {
    // As many of them as there are keys, so that a caller can choose between lists of keys for the same values.
    let values = keys.iter().zip(values);
    let values = values.map(|(_, value)| Some(AttributeOrProperty::Attribute(AttrValue::from((*value).to_owned()))));
    Attributes::Dynamic { keys, values: values.collect() }
}

fn listeners(heard: Heard) -> Listeners {
    if heard.is_empty() { Listeners::None } else { Listeners::Pending(heard.into()) }
}

fn said(typed: &str) -> Option<AttrValue> {
    Some(AttrValue::from(typed.to_owned()))
}

fn heard_typing(on_typed: Callback<String>) -> Option<Rc<dyn Listener>> {
    let on_input = move |event: InputEvent| {
        let target = event.target().map_or(JsValue::UNDEFINED, JsValue::from);
        on_typed
            .emit(Reflect::get(&target, &"value".into()).ok().and_then(|typed| typed.as_string()).unwrap_or_default());
    };
    Some(Rc::new(oninput::Wrapper::new(Callback::from(on_input))))
}
