//! The bar on top: where one is, whether it is current, and who looks.

use plumbline_domain::Instant;
use web_sys::MouseEvent;
use yew::prelude::*;

use super::query::Query;
use crate::live::Link;
use crate::place::Place;
use crate::strings::inbox as strings;
use crate::top_bar::TopBar;

#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    pub query: Query,
    pub as_of: Option<Instant>,
    pub is_troubled: bool,
    pub link: Link,
    pub on_help: Callback<()>,
}

/// The bar on top.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let help = props.on_help.reform(|_: MouseEvent| ());
    html! {
        <TopBar place={Place::Inbox(props.query.clone())} as_of={props.as_of} link={props.link} is_troubled={props.is_troubled}>
            <button type="button" class="quiet" aria-label={strings::SHORTCUTS} aria-keyshortcuts="?" onclick={help}>{ "?" }</button>
        </TopBar>
    }
}
