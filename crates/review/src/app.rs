//! The page as a whole: messages on top, then whoever is signed in, then what they may see of what is looked at.

use plumbline_domain::record::Role;
use yew::prelude::*;

use crate::agreement::Agreement;
use crate::inbox::Inbox;
use crate::numbers::Numbers;
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

/// What is looked at. The agreement and all figures are both teams'; the reports are marketing's to work on.
#[component]
fn Looked() -> Html {
    let role = use_context::<Session>().map(|session| session.person.role);
    match (use_place(), role) {
        (Place::Sla(query), _) => html! { <Sla {query} /> },
        (Place::Numbers(query), _) => html! { <Numbers {query} /> },
        (Place::Agreement, _) => html! { <Agreement /> },
        (Place::Inbox, Some(Role::Rep)) => html! { <ForMarketing /> },
        (Place::Inbox, _) => html! { <Inbox /> },
    }
}
