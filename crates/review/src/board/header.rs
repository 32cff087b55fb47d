//! The bar on top: whether the board is current, and who looks.

use yew::prelude::*;

use super::feed::All;
use crate::feed::State;
use crate::live::{Currency, Link};
use crate::place::Place;
use crate::session::{AccountMenu, Brand};

#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    pub state: State<All>,
    pub link: Link,
}

/// The bar on top.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { state, link } = props;
    html! {
        <header class="bar">
            <Brand place={Place::Board} />
            <span class="grow" />
            <Currency as_of={state.at} link={*link} is_troubled={state.trouble.is_some()} />
            <AccountMenu />
        </header>
    }
}
