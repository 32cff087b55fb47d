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
use crate::ui::time::NowProvider;
use crate::ui::toast::{ToastProvider, Toasts};

#[component]
pub fn App() -> Html {
    html! {
        <ToastProvider>
            <SessionGate>
                <NowProvider>
                    <Looked />
                </NowProvider>
            </SessionGate>
        </ToastProvider>
    }
}

/// What is looked at. The agreement and all figures are both teams'; the reports and what they are answered with are
/// marketing's to work on.
#[component]
fn Looked() -> Html {
    let place = use_place();
    let (Some(session), Some(toasts)) = (use_context::<Session>(), use_context::<Toasts>()) else {
        return Html::default();
    };
    match (place, session.person.role) {
        (Place::Sla(query), _) => html! { <Sla {query} {session} /> },
        (Place::Numbers(query), _) => html! { <Numbers {query} {session} /> },
        (Place::Packet(query), _) => html! { <Packet {query} {session} /> },
        (Place::Agreement, _) => html! { <Agreement {session} /> },
        (place, Role::Rep) => html! { <ForMarketing {place} /> },
        (Place::Inbox(query), _) => html! { <Inbox {query} {session} {toasts} /> },
        (Place::Board, _) => html! { <Board {session} {toasts} /> },
        (Place::Findings, _) => html! { <Findings {session} /> },
        (Place::Objection(id), _) => html! { <Objection key={id.to_string()} id={id.clone()} {session} {toasts} /> },
        (Place::Library(query), _) => html! { <Library {query} {session} {toasts} /> },
    }
}
