//! What happens on the objections card of one record, over the outbox.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::TimeDelta;
use gloo::timers::callback::Timeout;
use plumbline_domain::Instant;
use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::objection::{MAX_COMPETITOR, MAX_WORDS, Objection, ReportError};
use plumbline_domain::record::RecordKey;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::objections::draft::{Details, Draft};
use crate::outbox::{self, Entry, HOLD, Refused};
use crate::platform::storage::{StorageError, Watch};
use crate::platform::{host, later, log, now};
use crate::worker::ToWorker;

/// Why something could not be done. What was typed is still in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The browser's storage has no room.
    Full,
    /// The browser's storage failed.
    Storage(String),
    /// A text is longer than a report can carry.
    TooLong {
        /// How long it is.
        characters: usize,
        /// How long it may be.
        most: usize,
    },
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Full => Self::Full,
            other => Self::Storage(other.to_string()),
        }
    }
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::WordsTooLong(characters) => Self::TooLong { characters, most: MAX_WORDS },
            ReportError::CompetitorTooLong(characters) => Self::TooLong { characters, most: MAX_COMPETITOR },
            ReportError::NoRevision => Self::Storage(error.to_string()),
        }
    }
}

/// The card's state and what can be done with it.
pub struct Session {
    /// The report that is being written.
    pub draft: Option<Rc<Draft>>,
    /// Whether the click that made it can be undone.
    pub can_undo: bool,
    /// What is on its way.
    pub outbox: Rc<Waiting>,
    /// What went wrong last.
    pub problem: Option<Problem>,
    /// An objection was clicked.
    pub on_pick: Callback<Objection>,
    /// Something was typed.
    pub on_change: Callback<Details>,
    /// The details are to be sent, or there are none and the form can go.
    pub on_send: Callback<()>,
    /// The click is to be undone.
    pub on_undo: Callback<()>,
    /// A refused report is to be mended.
    pub on_mend: Callback<Refused>,
    /// A refused report is to be forgotten.
    pub on_discard: Callback<Refused>,
}

/// What is in the outbox of one record.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Not arrived yet.
    pub entries: Vec<Entry>,
    /// Refused by the hub.
    pub refused: Vec<Refused>,
}

/// Everything that the callbacks change.
#[derive(Clone)]
struct Handles {
    owner: String,
    record: RecordKey,
    draft: UseStateHandle<Option<Rc<Draft>>>,
    problem: UseStateSetter<Option<Problem>>,
    last_pick: Rc<RefCell<Option<(ObjectionId, Instant)>>>,
}

/// A second click on the same chip within this time is a double click.
const DOUBLE_CLICK: TimeDelta = TimeDelta::seconds(1);

/// The objections card of `record`; `refresh` is called when the outbox has handed something to the hub.
#[hook]
pub fn use_session(owner: String, record: RecordKey, refresh: Callback<()>) -> Session {
    let draft = use_state_eq(|| None::<Rc<Draft>>);
    let problem = use_state_eq(|| None::<Problem>);
    let outbox = use_outbox(owner.clone(), record.clone(), refresh);
    let can_undo = use_undo(draft.as_deref());
    use_effect_with((owner.clone(), record.clone()), {
        let (draft, problem) = (draft.setter(), problem.setter());
        move |(owner, record)| {
            let (owner, record) = (owner.clone(), record.clone());
            draft.set(None);
            later(async move {
                match Draft::load(&owner, &record).await {
                    Ok(None) => {}
                    Ok(Some(found)) => draft.set(Some(Rc::new(found))),
                    Err(error) => problem.set(Some(error.into())),
                }
            });
        }
    });
    let last_pick = use_mut_ref(|| None);
    let handles = Handles { owner, record, draft: draft.clone(), problem: problem.setter(), last_pick };
    Session {
        draft: (*draft).clone(),
        can_undo,
        outbox,
        problem: (*problem).clone(),
        on_pick: handles.on(|handles, objection: Objection| spawn_local(handles.pick(objection))),
        on_change: handles.on(Handles::change),
        on_send: handles.on(|handles, ()| spawn_local(handles.send())),
        on_undo: handles.on(|handles, ()| spawn_local(handles.undo())),
        on_mend: handles.on(|handles, refused: Refused| spawn_local(handles.mend(refused))),
        on_discard: handles.on(|handles, refused: Refused| spawn_local(handles.discard(refused))),
    }
}

