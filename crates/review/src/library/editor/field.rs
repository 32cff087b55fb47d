//! One field of a form: what it is called, what is written, what somebody else wrote, and what is wrong with it.

use std::rc::Rc;

use plumbline_domain::content::ContentKind;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::form::Offers;
use crate::library::entry::{KINDS, kind_word};
use crate::library::fields::{Fields, Form, lines};
use crate::library::query::Kind;
use crate::strings::content_kind;
use crate::strings::library as words;
use crate::ui::icon::{Icon, Shape};
use crate::ui::picker::Picker;

/// So many texts of other entries are offered at a list.
const MOST_OFFERED: usize = 6;

/// So many are offered while a line is typed; the browser shows those that match.
const MOST_LISTED: usize = 200;

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    pub kind: Kind,
    /// On the wire.
    pub name: &'static str,
    pub form: Form,
    pub text: String,
    /// What somebody else made of it.
    pub there: Option<String>,
    /// What is wrong with it.
    pub why: Option<String>,
    pub offers: Offers,
    pub on_write: Callback<(&'static str, String)>,
}

impl FieldProps {
    fn id(&self) -> String {
        format!("field-{}", self.name)
    }

    /// The elements that say more of it.
    fn described(&self) -> Option<String> {
        let help = words::field_help(self.kind, self.name).map(|_| format!("help-{}", self.name));
        let why = self.why.as_ref().map(|_| format!("why-{}", self.name));
        let there = self.there.as_ref().map(|_| format!("there-{}", self.name));
        let all: Vec<String> = [why, there, help].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    fn write<E>(&self, text_of: impl Fn(E) -> String + 'static) -> Callback<E> {
        let name = self.name;
        self.on_write.reform(move |event: E| (name, text_of(event)))
    }
}

/// A field with all that is said of it.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let is_wide = matches!(props.form, Form::Long | Form::Objections) || props.name == "phrases";
    let label = words::field(props.kind, props.name);
    html! {
        <div class={classes!("field", is_wide.then_some("wide"))} data-field={props.name}>
            if props.form != Form::Objections {
                <label for={props.id()}>{ label }</label>
            }
            { control(props, label) }
            { said(props) }
            if props.form == Form::Lines {
                { offers(props) }
            }
        </div>
    }
}

fn control(props: &FieldProps, label: &'static str) -> Html {
    match props.form {
        Form::Line => line(props),
        Form::Day => input(props, "date", None),
        Form::Long => area(props, "6"),
        Form::Lines => area(props, "3"),
        Form::ContentKind => kinds(props),
        Form::Objections => objections(props, label),
    }
}

/// A line, with what stands in it elsewhere to choose from.
fn line(props: &FieldProps) -> Html {
    let usual = props.offers.usual.get(props.name).filter(|usual| !usual.is_empty());
    let list = usual.map(|_| format!("list-{}", props.name));
    html! {
        <>
            { input(props, "text", list.clone()) }
            if let (Some(id), Some(usual)) = (list, usual) {
                <datalist {id}>{ for usual.iter().take(MOST_LISTED).map(|text| html! { <option value={text.clone()} /> }) }</datalist>
            }
        </>
    }
}

fn input(props: &FieldProps, kind: &'static str, list: Option<String>) -> Html {
    let oninput = props.write(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <input id={props.id()} type={kind} dir="auto" value={props.text.clone()} {oninput} {list} autocomplete="off"
            aria-invalid={props.why.as_ref().map(|_| "true")} aria-describedby={props.described()} />
    }
}

fn area(props: &FieldProps, rows: &'static str) -> Html {
    let oninput = props.write(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    html! {
        <textarea id={props.id()} {rows} dir="auto" value={props.text.clone()} {oninput}
            aria-invalid={props.why.as_ref().map(|_| "true")} aria-describedby={props.described()} />
    }
}

fn kinds(props: &FieldProps) -> Html {
    let onchange = props.write(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let option = |kind: ContentKind| {
        let word = kind_word(kind);
        html! { <option value={word} selected={props.text == word}>{ content_kind(kind) }</option> }
    };
    html! {
        <select id={props.id()} {onchange} aria-invalid={props.why.as_ref().map(|_| "true")} aria-describedby={props.described()}>
            { for KINDS.into_iter().map(option) }
        </select>
    }
}

fn objections(props: &FieldProps, legend: &'static str) -> Html {
    let chosen = Fields::default().with(props.name, props.text.clone()).list(props.name);
    let name = props.name;
    let on_choose = props.on_write.reform(move |chosen: Vec<String>| (name, lines(&chosen)));
    html! {
        <Picker name={props.name} {legend} find={words::FIND_OBJECTION} all={props.offers.objections.clone()} chosen={Rc::new(chosen)}
            is_many=true described_by={props.described()} {on_choose} />
    }
}

/// What is wrong, what somebody else wrote, and what belongs into it.
fn said(props: &FieldProps) -> Html {
    let name = props.name;
    html! {
        <>
            if let Some(why) = &props.why {
                <p class="complaint" id={format!("why-{name}")} role="alert" data-part="why"><Icon shape={Shape::Octagon} />{ why }</p>
            }
            if let Some(there) = &props.there {
                { other(props, there) }
            }
            if let Some(help) = words::field_help(props.kind, name) {
                <p class="help" id={format!("help-{name}")}>{ help }</p>
            }
        </>
    }
}

/// What is there, beside what is written here.
fn other(props: &FieldProps, there: &str) -> Html {
    let take = {
        let there = there.to_owned();
        props.write(move |_: MouseEvent| there.clone())
    };
    html! {
        <div class="there" data-part="there">
            <p id={format!("there-{}", props.name)}>{ words::THERE_NOW }{ " " }
                <bdi class="their-words">{ if there.is_empty() { words::NOTHING } else { there } }</bdi></p>
            <button type="button" onclick={take}>{ words::TAKE_THEIRS }</button>
        </div>
    }
}

/// What stands in this list elsewhere, to be added with a click.
fn offers(props: &FieldProps) -> Html {
    let written = Fields::default().with(props.name, props.text.clone()).list(props.name);
    let usual = props.offers.usual.get(props.name).into_iter().flatten();
    let offered: Vec<&String> = usual.filter(|text| !written.contains(text)).take(MOST_OFFERED).collect();
    if offered.is_empty() {
        return Html::default();
    }
    let button = |text: &String| {
        let with = lines(&[written.as_slice(), std::slice::from_ref(text)].concat());
        let id = props.id();
        let onclick = props.write(move |_: MouseEvent| {
            // The button goes, and the focus with it.
            focus(&id);
            with.clone()
        });
        let label = words::add_to(text, words::field(props.kind, props.name));
        html! { <button type="button" class="offer" key={text.clone()} {onclick} aria-label={label}>{ "+ " }<bdi>{ text }</bdi></button> }
    };
    html! { <div class="offers">{ for offered.into_iter().map(button) }</div> }
}

fn focus(id: &str) {
    let field = gloo::utils::document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(field).ok()) {
        // What cannot be focused can still be clicked.
        let _ = field.focus();
    }
}
