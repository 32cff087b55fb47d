//! Signing in with an enrolment code.

use plumbline_protocol::people::SessionResponse;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Absence;
use super::code::pretty;
use crate::api::{self, Error};
use crate::strings;

#[derive(Properties, PartialEq)]
pub struct SignInProps {
    pub absence: Absence,
    pub on_sign_in: Callback<SessionResponse>,
}

#[derive(Debug, Clone, PartialEq, Default)]
enum Attempt {
    #[default]
    None,
    Running,
    Failed(Error),
    Empty,
}

impl Attempt {
    fn complaint(&self) -> Option<String> {
        match self {
            Self::None | Self::Running => None,
            Self::Failed(Error::SignedOut) => Some(strings::BAD_CODE.to_owned()),
            Self::Failed(error) => Some(strings::trouble(error)),
            Self::Empty => Some(strings::NO_CODE.to_owned()),
        }
    }
}

/// Asks for an enrolment code.
#[component]
pub fn SignIn(props: &SignInProps) -> Html {
    let code = use_state(String::new);
    let attempt = use_state_eq(Attempt::default);
    let field = use_node_ref();
    use_focus_after(field.clone(), (*attempt).clone());
    let oninput = {
        let code = code.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            code.set(typed(&input));
        })
    };
    let onsubmit = {
        let (code, attempt, on_sign_in) = (code.clone(), attempt.clone(), props.on_sign_in.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            submit((*code).clone(), attempt.clone(), on_sign_in.clone());
        })
    };
    let is_running = *attempt == Attempt::Running;
    html! {
        <form class="sign-in" data-part="sign-in" {onsubmit} novalidate=true>
            <h2>{ strings::SIGN_IN }</h2>
            <p>{ strings::why_absent(props.absence) }</p>
            <label for="code">{ strings::CODE }</label>
            <input id="code" ref={field} value={(*code).clone()} {oninput} class="code" autocomplete="one-time-code"
                autocapitalize="characters" spellcheck="false" autofocus=true aria-describedby="code-help code-complaint"
                aria-invalid={attempt.complaint().is_some().to_string()} />
            <p id="code-help" class="help">{ strings::CODE_HELP }</p>
            <div id="code-complaint" role="alert">
                if let Some(complaint) = attempt.complaint() {
                    <p class="complaint" data-part="complaint">{ complaint }</p>
                }
            </div>
            <button type="submit" class="primary" aria-disabled={is_running.to_string()}>
                { if is_running { strings::SIGNING_IN } else { strings::SIGN_IN } }
            </button>
        </form>
    }
}

/// Puts the cursor into the field at first and after each failure.
#[hook]
fn use_focus_after(field: NodeRef, attempt: Attempt) {
    use_effect_with(attempt, move |attempt| {
        if *attempt != Attempt::Running
            && let Some(input) = field.cast::<HtmlInputElement>()
        {
            // A field that cannot be focused can still be clicked.
            let _ = input.focus();
        }
    });
}

/// What the field holds, tidied while the cursor is at the end: tidying in the middle would move it.
fn typed(input: &HtmlInputElement) -> String {
    let text = input.value();
    let end = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let is_at_end = input.selection_start().ok().flatten().is_none_or(|start| start >= end);
    if is_at_end { pretty(&text) } else { text }
}

fn submit(code: String, attempt: UseStateHandle<Attempt>, on_sign_in: Callback<SessionResponse>) {
    if *attempt == Attempt::Running {
        return;
    }
    if code.trim().is_empty() {
        attempt.set(Attempt::Empty);
        return;
    }
    attempt.set(Attempt::Running);
    spawn_local(async move {
        match api::sign_in(code).await {
            Ok(session) => on_sign_in.emit(session),
            Err(error) => attempt.set(Attempt::Failed(error)),
        }
    });
}