impl Handles {
    fn on<T: 'static>(&self, act: impl Fn(Self, T) + 'static) -> Callback<T> {
        let handles = self.clone();
        Callback::from(move |value| act(handles.clone(), value))
    }

    fn show(&self, draft: Option<Draft>) {
        self.draft.set(draft.map(Rc::new));
    }

    fn done<T>(&self, result: Result<T, impl Into<Problem>>) -> Option<T> {
        match result {
            Ok(value) => {
                self.problem.set(None);
                Some(value)
            }
            Err(error) => {
                self.problem.set(Some(error.into()));
                None
            }
        }
    }

    /// One click: written down, and on its way when the time to undo it has passed. Words that were still in the form for
    /// an earlier report go out with that one first.
    async fn pick(self, objection: Objection) {
        if self.close().await.is_none() {
            return;
        }
        let now = now();
        let before = self.last_pick.replace(Some((objection.id.clone(), now)));
        if before.is_some_and(|(id, at)| id == objection.id && (now - at).abs() < DOUBLE_CLICK) {
            return;
        }
        let draft = Draft::of_click(self.owner.clone(), ReportId(Uuid::new_v4()), self.record.clone(), &objection, now);
        let entry = Entry::held(self.owner.clone(), draft.report.clone(), draft.objection.clone(), now);
        if self.done(entry.put().await).is_some() {
            self.done(draft.save().await);
            self.show(Some(draft));
            Timeout::new(milliseconds(HOLD) + 20, send_waiting).forget();
        }
    }

    /// Kept as it is typed, in the browser's storage and on the screen; when it cannot be kept it stays on the screen, and
    /// that is said.
    fn change(self, details: Details) {
        let Some(draft) = (*self.draft).as_deref().map(|draft| Draft { details, ..draft.clone() }) else { return };
        self.show(Some(draft.clone()));
        spawn_local(async move {
            self.done(draft.save().await);
        });
    }

    async fn send(self) {
        if self.close().await.is_some() {
            self.show(None);
        }
    }

    /// Hands over what is in the form and forgets the draft. `None` when it stays in the form.
    async fn close(&self) -> Option<()> {
        let Some(draft) = (*self.draft).as_deref() else { return Some(()) };
        if !draft.details.is_empty() {
            self.hand_over(draft).await?;
        }
        self.done(draft.forget().await)
    }

    /// Gives the details to the outbox, as the report's next revision. The draft takes that number first, so that whatever
    /// comes between, no two texts ever have one number. `None` when they stay in the form.
    async fn hand_over(&self, draft: &Draft) -> Option<()> {
        let report = draft.revised();
        self.done(report.check())?;
        let numbered = Draft { report: report.clone(), ..draft.clone() };
        self.done(numbered.save().await)?;
        self.show(Some(numbered));
        self.done(Entry::ready(self.owner.clone(), report, draft.objection.clone(), now()).put().await)?;
        send_waiting();
        Some(())
    }

    async fn undo(self) {
        let Some(draft) = (*self.draft).as_deref().cloned() else { return };
        if self.done(outbox::undo(self.owner.clone(), &draft.report, draft.objection.clone(), now()).await).is_some() {
            self.done(draft.forget().await);
            self.show(None);
            send_waiting();
        }
    }

    async fn mend(self, refused: Refused) {
        let typed = (*self.draft).as_deref().filter(|draft| draft.report.id == refused.entry.report.id);
        let draft = Draft::of_refused(&refused.entry, typed.map(|draft| &draft.details), now());
        if typed.is_none() && self.close().await.is_none() {
            return;
        }
        if self.done(draft.save().await).is_some() {
            self.done(refused.forget().await);
            self.show(Some(draft));
        }
    }

    async fn discard(self, refused: Refused) {
        self.done(refused.forget().await);
    }
}

/// Wakes the worker for what is due. If it does not hear, its own alarm finds the same.
fn send_waiting() {
    spawn_local(async {
        host::message_worker(&ToWorker::Flush).await;
    });
}

/// Whether the click that made `draft` can be undone, until it cannot.
#[hook]
fn use_undo(draft: Option<&Draft>) -> bool {
    let over = use_state_eq(|| None::<ReportId>);
    let id = draft.map(|draft| draft.report.id);
    let left = draft.map_or(TimeDelta::zero(), |draft| draft.undo_left(now()));
    use_effect_with(id, {
        let over = over.setter();
        move |id| {
            let id = *id;
            let timeout = Timeout::new(milliseconds(left), move || over.set(id));
            move || drop(timeout)
        }
    });
    id.is_some() && *over != id && left > TimeDelta::zero()
}

fn milliseconds(span: TimeDelta) -> u32 {
    u32::try_from(span.num_milliseconds()).unwrap_or(0)
}

/// What waits and what was refused on `record`, as it changes, in whatever tab.
#[hook]
fn use_outbox(owner: String, record: RecordKey, refresh: Callback<()>) -> Rc<Waiting> {
    let waiting = use_state_eq(Rc::<Waiting>::default);
    use_effect_with((owner, record), {
        let waiting = waiting.setter();
        move |whose| {
            let whose = whose.clone();
            let read = move || {
                let ((owner, record), waiting) = (whose.clone(), waiting.clone());
                later(async move {
                    match on_record(&owner, &record).await {
                        Ok(found) => waiting.set(Rc::new(found)),
                        Err(error) => log(&error.to_string()),
                    }
                });
            };
            read();
            let watch = Watch::new(move |key| {
                if key.starts_with(outbox::PREFIX) || key.starts_with(outbox::REFUSED_PREFIX) {
                    read();
                    refresh.emit(());
                }
            });
            move || drop(watch)
        }
    });
    (*waiting).clone()
}

async fn on_record(owner: &str, record: &RecordKey) -> Result<Waiting, StorageError> {
    let (mut entries, mut refused) = (outbox::entries().await?, outbox::refused().await?);
    let is_here = |entry: &Entry| entry.owner == owner && entry.report.record == *record;
    entries.retain(is_here);
    refused.retain(|refused| is_here(&refused.entry));
    Ok(Waiting { entries, refused })
}
