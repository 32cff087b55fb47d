//! Saying who in marketing answers for an objection.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::form::{ActForm, complaint};
use crate::feed::use_feed;
use crate::library::{AllObjections, usual};
use crate::session::Session;
use crate::strings::objection as words;

#[derive(Properties, PartialEq)]
pub struct OwnerFormProps {
    pub session: Session,
    /// Who does so far.
    pub owner: Option<String>,
    /// What is wrong with it.
    pub why: Option<String>,
    pub is_sending: bool,
    pub on_send: Callback<Option<String>>,
    pub on_close: Callback<()>,
}

/// The form. Whoever answers for another objection is offered.
#[component]
pub fn OwnerForm(props: &OwnerFormProps) -> Html {
    let (all, _) = use_feed(AllObjections, props.session.on_expired.clone());
    let owners = use_memo(all.told.clone(), |told| {
        told.as_deref().map(|told| usual(&told.objections, "owner")).unwrap_or_default()
    });
    let owner = use_state(|| props.owner.clone().unwrap_or_default());
    let oninput = {
        let owner = owner.setter();
        Callback::from(move |event: InputEvent| owner.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let on_send = {
        let owner = owner.trim().to_owned();
        props.on_send.reform(move |()| Some(owner.clone()).filter(|owner| !owner.is_empty()))
    };
    html! {
        <ActForm part="owner-form" title={words::OWNER_TITLE} help={words::OWNER_HELP} send={words::ASSIGN_NOW} is_sending={props.is_sending}
            {on_send} on_close={props.on_close.clone()}>
            <div class="field wide">
                <label for="owner">{ words::OWNER }</label>
                <input id="owner" type="text" dir="auto" list="owners" autocomplete="off" value={(*owner).clone()} {oninput}
                    aria-invalid={props.why.as_ref().map(|_| "true")} aria-describedby={props.why.as_ref().map(|_| "owner-why")} />
                <datalist id="owners">{ for owners.iter().map(|name| html! { <option value={name.clone()} /> }) }</datalist>
                { complaint("owner-why", props.why.as_ref()) }
            </div>
        </ActForm>
    }
}
