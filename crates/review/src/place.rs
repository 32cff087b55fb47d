//! Where on the page one is, as the part of the address after `#` says. So views can be bookmarked and sent, and the
//! browser's back button leads back.

use gloo::events::EventListener;
use gloo::utils::window;
use yew::prelude::*;

use crate::numbers;
use crate::sla::Query;
use crate::strings;

const AGREEMENT: &str = "#/agreement";

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// What the field reported.
    Inbox,
    /// How the agreement is kept.
    Sla(Query),
    /// Pipeline, revenue and conversion.
    Numbers(numbers::Query),
    /// What both teams agreed.
    Agreement,
}

impl Place {
    /// What an address names; the inbox for everything that names nothing else, such as an objection to jump to.
    fn parse(hash: &str) -> Self {
        if hash == AGREEMENT {
            return Self::Agreement;
        }
        let sla = query_of(hash, "#/sla").map(|query| Self::Sla(Query::parse(query)));
        let numbers = || query_of(hash, "#/numbers").map(|query| Self::Numbers(numbers::Query::parse(query)));
        sla.or_else(numbers).unwrap_or(Self::Inbox)
    }

    /// The address within the page.
    pub fn href(&self) -> String {
        match self {
            Self::Inbox => "#/".to_owned(),
            Self::Sla(query) => format!("#/sla?{query}"),
            Self::Numbers(query) => format!("#/numbers?{query}"),
            Self::Agreement => AGREEMENT.to_owned(),
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Inbox => strings::PAGE,
            Self::Sla(_) => strings::sla::PAGE,
            Self::Numbers(_) => strings::numbers::PAGE,
            Self::Agreement => strings::agreement::PAGE,
        }
    }
}

/// What comes after the `?` at this place, which may be nothing; `None` at another place.
fn query_of<'a>(hash: &'a str, place: &str) -> Option<&'a str> {
    match hash.strip_prefix(place)? {
        "" => Some(""),
        rest => rest.strip_prefix('?'),
    }
}

/// Where one is.
#[hook]
pub fn use_place() -> Place {
    let place = use_state_eq(here);
    use_effect_with((), {
        let place = place.setter();
        move |()| {
            let listener = EventListener::new(&window(), "hashchange", move |_| place.set(here()));
            move || drop(listener)
        }
    });
    (*place).clone()
}

fn here() -> Place {
    Place::parse(&window().location().hash().unwrap_or_default())
}

#[derive(Properties, PartialEq)]
pub struct PlacesProps {
    pub current: Place,
}

/// The way from one page to the others.
#[component]
pub fn Places(props: &PlacesProps) -> Html {
    let current = std::mem::discriminant(&props.current);
    let link = |place: Place| {
        let is_here = (std::mem::discriminant(&place) == current).then_some("page");
        html! { <a href={place.href()} aria-current={is_here}>{ place.name() }</a> }
    };
    html! {
        <nav class="places" aria-label={strings::PLACES} data-part="places">
            { link(Place::Inbox) }
            { link(Place::Sla(Query::default())) }
            { link(Place::Numbers(numbers::Query::default())) }
            { link(Place::Agreement) }
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_it_is_written() {
        let check = |hash: &str, expect: Place| assert_eq!(Place::parse(hash), expect, "{hash}");
        let week = Query { days: 7, ..Query::default() };
        check("", Place::Inbox);
        check("#/", Place::Inbox);
        check("#group-price", Place::Inbox);
        check("#/slap", Place::Inbox);
        check("#/sla", Place::Sla(Query::default()));
        check("#/sla?days=7", Place::Sla(week.clone()));
        check(&Place::Sla(week.clone()).href(), Place::Sla(week));
        check("#/numbers", Place::Numbers(numbers::Query::default()));
        let all = Place::Numbers(numbers::Query::default());
        check(&all.href(), all);
        check("#/numbersx", Place::Inbox);
        check("#/agreements", Place::Inbox);
        check(&Place::Inbox.href(), Place::Inbox);
        check(&Place::Agreement.href(), Place::Agreement);
    }
}
