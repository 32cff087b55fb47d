//! Looking for deals, and choosing them without leaving the search.

use gloo::utils::document;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::packet::DealChoice;
use web_sys::{HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::choice::{choice, option_id};
use super::feed::Sought;
use super::query::Query;
use super::steer::{Wish, wish};
use crate::feed::State;
use crate::strings;
use crate::strings::packet as words;

const LIST: &str = "packet-options";

#[derive(Properties, PartialEq)]
pub struct PickerProps {
    pub query: Query,
    /// What is typed.
    pub sought: UseStateHandle<String>,
    /// What was found by it, or by what was typed before.
    pub found: State<Sought>,
    /// What the deals are called that can be seen.
    pub on_known: Callback<Vec<(RecordKey, String)>>,
    /// A deal is added or removed.
    pub on_toggle: Callback<DealChoice>,
}

/// A search with its list.
#[component]
pub fn Picker(props: &PickerProps) -> Html {
    let PickerProps { sought, found: state, .. } = props;
    let at = use_state_eq(|| None::<usize>);
    use_effect_with((state.told.clone(), props.on_known.clone()), |(told, on_known)| {
        let deals = told.iter().flat_map(|told| &told.deals);
        on_known.emit(deals.map(|deal| (deal.record.key.clone(), deal.record.title.clone())).collect());
    });
    // What was pointed at may stand elsewhere.
    let keys: Vec<RecordKey> =
        state.told.iter().flat_map(|told| &told.deals).map(|deal| deal.record.key.clone()).collect();
    use_effect_with(keys, {
        let at = at.setter();
        move |_| at.set(None)
    });
    use_effect_with(*at, |at| at.iter().for_each(|at| show(&option_id(*at))));
    let deals = state.told.as_ref().map(|told| told.deals.clone()).unwrap_or_default();
    let oninput = {
        let (sought, at) = (sought.setter(), at.setter());
        Callback::from(move |event: InputEvent| {
            sought.set(event.target_unchecked_into::<HtmlInputElement>().value());
            at.set(None);
        })
    };
    let onkeydown = steering(&deals, &at, sought.setter(), props.on_toggle.clone());
    let active = at.filter(|at| *at < deals.len()).map(option_id);
    html! {
        <section class="packet-picker" data-part="packet-picker" data-of={state.of.as_ref().map(|of| of.0.clone())}>
            <label for="packet-find">{ words::FIND }</label>
            <input type="search" id="packet-find" role="combobox" aria-expanded="true" aria-controls={LIST} aria-autocomplete="list"
                aria-activedescendant={active} aria-describedby="packet-help" placeholder={words::FIND_HINT} value={(**sought).clone()}
                autocomplete="off" spellcheck="false" {oninput} {onkeydown} />
            <p class="help" id="packet-help">{ if sought.is_empty() { words::suggested() } else { words::searched() } }</p>
            { list(props, state, &deals, *at) }
        </section>
    }
}

/// What keys do in the search.
fn steering(
    deals: &[DealChoice],
    at: &UseStateHandle<Option<usize>>,
    sought: UseStateSetter<String>,
    on_toggle: Callback<DealChoice>,
) -> Callback<KeyboardEvent> {
    let (deals, at) = (deals.to_vec(), at.clone());
    Callback::from(move |event: KeyboardEvent| {
        let Some(wish) = wish(&event.key(), *at, deals.len()).filter(|_| !event.is_composing()) else { return };
        event.prevent_default();
        match wish {
            Wish::At(place) => at.set(Some(place)),
            Wish::Toggle(place) => deals.get(place).cloned().into_iter().for_each(|deal| on_toggle.emit(deal)),
            Wish::Clear => {
                sought.set(String::new());
                at.set(None);
            }
        }
    })
}

fn list(props: &PickerProps, state: &State<Sought>, deals: &[DealChoice], at: Option<usize>) -> Html {
    let nothing = match (&state.told, &state.trouble) {
        (_, Some(error)) => Some(strings::trouble(error)),
        (None, None) => Some(words::LOADING_CHOICES.to_owned()),
        (Some(_), None) if !deals.is_empty() => None,
        (Some(_), None) if state.of.as_ref().is_some_and(|of| of.0.trim().is_empty()) => {
            Some(words::NO_DEALS.to_owned())
        }
        (Some(_), None) => Some(words::NONE_FOUND.to_owned()),
    };
    html! {
        <>
            <p class="help" role="status" data-part="nothing-found">{ nothing.unwrap_or_default() }</p>
            <ul class="packet-options" id={LIST} role="listbox" aria-multiselectable="true" aria-label={words::PICK}>
                { for deals.iter().enumerate().map(|(place, deal)| option(props, deal, place, at == Some(place))) }
            </ul>
        </>
    }
}

fn option(props: &PickerProps, deal: &DealChoice, place: usize, is_active: bool) -> Html {
    let is_chosen = props.query.has(&deal.record.key);
    let is_out = !is_chosen && props.query.is_full();
    let onclick = {
        let deal = deal.clone();
        props.on_toggle.reform(move |_: MouseEvent| deal.clone())
    };
    html! {
        <li key={deal.record.key.to_string()} id={option_id(place)} role="option" class={classes!(is_active.then_some("active"))}
            aria-selected={is_chosen.to_string()} aria-disabled={is_out.then_some("true")} {onclick} data-part="deal-option"
            data-record={deal.record.key.to_string()}>
            { choice(deal) }
        </li>
    }
}

/// Brings the line that one is at into sight.
fn show(id: &str) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    if let Some(line) = document().get_element_by_id(id) {
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
