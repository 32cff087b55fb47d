use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Interval;
use plumbline_domain::record::RecordKey;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::panel::state::{Action, State, Told};
use crate::platform::storage::Area;
use crate::platform::{log, now};

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
}

impl Reader {
    fn start(
        enrolment: Rc<Enrolment>,
        key: RecordKey,
        dispatcher: UseReducerDispatcher<State>,
    ) -> (Rc<Self>, Interval) {
        let (tag, is_reading) = (RefCell::default(), Cell::default());
        let reader = Rc::new(Self { enrolment, key, dispatcher, tag, is_reading });
        let (first, again) = (reader.clone(), reader.clone());
        spawn_local(async move { first.remember().await });
        reader.read();
        let interval = Interval::new(REREAD_AFTER, move || {
            if web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden()) {
                again.read();
            }
        });
        (reader, interval)
    }

    fn memory_key(&self) -> String {
        format!("record:{}", self.key)
    }

    /// Shows what was told of the record earlier, until the hub answers.
    async fn remember(&self) {
        if let Ok(Some(told)) = Area::Session.get::<Told>(&self.memory_key()).await {
            self.dispatcher.dispatch(Action::Remembered(self.key.clone(), Rc::new(told)));
        }
    }

    fn read(self: &Rc<Self>) {
        if !self.is_reading.replace(true) {
            let reader = self.clone();
            spawn_local(async move { reader.ask().await });
        }
    }

    async fn ask(&self) {
        let tag = self.tag.borrow().clone();
        let answer = self.enrolment.record(&self.key, tag.as_deref()).await;
        self.is_reading.set(false);
        let key = self.key.clone();
        match answer {
            Ok(None) => self.dispatcher.dispatch(Action::Unchanged(key)),
            Err(error) => self.dispatcher.dispatch(Action::Failed(key, error)),
            Ok(Some((view, tag))) => {
                self.tag.replace(tag.clone());
                let told = Rc::new(Told { view, tag, told_at: now() });
                self.dispatcher.dispatch(Action::Told(key, told.clone()));
                // Only a convenience for the next visit, so a full memory is no trouble.
                let _ =
                    Area::Session.set(&self.memory_key(), &*told).await.inspect_err(|error| log(&error.to_string()));
            }
        }
    }
}
