//! The page of the numbers: what it listens to, and how its parts hang together.

use std::rc::Rc;

use gloo::utils::document;
use plumbline_protocol::numbers::NumbersResponse;
use yew::prelude::*;

use super::charts::charts;
use super::choices::choices;
use super::definitions::Definitions;
use super::feed::use_numbers;
use super::figures::figures;
use super::header::Header;
use super::listed::Listed;
use super::nothing::{is_empty, no_deals};
use super::query::Query;
use super::standing::standing;
use super::table::Table;
use crate::feed::{not_told, standing_trouble};
use crate::live::use_live;
use crate::session::Session;
use crate::strings::numbers as strings;

#[derive(Properties, PartialEq)]
pub struct NumbersProps {
    pub query: Query,
    pub session: Session,
}

/// The numbers.
#[component]
pub fn Numbers(props: &NumbersProps) -> Html {
    let (query, on_expired) = (&props.query, &props.session.on_expired);
    let (state, feed) = use_numbers(query.figures(), on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |_| feed.invalidate()
    }));
    use_effect_with((), |()| document().set_title(strings::TITLE));
    let of = state.of.as_ref().map(|asked| asked.0.clone()).unwrap_or_default();
    let is_older = state.told.is_some() && of != query.figures();
    html! {
        <>
            <Header query={query.clone()} state={state.clone()} {link} />
            <main class="sla numbers" aria-busy={is_older.to_string()} data-of={of}>
                { standing_trouble(&state, &feed) }
                { choices(query, state.told.as_deref()) }
                if let Some(told) = &state.told {
                    { shown(told, query, on_expired) }
                } else {
                    { not_told(&state, &feed, strings::LOADING, 4) }
                }
            </main>
        </>
    }
}

fn shown(told: &Rc<NumbersResponse>, query: &Query, on_expired: &Callback<()>) -> Html {
    html! {
        <>
            { standing(told) }
            if is_empty(told) {
                { no_deals(told, query) }
            } else {
                { figures(told, query) }
                { charts(told, query) }
                <Table told={told.clone()} query={query.clone()} />
                <Listed told={told.clone()} query={query.clone()} on_expired={on_expired.clone()} />
            }
            <Definitions told={told.clone()} word={query.word.clone()} />
        </>
    }
}
