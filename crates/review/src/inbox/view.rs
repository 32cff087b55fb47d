//! The page of the inbox: what it listens to, and how its parts hang together.

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use plumbline_domain::objection::Status;
use web_sys::Element;
use yew::prelude::*;

use super::acts::Acts;
use super::chosen::Chosen;
use super::desk::Desk;
use super::errand::Errand;
use super::form::Target;
use super::header::Header;
use super::keys::Wish;
use super::nothing::Nothing;
use super::pane::Pane;
use super::query::Query;
use super::reader::{use_reader, use_staleness};
use super::rows::Rows;
use super::shortcuts::{Shortcuts, use_shortcuts};
use super::state::{Action, State};
use super::toolbar::Toolbar;
use super::turn::{Turn, use_turns};
use super::walk;
use crate::api::Error;
use crate::live::{Stale, use_live};
use crate::session::Session;
use crate::strings::inbox as strings;
use crate::ui::notice::Trouble;
use crate::ui::toast::Toasts;

/// How long a new report is news, in milliseconds.
const NEWS: u32 = 6_000;

#[derive(Properties, PartialEq)]
pub struct InboxProps {
    pub query: Query,
    pub session: Session,
    pub toasts: Toasts,
}

/// The inbox.
#[component]
pub fn Inbox(props: &InboxProps) -> Html {
    let state = use_reducer({
        let query = props.query.clone();
        || State::new(query)
    });
    use_reader(&state, &props.query, props.session.on_expired.clone());
    let on_stale = use_staleness(state.dispatcher());
    let link = use_live(on_stale);
    let acts = use_acts(state.dispatcher(), props.toasts.clone(), props.session.clone());
    let is_help_open = use_state_eq(|| false);
    let search = use_node_ref();
    let on_help = use_callback(is_help_open.setter(), |(), open| open.set(true));
    use_turns(&state, &acts, &props.toasts);
    use_shortcuts(granting(&state, &acts, &props.toasts, &search, &on_help));
    let reading = &state.reading;
    use_title(reading.list.count(Some(Status::New)));
    use_news_wear_off(&state);
    let on_retry = acts.act.reform(|()| Action::Stale(Stale::Everything));
    html! {
        <>
            <Header query={props.query.clone()} as_of={reading.as_of} is_troubled={reading.trouble.is_some()} {link} {on_help} />
            <main class="inbox" data-of={reading.list.of.to_string()}>
                <p class="sr-only" role="status" aria-live="polite" data-part="announcement">{ &state.announcement }</p>
                <Toolbar query={props.query.clone()} list={reading.list.clone()} is_counted={reading.as_of.is_some()} {search} />
                { standing_trouble(&state, &on_retry) }
                if state.rows().is_empty() {
                    <Nothing reading={reading.clone()} {on_retry} />
                } else {
                    <Chosen state={state.clone()} acts={acts.clone()} />
                    <div class="desk">
                        <Rows key={reading.list.of.to_string()} state={state.clone()} act={acts.act.clone()} />
                        <Pane {state} {acts} session={props.session.clone()} />
                    </div>
                }
            </main>
            <Shortcuts is_open={*is_help_open} on_close={move |()| is_help_open.set(false)} />
        </>
    }
}

/// Says why nothing newer comes, unless it is only that the hub is away, which the header tells.
fn standing_trouble(state: &State, on_retry: &Callback<()>) -> Html {
    match &state.reading.trouble {
        None | Some(Error::Unreachable | Error::TimedOut) => Html::default(),
        Some(_) if state.rows().is_empty() && state.reading.as_of.is_none() => Html::default(),
        Some(error) => html! { <Trouble error={error.clone()} on_retry={on_retry.clone()} /> },
    }
}

/// What parts can ask for; the same callbacks as long as they do the same.
#[hook]
fn use_acts(dispatcher: UseReducerDispatcher<State>, toasts: Toasts, session: Session) -> Acts {
    let act = use_callback(dispatcher.clone(), |action, dispatcher| dispatcher.dispatch(action));
    let carry_out = use_callback((dispatcher, toasts, session), |(changes, form), (dispatcher, toasts, session)| {
        let (dispatcher, toasts, session) = (dispatcher.clone(), toasts.clone(), session.clone());
        Desk { dispatcher, toasts, session }.carry_out(changes, form);
    });
    Acts { act, carry_out }
}

/// Grants what the keyboard asks for.
fn granting(
    state: &UseReducerHandle<State>,
    acts: &Acts,
    toasts: &Toasts,
    search: &NodeRef,
    on_help: &Callback<()>,
) -> Callback<Wish> {
    let (state, acts, toasts) = (state.clone(), acts.clone(), toasts.clone());
    let (search, on_help) = (search.clone(), on_help.clone());
    Callback::from(move |wish| match wish {
        Wish::Walk(step) => acts.act.emit(Action::Walk(step)),
        Wish::Open => acts.act.emit(Action::Open),
        Wish::Leave => acts.act.emit(leaving(&state)),
        Wish::Choose => state.current.into_iter().for_each(|id| acts.act.emit(Action::Toggle(id))),
        Wish::ChooseTo => state.current.into_iter().for_each(|id| acts.act.emit(Action::Extend(id))),
        Wish::ChooseAll => acts.act.emit(Action::All),
        Wish::Do(errand) => meant(&state, errand).into_iter().for_each(|target| acts.set_out(&state, errand, target)),
        Wish::Undo if state.saving.is_empty() && state.turns.is_empty() => toasts.undo_last(),
        Wish::Undo => acts.act.emit(Action::Later(Turn::Undo)),
        Wish::Search => search.cast::<Element>().iter().for_each(walk::focus),
        Wish::Help => on_help.emit(()),
    })
}

/// What is left first: the form, then what is chosen, then the report.
fn leaving(state: &State) -> Action {
    if state.form.is_some() {
        Action::StopWriting
    } else if !state.selection.is_empty() {
        Action::Clear
    } else {
        Action::Close
    }
}

/// What a key acts on: all that are chosen, or else the current report, if that suits.
fn meant(state: &State, errand: Errand) -> Option<Target> {
    if !state.selection.is_empty() && Errand::BULK.contains(&errand) {
        return Some(Target::Chosen);
    }
    let current = state.current().filter(|view| errand.suits(state.handling(view)))?;
    Some(Target::One(current.report.report.id))
}

/// Says in the tab how much waits.
#[hook]
fn use_title(new: u64) {
    use_effect_with(new, |new| document().set_title(&strings::title(*new)));
}

/// After a while, a new report is no news.
#[hook]
fn use_news_wear_off(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    use_effect_with(state.fresh.clone(), move |fresh| {
        let timeout = (!fresh.is_empty()).then(|| Timeout::new(NEWS, move || dispatcher.dispatch(Action::Seen)));
        move || drop(timeout)
    });
}
