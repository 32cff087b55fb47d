//! Reading the inbox, at most one reading at a time, and no more often than needed.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::review::InboxResponse;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::state::{Action, State};
use crate::api::{self, Error, Remedy};
use crate::live::Stale;
use crate::ui::time::now;

/// Events often come in bursts; they are waited for this long, in milliseconds.
const GATHER: u32 = 120;

/// After a failure, the hub is left alone for this long, in milliseconds.
const REST: u32 = 5_000;

/// Reads the inbox when it is stale.
#[derive(Clone)]
pub struct Reader(Rc<Inner>);

struct Inner {
    dispatcher: UseReducerDispatcher<State>,
    on_expired: Callback<()>,
    pending: RefCell<Option<Timeout>>,
    is_reading: Cell<bool>,
    /// Something became stale while a reading was under way, which may therefore not tell of it.
    is_outdated: Cell<bool>,
    /// The hub confirmed a change while a reading was under way: what that reading says of it is older.
    is_superseded: Cell<bool>,
    is_closed: Cell<bool>,
    shown: RefCell<HashSet<RecordKey>>,
}

impl PartialEq for Reader {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Reader {
    /// A reader that has not read yet.
    pub fn new(dispatcher: UseReducerDispatcher<State>, on_expired: Callback<()>) -> Self {
        Self(Rc::new(Inner {
            dispatcher,
            on_expired,
            pending: RefCell::default(),
            is_reading: Cell::default(),
            is_outdated: Cell::default(),
            is_superseded: Cell::default(),
            is_closed: Cell::default(),
            shown: RefCell::default(),
        }))
    }

    /// What it read no longer holds.
    pub fn invalidate(&self, stale: &Stale) {
        match stale {
            Stale::Record(record) if !self.0.shown.borrow().contains(record) => {}
            Stale::Record(_) | Stale::Everything => self.read_in(GATHER),
        }
    }

    /// The hub confirmed a change. A reading that was under way meanwhile will not be believed.
    pub fn supersede(&self) {
        self.0.is_superseded.set(self.0.is_reading.get());
    }

    /// Reads now.
    pub fn read(&self) {
        if self.0.is_closed.get() {
            return;
        }
        self.0.pending.take();
        if self.0.is_reading.replace(true) {
            self.0.is_outdated.set(true);
            return;
        }
        self.0.is_outdated.set(false);
        self.0.is_superseded.set(false);
        let reader = self.clone();
        spawn_local(async move {
            let result = api::inbox().await;
            reader.0.is_reading.set(false);
            reader.take(result);
        });
    }

    /// Reads no more.
    pub fn close(&self) {
        self.0.is_closed.set(true);
        self.0.pending.take();
    }

    fn read_in(&self, millis: u32) {
        if self.0.is_reading.get() {
            self.0.is_outdated.set(true);
            return;
        }
        let reader = self.clone();
        let pending = self.0.pending.replace(Some(Timeout::new(millis, move || reader.read())));
        drop(pending);
    }

    fn take(&self, result: Result<InboxResponse, Error>) {
        if self.0.is_closed.get() {
            return;
        }
        match result {
            Ok(_) if self.0.is_superseded.get() => self.read(),
            Ok(response) => {
                self.remember(&response);
                // Even an outdated word is better than none; the next reading follows at once.
                self.0.dispatcher.dispatch(Action::Read(response, now()));
                if self.0.is_outdated.get() {
                    self.read_in(GATHER);
                }
            }
            Err(Error::SignedOut) => self.0.on_expired.emit(()),
            Err(error) => {
                let is_worth_trying = error.remedy() == Remedy::Retry;
                self.0.dispatcher.dispatch(Action::ReadFailed(error));
                if is_worth_trying {
                    self.read_in(REST);
                }
            }
        }
    }

    fn remember(&self, response: &InboxResponse) {
        let reports = response.groups.iter().flat_map(|group| &group.reports);
        *self.0.shown.borrow_mut() = reports.map(|view| view.report.report.record.clone()).collect();
    }
}

/// A reader that reads from the first drawing on, until the component goes.
#[hook]
pub fn use_reader(dispatcher: UseReducerDispatcher<State>, on_expired: Callback<()>) -> Reader {
    let reader = (*use_state(|| Reader::new(dispatcher, on_expired))).clone();
    use_effect_with((), {
        let reader = reader.clone();
        move |()| {
            reader.read();
            move || reader.close()
        }
    });
    reader
}
