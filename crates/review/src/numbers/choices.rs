//! What is chosen: rows, period and currency. Each choice is an address, so the browser's back button takes it back.

use gloo::utils::window;
use plumbline_domain::numbers::{Dimension, Months, NamedPeriod};
use plumbline_protocol::numbers::NumbersResponse;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::query::{Period, Query, months};
use crate::place::Place;
use crate::strings::numbers as strings;

/// The choices in a row.
pub fn choices(query: &Query, told: Option<&NumbersResponse>) -> Html {
    html! {
        <div class="numbers-choices" data-part="choices">
            <nav class="segments" aria-label={strings::BY} data-part="dimensions">
                { for Dimension::CHOICES.into_iter().map(|by| dimension(query, by)) }
            </nav>
            <nav class="segments" aria-label={strings::PERIOD} data-part="periods">
                { for NamedPeriod::ALL.into_iter().map(|named| period(query, named)) }
            </nav>
            <FromTo query={query.clone()} shown={told.map(|told| told.period.months)} />
            { for told.map(|told| currencies(query, told)) }
        </div>
    }
}

fn dimension(query: &Query, by: Dimension) -> Html {
    let is_shown = (query.by == by).then_some("true");
    html! { <a href={Place::Numbers(query.by(by)).href()} aria-current={is_shown} data-by={by.word()}>{ strings::by(by) }</a> }
}

fn period(query: &Query, named: NamedPeriod) -> Html {
    let period = Period::Named(named);
    let is_shown = (query.period == period).then_some("true");
    let href = Place::Numbers(query.over(period)).href();
    html! { <a {href} aria-current={is_shown} data-period={named.word()}>{ strings::period(named) }</a> }
}

fn currencies(query: &Query, told: &NumbersResponse) -> Html {
    if told.currencies.len() < 2 {
        return Html::default();
    }
    let one = |currency| {
        let is_shown = (told.currency == Some(currency)).then_some("true");
        let href = Place::Numbers(query.in_currency(currency)).href();
        html! { <a {href} aria-current={is_shown}>{ currency.code() }</a> }
    };
    html! {
        <nav class="segments" aria-label={strings::CURRENCY} data-part="currencies">
            { for told.currencies.iter().map(|count| one(count.currency)) }
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct FromToProps {
    query: Query,
    /// The months that are shown, however they were chosen.
    shown: Option<Months>,
}

/// Any months on end.
#[component]
fn FromTo(props: &FromToProps) -> Html {
    let (from, to) = (use_node_ref(), use_node_ref());
    let is_wrong = use_state_eq(|| false);
    let onsubmit = {
        let (query, from, to, is_wrong) = (props.query.clone(), from.clone(), to.clone(), is_wrong.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let chosen = months(&text(&from), &text(&to));
            is_wrong.set(chosen.is_none());
            if let Some(chosen) = chosen {
                go_to(&Place::Numbers(query.over(Period::Months(chosen))));
            }
        })
    };
    let shown = |month: fn(Months) -> String| props.shown.map(month).unwrap_or_default();
    let is_chosen = matches!(props.query.period, Period::Months(_));
    html! {
        <form class="from-to" {onsubmit} data-part="from-to" data-chosen={is_chosen.to_string()}>
            <label>{ strings::FROM }<input type="month" ref={from} value={shown(|months| months.from.to_string())} placeholder="2026-01" required=true /></label>
            <label>{ strings::TO }<input type="month" ref={to} value={shown(|months| months.to.to_string())} placeholder="2026-12" required=true /></label>
            <button type="submit">{ strings::SHOW }</button>
            if *is_wrong {
                <span class="complaint" role="alert">{ strings::WRONG_MONTHS }</span>
            }
        </form>
    }
}

fn text(input: &NodeRef) -> String {
    input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

fn go_to(place: &Place) {
    // It fails only where the page is being left already.
    let _ = window().location().set_hash(&place.href());
}
