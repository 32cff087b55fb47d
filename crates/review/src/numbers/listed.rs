//! The records behind the figure that is looked at, some at a time.

use std::rc::Rc;

use plumbline_domain::Instant;
use plumbline_domain::numbers::{Measure, Value};
use plumbline_protocol::numbers::{NumberDealView, NumberDealsResponse, NumbersResponse};
use wasm_bindgen_futures::spawn_local;
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

use super::figures::link;
use super::query::Query;
use super::records::records;
use crate::api::{self, Error, number_deals_table};
use crate::strings::numbers as strings;
use crate::ui::notice::Trouble;

/// What is known of a list.
#[derive(Debug, Clone, Default, PartialEq)]
struct List {
    /// What it was asked with.
    of: String,
    deals: Vec<NumberDealView>,
    /// What the following ones are asked for with.
    next: Option<String>,
    is_reading: bool,
    trouble: Option<Error>,
}

/// What happens to it.
#[derive(Debug)]
enum Action {
    /// It is asked for from the latest on, or from where it was left off.
    Asked(String),
    /// The hub told the latest.
    First(String, Box<NumberDealsResponse>),
    /// It told those after.
    More(String, Box<NumberDealsResponse>),
    /// It told nothing.
    Failed(String, Error),
}

impl List {
    /// What answers another question than the last one is late, and is dropped.
    fn after(self, action: Action) -> Self {
        match action {
            // Of another figure, nothing that is shown stays.
            Action::Asked(of) if of != self.of => Self { of, is_reading: true, ..Self::default() },
            Action::Asked(_) => Self { is_reading: true, trouble: None, ..self },
            Action::First(of, told) if of == self.of => {
                Self { deals: told.deals, next: told.next, is_reading: false, trouble: None, of }
            }
            Action::More(of, told) if of == self.of => {
                let deals = self.deals.into_iter().chain(told.deals).collect();
                Self { deals, next: told.next, is_reading: false, trouble: None, of }
            }
            Action::Failed(of, error) if of == self.of => Self { is_reading: false, trouble: Some(error), ..self },
            Action::First(..) | Action::More(..) | Action::Failed(..) => self,
        }
    }
}

