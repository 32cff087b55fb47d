//! The page of the inbox: what it listens to, and how its parts hang together.

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use plumbline_domain::objection::Handling;
use plumbline_protocol::report::HandlingAction;
use web_sys::Element;
use yew::prelude::*;

use super::change::Change;
use super::desk::Desk;
use super::filters::use_filters;
use super::groups::{Groups, shown};
use super::header::Header;
use super::keys::Wish;
use super::library::use_library;
use super::outline::Outline;
use super::reader::{Reader, use_reader};
use super::report_row::Acts;
use super::shortcuts::{Shortcuts, use_shortcuts};
use super::state::{Action, State};
use super::walk;
use super::whole::Nothing;
use crate::api::Error;
use crate::live::use_live;
use crate::session::Session;
use crate::strings;
use crate::ui::notice::Trouble;
use crate::ui::time::NowProvider;
use crate::ui::toast::Toasts;

/// How long a new report is news, in milliseconds.
const NEWS: u32 = 6_000;

/// The inbox of whoever is signed in.
#[component]
pub fn Inbox() -> Html {
    match (use_context::<Session>(), use_context::<Toasts>()) {
        (Some(session), Some(toasts)) => html! { <Page {session} {toasts} /> },
        _ => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct PageProps {
    session: Session,
    toasts: Toasts,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let state = use_reducer(State::default);
    let reader = use_reader(state.dispatcher(), props.session.on_expired.clone());
    let link = use_live(Callback::from({
        let reader = reader.clone();
        move |stale| reader.invalidate(&stale)
    }));
    let (filters, on_filter) = use_filters();
    let (library, on_reload_library) = use_library(state.answering);
    let acts = use_acts(state.dispatcher(), reader.clone(), props.toasts.clone(), props.session.clone());
    let is_help_open = use_state_eq(|| false);
    let search = use_node_ref();
    let on_help = use_callback(is_help_open.setter(), |(), open| open.set(true));
    use_shortcuts(granting(&state, &acts, &props.toasts, &search, &on_help));
    use_effect_with(filters.clone(), {
        let state = state.dispatcher();
        move |_| state.dispatch(Action::Filtered)
    });
    use_title(state.count(state.reports()).new);
    use_news_wear_off(&state);
    let shown = shown(&state, &filters);
    html! {
        <NowProvider>
            <Header state={state.clone()} filters={filters.clone()} on_filter={on_filter.clone()} {link} {on_help} {search} />
            <main class="inbox">
                <p class="sr-only" role="status" aria-live="polite" data-part="announcement">{ &state.announcement }</p>
                if shown.is_empty() {
                    <Nothing state={state.clone()} {filters} {on_filter} on_retry={retrying(&reader)} />
                } else {
                    { standing_trouble(&state, &reader) }
                    <Outline state={state.clone()} groups={shown.iter().map(|(group, _)| group.clone()).collect::<Vec<_>>()} />
                    <Groups {state} {shown} session={props.session.clone()} {acts} {library} {on_reload_library} />
                }
            </main>
            <Shortcuts is_open={*is_help_open} on_close={move |()| is_help_open.set(false)} />
        </NowProvider>
    }
}

/// Says why nothing newer comes, unless it is only that the hub is away, which the header tells.
fn standing_trouble(state: &State, reader: &Reader) -> Html {
    match &state.trouble {
        None | Some(Error::Unreachable | Error::TimedOut) => Html::default(),
        Some(error) => html! { <Trouble error={error.clone()} on_retry={retrying(reader)} /> },
    }
}

fn retrying(reader: &Reader) -> Callback<()> {
    let reader = reader.clone();
    Callback::from(move |()| reader.read())
}

/// What rows can ask for; the same callbacks as long as they do the same.
#[hook]
fn use_acts(dispatcher: UseReducerDispatcher<State>, reader: Reader, toasts: Toasts, session: Session) -> Acts {
    let change = use_callback((toasts, session), {
        let dispatcher = dispatcher.clone();
        move |changes: Vec<Change>, (toasts, session)| {
            let (dispatcher, reader) = (dispatcher.clone(), reader.clone());
            Desk { dispatcher, reader, toasts: toasts.clone(), session: session.clone() }.carry_out(changes);
        }
    });
    let answer = use_callback((), {
        let dispatcher = dispatcher.clone();
        move |id, ()| dispatcher.dispatch(Action::Answering(id))
    });
    let dismiss = use_callback((), move |id, ()| dispatcher.dispatch(Action::Dismissed(id)));
    Acts { change, answer, dismiss }
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
        Wish::Next => walk::step(1),
        Wish::Previous => walk::step(-1),
        Wish::Acknowledge => acts.change.emit(acknowledging_current(&state)),
        Wish::Answer => walk::current().into_iter().for_each(|id| acts.answer.emit(Some(id))),
        Wish::Undo => toasts.undo_last(),
        Wish::Search => search.cast::<Element>().iter().for_each(walk::focus),
        Wish::Help => on_help.emit(()),
    })
}

fn acknowledging_current(state: &State) -> Vec<Change> {
    let current = walk::current().and_then(|id| state.report(id));
    let id = current.filter(|view| *state.handling(view) == Handling::New).map(|view| view.report.report.id);
    let idle = id.filter(|id| !state.saving.contains_key(id));
    idle.into_iter().map(|id| Change { id, request: HandlingAction::Acknowledge, before: Handling::New }).collect()
}

/// Says in the tab how much waits.
#[hook]
fn use_title(new: usize) {
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
