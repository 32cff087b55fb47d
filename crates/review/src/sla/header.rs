//! The bar on top: which period, whether it is current, the table to take along, and who looks.

use yew::prelude::*;

use super::feed::Days;
use super::query::{PERIODS, Query};
use crate::api::sla_table;
use crate::feed::State;
use crate::live::Link;
use crate::place::Place;
use crate::strings::sla as strings;
use crate::top_bar::TopBar;

#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    pub query: Query,
    pub state: State<Days>,
    pub link: Link,
}

/// The bar on top.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { query, state, link } = props;
    let choice = html! {
        <nav class="segments" aria-label={strings::PERIOD} data-part="periods">
            { for PERIODS.into_iter().map(|days| period(query, days)) }
        </nav>
    };
    html! {
        <TopBar place={Place::Sla(query.clone())} as_of={state.at} link={*link} is_troubled={state.trouble.is_some()} {choice}>
            <a class="button" href={sla_table(query.days)} download="" title={strings::DOWNLOAD_HELP} data-part="csv">{ strings::DOWNLOAD }</a>
        </TopBar>
    }
}

fn period(query: &Query, days: u16) -> Html {
    let is_shown = (query.days == days).then_some("true");
    let href = Place::Sla(Query { days, ..query.clone() }).href();
    html! { <a {href} aria-current={is_shown} data-days={days.to_string()}>{ strings::days(days) }</a> }
}
