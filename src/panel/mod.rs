//! The panel beside a CRM record.
//!
//! Addresses come in from the page over the [link](crate::platform::link), become a record or none, and the hub is asked
//! about it; [`state`] says what is drawn, and when. The cards below it only draw what they are given.

/// The cards, and what stands there until they are known.
pub mod cards;
mod frame;
/// The record's name and facts.
pub mod header;
pub mod notice;
pub mod place;
/// Reading the record.
pub mod record;
pub mod standing;
pub mod state;
pub mod tick;

use std::rc::Rc;

use yew::prelude::*;

use crate::element::tag;
use crate::enrolment::Enrolment;
use crate::panel::frame::{Grip, Page, handle, use_page};
use crate::panel::record::{use_lookout, use_reading};
use crate::panel::standing::{Standing, use_standing};
use crate::panel::state::{Desk, State};
use crate::panel::tick::use_tick;
use crate::platform::screen;

/// Milliseconds after which ages and the lesser clocks are drawn anew.
const AGES_EVERY: u32 = 30_000;

/// The whole panel.
#[component]
pub fn Panel() -> Html {
    let standing = use_standing();
    let reading = use_lookout();
    let (lookout, refresh) = &*reading;
    let page = use_page(lookout.on_visit());
    let enrolment = standing.enrolment();
    use_reading(lookout.clone(), enrolment.clone(), page.dock().open);
    use_tick(AGES_EVERY, true);
    let desk = lookout.desk();
    let is_shown = desk.key().is_some() || standing == Standing::NotEnrolled;
    use_effect_with((is_shown, page.standing()), {
        let page = page.clone();
        move |(is_shown, ..)| page.arrange(*is_shown)
    });
    // Here, because an effect may come a frame after what is drawn: the veil would be lifted too late.
    screen::mark(desk.key(), phase(&standing, &desk, page.dock().open));
    if !page.dock().open {
        return handle(Grip::Tab, &page);
    }
    let mut children = vec![handle(Grip::Edge, &page)];
    body(&standing, enrolment, &desk.drawn, &page, refresh, &mut children);
    tag("main", &["class"], &["panel"], children)
}

/// What is on the screen, in a word.
fn phase(standing: &Standing, desk: &Desk, is_open: bool) -> &'static str {
    match standing {
        _ if !is_open => "collapsed",
        Standing::NotEnrolled => "not-enrolled",
        _ => desk.phase(),
    }
}

fn body(
    standing: &Standing,
    enrolment: Option<Rc<Enrolment>>,
    state: &State,
    page: &Rc<Page>,
    refresh: &Callback<()>,
    into: &mut Vec<Html>,
) {
    let open = match state {
        State::Open(open) if enrolment.is_some() && *standing != Standing::NotEnrolled => Some(open),
        _ => None,
    };
    let collapsed = page.clone();
    into.push(header::header(open, Callback::from(move |_| collapsed.collapse())));
    into.push(match (open, enrolment) {
        _ if *standing == Standing::NotEnrolled => notice::notice(&notice::Kind::NotEnrolled, refresh),
        (Some(open), Some(enrolment)) => cards::cards(open, &enrolment, refresh, page.command()),
        _ => cards::skeleton(),
    });
}
