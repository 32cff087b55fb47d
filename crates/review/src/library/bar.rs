//! Which list, which part of it, what is looked for in it, and the way to add to it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::query::{Kind, Only, Open, Query};
use crate::place::Place;
use crate::strings::grouped;
use crate::strings::library as words;

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub query: Query,
    /// How many there are of each part.
    pub counts: Vec<(Only, usize)>,
    /// What the objections are called that the list is narrowed to.
    pub answers: Vec<String>,
    /// How many of them are sought.
    pub found: usize,
}

/// The choices over a list.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let query = &props.query;
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            let q = event.target_unchecked_into::<HtmlInputElement>().value();
            Place::Library(Query { q, ..query.clone() }).replace();
        })
    };
    html! {
        <div class="library-bar">
            <h2 class="sr-only">{ words::list(query.kind) }</h2>
            <nav class="segments" aria-label={words::LISTS} data-part="lists">{ for Kind::ALL.into_iter().map(|kind| list(query, kind)) }</nav>
            <nav class="segments" aria-label={words::PARTS} data-part="only">{ for props.counts.iter().map(|count| part(query, *count)) }</nav>
            <search><input type="search" class="search" value={query.q.clone()} {oninput} aria-label={words::search(query.kind)}
                placeholder={words::search(query.kind)} spellcheck="false" /></search>
            { narrowed(query, &props.answers) }
            <span class="count" role="status" data-part="found">{ words::found(query.kind, size(props.found)) }</span>
            <span class="grow" />
            <a class="button primary" href={Place::Library(query.opening(Some(Open::New))).href()} data-part="add">{ words::add(query.kind) }</a>
        </div>
    }
}

/// To which objections the list is narrowed, and the way to all.
fn narrowed(query: &Query, answers: &[String]) -> Html {
    if answers.is_empty() {
        return Html::default();
    }
    let all = Query { answers: Vec::new(), ..query.clone() };
    html! {
        <>
            <span data-part="answers">{ words::answering(answers) }</span>
            <a href={Place::Library(all).href()} data-part="all">{ words::SHOW_ALL }</a>
        </>
    }
}

fn list(query: &Query, kind: Kind) -> Html {
    let is_shown = (query.kind == kind).then_some("true");
    html! { <a href={Place::Library(Query::of(kind)).href()} aria-current={is_shown} data-kind={kind.word()}>{ words::list(kind) }</a> }
}

fn part(query: &Query, (only, count): (Only, usize)) -> Html {
    let is_shown = (query.only == only).then_some("true");
    html! {
        <a href={Place::Library(query.only(only)).href()} aria-current={is_shown} data-only={only.word()}>
            { words::only(query.kind, only) }{ " " }<span class="count">{ grouped(size(count)) }</span></a>
    }
}

fn size(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
