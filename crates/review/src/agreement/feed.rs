//! The agreement as the hub told it last, and when to ask again.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use plumbline_domain::Instant;
use plumbline_protocol::agreement::AgreementView;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Error};
use crate::ui::time::now;

/// The hub tells nobody that its configuration file was saved, so it is asked, in milliseconds.
const EVERY: u32 = 30_000;

/// What is known of the agreement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The hub's word.
    pub told: Option<Rc<AgreementView>>,
    /// When it gave it, by this browser's clock.
    pub at: Option<Instant>,
    /// Since when it says something else than when the page was opened.
    pub changed_at: Option<Instant>,
    /// Why there is nothing newer.
    pub trouble: Option<Error>,
}

/// What happens to it.
#[derive(Debug)]
pub enum Action {
    /// The hub gave its word.
    Read(AgreementView, Instant),
    /// It did not.
    ReadFailed(Error),
}

impl State {
    fn after(self, action: Action) -> Self {
        match action {
            Action::Read(told, at) => {
                let is_changed = self.told.as_ref().is_some_and(|before| !is_same(before, &told));
                let changed_at = if is_changed { Some(at) } else { self.changed_at };
                Self { told: Some(Rc::new(told)), at: Some(at), changed_at, trouble: None }
            }
            Action::ReadFailed(error) => Self { trouble: Some(error), ..self },
        }
    }
}

/// Whether the same is in force; a mistake in the file puts nothing in force.
pub fn is_same(a: &AgreementView, b: &AgreementView) -> bool {
    (&a.policies, &a.criteria, &a.reasons) == (&b.policies, &b.criteria, &b.reasons)
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

/// Asks for the agreement, one question at a time.
struct Reader {
    dispatcher: UseReducerDispatcher<State>,
    on_expired: Callback<()>,
    is_wanted: Cell<bool>,
    is_reading: Cell<bool>,
}

impl Reader {
    /// Asks now; if it was asked already, once more when that is answered, as that answer may be older than the reason to ask.
    fn read(self: Rc<Self>) {
        self.is_wanted.set(true);
        if !self.is_reading.replace(true) {
            spawn_local(async move {
                while self.is_wanted.replace(false) {
                    self.take(api::agreement().await);
                }
                self.is_reading.set(false);
            });
        }
    }

    fn take(&self, result: Result<AgreementView, Error>) {
        match result {
            Ok(told) => self.dispatcher.dispatch(Action::Read(told, now())),
            Err(Error::SignedOut) => self.on_expired.emit(()),
            Err(error) => self.dispatcher.dispatch(Action::ReadFailed(error)),
        }
    }
}

/// The agreement, asked for from the first drawing on until the component goes, and whenever the callback is called.
#[hook]
pub fn use_agreement(on_expired: Callback<()>) -> (State, Callback<()>) {
    let state = use_reducer(State::default);
    let dispatcher = state.dispatcher();
    let reader =
        use_memo((), |()| Reader { dispatcher, on_expired, is_wanted: Cell::default(), is_reading: Cell::default() });
    let read = use_callback((), move |(), ()| reader.clone().read());
    use_effect_with((), {
        let read = read.clone();
        move |()| {
            read.emit(());
            let interval = Interval::new(EVERY, move || read.emit(()));
            move || drop(interval)
        }
    });
    ((*state).clone(), read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::sample;

    fn told(within_seconds: i64, trouble: Option<&str>) -> Action {
        let view = AgreementView { trouble: trouble.map(str::to_owned), ..sample::agreement(within_seconds) };
        Action::Read(view, sample::at(within_seconds))
    }

    #[test]
    fn what_is_in_force_stays_while_nothing_newer_comes() {
        let known = State::default().after(told(1, None));
        let stale = known.clone().after(Action::ReadFailed(Error::Unreachable));
        assert_eq!((&stale.told, stale.at, &stale.trouble), (&known.told, known.at, &Some(Error::Unreachable)));
        assert_eq!(stale.after(told(1, None)).trouble, None);
    }

    #[test]
    fn only_another_agreement_is_a_change() {
        let check = |then: Action, expect: Option<i64>| {
            let state = State::default().after(told(1, None)).after(then);
            assert_eq!(state.changed_at, expect.map(sample::at));
        };
        check(told(1, None), None);
        check(told(1, Some("line 2: no")), None);
        check(told(2, None), Some(2));
        assert_eq!(State::default().after(told(1, None)).changed_at, None);
    }
}
