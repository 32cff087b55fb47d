//! One list of the library: looked through, or one entry of it written.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::library::LibraryChange;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::bar::Bar;
use super::editor::{Editor, Keeper, Offers};
use super::entry::Entry;
use super::found::{counts, found, usual, words_of};
use super::history::History;
use super::nothing::{no_such, nothing};
use super::query::{Open, Query};
use super::table::{Row, Setting, Table};
use super::transfer::Transfer;
use crate::feed::{Feed, State, not_told, standing_trouble};
use crate::live::Link;
use crate::place::Place;
use crate::session::Session;
use crate::strings::library as words;
use crate::top_bar::TopBar;
use crate::ui::picker::Choice;
use crate::ui::time::now;
use crate::ui::toast::Toasts;

/// So many rows are drawn unasked, and twice as many more each time: thousands at once would make the page slow.
const ROWS: usize = 100;

/// What is known of objections.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Those that can be chosen.
    pub choices: Rc<Vec<Choice>>,
    /// What they are called.
    pub names: Callback<ObjectionId, String>,
}

#[derive(Properties, PartialEq)]
pub struct ShelfProps<E: Row> {
    pub query: Query,
    pub session: Session,
    pub toasts: Toasts,
    pub state: State<E::Asked>,
    pub feed: Feed<E::Asked>,
    pub link: Link,
    pub known: Known,
}

impl<E: Row> ShelfProps<E> {
    fn keeper(&self) -> Keeper {
        let feed = self.feed.clone();
        Keeper {
            toasts: self.toasts.clone(),
            on_expired: self.session.on_expired.clone(),
            on_changed: Callback::from(move |()| feed.read()),
        }
    }
}

/// The list, or the form of one entry.
#[component]
pub fn Shelf<E: Row>(props: &ShelfProps<E>) -> Html {
    let ShelfProps { query, state, feed, link, .. } = props;
    html! {
        <>
            <TopBar place={Place::Library(query.clone())} as_of={state.at} link={*link} is_troubled={state.trouble.is_some()} />
            <main class="sla library" data-part="library" data-kind={query.kind.word()}>
                { standing_trouble(state, feed) }
                if let Some(told) = &state.told {
                    { shown(props, E::all(told)) }
                } else {
                    { not_told(state, feed, words::LOADING, 3) }
                }
            </main>
        </>
    }
}

fn shown<E: Row>(props: &ShelfProps<E>, all: &[E]) -> Html {
    match &props.query.open {
        None => html! { <List<E> ..list_props(props) /> },
        Some(open @ Open::New) => writing(props, all, open, None),
        Some(open @ Open::Existing(id)) => match all.iter().find(|entry| entry.id() == id) {
            Some(entry) => writing(props, all, open, Some(entry)),
            None => no_such(&props.query),
        },
    }
}

fn list_props<E: Row>(props: &ShelfProps<E>) -> ListProps<E> {
    ListProps {
        query: props.query.clone(),
        state: props.state.clone(),
        names: props.known.names.clone(),
        keeper: props.keeper(),
    }
}

fn writing<E: Row>(props: &ShelfProps<E>, all: &[E], open: &Open, entry: Option<&E>) -> Html {
    let list = Place::Library(props.query.opening(None));
    let href = list.href();
    let on_close = Callback::from(move |()| list.enter());
    let offers = offers(all, &props.known);
    html! {
        <>
            <p class="way-back"><a {href}>{ "← " }{ words::list(E::KIND) }</a></p>
            <Editor<E> key={format!("{open:?}")} session={props.session.clone()} keeper={props.keeper()} open={open.clone()}
                entry={entry.cloned()} {offers} {on_close} />
            if let Some(entry) = entry {
                <Past<E> key={entry.id().to_owned()} entry={entry.clone()} names={props.known.names.clone()} />
            }
        </>
    }
}

/// What a form can be filled in with, from all that is there.
pub fn offers<E: Entry>(all: &[E], known: &Known) -> Offers {
    let usual: HashMap<&'static str, Vec<String>> =
        E::FORM.iter().filter(|(name, _)| words::is_offered(name)).map(|(name, _)| (*name, usual(all, name))).collect();
    let taken: HashSet<String> = all.iter().map(|entry| entry.id().to_owned()).collect();
    Offers { objections: known.choices.clone(), usual: Rc::new(usual), taken: Rc::new(taken) }
}

#[derive(Properties, PartialEq)]
struct ListProps<E: Row> {
    query: Query,
    state: State<E::Asked>,
    names: Callback<ObjectionId, String>,
    keeper: Keeper,
}

/// The list with what can be done with it as a whole.
#[component]
fn List<E: Row>(props: &ListProps<E>) -> Html {
    let ListProps { query, state, names, keeper } = props;
    let most = use_state_eq(|| ROWS);
    use_effect_with(query.clone(), {
        let most = most.setter();
        move |_| most.set(ROWS)
    });
    let haystacks =
        use_memo(state.told.clone(), |told| told.as_deref().map(|told| words_of(E::all(told))).unwrap_or_default());
    let Some(told) = &state.told else { return Html::default() };
    let (all, today) = (E::all(told), now().date_naive());
    let found = found(all, &haystacks, query, today);
    let on_more = {
        let most = most.clone();
        Callback::from(move |()| most.set(*most + 2 * ROWS))
    };
    let hidden = found.len().saturating_sub(*most);
    let rows: Vec<E> = found.iter().take(*most).map(|entry| (*entry).clone()).collect();
    let answers = query.answers.iter().map(|id| names.emit(ObjectionId::new(id.as_str()))).collect::<Vec<_>>();
    let setting = Setting { query: query.clone(), today, names: names.clone(), keeper: keeper.clone() };
    html! {
        <>
            <Bar query={query.clone()} counts={counts(all, today)} {answers} found={found.len()} />
            <Transfer kind={query.kind} on_done={keeper.on_changed.clone()} on_expired={keeper.on_expired.clone()} />
            if rows.is_empty() {
                { nothing(query, all.is_empty()) }
            } else {
                <section class="card rows"><Table<E> {rows} {hidden} {on_more} {setting} /></section>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PastProps<E: Entry> {
    entry: E,
    names: Callback<ObjectionId, String>,
}

/// What happened to an entry, where no page of its own tells that.
#[component]
fn Past<E: Entry>(props: &PastProps<E>) -> Html {
    let changes = use_state(|| None::<Vec<LibraryChange>>);
    use_effect_with(props.entry.clone(), {
        let changes = changes.setter();
        move |entry| {
            let entry = entry.clone();
            spawn_local(async move {
                if let Some(known) = entry.history().await {
                    changes.set(Some(known));
                }
            });
        }
    });
    match &*changes {
        None => Html::default(),
        Some(changes) => html! { <History kind={E::KIND} changes={changes.clone()} names={props.names.clone()} /> },
    }
}
