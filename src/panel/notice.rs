//! What is said when there is trouble: a sentence, and what to do next.

use plumbline_protocol::error::ErrorCode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::element::{clicked, plain, tag};
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

/// A sentence and an action in place of a record.
pub fn notice(kind: &Kind, on_retry: &Callback<()>) -> Html {
    let must_enrol = match kind {
        Kind::NotEnrolled => true,
        Kind::Failed(error) => error.code() == Some(ErrorCode::NotEnrolled),
    };
    let sentence = match kind {
        Kind::NotEnrolled => text("notice_not_enrolled"),
        Kind::Failed(error) => sentence(error),
    };
    let on_click = if must_enrol {
        Callback::from(|_: MouseEvent| spawn_local(host::open_options()))
    } else {
        on_retry.reform(|_| ())
    };
    let action = text(if must_enrol { "enrol" } else { "try_again" });
    let parts =
        vec![tag("p", &[], &[], vec![plain(sentence)]), clicked("button", &[], &[], on_click, vec![plain(action)])];
    tag("section", &["class", "role", "data-part"], &["notice", "alert", "notice"], parts)
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

/// One line above the cards: how old what they show is, and why it is not newer.
pub fn freshness(open: &Open) -> Option<Html> {
    let told = open.told.as_ref()?;
    let read_at = told.view.freshness.read_at;
    let age = format::ago(read_at, told.hub_time(now()));
    let (is_trouble, sentence) = match (&open.trouble, &told.view.freshness.trouble) {
        (Some(error), _) => (true, format!("{} {}", sentence(error), text_with("facts_of", &[&age]))),
        (None, Some(trouble)) => (true, format!("{trouble} {}", text_with("facts_of", &[&age]))),
        (None, None) => (false, text_with("read", &[&age])),
    };
    let keys: &[&str] = match is_trouble {
        true => &["class", "data-part", "title", "data-trouble", "role"],
        false => &["class", "data-part", "title"],
    };
    let values = &["freshness", "freshness", &format::moment(read_at), "", "status"];
    Some(tag("p", keys, values, vec![plain(sentence)]))
}
