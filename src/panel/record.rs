use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::DateTime;
use gloo::timers::callback::Interval;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::record_view::RecordView;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::hub::RecordAnswer;
use crate::panel::state::{Action, State, Told};
use crate::platform::read::{Read, read_structs};
use crate::platform::storage::Area;
use crate::platform::{host, later, log, milliseconds, now};

/// Milliseconds between two readings of a record that is looked at. Polling, because a browser keeps six connections to a
/// hub and ten tabs with an event stream each would block one another.
const REREAD_AFTER: u32 = 10_000;

/// What is known of the record at `key`, read now and again while somebody looks; and a callback that reads it at once.
#[hook]
pub fn use_record(enrolment: Option<Rc<Enrolment>>, key: Option<RecordKey>) -> (UseReducerHandle<State>, Callback<()>) {
    let state = use_reducer_eq(State::default);
    let reader = use_memo((), |()| RefCell::new(None::<Rc<Reader>>));
    use_effect_with((enrolment, key), {
        let (dispatcher, reader) = (state.dispatcher(), reader.clone());
        move |(enrolment, key)| {
            dispatcher.dispatch(Action::Visited(key.clone()));
            let started =
                enrolment.clone().zip(key.clone()).map(|(enrolment, key)| Reader::start(enrolment, key, dispatcher));
            *reader.borrow_mut() = started.as_ref().map(|(reader, _)| reader.clone());
            move || drop(started)
        }
    });
    let refresh = use_callback((), move |(), ()| {
        if let Some(reader) = &*reader.borrow() {
            reader.read();
        }
    });
    (state, refresh)
}

/// Reads one record for as long as it is shown.
struct Reader {
    enrolment: Rc<Enrolment>,
    key: RecordKey,
    dispatcher: UseReducerDispatcher<State>,
    tag: RefCell<Option<String>>,
    is_reading: Cell<bool>,
    /// Something changed while it was being read.
    is_stale: Cell<bool>,
}

impl Reader {
    fn start(
        enrolment: Rc<Enrolment>,
        key: RecordKey,
        dispatcher: UseReducerDispatcher<State>,
    ) -> (Rc<Self>, Interval) {
        let (tag, is_reading, is_stale) = (RefCell::default(), Cell::default(), Cell::default());
        let reader = Rc::new(Self { enrolment, key, dispatcher, tag, is_reading, is_stale });
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
            self.dispatcher.dispatch(Action::Remembered(self.key.clone(), told));
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
        if self.is_reading.replace(true) {
            self.is_stale.set(true);
            return;
        }
        let reader = self.clone();
        spawn_local(async move {
            reader.ask().await;
            if reader.is_stale.take() {
                reader.read();
            }
        });
    }

    async fn ask(&self) {
        let tag = self.tag.borrow().clone();
        let answer = self.enrolment.record(&self.key, tag.as_deref()).await;
        self.is_reading.set(false);
        let key = self.key.clone();
        match answer {
            Ok(None) => self.dispatcher.dispatch(Action::Unchanged(key)),
            Err(error) => {
                if error.forbids_memory() {
                    let _ = Area::Session.remove(&self.memory_key()).await;
                }
                self.dispatcher.dispatch(Action::Failed(key, error));
            }
            Ok(Some(RecordAnswer { view, tag, raw })) => {
                self.tag.replace(tag);
                let told_at = now();
                self.dispatcher.dispatch(Action::Told(key, Rc::new(Told { view, told_at })));
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