impl Reducible for List {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

#[derive(Properties, PartialEq)]
pub struct ListedProps {
    pub told: Rc<NumbersResponse>,
    pub query: Query,
    pub on_expired: Callback<()>,
}

/// The records of the list that is looked at.
#[component]
pub fn Listed(props: &ListedProps) -> Html {
    let ListedProps { told, query, on_expired } = props;
    let list = use_reducer(List::default);
    let question = query.records();
    let read = {
        let (dispatcher, question, on_expired) = (list.dispatcher(), question.clone(), on_expired.clone());
        Callback::from(move |cursor: Option<String>| {
            read(dispatcher.clone(), question.clone(), cursor, on_expired.clone());
        })
    };
    // Newer figures have newer records behind them; whoever has read on stays there.
    let is_first_part = list.deals.len() <= FIRST_PART;
    use_effect_with((question, told.standing.computed_at.filter(|_| is_first_part)), {
        let read = read.clone();
        move |_: &(String, Option<Instant>)| read.emit(None)
    });
    let heading = use_node_ref();
    use_focus_on(heading.clone(), (query.measure, query.row.clone()));
    let title = strings::list(query.measure, told.by, &query.row);
    html! {
        <section class="card" data-part="list" data-list={query.measure.word()} aria-busy={list.is_reading.to_string()}>
            <div class="card-head">
                <h2 id="list-name" tabindex="-1" ref={heading}>{ title }</h2>
                <span class="count" role="status" data-part="count">{ strings::listed(list.deals.len(), list.next.is_some()) }</span>
                if (query.measure, &query.row) != (Measure::Deals, &Value::Whole) {
                    { link(query, Measure::Deals, Value::Whole, html! { strings::SHOW_ALL }) }
                }
                <span class="grow" />
                <a href={number_deals_table(&query.records())} download="" data-part="deals-csv">{ strings::DOWNLOAD_RECORDS }</a>
            </div>
            { body(&list, &read) }
        </section>
    }
}

/// Records of one answer of the hub.
const FIRST_PART: usize = 50;

fn body(list: &List, read: &Callback<Option<String>>) -> Html {
    let (again, more, next) = (read.clone(), read.clone(), list.next.clone());
    let on_retry = Callback::from(move |()| again.emit(None));
    let on_more = Callback::from(move |_: MouseEvent| more.emit(next.clone()));
    html! {
        <>
            if let Some(error) = &list.trouble {
                <Trouble error={error.clone()} {on_retry} />
            }
            if !list.deals.is_empty() {
                { records(&list.deals, "list-name") }
            } else if list.is_reading {
                <p class="none">{ strings::LOADING_RECORDS }</p>
            } else if list.trouble.is_none() {
                <p class="none">{ strings::NONE_LISTED }</p>
            }
            if list.next.is_some() {
                <p><button type="button" onclick={on_more} aria-disabled={list.is_reading.to_string()}>{ strings::SHOW_MORE }</button></p>
            }
        </>
    }
}

fn read(list: UseReducerDispatcher<List>, question: String, cursor: Option<String>, on_expired: Callback<()>) {
    list.dispatch(Action::Asked(question.clone()));
    spawn_local(async move {
        let is_first = cursor.is_none();
        match api::number_deals(&question, cursor.as_deref()).await {
            Ok(told) if is_first => list.dispatch(Action::First(question, Box::new(told))),
            Ok(told) => list.dispatch(Action::More(question, Box::new(told))),
            Err(Error::SignedOut) => on_expired.emit(()),
            Err(error) => list.dispatch(Action::Failed(question, error)),
        }
    });
}

/// Whoever chooses a list is led to it; whoever arrives, or gets newer figures, is left where they are.
#[hook]
fn use_focus_on(heading: NodeRef, chosen: (Measure, Value)) {
    let has_arrived = use_mut_ref(|| false);
    use_effect_with(chosen, move |_| {
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

#[cfg(test)]
mod tests {
    use plumbline_domain::record::{Outcome, RecordKey};

    use super::*;
    use crate::numbers::sample::at;

    fn told(ids: &[&str], next: Option<&str>) -> Box<NumberDealsResponse> {
        let deal = |id: &&str| NumberDealView {
            record: RecordKey::new("odoo", "crm.lead", *id),
            title: String::new(),
            company: None,
            record_url: None,
            amount: None,
            credit: None,
            share: "1".into(),
            lead_created_at: None,
            deal_created_at: None,
            closed_at: None,
            outcome: Outcome::Open,
            is_qualified: false,
            days: None,
            is_alone: false,
        };
        let (deals, next) = (ids.iter().map(deal).collect(), next.map(Into::into));
        Box::new(NumberDealsResponse { as_of: at(1), measure: Measure::Deals, deals, next })
    }

    fn ids(list: &List) -> Vec<&str> {
        list.deals.iter().map(|deal| deal.record.id.as_str()).collect()
    }

    #[test]
    fn parts_follow_one_another_and_late_ones_are_dropped() {
        let asked = |list: List, of: &str| list.after(Action::Asked(of.into()));
        let list = asked(List::default(), "a").after(Action::First("a".into(), told(&["1", "2"], Some("x"))));
        assert_eq!((ids(&list), list.is_reading), (vec!["1", "2"], false));
        let list = asked(list, "a").after(Action::More("a".into(), told(&["3"], None)));
        assert_eq!((ids(&list), &list.next), (vec!["1", "2", "3"], &None));
        let other = asked(list, "b");
        assert_eq!((ids(&other), other.is_reading), (vec![], true));
        let late = other.clone().after(Action::More("a".into(), told(&["4"], None)));
        assert_eq!(late, other);
        let late = other.clone().after(Action::Failed("a".into(), Error::Unreachable));
        assert_eq!(late, other);
        let failed = other.after(Action::Failed("b".into(), Error::Unreachable));
        assert_eq!((failed.is_reading, failed.trouble), (false, Some(Error::Unreachable)));
    }
}
