use plumbline_protocol::error::ErrorCode;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::enrolment::{Enrolment, hub_origin};
use crate::hub::{self, HubError};
use crate::panel::notice;
use crate::platform::host;
use crate::platform::storage::Area;
use crate::platform::text::text;
use crate::worker::ToWorker;

/// Where room for an enrolment is tried.
const PROBE: &str = "probe";

/// More characters than an enrolment takes.
const ROOM: usize = 8_192;

/// How far enrolling has come.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Typing,
    Asking,
    Failed(String),
}

/// The hub's address and an enrolment code.
#[component]
pub fn EnrolForm() -> Html {
    let (address, code) = (use_node_ref(), use_node_ref());
    let step = use_state_eq(|| Step::Typing);
    let onsubmit = {
        let (address, code, step) = (address.clone(), code.clone(), step.setter());
        move |event: SubmitEvent| {
            event.prevent_default();
            let (address, code, step) = (value(&address), value(&code), step.clone());
            step.set(Step::Asking);
            spawn_local(async move {
                if let Err(sentence) = enrol(&address, code).await {
                    step.set(Step::Failed(sentence));
                }
            });
        }
    };
    html! {
        <section>
            <h2>{ text("enrol_title") }</h2>
            <p>{ text("enrol_text") }</p>
            <form {onsubmit} data-part="enrol">
                <label>{ text("hub_address") }
                    <input ref={address} name="hub" type="text" required=true autocomplete="url" placeholder="https://plumbline.example.com" />
                </label>
                <label>{ text("enrolment_code") }
                    <input ref={code} name="code" type="text" required=true autocomplete="off" spellcheck="false" />
                </label>
                if let Step::Failed(sentence) = &*step { <p class="trouble" role="alert">{ sentence }</p> }
                <button class="primary" type="submit" disabled={*step == Step::Asking}>
                    { text(if *step == Step::Asking { "enrolling" } else { "enrol" }) }
                </button>
            </form>
        </section>
    }
}

fn value(input: &NodeRef) -> String {
    input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// Asks for access to the hub, then for a token. An error is a sentence for people.
async fn enrol(address: &str, code: String) -> Result<(), String> {
    let hub = hub_origin(address).ok_or_else(|| text("hub_address_wrong"))?;
    if !host::request_access(&hub).await {
        return Err(text("hub_access_refused"));
    }
    // A code works once, so there must be room for what it is traded for.
    Area::Local.set(PROBE, &"x".repeat(ROOM)).await.map_err(|error| error.to_string())?;
    let _ = Area::Local.remove(PROBE).await;
    let answer = hub::enrol(&hub, code).await.map_err(|error| sentence(&error))?;
    let enrolment = Enrolment { hub, token: answer.token, session: answer.session };
    enrolment.save().await.map_err(|error| error.to_string())?;
    host::message_worker(&ToWorker::Enrolled).await;
    Ok(())
}

fn sentence(error: &HubError) -> String {
    match error {
        HubError::Refused(refusal) if refusal.code == ErrorCode::BadCode => text("enrolment_code_wrong"),
        HubError::Away => text("hub_not_there"),
        error => notice::sentence(error),
    }
}
