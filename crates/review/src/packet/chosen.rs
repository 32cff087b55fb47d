//! The deals that are chosen, in their order.

use gloo::utils::document;
use plumbline_domain::record::RecordKey;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::query::Query;
use crate::place::Place;
use crate::strings::packet as strings;
use crate::ui::icon::{Icon, Shape};

#[derive(Properties, PartialEq)]
pub struct ChosenProps {
    pub query: Query,
    /// What each is called, in the same order.
    pub titles: Vec<String>,
}

/// A list with buttons to reorder and remove.
#[component]
pub fn Chosen(props: &ChosenProps) -> Html {
    let query = &props.query;
    let pressed = use_mut_ref(|| None::<String>);
    // A line that moves loses the keyboard, which is to stay with what was pressed.
    use_effect_with(query.clone(), {
        let pressed = pressed.clone();
        move |_| pressed.borrow_mut().take().iter().for_each(|id| focus(id))
    });
    let on_press = Callback::from(move |id: String| *pressed.borrow_mut() = Some(id));
    let lines = query.deals.iter().zip(&props.titles);
    html! {
        <section class="packet-chosen" data-part="chosen" aria-labelledby="packet-chosen-name">
            <h2 id="packet-chosen-name">{ strings::CHOSEN }{ " " }<span class="help" data-part="chosen-count">{ strings::chosen(query.deals.len()) }</span></h2>
            if query.deals.is_empty() {
                <p class="help">{ strings::NONE_CHOSEN }</p>
            } else {
                <ol>{ for lines.map(|(key, title)| line(query, key, title, &on_press)) }</ol>
            }
            <p class={classes!("help", query.is_full().then_some("packet-enough"))} role="status" data-part="enough">
                { if query.is_full() { strings::enough(query.deals.len()) } else { String::new() } }
            </p>
        </section>
    }
}

fn line(query: &Query, key: &RecordKey, title: &str, on_press: &Callback<String>) -> Html {
    let step = |name: &'static str, word: &'static str, shape: Shape, to: Option<Query>| {
        let id = format!("{name}-{key}");
        let label = strings::button(word, title);
        let is_off = to.is_none();
        let onclick = {
            let (id, on_press) = (id.clone(), on_press.clone());
            Callback::from(move |_: MouseEvent| {
                if let Some(to) = &to {
                    on_press.emit(id.clone());
                    Place::Packet(to.clone()).replace();
                }
            })
        };
        html! {
            <button type="button" class="quiet" {id} aria-label={label.clone()} title={label} aria-disabled={is_off.then_some("true")} {onclick} data-step={name}>
                <Icon {shape} />
            </button>
        }
    };
    html! {
        <li key={key.to_string()} data-part="chosen-deal" data-record={key.to_string()}>
            <span class="title"><bdi>{ title.to_owned() }</bdi></span>
            { step("up", strings::UP, Shape::Up, query.moved(key, -1)) }
            { step("down", strings::DOWN, Shape::Down, query.moved(key, 1)) }
            { step("remove", strings::REMOVE, Shape::Cross, Some(query.without(key))) }
        </li>
    }
}

/// Keeps the keyboard at a button; where it went with its line, it goes to the search.
fn focus(id: &str) {
    let found = document().get_element_by_id(id).or_else(|| document().get_element_by_id("packet-find"));
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // What cannot be focused can still be clicked.
        let _ = element.focus();
    }
}
