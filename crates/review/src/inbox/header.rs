//! The bar on top: what is looked at, whether it is current, and who looks.

use web_sys::MouseEvent;
use yew::prelude::*;

use super::filter_bar::FilterBar;
use super::filters::Filters;
use super::state::State;
use crate::live::{Currency, Link};
use crate::place::Place;
use crate::session::{AccountMenu, Brand};
use crate::strings;

#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    pub state: UseReducerHandle<State>,
    pub filters: Filters,
    pub on_filter: Callback<Filters>,
    pub link: Link,
    pub on_help: Callback<()>,
    pub search: NodeRef,
}

/// The bar on top.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let help = props.on_help.reform(|_: MouseEvent| ());
    let counts = props.state.as_of.map(|_| props.state.count(props.state.reports()));
    html! {
        <header class="bar">
            <Brand place={Place::Inbox} />
            <FilterBar filters={props.filters.clone()} {counts}
                on_change={props.on_filter.clone()} search={props.search.clone()} />
            <span class="grow" />
            <Currency as_of={props.state.as_of} link={props.link} is_troubled={props.state.trouble.is_some()} />
            <button type="button" class="quiet" aria-label={strings::SHORTCUTS} aria-keyshortcuts="?" onclick={help}>{ "?" }</button>
            <AccountMenu />
        </header>
    }
}
