//! What stands in place of reports when there are none to show.

use yew::prelude::*;

use super::filters::{Filters, Status};
use super::skeleton::Skeleton;
use super::state::State;
use crate::api::Error;
use crate::strings;
use crate::ui::notice::{Notice, RemedyButton};

#[derive(Properties, PartialEq)]
pub struct NothingProps {
    pub state: UseReducerHandle<State>,
    pub filters: Filters,
    pub on_filter: Callback<Filters>,
    pub on_retry: Callback<()>,
}

/// Says why nothing is shown, and what to do.
#[component]
pub fn Nothing(props: &NothingProps) -> Html {
    let state = &props.state;
    match (&state.trouble, state.as_of) {
        (Some(error), None) => away(error, &props.on_retry),
        (None, None) => html! { <Skeleton /> },
        _ if state.reports().next().is_none() => no_reports(props),
        _ if !props.filters.q.trim().is_empty() => nothing_found(props),
        _ => none_of_status(props),
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
        <Notice state="empty" title={strings::NO_REPORTS_TITLE} text={strings::NO_REPORTS}>
            <button type="button" onclick={check}>{ strings::CHECK_NOW }</button>
        </Notice>
    }
}

fn nothing_found(props: &NothingProps) -> Html {
    let everything = Filters { status: Status::All, ..props.filters.clone() };
    html! {
        <Notice state="nothing-found" title={strings::NOTHING_FOUND_TITLE} text={strings::nothing_mentions(&props.filters.q)}>
            { leads_to(props, Filters { q: String::new(), ..props.filters.clone() }, strings::CLEAR_SEARCH) }
            if props.filters.status != Status::All {
                { leads_to(props, everything, strings::SEARCH_EVERYTHING) }
            }
        </Notice>
    }
}

fn none_of_status(props: &NothingProps) -> Html {
    let (title, text) = strings::none_of(props.filters.status, props.state.reports().count());
    html! {
        <Notice state="none-of-status" {title} {text}>
            { leads_to(props, Filters { status: Status::All, ..props.filters.clone() }, strings::SHOW_EVERYTHING) }
        </Notice>
    }
}

fn leads_to(props: &NothingProps, filters: Filters, word: &'static str) -> Html {
    let onclick = props.on_filter.reform(move |_: MouseEvent| filters.clone());
    html! { <button type="button" {onclick}>{ word }</button> }
}
