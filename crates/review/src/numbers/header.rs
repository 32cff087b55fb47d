//! The bar on top: whether the figures are current, the table to take along, and who looks.

use yew::prelude::*;

use super::feed::Asked;
use super::query::Query;
use crate::api::numbers_table;
use crate::feed::State;
use crate::live::Link;
use crate::place::Place;
use crate::strings::numbers as strings;
use crate::top_bar::TopBar;

#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    pub query: Query,
    pub state: State<Asked>,
    pub link: Link,
}

/// The bar on top.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { query, state, link } = props;
    html! {
        <TopBar place={Place::Numbers(query.clone())} as_of={state.at} link={*link} is_troubled={state.trouble.is_some()}>
            <a class="button" href={numbers_table(&query.figures())} download="" title={strings::DOWNLOAD_HELP} data-part="csv">
                { strings::DOWNLOAD }
            </a>
        </TopBar>
    }
}
