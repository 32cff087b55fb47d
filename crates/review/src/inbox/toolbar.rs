//! Choosing what is looked at. All of it is in the address, so that a view can be sent and the browser's back button leads back.

use gloo::timers::callback::Timeout;
use plumbline_domain::objection::Status;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::filters::Filters;
use super::handling::status_name;
use super::list::List;
use super::query::Query;
use crate::place::Place;
use crate::strings;
use crate::strings::inbox as words;

/// Whoever types is not done at every key; so long is waited, in milliseconds.
const PATIENCE: u32 = 250;

#[derive(Properties, PartialEq)]
pub struct ToolbarProps {
    pub query: Query,
    /// What is known of it.
    pub list: List,
    /// Whether the counts are known.
    pub is_counted: bool,
    /// The search field, so that a key can lead there.
    pub search: NodeRef,
}

/// Status, search and all other filters.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let statuses = Status::ALL.into_iter().map(Some).chain([None]);
    html! {
        <search class="toolbar" data-part="toolbar">
            <nav class="segments" aria-label={words::STATUS_FILTER}>
                { for statuses.map(|status| tab(props, status)) }
            </nav>
            <Search query={props.query.clone()} field={props.search.clone()} />
            <Filters query={props.query.clone()} rows={props.list.rows.clone()} />
        </search>
    }
}

fn tab(props: &ToolbarProps, status: Option<Status>) -> Html {
    let is_here = props.query.0.status == status;
    let href = Place::Inbox(props.query.with_status(status)).href();
    html! {
        <a {href} aria-current={is_here.then_some("true")} data-filter={status.map_or("all", status_name)}>
            { status.map_or(words::ALL, strings::status) }
            if props.is_counted {
                { " " }<span class="count">{ strings::grouped(props.list.count(status)) }</span>
            }
        </a>
    }
}

#[derive(Properties, PartialEq)]
struct SearchProps {
    query: Query,
    field: NodeRef,
}

/// What is typed is looked for once there is a pause.
#[component]
fn Search(props: &SearchProps) -> Html {
    let typed = use_state_eq(|| props.query.text().to_owned());
    let pending = use_mut_ref(|| None::<Timeout>);
    use_effect_with(props.query.text().to_owned(), {
        let (typed, pending) = (typed.clone(), pending.clone());
        move |text| {
            // While somebody types, the address follows the field and not the field the address.
            if pending.borrow().is_none() && typed.trim() != text {
                typed.set(text.clone());
            }
        }
    });
    let oninput = {
        let (typed, query) = (typed.setter(), props.query.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            typed.set(text.clone());
            let (waiting, query) = (pending.clone(), query.clone());
            let timeout = Timeout::new(PATIENCE, move || {
                waiting.take();
                Place::Inbox(query.with_text(&text)).replace();
            });
            drop(pending.replace(Some(timeout)));
        })
    };
    html! {
        <input ref={props.field.clone()} type="search" class="search" value={(*typed).clone()} {oninput} data-part="search"
            aria-label={words::SEARCH} placeholder={words::SEARCH_HINT} aria-keyshortcuts="/" spellcheck="false" maxlength="200" />
    }
}
