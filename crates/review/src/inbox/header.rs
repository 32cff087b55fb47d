//! The bar on top: what is looked at, whether it is current, and who looks.

use web_sys::MouseEvent;
use yew::prelude::*;

use super::filter_bar::FilterBar;
use super::filters::Filters;
use super::state::State;
use crate::live::Link;
use crate::session::{AccountMenu, Brand};
use crate::strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::time::clock;

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
            <Brand />
            <FilterBar filters={props.filters.clone()} {counts}
                on_change={props.on_filter.clone()} search={props.search.clone()} />
            <span class="grow" />
            { currency(&props.state, props.link) }
            <button type="button" class="quiet" aria-label={strings::SHORTCUTS} aria-keyshortcuts="?" onclick={help}>{ "?" }</button>
            <AccountMenu />
        </header>
    }
}

/// Whether what is shown is current.
fn currency(state: &State, link: Link) -> Html {
    let (name, shape, text) = match (state.as_of, link, &state.trouble) {
        (Some(_), Link::Live, None) => ("live", Shape::Dot, strings::LIVE.to_owned()),
        (Some(as_of), Link::Lost(_), _) | (Some(as_of), _, Some(_)) => {
            let known = if let Link::Lost(Some(until)) = link { as_of.max(until) } else { as_of };
            ("reconnecting", Shape::Half, strings::reconnecting(&clock(known)))
        }
        (Some(_), Link::Opening, None) | (None, _, _) => ("connecting", Shape::Ring, strings::CONNECTING.to_owned()),
    };
    html! {
        <span class={classes!("link-state", name)} role="status" data-part="connection" data-state={name}
            title={strings::LIVE_HELP}><Icon {shape} />{ text }</span>
    }
}
