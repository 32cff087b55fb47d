//! The panel beside a CRM record.
//!
//! Addresses come in from the page over the [link](crate::platform::link), become a record or none, and the hub is asked
//! about it; [`state`] says what is shown. The cards below it only draw what they are given.

mod cards;
mod frame;
mod header;
pub mod notice;
pub mod place;
mod record;
pub mod standing;
pub mod state;
pub mod tick;

use std::rc::Rc;

use plumbline_crm::recognise;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::panel::frame::{Grip, Handle, use_page};
use crate::panel::record::use_record;
use crate::panel::standing::{Standing, use_standing};
use crate::panel::state::{Open, State};
use crate::panel::tick::use_tick;
use crate::platform::link::Command;

/// Milliseconds after which ages and the lesser clocks are drawn anew.
const AGES_EVERY: u32 = 30_000;

/// The whole panel.
#[component]
pub fn Panel() -> Html {
    let standing = use_standing();
    let page = use_page();
    let enrolment = standing.enrolment();
    let key = enrolment.as_ref().and_then(|enrolment| recognise(&enrolment.session.crms, &page.url));
    // What nobody sees is not read: a reading tells the hub that answers were seen.
    let (state, refresh) = use_record(enrolment.clone(), key.clone().filter(|_| page.dock.open));
    use_tick(AGES_EVERY, true);
    // The state follows the key only after this has been drawn; until then it is another record's.
    let state = if state.key() == key.as_ref() { &*state } else { &State::Away };
    let is_shown = key.is_some() || standing == Standing::NotEnrolled;
    use_effect_with((is_shown, page.dock, page.url.is_empty(), page.is_connected()), {
        let page = page.clone();
        move |(is_shown, ..)| page.arrange(*is_shown)
    });
    if !page.dock.open {
        return html! { <Handle grip={Grip::Tab} dock={page.dock} on_dock={page.on_dock.clone()} /> };
    }
    let data_record = key.map(|key| key.to_string());
    html! {
        <main class="panel" data-part="panel" data-record={data_record} data-state={phase(&standing, state)}>
            <Handle grip={Grip::Edge} dock={page.dock} on_dock={page.on_dock.clone()} />
            { body(&standing, enrolment, state, page.on_collapse.clone(), refresh, page.command) }
        </main>
    }
}

/// What is on the screen, in a word, for tests and styles.
fn phase(standing: &Standing, state: &State) -> &'static str {
    match (standing, state) {
        (Standing::NotEnrolled, _) => "not-enrolled",
        (_, State::Open(Open { told: Some(_), .. })) => "shown",
        (_, State::Open(Open { trouble: Some(_), .. })) => "failed",
        _ => "loading",
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
