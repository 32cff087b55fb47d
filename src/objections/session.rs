//! What happens on the objections card of one record, over the outbox.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::TimeDelta;
use gloo::timers::callback::Timeout;
use plumbline_domain::Instant;
use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::objection::recognise::Recogniser;
use plumbline_domain::objection::{MAX_NAME, MAX_WORDS, ReportError};
use plumbline_domain::record::RecordKey;
use plumbline_protocol::record_view::ObjectionChip;
use wasm_bindgen_futures::spawn_local;
use yew::functional::UseForceUpdateHandle;
use yew::prelude::*;

use crate::objections::draft::{Details, Draft, Heard};
use crate::objections::recogniser;
use crate::outbox::{self, Entry, HOLD, Refused};
use crate::platform::storage::{StorageError, Watch};
use crate::platform::{host, later, log, now, unique};
use crate::rounds::Rounds;
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
            ReportError::NameTooLong(_, characters) => Self::TooLong { characters, most: MAX_NAME },
            ReportError::NoRevision | ReportError::NothingSaid => {
                Self::Storage("a report without words or number".to_owned())
            }
        }
    }
}

/// The card's state and what can be done with it.
pub struct Session {
    /// What it shows.
    pub shown: Shown,
    /// What the person does.
    pub act: Callback<Act>,
    /// The objections in the order in which their chips stand.
    pub order: Rc<RefCell<Vec<ObjectionId>>>,
}

/// What the card shows.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The report that is being written.
    pub draft: Option<Rc<Draft>>,
    /// What is on its way.
    pub outbox: Rc<Waiting>,
    /// What went wrong last.
    pub problem: Option<Problem>,
    /// What is being typed into the field, and not sent yet.
    pub heard: String,
    /// The objections that it is about, the surest first.
    pub recognised: Rc<Vec<ObjectionChip>>,
}

impl Shown {
    /// Whether the click that made the draft can be undone.
    pub fn can_undo(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.undo_left(now()) > TimeDelta::zero())
    }
}

/// What a person can do on the card.
#[derive(Debug, Clone)]
pub enum Act {
    /// An objection was clicked.
    Pick(ObjectionChip),
    /// Something was typed into the field.
    Hear(String),
    /// What was typed is to be sent, as this objection or as something new.
    Say(Option<ObjectionChip>),
    /// Marketing is to be asked for content, about what was reported last.
    Ask(Option<ObjectionChip>),
    /// Something was typed into the form.
    Change(Details),
    /// The details are to be sent, or there are none and the form can go.
    Send,
    /// The click is to be undone.
    Undo,
    /// A refused report is to be mended.
    Mend(Refused),
    /// A refused report is to be forgotten.
    Discard(Refused),
}

impl Session {
    /// Does this when it is clicked.
    pub fn on(&self, act: Act) -> Callback<MouseEvent> {
        self.act.reform(move |_| act.clone())
    }
}

/// What is in the outbox of one record.
#[derive(Debug, Default)]
pub struct Waiting {
    /// Not arrived yet.
    pub entries: Vec<Entry>,
    /// Refused by the hub.
    pub refused: Vec<Refused>,
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.refused.is_empty()
    }
}

/// Everything that the callbacks change. What the card shows is drawn anew by `draw`.
#[derive(Clone)]
pub struct Handles {
    pub(super) owner: String,
    pub(super) record: RecordKey,
    pub(super) shown: Rc<RefCell<Shown>>,
    pub(super) recogniser: Rc<RefCell<Option<Rc<Recogniser>>>>,
    following: Rc<Rounds>,
    order: Rc<RefCell<Vec<ObjectionId>>>,
    last_pick: Rc<RefCell<Option<(ObjectionId, Instant)>>>,
    draw: UseForceUpdateHandle,
}

/// A second click on the same chip within this time is a double click.
const DOUBLE_CLICK: TimeDelta = TimeDelta::seconds(1);

