//! Trying a change: a configuration is written, pasted or read from a file, and the hub says what it would change. What is
//! written stays in this tab, and nothing of it is put in force.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plumbline_protocol::agreement::AgreementView;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::changes::Changes;
use super::feed::is_same;
use super::field::{Field, go_to};
use super::outcome::{Action, Asked, Outcome, State};
use crate::api::{self, Error};
use crate::session::Session;
use crate::strings::agreement as strings;
use crate::ui::notice::Trouble;
use crate::ui::storage;
use crate::ui::time::{clock, now};

/// From here on, waiting is told, in milliseconds: what is quicker would only flicker.
const SLOW: u32 = 300;

#[derive(Properties, PartialEq)]
pub struct TrialProps {
    pub session: Session,
    /// What is in force, once it is known.
    pub in_force: Option<Rc<AgreementView>>,
}

/// The form and the last answer.
#[component]
pub fn Trial(props: &TrialProps) -> Html {
    let key = format!("plumbline.trial.{}", props.session.person.id);
    let text = use_state_eq(|| AttrValue::from(storage::text_of_tab(&key).unwrap_or_default()));
    let state = use_reducer(State::default);
    let is_slow = use_slow(state.is_asking);
    let field = use_node_ref();
    use_focus_on_mistake(field.clone(), &state);
    let result = use_node_ref();
    use_sight_of(result.clone(), &state);
    let on_write = {
        let text = text.setter();
        Callback::from(move |written: AttrValue| {
            storage::set_text_of_tab(&key, &written);
            text.set(written);
        })
    };
    let on_ask = {
        let asked = Asked { text: (*text).clone(), in_force: props.in_force.clone() };
        let (state, on_expired) = (state.clone(), props.session.on_expired.clone());
        Callback::from(move |()| ask(asked.clone(), &state, on_expired.clone()))
    };
    let mistake = match &state.outcome {
        Some(Outcome::Mistaken { message, .. }) => Some(message.clone()),
        _ => None,
    };
    html! {
        <section class="card" data-part="trial" aria-labelledby="trial-name">
            <h2 id="trial-name">{ strings::TRY }</h2>
            <p class="rule" id="trial-help">{ strings::TRY_HELP }</p>
            <p class="rule" data-part="nothing-applied">{ strings::NOTHING_APPLIED }</p>
            <Field text={(*text).clone()} {field} {on_write} on_ask={on_ask.clone()} {mistake} is_asking={state.is_asking} {is_slow} />
            <div class="result" role="status" data-part="result" ref={result}>{ sentence(&state, &text, props.in_force.as_ref()) }</div>
            { rest(&state, &on_ask) }
        </section>
    }
}

/// Asks what a text would change, unless that is being asked.
fn ask(asked: Asked, state: &UseReducerHandle<State>, on_expired: Callback<()>) {
    if state.is_asking {
        return;
    }
    if asked.text.trim().is_empty() {
        state.dispatch(Action::Came(Outcome::nothing_written()));
        return;
    }
    state.dispatch(Action::Ask);
    let state = state.dispatcher();
    spawn_local(async move {
        let answer = api::preview(asked.text.to_string()).await;
        if answer == Err(Error::SignedOut) {
            on_expired.emit(());
        }
        state.dispatch(Action::Came(Outcome::of(answer, asked, now())));
    });
}

/// What would change, in one sentence, and whether that is still so.
fn sentence(state: &State, text: &AttrValue, in_force: Option<&Rc<AgreementView>>) -> Html {
    let Some(Outcome::Told { preview, at, asked }) = &state.outcome else { return Html::default() };
    let is_replaced = |(then, now): (&Rc<AgreementView>, &Rc<AgreementView>)| !is_same(then, now);
    let is_outdated = asked.text != *text || asked.in_force.as_ref().zip(in_force).is_some_and(is_replaced);
    html! {
        <>
            <p><strong data-part="sentence">{ strings::result(preview, asked.in_force.as_deref()) }</strong>
                { " " }<span class="quiet-word">{ strings::compared(&clock(*at)) }</span></p>
            if is_outdated {
                <p class="outdated" data-part="outdated">{ strings::OUTDATED }</p>
            }
        </>
    }
}

/// The clocks one by one, or why there is no answer.
fn rest(state: &State, on_ask: &Callback<()>) -> Html {
    match &state.outcome {
        Some(Outcome::Told { preview, .. }) => html! { <Changes preview={preview.clone()} /> },
        Some(Outcome::Failed(error)) => {
            html! { <Trouble error={error.clone()} lead={strings::NOT_COMPARED} on_retry={on_ask.clone()} /> }
        }
        Some(Outcome::Mistaken { .. }) | None => Html::default(),
    }
}

/// Whether something has gone on for so long that it is worth saying.
#[hook]
fn use_slow(is_going_on: bool) -> bool {
    let is_slow = use_state_eq(|| false);
    use_effect_with(is_going_on, {
        let is_slow = is_slow.setter();
        move |is_going_on| {
            let timeout = is_going_on.then(|| {
                Timeout::new(SLOW, {
                    let is_slow = is_slow.clone();
                    move || is_slow.set(true)
                })
            });
            move || {
                drop(timeout);
                is_slow.set(false);
            }
        }
    });
    *is_slow
}

/// Leads to the line of each mistake that the hub finds.
#[hook]
fn use_focus_on_mistake(field: NodeRef, state: &State) {
    let line = match &state.outcome {
        Some(Outcome::Mistaken { line, .. }) => Some(*line),
        _ => None,
    };
    use_effect_with((state.turn, line), move |(_, line)| {
        if let (Some(line), Some(field)) = (line, field.cast::<HtmlTextAreaElement>()) {
            go_to(&field, *line);
        }
    });
}

/// Brings each answer into sight, which comes below the button. A mistake stands at the text, where the focus goes.
#[hook]
fn use_sight_of(result: NodeRef, state: &State) {
    let is_below = matches!(state.outcome, Some(Outcome::Told { .. } | Outcome::Failed(_)));
    use_effect_with((state.turn, is_below), move |(_, is_below)| {
        if let Some(result) = result.cast::<Element>().filter(|_| *is_below) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            result.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
