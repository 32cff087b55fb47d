//! The background worker. It may end between any two lines, so it keeps nothing but what is in the browser's storage.
//!
//! `extension/background.js` registers the listeners; through `src/bin/worker.rs` they call the functions here. Who sent a
//! message comes from the browser.

mod attention;
mod notify;
mod recogniser;

use std::rc::Rc;

use js_sys::Reflect;
use plumbline_domain::record::RecordKey;
use serde::Deserialize;
use wasm_bindgen::JsValue;

use crate::enrolment::Enrolment;
use crate::outbox::send::{Left, flush};
use crate::panel::place::Dock;
use crate::platform::host::{self, Sender};
use crate::platform::write::{Write, kind, write_structs};
use crate::platform::{link, log, storage};
use crate::rounds::Rounds;

/// Rings every minute, for the badge and for what still waits.
const PULSE: &str = "pulse";

/// Rings once, soon after something could not be sent.
const RETRY: &str = "retry";

/// In minutes; no browser rings earlier.
const RETRY_AFTER: f64 = 0.5;

/// What the worker is told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum ToWorker {
    /// By a content script without a panel: the page is at this address.
    Visited {
        /// As the page's location has it.
        url: String,
        /// The name of the frame in which the panel would be.
        frame: String,
    },
    /// By the panel: something is due in the outbox.
    Flush,
    /// By the options page: the enrolment changed.
    Enrolled,
}

/// Answer to [`ToWorker::Visited`].
struct VisitedAnswer {
    /// Whether there is a record to show a panel for.
    record: bool,
    /// Where to put the panel.
    dock: Dock,
}

write_structs! { VisitedAnswer { record, dock } }

impl Write for ToWorker {
    fn write(&self) -> JsValue {
        match self {
            Self::Visited { url, frame } => kind("visited", &[("url", url.write()), ("frame", frame.write())]),
            Self::Flush => kind("flush", &[]),
            Self::Enrolled => kind("enrolled", &[]),
        }
    }
}

/// The browser or the extension was started, installed or updated.
pub async fn started() {
    storage::hide_from_pages().await;
    host::ring_every(PULSE, 1.0).await;
    follow_enrolment().await;
    pulse().await;
}

/// Access to some site was given or taken away.
pub async fn permitted() {
    follow_enrolment().await;
}

/// An alarm rang, or the browser came online.
pub async fn rang(name: &str) {
    match name {
        PULSE => pulse().await,
        _ => send().await,
    }
}

/// A keyboard command or the toolbar button was used.
pub async fn commanded(command: &str, tab: &JsValue) {
    let id = Reflect::get(tab, &"id".into()).ok().and_then(|id| id.as_f64());
    #[expect(clippy::cast_possible_truncation, reason = "tab ids are 32-bit integers")]
    let reached = match id {
        Some(id) => host::command_tab(id as i32, command).await,
        None => false,
    };
    if !reached && !matches!(Enrolment::load().await, Ok(Some(_))) {
        host::open_options().await;
    }
}

/// A notification was clicked.
pub async fn clicked(name: &str) {
    notify::clicked(name).await;
}

/// A message came, from whom the browser says in `sender`.
pub async fn messaged(message: JsValue, sender: JsValue) -> JsValue {
    let sender: Sender = serde_wasm_bindgen::from_value(sender).unwrap_or_default();
    match serde_wasm_bindgen::from_value(message) {
        Ok(message) => answer(message, &sender).await,
        Err(error) => {
            log(&format!("an unknown message: {error}"));
            JsValue::UNDEFINED
        }
    }
}

async fn answer(message: ToWorker, sender: &Sender) -> JsValue {
    match message {
        ToWorker::Visited { url, frame } if sender.frame_id == Some(0) => {
            return visited(&url, &frame).await.map(|answer| answer.write()).into();
        }
        ToWorker::Flush if sender.is_own_page() => send().await,
        ToWorker::Enrolled if sender.is_own_page() => {
            follow_enrolment().await;
            pulse().await;
        }
        _ => log("a message from somebody who may not send it"),
    }
    JsValue::UNDEFINED
}

async fn visited(url: &str, frame: &str) -> Option<VisitedAnswer> {
    let enrolment = Enrolment::load().await.ok().flatten()?;
    let record: Option<RecordKey> = plumbline_crm::recognise(&enrolment.session.crms, url);
    if record.is_some() {
        link::note_address(frame, url).await;
    }
    Some(VisitedAnswer { record: record.is_some(), dock: Dock::load().await })
}

/// Has the content script run where the enrolment says and the person allows, and nowhere else.
async fn follow_enrolment() {
    let enrolment = Enrolment::load().await.ok().flatten();
    let mut allowed = Vec::new();
    for origin in enrolment.iter().flat_map(Enrolment::crm_origins) {
        if host::has_access(&origin).await {
            allowed.push(origin);
        }
    }
    host::run_on(&allowed).await;
    host::run_in_open_tabs(&allowed).await;
}

/// The minute's round: what waits is sent, and the badge says what waits for the person.
async fn pulse() {
    send().await;
    attention::refresh().await;
    recogniser::refresh().await;
}

thread_local! {
    static SENDING: Rc<Rounds> = Rc::default();
}

/// Sends what is due.
async fn send() {
    let round = async || {
        if flush().await == Left::Some {
            host::ring_once(RETRY, RETRY_AFTER).await;
        }
    };
    SENDING.with(Rc::clone).run(round).await;
}
