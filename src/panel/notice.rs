//! What is said when there is trouble: a sentence, and what to do next.

use plumbline_protocol::error::ErrorCode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::hub::HubError;
use crate::panel::state::Open;
use crate::platform::text::{text, text_with};
use crate::platform::{format, host, now};

/// What the whole panel has to say instead of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// This browser is not enrolled.
    NotEnrolled,
    /// The hub did not tell, and nothing was told before.
    Failed(HubError),
}

/// What the notice needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What to say.
    pub kind: Kind,
    /// Called to try again.
    pub on_retry: Callback<()>,
}

/// A sentence and an action in place of a record.
#[component]
pub fn Notice(props: &Props) -> Html {
    let must_enrol = match &props.kind {
        Kind::NotEnrolled => true,
        Kind::Failed(error) => error.code() == Some(ErrorCode::NotEnrolled),
    };
    let sentence = match &props.kind {
        Kind::NotEnrolled => text("notice_not_enrolled"),
        Kind::Failed(error) => sentence(error),
    };
    let onclick = if must_enrol {
        Callback::from(|_: MouseEvent| spawn_local(host::open_options()))
    } else {
        props.on_retry.reform(|_| ())
    };
    html! {
        <section class="notice" role="alert" data-part="notice">
            <p>{ sentence }</p>
            <button {onclick}>{ text(if must_enrol { "enrol" } else { "try_again" }) }</button>
        </section>
    }
}

/// What happened, for people.
pub fn sentence(error: &HubError) -> String {
    match error {
        HubError::Away => text("notice_hub_away"),
        HubError::NotAHub(status) => text_with("notice_not_a_hub", &[&status.to_string()]),
        HubError::Newer(_) => text("notice_newer"),
        HubError::Refused(refusal) => match refusal.code {
            ErrorCode::NotEnrolled => text("notice_revoked"),
            ErrorCode::NoSuchRecord => text("notice_no_record"),
            _ => refusal.message.clone(),
        },
    }
}

/// What the line needs.
#[derive(Properties, PartialEq)]
pub struct LineProps {
    /// The record and what is known of it.
    pub open: Open,
}

/// One line above the cards when what they show may not be the latest: why, and how old it is.
#[component]
pub fn Line(props: &LineProps) -> Html {
    let Some(told) = &props.open.told else { return Html::default() };
    let read_at = told.view.freshness.read_at;
    let age = format::ago(read_at, told.hub_time(now()));
    let (is_trouble, sentence) = match (&props.open.trouble, &told.view.freshness.trouble) {
        (Some(error), _) => (true, format!("{} {}", sentence(error), text_with("facts_of", &[&age]))),
        (None, Some(trouble)) => (true, format!("{trouble} {}", text_with("facts_of", &[&age]))),
        (None, None) => (false, text_with("read", &[&age])),
    };
    html! {
        <p class={classes!("freshness", is_trouble.then_some("trouble"))} role={is_trouble.then_some("status")} data-part="freshness"
            title={format::moment(read_at)}>{ sentence }</p>
    }
}
