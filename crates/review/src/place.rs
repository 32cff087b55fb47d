//! Where on the page one is, as the part of the address after `#` says. So views can be bookmarked and sent, and the
//! browser's back button leads back.

use gloo::events::EventListener;
use gloo::utils::window;
use plumbline_domain::ids::ObjectionId;
use yew::prelude::*;

use crate::inbox;
use crate::library;
use crate::numbers;
use crate::packet;
use crate::sla::Query;
use crate::strings;
use crate::ui::address::{decoded, encoded};

const AGREEMENT: &str = "#/agreement";
const BOARD: &str = "#/board";
const FINDINGS: &str = "#/findings";
const INBOX: &str = "#/inbox";
const OBJECTION: &str = "#/objections/";
const PACKET: &str = "#/packet";

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// What the field reported.
    Inbox(inbox::Query),
    /// Objections by status.
    Board,
    /// What the field says without being asked.
    Findings,
    /// All of one objection.
    Objection(ObjectionId),
    /// What marketing keeps.
    Library(library::Query),
    /// How the agreement is kept.
    Sla(Query),
    /// Pipeline, revenue and conversion.
    Numbers(numbers::Query),
    /// Deals to look back on.
    Packet(packet::Query),
    /// What both teams agreed.
    Agreement,
}

impl Place {
    /// What an address names; the inbox for everything that names nothing else.
    fn parse(hash: &str) -> Self {
        match hash {
            AGREEMENT => return Self::Agreement,
            BOARD => return Self::Board,
            FINDINGS => return Self::Findings,
            _ => {}
        }
        let inbox = || query_of(hash, INBOX).map(|query| Self::Inbox(inbox::Query::parse(query)));
        let sla = || query_of(hash, "#/sla").map(|query| Self::Sla(Query::parse(query)));
        let numbers = || query_of(hash, "#/numbers").map(|query| Self::Numbers(numbers::Query::parse(query)));
        let packet = || query_of(hash, PACKET).map(|query| Self::Packet(packet::Query::parse(query)));
        let found =
            inbox().or_else(sla).or_else(numbers).or_else(packet).or_else(|| library(hash)).or_else(|| objection(hash));
        found.unwrap_or_else(|| Self::Inbox(inbox::Query::default()))
    }

    /// The address within the page.
    pub fn href(&self) -> String {
        match self {
            Self::Inbox(query) if *query == inbox::Query::default() => "#/".to_owned(),
            Self::Inbox(query) => format!("{INBOX}?{query}"),
            Self::Board => BOARD.to_owned(),
            Self::Findings => FINDINGS.to_owned(),
            Self::Objection(id) => format!("{OBJECTION}{}", encoded(id.as_str())),
            Self::Library(query) => format!("{}?{query}", shelf(query.kind)).trim_end_matches('?').to_owned(),
            Self::Sla(query) => format!("#/sla?{query}"),
            Self::Numbers(query) => format!("#/numbers?{query}"),
            Self::Packet(query) => format!("{PACKET}?{query}").trim_end_matches('?').to_owned(),
            Self::Agreement => AGREEMENT.to_owned(),
        }
    }

    /// Goes there, so that the browser's back button leads back here.
    pub fn enter(&self) {
        // It fails only where the page is being left already.
        let _ = window().location().set_hash(&self.href());
    }

    /// Goes there in place of where one is, as far as the back button is concerned.
    pub fn replace(&self) {
        // As above.
        let _ = window().location().replace(&self.href());
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Inbox(_) => strings::inbox::PAGE,
            Self::Board => strings::board::PAGE,
            Self::Findings => strings::findings::PAGE,
            Self::Objection(_) => strings::OBJECTION,
            Self::Library(_) => strings::LIBRARY,
            Self::Sla(_) => strings::sla::PAGE,
            Self::Numbers(_) => strings::numbers::PAGE,
            Self::Packet(_) => strings::packet::PAGE,
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

fn library(hash: &str) -> Option<Place> {
    let of = |kind| query_of(hash, &shelf(kind)).map(|query| Place::Library(library::Query::parse(kind, query)));
    library::Kind::ALL.into_iter().find_map(of)
}

fn shelf(kind: library::Kind) -> String {
    format!("#/library/{}", kind.word())
}

fn objection(hash: &str) -> Option<Place> {
    let id = hash.strip_prefix(OBJECTION).filter(|id| !id.is_empty())?;
    Some(Place::Objection(ObjectionId::new(decoded(id))))
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
            { link(Place::Inbox(inbox::Query::default())) }
            { link(Place::Board) }
            { link(Place::Findings) }
            { link(Place::Library(library::Query::default())) }
            { link(Place::Sla(Query::default())) }
            { link(Place::Numbers(numbers::Query::default())) }
            { link(Place::Packet(packet::Query::default())) }
            { link(Place::Agreement) }
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hash: &str, expect: Place) {
        assert_eq!(Place::parse(hash), expect, "{hash}");
    }

    #[track_caller]
    fn check_round(place: Place, href: &str) {
        assert_eq!(place.href(), href);
        check(href, place);
    }

    #[test]
    fn a_place_reads_as_it_is_written() {
        let week = Query { days: 7, ..Query::default() };
        check_round(Place::Inbox(inbox::Query::default()), "#/");
        check_round(
            Place::Inbox(inbox::Query::of_objection(ObjectionId::new("a/b"))),
            "#/inbox?objection=a%2Fb&status=all",
        );
        check_round(Place::Board, "#/board");
        check_round(Place::Findings, "#/findings");
        check_round(Place::Objection(ObjectionId::new("zu teuer")), "#/objections/zu%20teuer");
        check_round(Place::Library(library::Query::default()), "#/library/objections");
        check_round(Place::Library(library::Query::of(library::Kind::Content)), "#/library/content");
        check_round(Place::Sla(week), "#/sla?days=7");
        check_round(Place::Agreement, "#/agreement");
        check_round(Place::Packet(packet::Query::default()), "#/packet");
        let two = packet::Query::parse("deals=odoo/crm.lead/2,odoo/crm.lead/1");
        check_round(Place::Packet(two), "#/packet?deals=odoo/crm.lead/2,odoo/crm.lead/1");
        let all = Place::Numbers(numbers::Query::default());
        check(&all.href(), all);
    }

    #[test]
    fn what_names_nothing_else_is_the_inbox() {
        for hash in
            ["", "#group-price", "#/slap", "#/numbersx", "#/agreements", "#/library/x", "#/objections/", "#/boards"]
        {
            check(hash, Place::Inbox(inbox::Query::default()));
        }
        check("#/inbox", Place::Inbox(inbox::Query::default()));
        check("#/sla", Place::Sla(Query::default()));
        check("#/numbers", Place::Numbers(numbers::Query::default()));
    }
}
