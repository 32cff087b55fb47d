//! The page of the figures: what it listens to, and how its parts hang together.

use std::rc::Rc;

use gloo::utils::document;
use plumbline_protocol::sla::{CrmFreshness, SlaHandOffView, SlaResponse};
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

use super::feed::Days;
use super::figures::{figures, link};
use super::first_touch::first_touch;
use super::header::Header;
use super::list::List;
use super::nothing::no_hand_offs;
use super::query::Query;
use super::reasons::reasons;
use super::table::table;
use crate::feed::{not_told, standing_trouble, use_feed};
use crate::live::use_live;
use crate::session::Session;
use crate::strings::sla as strings;
use crate::ui::time::clock;

/// So many overdue hand-offs are shown unasked.
const MOST_OVERDUE: usize = 10;

/// So many hand-offs of a list are shown unasked, so that the page stays quick.
const MOST: usize = 50;

#[derive(Properties, PartialEq)]
pub struct SlaProps {
    pub query: Query,
    pub session: Session,
}

/// The figures.
#[component]
pub fn Sla(props: &SlaProps) -> Html {
    let query = &props.query;
    let (state, feed) = use_feed(Days(query.days), props.session.on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |_| feed.invalidate()
    }));
    use_effect_with((), |()| document().set_title(strings::TITLE));
    let is_older = state.told.as_ref().is_some_and(|told| told.period.days != query.days);
    html! {
        <>
            <Header query={query.clone()} state={state.clone()} {link} />
            <main class="sla" aria-busy={is_older.to_string()} data-days={state.told.as_ref().map(|told| told.period.days.to_string())}>
                { standing_trouble(&state, &feed) }
                if let Some(told) = &state.told {
                    { shown(told, query) }
                } else {
                    { not_told(&state, &feed, strings::LOADING, 3) }
                }
            </main>
        </>
    }
}

fn shown(told: &Rc<SlaResponse>, query: &Query) -> Html {
    html! {
        <>
            <ul class="freshness" data-part="freshness">{ for told.freshness.iter().map(freshness) }</ul>
            if told.metrics.handed_off == 0 {
                { no_hand_offs(query) }
            } else {
                { figures(told, query) }
            }
            { overdue(told, query) }
            if told.metrics.handed_off > 0 {
                <div class="pair">
                    { reasons(told, query) }
                    { first_touch(told, query) }
                </div>
                <Listed told={told.clone()} query={query.clone()} />
            }
        </>
    }
}

fn freshness(of: &CrmFreshness) -> Html {
    let text = strings::followed(of.crm.as_str(), of.followed_at.map(clock).as_deref(), of.trouble.as_deref());
    html! { <li class={of.trouble.as_ref().map(|_| "troubled")}>{ text }</li> }
}

fn overdue(told: &SlaResponse, query: &Query) -> Html {
    let first: Vec<&SlaHandOffView> = told.overdue.iter().take(MOST_OVERDUE).collect();
    html! {
        <section class="card" data-part="overdue">
            <h2 id="overdue-name">{ strings::OVERDUE }</h2>
            if first.is_empty() {
                <p class="none">{ strings::NOTHING_OVERDUE }</p>
            } else {
                { table(&first, &told.rejection_reasons, "overdue-name") }
            }
            if told.overdue_count > first.len() {
                <p>{ link(query, &List::Overdue, html! { strings::show_overdue(told.overdue_count) }) }</p>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ListedProps {
    told: Rc<SlaResponse>,
    query: Query,
}

/// The hand-offs of the list that is looked at.
#[component]
fn Listed(props: &ListedProps) -> Html {
    let ListedProps { told, query } = props;
    let most = use_state_eq(|| MOST);
    let heading = use_node_ref();
    use_focus_on(heading.clone(), query.list.clone(), most.setter());
    let all = query.list.of(told);
    let (first, hidden) = (all.get(..*most).unwrap_or(&all), all.len().saturating_sub(*most));
    let show_more = {
        let most = most.clone();
        Callback::from(move |_: MouseEvent| most.set(*most + 4 * MOST))
    };
    html! {
        <section class="card" data-part="list" data-list={query.list.name()}>
            <div class="card-head">
                <h2 id="list-name" tabindex="-1" ref={heading}>{ strings::list(&query.list, &told.rejection_reasons) }</h2>
                <span class="count" role="status" data-part="count">{ strings::listed(all.len()) }</span>
                if query.list != List::All {
                    { link(query, &List::All, html! { strings::SHOW_ALL }) }
                }
            </div>
            if query.list.is_cut(told) {
                <p class="rule">{ if query.list == List::Overdue { strings::CUT_OVERDUE } else { strings::CUT } }</p>
            }
            if first.is_empty() {
                <p class="none">{ strings::NONE_LISTED }</p>
            } else {
                { table(first, &told.rejection_reasons, "list-name") }
            }
            if hidden > 0 {
                <p><button type="button" onclick={show_more}>{ strings::show_more(hidden) }</button></p>
            }
        </section>
    }
}

/// Whoever chooses a list is led to it; whoever arrives, or gets newer figures, is left where they are.
#[hook]
fn use_focus_on(heading: NodeRef, list: List, most: UseStateSetter<usize>) {
    let has_arrived = use_mut_ref(|| false);
    use_effect_with(list, move |_| {
        most.set(MOST);
        if has_arrived.replace(true)
            && let Some(heading) = heading.cast::<HtmlElement>()
        {
            let in_place = FocusOptions::new();
            in_place.set_prevent_scroll(true);
            // What cannot be focused can still be read.
            let _ = heading.focus_with_options(&in_place);
            heading.scroll_into_view();
        }
    });
}
