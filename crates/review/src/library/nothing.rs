//! What stands in place of a list that is empty, or of an entry that is not there.

use yew::prelude::*;

use super::query::{Open, Query};
use crate::place::Place;
use crate::strings::library as words;
use crate::ui::notice::Notice;

/// Says why no row is shown, and what to do.
pub fn nothing(query: &Query, is_empty: bool) -> Html {
    if !query.q.trim().is_empty() {
        let all = Query { q: String::new(), ..query.clone() };
        return html! {
            <Notice state="nothing-found" title={words::NOTHING_FOUND} text={words::nothing_mentions(&query.q)}>
                { link(all, words::CLEAR_SEARCH) }
            </Notice>
        };
    }
    if !query.answers.is_empty() && !is_empty {
        let all = Query { answers: Vec::new(), ..query.clone() };
        return html! {
            <Notice state="nothing-found" title={words::NOTHING_FOUND} text={words::NOTHING_ANSWERS}>
                { link(all, words::SHOW_ALL) }
            </Notice>
        };
    }
    let (title, text) = if is_empty { words::empty(query.kind) } else { words::none(query.kind, query.only) };
    html! {
        <Notice state="empty" {title} {text}>
            if is_empty {
                { link(query.opening(Some(Open::New)), words::add(query.kind)) }
            } else {
                { link(Query::of(query.kind), words::SHOW_IN_USE) }
            }
        </Notice>
    }
}

/// Says that what an address names is not there.
pub fn no_such(query: &Query) -> Html {
    html! {
        <Notice state="no-such" title={words::NO_SUCH_TITLE} text={words::no_such(query.kind)}>
            { link(query.opening(None), words::list(query.kind)) }
        </Notice>
    }
}

fn link(query: Query, word: &'static str) -> Html {
    html! { <a class="button" href={Place::Library(query).href()}>{ word }</a> }
}
