//! Figures as the hub told them last, and when to ask again: what the pages of figures have in common.

mod untold;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::{Interval, Timeout};
use plumbline_domain::Instant;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub use self::untold::{not_told, standing_trouble};
use crate::api::{Error, Remedy};
use crate::ui::time::now;

/// After a failure, the hub is left alone for this long, in milliseconds.
const REST: u32 = 5_000;

/// Time passes though nothing happens: clocks run on, a month begins. So figures are asked for anyway, in milliseconds.
const EVERY: u32 = 60_000;

/// What the hub can be asked, again and again.
pub trait Question: Clone + PartialEq + 'static {
    /// What it says to it.
    type Told: Clone + PartialEq + 'static;

    /// Events come in bursts: it is asked at most this often, in milliseconds.
    const GATHER: u32;

    /// Asks it once.
    fn ask(self) -> impl Future<Output = Result<Self::Told, Error>>;
}

/// What is known of the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct State<Q: Question> {
    /// The hub's word.
    pub told: Option<Rc<Q::Told>>,
    /// What it was asked.
    pub of: Option<Q>,
    /// When it gave it, by this browser's clock.
    pub at: Option<Instant>,
    /// Why there is nothing newer.
    pub trouble: Option<Error>,
}

/// What happens to it.
pub enum Action<Q: Question> {
    /// The hub gave its word to a question.
    Read(Box<Q::Told>, Q, Instant),
    /// It did not.
    ReadFailed(Error),
}

impl<Q: Question> Default for State<Q> {
    fn default() -> Self {
        Self { told: None, of: None, at: None, trouble: None }
    }
}

impl<Q: Question> State<Q> {
    /// What is known after that.
    pub fn after(self, action: Action<Q>) -> Self {
        match action {
            Action::Read(told, of, at) => {
                Self { told: Some(Rc::new(*told)), of: Some(of), at: Some(at), trouble: None }
            }
            Action::ReadFailed(error) => Self { trouble: Some(error), ..self },
        }
    }
}

impl<Q: Question> Reducible for State<Q> {
    type Action = Action<Q>;

    fn reduce(self: Rc<Self>, action: Action<Q>) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

/// Asks one question at a time.
pub struct Feed<Q: Question>(Rc<Inner<Q>>);

struct Inner<Q: Question> {
    dispatcher: UseReducerDispatcher<State<Q>>,
    on_expired: Callback<()>,
    asked: RefCell<Q>,
    pending: RefCell<Option<Timeout>>,
    is_reading: Cell<bool>,
    /// Something changed while a reading was under way, which may therefore not tell of it.
    is_outdated: Cell<bool>,
    is_closed: Cell<bool>,
}

impl<Q: Question> Clone for Feed<Q> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<Q: Question> PartialEq for Feed<Q> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<Q: Question> Feed<Q> {
    fn new(question: Q, dispatcher: UseReducerDispatcher<State<Q>>, on_expired: Callback<()>) -> Self {
        Self(Rc::new(Inner {
            dispatcher,
            on_expired,
            asked: RefCell::new(question),
            pending: RefCell::default(),
            is_reading: Cell::default(),
            is_outdated: Cell::default(),
            is_closed: Cell::default(),
        }))
    }

    /// Something changed that may count.
    pub fn invalidate(&self) {
        self.read_in(Q::GATHER);
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
            let result = asked.clone().ask().await;
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

    fn take(&self, asked: Q, result: Result<Q::Told, Error>) {
        if self.0.is_closed.get() {
            return;
        }
        match result {
            Err(Error::SignedOut) => self.0.on_expired.emit(()),
            _ if *self.0.asked.borrow() != asked => self.read(),
            Ok(told) => {
                self.0.dispatcher.dispatch(Action::Read(Box::new(told), asked, now()));
                if self.0.is_outdated.get() {
                    self.read_in(Q::GATHER);
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
pub fn use_feed<Q: Question>(question: Q, on_expired: Callback<()>) -> (State<Q>, Feed<Q>) {
    let state = use_reducer(State::<Q>::default);
    let dispatcher = state.dispatcher();
    let first = question.clone();
    let feed = (*use_state(|| Feed::new(first, dispatcher, on_expired))).clone();
    use_effect_with(question, {
        let feed = feed.clone();
        move |question| {
            feed.0.asked.replace(question.clone());
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
