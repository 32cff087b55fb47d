//! The figures as the hub told them last, and when to ask again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::{Interval, Timeout};
use plumbline_domain::Instant;
use plumbline_protocol::sla::SlaResponse;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Error, Remedy};
use crate::ui::time::now;

/// Events come in bursts, and the figures are over many records: they are asked for at most this often, in milliseconds.
const GATHER: u32 = 1_000;

/// After a failure, the hub is left alone for this long, in milliseconds.
const REST: u32 = 5_000;

/// Clocks run on though nothing happens, so figures are asked for anyway, in milliseconds.
const EVERY: u32 = 60_000;

/// What is known of the figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The hub's word.
    pub told: Option<Rc<SlaResponse>>,
    /// When it gave it, by this browser's clock.
    pub at: Option<Instant>,
    /// Why there is nothing newer.
    pub trouble: Option<Error>,
}

/// What happens to it.
#[derive(Debug)]
pub enum Action {
    /// The hub gave its word.
    Read(Box<SlaResponse>, Instant),
    /// It did not.
    ReadFailed(Error),
}

impl State {
    fn after(self, action: Action) -> Self {
        match action {
            Action::Read(told, at) => Self { told: Some(Rc::new(*told)), at: Some(at), trouble: None },
            Action::ReadFailed(error) => Self { trouble: Some(error), ..self },
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

/// Asks for the figures of one period at a time.
#[derive(Clone)]
pub struct Feed(Rc<Inner>);

struct Inner {
    dispatcher: UseReducerDispatcher<State>,
    on_expired: Callback<()>,
    days: Cell<u16>,
    pending: RefCell<Option<Timeout>>,
    is_reading: Cell<bool>,
    /// Something changed while a reading was under way, which may therefore not tell of it.
    is_outdated: Cell<bool>,
    is_closed: Cell<bool>,
}

impl PartialEq for Feed {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Feed {
    fn new(dispatcher: UseReducerDispatcher<State>, on_expired: Callback<()>) -> Self {
        Self(Rc::new(Inner {
            dispatcher,
            on_expired,
            days: Cell::default(),
            pending: RefCell::default(),
            is_reading: Cell::default(),
            is_outdated: Cell::default(),
            is_closed: Cell::default(),
        }))
    }

    /// Something changed that may count.
    pub fn invalidate(&self) {
        self.read_in(GATHER);
    }

    /// Asks now; if it was asked already, once more when that is answered.
    pub fn read(&self) {
        self.0.pending.take();
        if self.0.is_closed.get() {
            return;
        }
        if self.0.is_reading.replace(true) {
            self.0.is_outdated.set(true);
            return;
        }
        self.0.is_outdated.set(false);
        let feed = self.clone();
        spawn_local(async move {
            let result = api::sla(feed.0.days.get()).await;
            feed.0.is_reading.set(false);
            feed.take(result);
        });
    }

    /// Waits for what is waited for already rather than longer, so that many events do not put it off for ever.
    fn read_in(&self, millis: u32) {
        if self.0.is_reading.get() {
            self.0.is_outdated.set(true);
        } else if self.0.pending.borrow().is_none() {
            let feed = self.clone();
            *self.0.pending.borrow_mut() = Some(Timeout::new(millis, move || feed.read()));
        }
    }

    fn take(&self, result: Result<SlaResponse, Error>) {
        if self.0.is_closed.get() {
            return;
        }
        match result {
            Ok(told) if told.period.days != self.0.days.get() => self.read(),
            Ok(told) => {
                self.0.dispatcher.dispatch(Action::Read(Box::new(told), now()));
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

    fn close(&self) {
        self.0.is_closed.set(true);
        self.0.pending.take();
    }
}

/// The figures of the last `days`, asked for from the first drawing on until the component goes.
#[hook]
pub fn use_feed(days: u16, on_expired: Callback<()>) -> (State, Feed) {
    let state = use_reducer(State::default);
    let dispatcher = state.dispatcher();
    let feed = (*use_state(|| Feed::new(dispatcher, on_expired))).clone();
    use_effect_with(days, {
        let feed = feed.clone();
        move |days| {
            feed.0.days.set(*days);
            feed.read();
        }
    });
    use_effect_with((), {
        let feed = feed.clone();
        move |()| {
            let again = feed.clone();
            let interval = Interval::new(EVERY, move || again.invalidate());
            move || {
                drop(interval);
                feed.close();
            }
        }
    });
    ((*state).clone(), feed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sla::sample;

    #[test]
    fn what_was_told_stays_while_nothing_newer_comes() {
        let at = sample::at(9);
        let told = State::default().after(Action::Read(Box::new(sample::told()), at));
        let stale = told.clone().after(Action::ReadFailed(Error::Unreachable));
        assert_eq!((&stale.told, stale.at, stale.trouble.clone()), (&told.told, Some(at), Some(Error::Unreachable)));
        let again = stale.after(Action::Read(Box::new(sample::told()), sample::at(10)));
        assert_eq!((again.at, again.trouble), (Some(sample::at(10)), None));
    }
}
