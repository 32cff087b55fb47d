//! The bar on top: whether the pages are current, and printing them.

use gloo::utils::window;
use yew::prelude::*;

use super::query::Query;
use crate::feed::State;
use crate::live::Link;
use crate::place::Place;
use crate::strings::packet as strings;
use crate::top_bar::TopBar;

#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    pub query: Query,
    pub state: State<Query>,
    pub link: Link,
}

/// The bar on top.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { query, state, link } = props;
    let is_ready = state.told.as_ref().is_some_and(|told| !told.pages.is_empty());
    let print = Callback::from(move |_: MouseEvent| {
        if is_ready {
            // A browser without printing prints nothing.
            let _ = window().print();
        }
    });
    let help = if is_ready { strings::PRINT_HELP } else { strings::NOTHING_TO_PRINT };
    html! {
        <TopBar place={Place::Packet(query.clone())} as_of={state.at} link={*link} is_troubled={state.trouble.is_some()}>
            <button type="button" class="primary" aria-disabled={(!is_ready).to_string()} title={help} onclick={print} data-part="print">
                { strings::PRINT }
            </button>
        </TopBar>
    }
}
