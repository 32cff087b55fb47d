//! Declining an objection, with a reason that whoever reported it reads.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::draft::Draft;
use super::form::{ActForm, complaint};
use crate::strings::objection as words;

#[derive(Properties, PartialEq)]
pub struct DeclineFormProps {
    pub draft: Draft,
    pub on_write: Callback<Draft>,
    /// What is wrong with it.
    pub why: Option<String>,
    pub is_sending: bool,
    pub on_send: Callback<Draft>,
    pub on_close: Callback<()>,
}

/// The form.
#[component]
pub fn DeclineForm(props: &DeclineFormProps) -> Html {
    let draft = &props.draft;
    let oninput = {
        let draft = draft.clone();
        props.on_write.reform(move |event: InputEvent| Draft {
            reason: event.target_unchecked_into::<HtmlTextAreaElement>().value(),
            ..draft.clone()
        })
    };
    let on_send = {
        let draft = draft.clone();
        props.on_send.reform(move |()| draft.clone())
    };
    html! {
        <ActForm part="decline-form" title={words::DECLINE_TITLE} help={words::DECLINE_HELP} send={words::DECLINE_NOW}
            is_sending={props.is_sending} is_kept={draft.has_reason()} {on_send} on_close={props.on_close.clone()}>
            <div class="field wide">
                <label for="decline-reason">{ words::REASON }</label>
                <textarea id="decline-reason" rows="3" dir="auto" value={draft.reason.clone()} {oninput}
                    aria-invalid={props.why.as_ref().map(|_| "true")} aria-describedby={props.why.as_ref().map(|_| "decline-why")} />
                { complaint("decline-why", props.why.as_ref()) }
            </div>
        </ActForm>
    }
}
