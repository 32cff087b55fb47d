//! Asks the hub what the inbox wants to know.

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::query::Query;
use super::state::{Action, State};
use crate::api::{Error, reports};
use crate::live::Stale;
use crate::ui::time::now;

/// Events often come in bursts; they are waited for this long, in milliseconds.
const GATHER: u32 = 120;

/// After a failure, the hub is left alone for this long, in milliseconds.
const REST: u32 = 5_000;

/// Asks for what is looked at, from the first drawing on, until the component goes.
#[hook]
pub fn use_reader(state: &UseReducerHandle<State>, query: &Query, on_expired: Callback<()>) {
    use_effect_with(query.clone(), {
        let dispatcher = state.dispatcher();
        move |query| dispatcher.dispatch(Action::Look(query.clone()))
    });
    use_effect_with(state.reading.wanted(), {
        let dispatcher = state.dispatcher();
        move |wanted| {
            let Some(ask) = wanted.clone() else { return };
            dispatcher.dispatch(Action::Asking(ask.clone()));
            spawn_local(async move {
                let asked = ask.query.for_hub(ask.page.after.as_deref(), ask.page.limit);
                match reports::inbox(&asked).await {
                    Ok(answer) => dispatcher.dispatch(Action::Read(ask, Box::new(answer), now())),
                    Err(Error::SignedOut) => on_expired.emit(()),
                    Err(error) => dispatcher.dispatch(Action::ReadFailed(ask, error)),
                }
            });
        }
    });
    use_effect_with(state.reading.is_to_wake(), {
        let dispatcher = state.dispatcher();
        move |is_to_wake| {
            let timeout = is_to_wake.then(|| Timeout::new(REST, move || dispatcher.dispatch(Action::Woke)));
            move || drop(timeout)
        }
    });
}

/// Passes on what became stale: at once of one record, and after a moment of everything, so that a burst is one.
#[hook]
pub fn use_staleness(dispatcher: UseReducerDispatcher<State>) -> Callback<Stale> {
    let pending = use_mut_ref(|| None::<Timeout>);
    use_callback(dispatcher, move |stale: Stale, dispatcher| {
        if let Stale::Record(_) = stale {
            return dispatcher.dispatch(Action::Stale(stale));
        }
        if pending.borrow().is_none() {
            let (waiting, dispatcher) = (pending.clone(), dispatcher.clone());
            let timeout = Timeout::new(GATHER, move || {
                waiting.take();
                dispatcher.dispatch(Action::Stale(stale));
            });
            pending.replace(Some(timeout));
        }
    })
}
