use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use chrono::DateTime;
use gloo::timers::callback::{Interval, Timeout};
use plumbline_crm::recognise;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::record_view::RecordView;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::functional::UseForceUpdateHandle;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::hub::RecordAnswer;
use crate::panel::state::{Action, Desk, Told};
use crate::platform::read::{Read, read_structs};
use crate::platform::storage::Area;
use crate::platform::{host, later, log, milliseconds, now, screen};
use crate::rounds::Rounds;

/// Milliseconds between two readings of a record that is looked at. Polling, because a browser keeps six connections to a
/// hub and ten tabs with an event stream each would block one another.
const REREAD_AFTER: u32 = 10_000;

/// Milliseconds for which the last record stays veiled while the next is awaited. A hub nearby answers within them; whoever
/// waits longer sees that something is on its way.
const VEILED_FOR: u32 = 80;

/// The one lookout of this panel, which draws the calling component anew when there is something new to draw; and a callback
/// that has the record read at once.
#[hook]
pub fn use_lookout() -> Rc<(Rc<Lookout>, Callback<()>)> {
    let draw = use_force_update();
    use_memo((), |()| {
        let lookout = Rc::new(Lookout::new(draw));
        let refreshed = lookout.clone();
        (lookout, Callback::from(move |()| refreshed.refresh()))
    })
}

/// Has `lookout` read as this person, while the panel is open.
#[hook]
pub fn use_reading(lookout: Rc<Lookout>, enrolment: Option<Rc<Enrolment>>, is_open: bool) {
    use_effect_with((enrolment, is_open), move |(enrolment, is_open)| lookout.look_as(enrolment.clone(), *is_open));
}

/// Looks where the page is and has that record read, for whoever is enrolled.
///
/// It stands beside Yew: a new address asks the hub at once, and by itself draws nothing.
pub struct Lookout {
    desk: RefCell<Desk>,
    url: RefCell<String>,
    enrolment: RefCell<Option<Rc<Enrolment>>>,
    is_open: Cell<bool>,
    reading: RefCell<Option<Reading>>,
    draw: UseForceUpdateHandle,
}

impl Lookout {
    fn new(draw: UseForceUpdateHandle) -> Self {
        let (desk, url, enrolment) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { desk, url, enrolment, is_open: Cell::new(false), reading: RefCell::default(), draw }
    }

    /// What is drawn and what is awaited.
    pub fn desk(&self) -> Ref<'_, Desk> {
        self.desk.borrow()
    }

    /// To be called with where the page is now.
    pub fn on_visit(self: &Rc<Self>) -> Callback<String> {
        let lookout = self.clone();
        Callback::from(move |url| {
            lookout.url.replace(url);
            lookout.look();
        })
    }

    fn look_as(self: &Rc<Self>, enrolment: Option<Rc<Enrolment>>, is_open: bool) {
        self.enrolment.replace(enrolment);
        self.is_open.set(is_open);
        self.reading.take();
        self.look();
    }

    fn refresh(&self) {
        if let Some(reading) = &*self.reading.borrow() {
            reading.reader.read();
        }
    }

    /// The hub is asked before anything is drawn. What nobody sees is not read: a reading tells the hub that answers were
    /// seen.
    fn look(self: &Rc<Self>) {
        let enrolment = self.enrolment.borrow().clone();
        let key = enrolment.as_ref().and_then(|enrolment| recognise(&enrolment.session.crms, &self.url.borrow()));
        let is_read = self.reading.borrow().as_ref().map(|reading| &reading.reader.key) == key.as_ref();
        if !is_read {
            let wanted = enrolment.zip(key.clone()).filter(|_| self.is_open.get());
            self.reading.replace(wanted.map(|(enrolment, key)| Reading::start(enrolment, key, self.clone())));
        }
        if !self.is_open.get() {
            // A collapsed panel keeps nothing, so it has nothing to veil when it is opened beside another record.
            self.act(Action::Visited(None));
        }
        self.act(Action::Visited(key));
    }

    /// Draws what follows from `action`, or veils what is drawn.
    fn act(&self, action: Action) {
        let next = self.desk.borrow().after(action);
        if *self.desk.borrow() == next {
            return;
        }
        if next.awaited.is_some() {
            screen::mark(next.key(), next.phase());
            // After the hub was asked.
            spawn_local(async { screen::put_in_order() });
        } else {
            self.draw.force_update();
        }
        self.desk.replace(next);
    }
}

