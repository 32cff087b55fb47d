//! The bar on top of every page: where one is, whether what is shown is current, and who looks.

use plumbline_domain::Instant;
use yew::prelude::*;

use crate::live::{Currency, Link};
use crate::place::Place;
use crate::session::{AccountMenu, Brand};

#[derive(Properties, PartialEq)]
pub struct TopBarProps {
    pub place: Place,
    /// When the hub told what is shown; `None` until it has.
    pub as_of: Option<Instant>,
    pub link: Link,
    /// The hub could not be asked for anything newer.
    pub is_troubled: bool,
    /// What of the place is shown.
    #[prop_or_default]
    pub choice: Html,
    /// What can be done with the page as a whole.
    #[prop_or_default]
    pub children: Html,
}

/// The bar.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let TopBarProps { place, as_of, link, is_troubled, choice, children } = props;
    html! {
        <header class="bar">
            <Brand place={place.clone()} />
            { choice.clone() }
            <span class="grow" />
            <Currency as_of={*as_of} link={*link} is_troubled={*is_troubled} />
            { children.clone() }
            <AccountMenu />
        </header>
    }
}