/// The objections card of `record`, which has both in its key; `refresh` is called when the outbox has handed something to the hub.
#[hook]
pub fn use_session(owner: String, record: RecordKey, refresh: Callback<()>) -> Session {
    let draw = use_force_update();
    let handles = use_memo((), |()| Handles {
        owner,
        record,
        shown: Rc::default(),
        recogniser: Rc::default(),
        following: Rc::default(),
        order: Rc::default(),
        last_pick: Rc::default(),
        draw,
    });
    use_effect_with((), {
        let handles = (*handles).clone();
        move |()| {
            later(handles.clone().load());
            handles.follow_outbox();
            let watch = Watch::new(move |key| {
                if key.starts_with(outbox::PREFIX) || key.starts_with(outbox::REFUSED_PREFIX) {
                    handles.follow_outbox();
                    refresh.emit(());
                } else if key == recogniser::KEY {
                    handles.recogniser.take();
                }
            });
            move || drop(watch)
        }
    });
    let shown = handles.shown.borrow().clone();
    let order = handles.order.clone();
    Session { shown, act: Callback::from(move |act| handles.then(act)), order }
}

impl Handles {
    pub(super) fn change(&self, change: impl FnOnce(&mut Shown)) {
        change(&mut self.shown.borrow_mut());
        self.draw.force_update();
    }

    fn draft(&self) -> Option<Rc<Draft>> {
        self.shown.borrow().draft.clone()
    }

    async fn load(self) {
        let found = self.done(Draft::load(&self.owner, &self.record).await).flatten();
        // What was clicked meanwhile is newer.
        if found.is_some() && self.draft().is_none() {
            self.show(found);
        }
        self.remember().await;
    }

    /// Shows what waits and what was refused on this record, in whatever tab.
    fn follow_outbox(&self) {
        let handles = self.clone();
        later(async move {
            let look = async || match on_record(&handles.owner, &handles.record).await {
                Ok(found) => handles.wait_for(found),
                Err(error) => log(&error.to_string()),
            };
            handles.following.run(look).await;
        });
    }

    /// Does it, after what is being done.
    pub(super) fn then(&self, act: Act) {
        spawn_local(self.clone().follow(act));
    }

    async fn follow(self, act: Act) {
        match act {
            Act::Pick(objection) => self.pick(objection).await,
            Act::Hear(typed) => self.hear(typed).await,
            Act::Say(objection) => self.say(objection).await,
            Act::Ask(objection) => self.ask(objection).await,
            Act::Change(details) => self.keep(details).await,
            Act::Send => self.send().await,
            Act::Undo => self.undo().await,
            Act::Mend(refused) => self.mend(refused).await,
            Act::Discard(refused) => {
                self.done(refused.forget().await);
            }
        }
    }

    fn wait_for(&self, found: Waiting) {
        let is_same = found.is_empty() && self.shown.borrow().outbox.is_empty();
        if !is_same {
            self.change(|shown| shown.outbox = Rc::new(found));
        }
    }

    /// Shows a draft, and once more when the click that made it cannot be undone any longer.
    fn show(&self, draft: Option<Draft>) {
        let left = draft.as_ref().map_or(TimeDelta::zero(), |draft| draft.undo_left(now()));
        if left > TimeDelta::zero() {
            let draw = self.draw.clone();
            Timeout::new(milliseconds(left) + 1, move || draw.force_update()).forget();
        }
        self.change(|shown| shown.draft = draft.map(Rc::new));
    }

    pub(super) fn done<T>(&self, result: Result<T, impl Into<Problem>>) -> Option<T> {
        let (value, problem) = match result {
            Ok(value) => (Some(value), None),
            Err(error) => (None, Some(error.into())),
        };
        if self.shown.borrow().problem != problem {
            self.change(|shown| shown.problem = problem);
        }
        value
    }

    /// One click: written down, and on its way when the time to undo it has passed. Words that were still in the form for
    /// an earlier report go out with that one first.
    async fn pick(&self, objection: ObjectionChip) {
        let now = now();
        let before = self.last_pick.replace(Some((objection.id.clone(), now)));
        if before.is_some_and(|(id, at)| id == objection.id && (now - at).abs() < DOUBLE_CLICK) {
            return;
        }
        self.report(Heard { objection: Some(objection.id), name: objection.name, words: None }).await;
    }

