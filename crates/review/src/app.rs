//! The page as a whole: messages on top, then whoever is signed in, then what they may see of what is looked at.

use plumbline_domain::record::Role;
use yew::prelude::*;

use crate::agreement::Agreement;
use crate::board::Board;
use crate::findings::Findings;
use crate::inbox::Inbox;
use crate::library::Library;
use crate::numbers::Numbers;
use crate::objection::Objection;
use crate::packet::Packet;
use crate::place::{Place, use_place};
use crate::session::{ForMarketing, Session, SessionGate};
use crate::sla::Sla;
use crate::ui::toast::ToastProvider;

#[component]
pub fn App() -> Html {
    html! {
        <ToastProvider>
            <SessionGate>
                <Looked />
            </SessionGate>
        </ToastProvider>
    }
}

/// What is looked at. The agreement and all figures are both teams'; the reports and what they are answered with are
/// marketing's to work on.
#[component]
fn Looked() -> Html {
    let role = use_context::<Session>().map(|session| session.person.role);
    match (use_place(), role) {
        (Place::Sla(query), _) => html! { <Sla {query} /> },
        (Place::Numbers(query), _) => html! { <Numbers {query} /> },
        (Place::Packet(query), _) => html! { <Packet {query} /> },
        (Place::Agreement, _) => html! { <Agreement /> },
        (place, Some(Role::Rep)) => html! { <ForMarketing {place} /> },
        (Place::Inbox(query), _) => html! { <Inbox {query} /> },
        (Place::Board, _) => html! { <Board /> },
        (Place::Findings, _) => html! { <Findings /> },
        (Place::Objection(id), _) => html! { <Objection key={id.to_string()} id={id.clone()} /> },
        (Place::Library(query), _) => html! { <Library {query} /> },
    }
}