/// A reader at work, until it is dropped.
struct Reading {
    reader: Rc<Reader>,
    _again: Interval,
    _overdue: Timeout,
}

impl Reading {
    fn start(enrolment: Rc<Enrolment>, key: RecordKey, lookout: Rc<Lookout>) -> Self {
        let overdue = Timeout::new(VEILED_FOR, {
            let (lookout, key) = (lookout.clone(), key.clone());
            move || lookout.act(Action::Overdue(key))
        });
        let (reader, again) = Reader::start(enrolment, key, lookout);
        Self { reader, _again: again, _overdue: overdue }
    }
}

/// Reads one record for as long as it is shown.
struct Reader {
    enrolment: Rc<Enrolment>,
    key: RecordKey,
    lookout: Rc<Lookout>,
    tag: RefCell<Option<String>>,
    rounds: Rounds,
}

impl Reader {
    fn start(enrolment: Rc<Enrolment>, key: RecordKey, lookout: Rc<Lookout>) -> (Rc<Self>, Interval) {
        let (tag, rounds) = (RefCell::default(), Rounds::default());
        let reader = Rc::new(Self { enrolment, key, lookout, tag, rounds });
        let (first, again) = (reader.clone(), reader.clone());
        reader.read();
        later(async move { first.remember().await });
        let interval = Interval::new(REREAD_AFTER, move || {
            if web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden()) {
                again.read();
            }
        });
        (reader, interval)
    }

    fn memory_key(&self) -> String {
        format!("record:{}:{}", self.enrolment.owner(), self.key)
    }

    /// Shows what was told of the record earlier, until the hub answers.
    async fn remember(&self) {
        if self.tag.borrow().is_some() {
            return;
        }
        let Ok(Some(raw)) = Area::Session.get_raw(&self.memory_key()).await else { return };
        let remembered = Remembered::read(&raw).ok();
        if let Some((view, told_at)) =
            remembered.and_then(|it| Some((it.view, DateTime::from_timestamp_millis(it.told_at)?)))
        {
            let told = Rc::new(Told { view, told_at });
            self.lookout.act(Action::Remembered(self.key.clone(), told));
        }
    }

    /// Keeps what was told for the next visit, after it was drawn. Only a convenience, so a full memory is no trouble.
    fn keep(&self, raw: JsValue, told_at: Instant) {
        let key = self.memory_key();
        let remembered = host::object(&[("view", raw), ("told_at", milliseconds(told_at))]);
        later(async move {
            let _ = Area::Session.set_raw(&key, remembered).await.inspect_err(|error| log(&error.to_string()));
        });
    }

    fn read(self: &Rc<Self>) {
        let reader = self.clone();
        spawn_local(async move { reader.rounds.run(async || reader.ask().await).await });
    }

    async fn ask(&self) {
        let tag = self.tag.borrow().clone();
        let answer = self.enrolment.record(&self.key, tag.as_deref()).await;
        let key = self.key.clone();
        match answer {
            Ok(None) => self.lookout.act(Action::Unchanged(key)),
            Err(error) => {
                if error.forbids_memory() {
                    let _ = Area::Session.remove(&self.memory_key()).await;
                }
                self.lookout.act(Action::Failed(key, error));
            }
            Ok(Some(RecordAnswer { view, tag, raw })) => {
                self.tag.replace(tag);
                let told_at = now();
                self.lookout.act(Action::Told(key, Rc::new(Told { view, told_at })));
                self.keep(raw, told_at);
            }
        }
    }
}

/// What is kept of a telling.
struct Remembered {
    view: RecordView,
    /// Milliseconds since 1970.
    told_at: i64,
}

read_structs! { Remembered { view, told_at } }