    /// Writes a report down, held for as long as it can be undone. `None` when it could not be written, or when what is still in
    /// the form could not be.
    pub(super) async fn report(&self, heard: Heard) -> Option<()> {
        self.close().await?;
        let (now, id) = (now(), unique().parse().unwrap_or_default());
        let draft = Draft::new(self.owner.clone(), ReportId(id), self.record.clone(), heard, now);
        self.done(draft.report.check())?;
        let entry = Entry::held(self.owner.clone(), draft.report.clone(), draft.objection.clone(), now);
        self.done(entry.put().await)?;
        self.done(draft.save().await);
        self.show(Some(draft));
        Timeout::new(milliseconds(HOLD) + 20, send_waiting).forget();
        Some(())
    }

    /// Kept as it is typed, in the browser's storage and on the screen; when it cannot be kept it stays on the screen, and
    /// that is said.
    async fn keep(&self, details: Details) {
        let Some(draft) = self.draft().map(|draft| Draft { details, ..(*draft).clone() }) else { return };
        self.show(Some(draft.clone()));
        self.done(draft.save().await);
    }

    async fn send(&self) {
        if self.close().await.is_some() {
            self.show(None);
        }
    }

    /// Hands over what is in the form and forgets the draft. `None` when it stays in the form.
    async fn close(&self) -> Option<()> {
        let Some(draft) = self.draft() else { return Some(()) };
        if draft.adds() {
            self.hand_over(&draft).await?;
        }
        self.done(draft.forget().await)
    }

    /// Gives the details to the outbox, as the report's next revision. The draft takes that number first, so that whatever
    /// comes between, no two texts ever have one number. `None` when they stay in the form.
    async fn hand_over(&self, draft: &Draft) -> Option<()> {
        let revision = self.done(outbox::next_revision(&draft.report).await)?;
        let report = draft.revised(revision);
        self.done(report.check())?;
        let numbered = Draft { report: report.clone(), ..draft.clone() };
        self.done(numbered.save().await)?;
        self.show(Some(numbered));
        self.done(Entry::ready(self.owner.clone(), report, draft.objection.clone(), now()).put().await)?;
        send_waiting();
        Some(())
    }

    /// Words that were typed into the field are back in it.
    async fn undo(&self) {
        let Some(draft) = self.draft() else { return };
        if self.done(outbox::undo(self.owner.clone(), &draft.report, draft.objection.clone()).await).is_some() {
            self.done(draft.forget().await);
            self.show(None);
            send_waiting();
            self.take_back(draft.report.words.clone());
        }
    }

    async fn mend(&self, refused: Refused) {
        let typed = self.draft().filter(|draft| draft.report.id == refused.entry.report.id);
        let draft = Draft::of_refused(&refused.entry, typed.as_ref().map(|draft| &draft.details), now());
        if typed.is_none() && self.close().await.is_none() {
            return;
        }
        if self.done(draft.save().await).is_some() {
            self.done(refused.forget().await);
            self.show(Some(draft));
        }
    }
}

/// Wakes the worker for what is due. If it does not hear, its own alarm finds the same.
fn send_waiting() {
    spawn_local(async {
        host::message_worker(&ToWorker::Flush).await;
    });
}

fn milliseconds(span: TimeDelta) -> u32 {
    u32::try_from(span.num_milliseconds()).unwrap_or(0)
}

async fn on_record(owner: &str, record: &RecordKey) -> Result<Waiting, StorageError> {
    let (mut entries, mut refused) = (outbox::entries().await?, outbox::refused().await?);
    let is_here = |entry: &Entry| entry.owner == owner && entry.report.record == *record;
    entries.retain(is_here);
    refused.retain(|refused| is_here(&refused.entry));
    Ok(Waiting { entries, refused })
}
