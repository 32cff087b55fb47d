use std::collections::BTreeSet;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::panel::notice::sentence;
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
    let said = use_state_eq(String::new);
    let may_notify = use_state_eq(|| false);
    let origins = props.enrolment.crm_origins();
    use_effect_with(origins.clone(), {
        let (allowed, may_notify) = (allowed.setter(), may_notify.setter());
        move |origins| {
            let origins = origins.clone();
            spawn_local(async move {
                allowed.set(allowed_among(origins).await);
                may_notify.set(host::may_notify().await);
            });
        }
    });
    html! {
        <section data-part="access">
            <h2>{ text("access_title") }</h2>
            <p>{ text("access_text") }</p>
            <ul class="sites">
                { for origins.iter().map(|origin| row(origin, allowed.contains(origin), &origins, &allowed)) }
            </ul>
            { notifications(*may_notify, &may_notify) }
            <button onclick={on_look(props.enrolment.clone(), said.setter())}>{ text("read_again") }</button>
            <p role="status">{ &*said }</p>
        </section>
    }
}

fn on_look(enrolment: Enrolment, said: UseStateSetter<String>) -> Callback<MouseEvent> {
    Callback::from(move |_| {
        let (enrolment, said) = (enrolment.clone(), said.clone());
        spawn_local(async move {
            let found = look_again(enrolment).await;
            said.set(found.map_or_else(|sentence| sentence, |()| text("read_again_done")));
        });
    })
}

/// Asks the hub which CRMs it is connected to now, and gives back the access to those that it dropped. An error is a sentence
/// for people.
async fn look_again(enrolment: Enrolment) -> Result<(), String> {
    let before = enrolment.crm_origins();
    let session = enrolment.session().await.map_err(|error| sentence(&error))?;
    let renewed = Enrolment { session, ..enrolment };
    renewed.save().await.map_err(|error| error.to_string())?;
    let kept = renewed.crm_origins();
    for dropped in before.iter().filter(|origin| !kept.contains(origin) && **origin != renewed.hub) {
        host::give_up_access(dropped).await;
    }
    host::message_worker(&ToWorker::Enrolled).await;
    Ok(())
}

/// Whether clocks that become due are told on the desktop, and the button that asks for it.
fn notifications(is_allowed: bool, allowed: &UseStateHandle<bool>) -> Html {
    let onclick = {
        let allowed = allowed.setter();
        move |_: MouseEvent| {
            let allowed = allowed.clone();
            spawn_local(async move { allowed.set(host::request_notifications().await) });
        }
    };
    html! {
        <p data-part="notifications" data-allowed={is_allowed.to_string()}>
            { text("notifications_text") }{ " " }
            if is_allowed { { "✓ " }{ text("allowed") } } else { <button {onclick}>{ text("allow_notifications") }</button> }
        </p>
    }
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
