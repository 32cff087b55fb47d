//! The numbers as the hub told them last, and when to ask again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::{Interval, Timeout};
use plumbline_domain::Instant;
use plumbline_protocol::numbers::NumbersResponse;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Error, Remedy};
use crate::ui::time::now;

/// Events come in bursts, and the hub counts what changed a moment after it tells of it: the figures are asked for at most this
/// often, in milliseconds.
const GATHER: u32 = 3_000;

/// After a failure, the hub is left alone for this long, in milliseconds.
const REST: u32 = 5_000;

/// A month or a definition may begin though nothing happens, so figures are asked for anyway, in milliseconds.
const EVERY: u32 = 60_000;

/// What is known of the numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The hub's word.
    pub told: Option<Rc<NumbersResponse>>,
    /// What it was asked with.
    pub of: String,
    /// When it gave it, by this browser's clock.
    pub at: Option<Instant>,
    /// Why there is nothing newer.
    pub trouble: Option<Error>,
}

/// What happens to it.
#[derive(Debug)]
pub enum Action {
    /// The hub gave its word to a question.
    Read(Box<NumbersResponse>, String, Instant),
    /// It did not.
    ReadFailed(Error),
}

impl State {
    fn after(self, action: Action) -> Self {
        match action {
            Action::Read(told, of, at) => Self { told: Some(Rc::new(*told)), of, at: Some(at), trouble: None },
            Action::ReadFailed(error) => Self { trouble: Some(error), ..self },
        }
    }

    /// Whether the hub is about to know better: it counts what changed, or what was agreed anew.
    fn is_changing(&self) -> bool {
        self.told.as_ref().is_some_and(|told| told.standing.changed > 0 || told.standing.building.is_some())
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

/// Asks for one view of the numbers at a time.
#[derive(Clone)]
pub struct Feed(Rc<Inner>);

struct Inner {
    dispatcher: UseReducerDispatcher<State>,
    on_expired: Callback<()>,
    asked: RefCell<String>,
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
            asked: RefCell::default(),
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
        let (feed, asked) = (self.clone(), self.0.asked.borrow().clone());
        spawn_local(async move {
            let result = api::numbers(&asked).await;
            feed.0.is_reading.set(false);
            feed.take(asked, result);
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

    fn take(&self, asked: String, result: Result<NumbersResponse, Error>) {
        if self.0.is_closed.get() {
            return;
        }
        match result {
            Err(Error::SignedOut) => self.0.on_expired.emit(()),
            _ if *self.0.asked.borrow() != asked => self.read(),
            Ok(told) => {
                self.0.dispatcher.dispatch(Action::Read(Box::new(told), asked, now()));
                if self.0.is_outdated.get() {
                    self.read_in(GATHER);
                }
            }
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

/// What the hub says to a question, asked from the first drawing on until the component goes.
#[hook]
pub fn use_feed(question: String, on_expired: Callback<()>) -> (State, Feed) {
    let state = use_reducer(State::default);
    let dispatcher = state.dispatcher();
    let feed = (*use_state(|| Feed::new(dispatcher, on_expired))).clone();
    use_effect_with(question, {
        let feed = feed.clone();
        move |question| {
            feed.0.asked.replace(question.clone());
            feed.read();
        }
    });
    use_effect_with((state.at, state.is_changing()), {
        let feed = feed.clone();
        move |(_, is_changing)| {
            if *is_changing {
                feed.invalidate();
            }
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
    use plumbline_protocol::numbers::NumbersBuilding;

    use super::*;
    use crate::numbers::sample::{at, told};

    #[test]
    fn what_was_told_stays_while_nothing_newer_comes() {
        let first = State::default().after(Action::Read(Box::new(told(&[])), "by=source".into(), at(9)));
        let stale = first.clone().after(Action::ReadFailed(Error::Unreachable));
        assert_eq!((&stale.told, stale.at, &stale.trouble), (&first.told, Some(at(9)), &Some(Error::Unreachable)));
        let again = stale.after(Action::Read(Box::new(told(&[])), "by=campaign".into(), at(10)));
        assert_eq!((again.of.as_str(), again.at, again.trouble), ("by=campaign", Some(at(10)), None));
    }

    #[test]
    fn the_hub_is_asked_again_while_it_counts() {
        let check = |changed: i64, building: Option<NumbersBuilding>, expect: bool| {
            let mut told = told(&[]);
            (told.standing.changed, told.standing.building) = (changed, building);
            assert_eq!(State { told: Some(Rc::new(told)), ..State::default() }.is_changing(), expect);
        };
        check(0, None, false);
        check(2, None, true);
        check(0, Some(NumbersBuilding { done: 1, total: 2, is_shown: false }), true);
        assert!(!State::default().is_changing());
    }
}
