//! The page of the numbers: what it listens to, and how its parts hang together.

use std::rc::Rc;

use gloo::utils::document;
use plumbline_protocol::numbers::NumbersResponse;
use yew::prelude::*;

use super::charts::charts;
use super::choices::choices;
use super::definitions::Definitions;
use super::feed::{Feed, State, use_feed};
use super::figures::figures;
use super::header::Header;
use super::listed::Listed;
use super::nothing::{is_empty, no_deals, not_told};
use super::query::Query;
use super::standing::standing;
use super::table::Table;
use crate::api::Error;
use crate::live::use_live;
use crate::session::Session;
use crate::strings::numbers as strings;
use crate::ui::notice::Trouble;

#[derive(Properties, PartialEq)]
pub struct NumbersProps {
    pub query: Query,
}

/// The numbers for whoever is signed in.
#[component]
pub fn Numbers(props: &NumbersProps) -> Html {
    match use_context::<Session>() {
        Some(session) => html! { <Page query={props.query.clone()} {session} /> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct PageProps {
    query: Query,
    session: Session,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let (query, on_expired) = (&props.query, &props.session.on_expired);
    let (state, feed) = use_feed(query.figures(), on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |_| feed.invalidate()
    }));
    use_effect_with((), |()| document().set_title(strings::TITLE));
    let is_older = state.told.is_some() && state.of != query.figures();
    html! {
        <>
            <Header query={query.clone()} state={state.clone()} {link} />
            <main class="sla numbers" aria-busy={is_older.to_string()} data-of={state.of.clone()}>
                { standing_trouble(&state, &feed) }
                { choices(query, state.told.as_deref()) }
                if let Some(told) = &state.told {
                    { shown(told, query, on_expired) }
                } else {
                    { not_told(&state, &feed) }
                }
            </main>
        </>
    }
}

/// Says why nothing newer comes, unless it is only that the hub is away, which the header tells.
fn standing_trouble(state: &State, feed: &Feed) -> Html {
    match (&state.trouble, &state.told) {
        (None, _) | (_, None) | (Some(Error::Unreachable | Error::TimedOut), _) => Html::default(),
        (Some(error), Some(_)) => {
            let feed = feed.clone();
            html! { <Trouble error={error.clone()} on_retry={move |()| feed.read()} /> }
        }
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
