//! What stands in place of reports when there are none to show.

use yew::prelude::*;

use super::query::Query;
use super::reading::Reading;
use crate::api::Error;
use crate::place::Place;
use crate::strings;
use crate::strings::inbox as words;
use crate::ui::notice::{Notice, RemedyButton};

#[derive(Properties, PartialEq)]
pub struct NothingProps {
    pub reading: Reading,
    pub on_retry: Callback<()>,
}

/// Says why nothing is shown, and what to do.
#[component]
pub fn Nothing(props: &NothingProps) -> Html {
    let reading = &props.reading;
    let query = &reading.query;
    match (&reading.trouble, reading.as_of) {
        (Some(error), None) => away(error, &props.on_retry),
        (None, None) => skeleton(),
        _ if query.is_narrowed() => nothing_found(query),
        _ if reading.list.count(None) == 0 => no_reports(props),
        _ => none_of_status(reading),
    }
}

/// The shape of some rows.
fn skeleton() -> Html {
    let row = |_| html! { <div class="row skeleton"><span class="w40" /><span class="w80" /></div> };
    html! {
        <div class="rows" data-part="loading">
            <p class="sr-only" role="status">{ words::LOADING_REPORTS }</p>
            <div aria-hidden="true">{ for (0..8).map(row) }</div>
        </div>
    }
}

fn away(error: &Error, on_retry: &Callback<()>) -> Html {
    html! {
        <Notice state="away" title={strings::trouble_title(error)} text={strings::trouble(error)}>
            <RemedyButton error={error.clone()} on_retry={on_retry.clone()} />
        </Notice>
    }
}

fn no_reports(props: &NothingProps) -> Html {
    let check = props.on_retry.reform(|_: MouseEvent| ());
    html! {
        <Notice state="empty" title={words::NO_REPORTS_TITLE} text={words::NO_REPORTS}>
            <button type="button" onclick={check}>{ words::CHECK_NOW }</button>
        </Notice>
    }
}

fn nothing_found(query: &Query) -> Html {
    html! {
        <Notice state="nothing-found" title={words::NOTHING_FOUND_TITLE} text={words::nothing_found(query.text())}>
            { leads_to(&Query::at(query.0.status), words::CLEAR_FILTERS) }
            if query.0.status.is_some() {
                { leads_to(&query.with_status(None), words::SEARCH_EVERYTHING) }
            }
        </Notice>
    }
}

fn none_of_status(reading: &Reading) -> Html {
    let (title, text) = words::none_of(reading.query.0.status, reading.list.count(None));
    html! {
        <Notice state="none-of-status" {title} {text}>
            { leads_to(&Query::at(None), words::SHOW_EVERYTHING) }
        </Notice>
    }
}

fn leads_to(query: &Query, word: &'static str) -> Html {
    html! { <a class="button" href={Place::Inbox(query.clone()).href()}>{ word }</a> }
}
