//! Choosing what is looked at.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::filters::{Filters, Status};
use super::state::Counts;
use crate::strings;

#[derive(Properties, PartialEq)]
pub struct FilterBarProps {
    pub filters: Filters,
    /// `None` until they are known.
    pub counts: Option<Counts>,
    pub on_change: Callback<Filters>,
    /// The search field, so that a key can lead there.
    pub search: NodeRef,
}

/// Status and search.
#[component]
pub fn FilterBar(props: &FilterBarProps) -> Html {
    let oninput = {
        let (filters, on_change) = (props.filters.clone(), props.on_change.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            on_change.emit(Filters { q: input.value(), ..filters.clone() });
        })
    };
    html! {
        <search class="filters">
            <div class="segments" role="group" aria-label={strings::STATUS_FILTER}>
                { for Status::EACH.into_iter().map(|status| segment(props, status)) }
            </div>
            <input ref={props.search.clone()} type="search" class="search" value={props.filters.q.clone()} {oninput}
                aria-label={strings::SEARCH} placeholder={strings::SEARCH_HINT} aria-keyshortcuts="/" spellcheck="false" />
        </search>
    }
}

fn segment(props: &FilterBarProps, status: Status) -> Html {
    let onclick = {
        let filters = Filters { status, ..props.filters.clone() };
        props.on_change.reform(move |_: MouseEvent| filters.clone())
    };
    let is_pressed = props.filters.status == status;
    html! {
        <button type="button" aria-pressed={is_pressed.to_string()} data-filter={status.name()} {onclick}>
            { strings::status(status) }
            if let Some(counts) = props.counts {
                { " " }<span class="count">{ counts.of(status) }</span>
            }
        </button>
    }
}
