use std::collections::BTreeSet;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::platform::host;
use crate::platform::text::{text, text_with};
use crate::worker::ToWorker;

/// What the list needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose CRMs are listed.
    pub enrolment: Enrolment,
}

/// The hub's CRMs, each with whether the panel may stand there.
#[component]
pub fn Access(props: &Props) -> Html {
    let allowed = use_state_eq(BTreeSet::<String>::new);
    let origins = props.enrolment.crm_origins();
    use_effect_with(origins.clone(), {
        let allowed = allowed.setter();
        move |origins| {
            let origins = origins.clone();
            spawn_local(async move { allowed.set(allowed_among(origins).await) });
        }
    });
    html! {
        <section data-part="access">
            <h2>{ text("access_title") }</h2>
            <p>{ text("access_text") }</p>
            <ul class="sites">
                { for origins.iter().map(|origin| row(origin, allowed.contains(origin), &origins, &allowed)) }
            </ul>
            <button onclick={read_again(props.enrolment.clone())}>{ text("read_again") }</button>
        </section>
    }
}

/// Asks the hub which CRMs it is connected to now.
fn read_again(enrolment: Enrolment) -> Callback<MouseEvent> {
    Callback::from(move |_| {
        let enrolment = enrolment.clone();
        spawn_local(async move {
            if let Ok(session) = enrolment.session().await {
                let _ = Enrolment { session, ..enrolment }.save().await;
                host::message_worker(&ToWorker::Enrolled).await;
            }
        });
    })
}

async fn allowed_among(origins: Vec<String>) -> BTreeSet<String> {
    let mut allowed = BTreeSet::new();
    for origin in origins {
        if host::has_access(&origin).await {
            allowed.insert(origin);
        }
    }
    allowed
}

fn row(origin: &str, is_allowed: bool, all: &[String], allowed: &UseStateHandle<BTreeSet<String>>) -> Html {
    let onclick = {
        let (origin, all, allowed) = (origin.to_owned(), all.to_vec(), allowed.setter());
        move |_: MouseEvent| {
            let (origin, all, allowed) = (origin.clone(), all.clone(), allowed.clone());
            spawn_local(async move {
                if host::request_access(&origin).await {
                    host::message_worker(&ToWorker::Enrolled).await;
                }
                allowed.set(allowed_among(all).await);
            });
        }
    };
    html! {
        <li key={origin.to_owned()} data-origin={origin.to_owned()} data-allowed={is_allowed.to_string()}>
            <span>{ origin }</span>
            if is_allowed {
                <span>{ "✓ " }{ text("allowed") }</span>
            } else {
                <button class="primary" {onclick}>{ text_with("allow", &[origin]) }</button>
            }
        </li>
    }
}
