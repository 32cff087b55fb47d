//! The options page: enrolment, the hub's address, and access to the hub's and the CRM's pages, asked for when it is needed.

mod access;
mod enrol;

use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::options::access::Access;
use crate::options::enrol::EnrolForm;
use crate::panel::standing::{Standing, use_standing};
use crate::platform::storage::Area;
use crate::platform::text::{text, text_with};
use crate::platform::{host, log};
use crate::worker::ToWorker;

/// The whole page.
#[component]
pub fn Options() -> Html {
    let standing = use_standing();
    html! {
        <main class="options" data-part="options">
            <h1><span class="mark" aria-hidden="true" />{ text("extension_name") }</h1>
            { match standing {
                Standing::Unknown => Html::default(),
                Standing::NotEnrolled => html! { <EnrolForm /> },
                Standing::Enrolled(enrolment) => html! { <>{ enrolled(&enrolment) }<Access enrolment={(*enrolment).clone()} /></> },
            } }
            <section>
                <h2>{ text("keys_title") }</h2>
                <p>{ text("keys_text") }</p>
            </section>
        </main>
    }
}

/// Who this browser is, and the way out.
fn enrolled(enrolment: &Enrolment) -> Html {
    let onclick = {
        let enrolment = enrolment.clone();
        move |_: MouseEvent| wasm_bindgen_futures::spawn_local(leave(enrolment.clone()))
    };
    html! {
        <section data-part="enrolled">
            <h2>{ text("enrolled_title") }</h2>
            <p>{ text_with("enrolled_text", &[&enrolment.session.person.name, &enrolment.hub]) }</p>
            <button {onclick}>{ text("leave_hub") }</button>
        </section>
    }
}

async fn leave(enrolment: Enrolment) {
    // A hub that is away cannot be told; whoever runs it can still revoke the token.
    let _ = enrolment.sign_out().await.inspect_err(|error| log(&error.to_string()));
    if Enrolment::forget().await.is_ok() {
        Area::Session.clear().await;
        for origin in enrolment.crm_origins().iter().chain([&enrolment.hub]) {
            host::give_up_access(origin).await;
        }
        host::message_worker(&ToWorker::Enrolled).await;
    }
}
