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

use crate::enrolment::Enrolment;
use crate::panel::frame::{Grip, Handle, use_page};
use crate::panel::record::{use_lookout, use_reading};
use crate::panel::standing::{Standing, use_standing};
use crate::panel::state::{Desk, State};
use crate::panel::tick::use_tick;
use crate::platform::link::Command;
use crate::platform::screen;

/// Milliseconds after which ages and the lesser clocks are drawn anew.
const AGES_EVERY: u32 = 30_000;

/// The whole panel.
#[component]
pub fn Panel() -> Html {
    let standing = use_standing();
    let lookout = use_lookout();
    let page = use_page(lookout.on_visit());
    let enrolment = standing.enrolment();
    let refresh = use_reading(lookout.clone(), enrolment.clone(), page.dock.open);
    use_tick(AGES_EVERY, true);
    let desk = lookout.desk();
    let is_shown = desk.key().is_some() || standing == Standing::NotEnrolled;
    use_effect_with((is_shown, page.dock, page.is_known, page.is_connected()), {
        let page = page.clone();
        move |(is_shown, ..)| page.arrange(*is_shown)
    });
    // Here, because an effect may come a frame after what is drawn: the veil would be lifted too late.
    screen::mark(desk.key(), phase(&standing, &desk, page.dock.open));
    if !page.dock.open {
        return html! { <Handle grip={Grip::Tab} dock={page.dock} on_dock={page.on_dock.clone()} /> };
    }
    html! {
        <main class="panel">
            <Handle grip={Grip::Edge} dock={page.dock} on_dock={page.on_dock.clone()} />
            { body(&standing, enrolment, &desk.drawn, page.on_collapse.clone(), refresh, page.command) }
        </main>
    }
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
    on_collapse: Callback<()>,
    refresh: Callback<()>,
    command: Option<(Command, u32)>,
) -> Html {
    let header = |open| header::header(open, &on_collapse);
    match (standing, enrolment, state) {
        (Standing::NotEnrolled, ..) => {
            html! { <>{ header(None) }{ notice::notice(&notice::Kind::NotEnrolled, &refresh) }</> }
        }
        (_, Some(enrolment), State::Open(open)) => {
            html! { <>{ header(Some(open)) }{ cards::cards(open, &enrolment, &refresh, command) }</> }
        }
        _ => html! { <>{ header(None) }{ cards::skeleton() }</> },
    }
}
