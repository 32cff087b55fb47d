//! Who am I, and the way out.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Session;
use crate::api::{self, Error};
use crate::strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::storage;
use crate::ui::toast::{Toast, Toasts};

/// Name, role and signing out, behind one button.
#[component]
pub fn AccountMenu() -> Html {
    let Some(session) = use_context::<Session>() else {
        return Html::default();
    };
    html! {
        <div class="account">
            <button type="button" class="quiet" popovertarget="account" data-part="account" aria-label={strings::account(&session.person.name)}>
                <bdi>{ &session.person.name }</bdi><Icon shape={Shape::Down} />
            </button>
            <div id="account" popover="auto" class="popover">
                <p><strong><bdi>{ &session.person.name }</bdi></strong></p>
                <p class="help">{ strings::role(session.person.role) }</p>
                <SignOutButton />
            </div>
        </div>
    }
}

/// Ends the session.
#[component]
pub fn SignOutButton() -> Html {
    let session = use_context::<Session>();
    let toasts = use_context::<Toasts>();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let (Some(session), Some(toasts)) = (session.clone(), toasts.clone()) {
            spawn_local(sign_out(session, toasts));
        }
    });
    html! { <button type="button" {onclick}>{ strings::SIGN_OUT }</button> }
}

async fn sign_out(session: Session, toasts: Toasts) {
    match api::sign_out().await {
        Ok(()) | Err(Error::SignedOut) => {
            // A configuration that was tried may have secrets in it.
            storage::clear_tab();
            session.on_left.emit(());
        }
        Err(error) => {
            let text = format!("{} {}", strings::STILL_SIGNED_IN, strings::trouble(&error));
            toasts.say(Toast { text, undo: None });
        }
    }
}
