//! The figures at a glance, each a way to the hand-offs behind it.

use plumbline_domain::Instant;
use plumbline_domain::sla::metrics::{FollowUp, Rate};
use plumbline_domain::sla::{Promise, PromiseKind};
use plumbline_protocol::sla::SlaResponse;
use yew::prelude::*;

use super::list::{List, Part};
use super::picture::Bar;
use super::query::Query;
use crate::numbers;
use crate::place::Place;
use crate::strings::numbers::what_is;
use crate::strings::sla as strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::time::clock;

/// One figure with all that explains it.
struct Figure<'a> {
    name: &'static str,
    title: &'static str,
    value: String,
    list: List,
    /// How many it is over.
    n: usize,
    target: Option<(Rate, u8)>,
    parts: Vec<(String, List)>,
    rule: &'static str,
    promises: &'a [Promise],
    /// The agreed word that the rule is about.
    word: Option<&'static str>,
}

/// All of them, in a row.
pub fn figures(told: &SlaResponse, query: &Query) -> Html {
    let metrics = &told.metrics;
    let target = told.targets.follow_up_percent;
    let mut figures = vec![
        follow_up(PromiseKind::Response, metrics.response, target, &told.response_promises),
        acceptance(told),
        overdue(told),
    ];
    if let Some(update) = metrics.update {
        figures.insert(1, follow_up(PromiseKind::Update, update, target, &told.update_promises));
    }
    figures.extend(metrics.criteria.map(criteria));
    html! { <div class="figures">{ for figures.into_iter().map(|figure| tile(figure, query, told.as_of)) }</div> }
}

fn follow_up(kind: PromiseKind, found: FollowUp, target: u8, promises: &[Promise]) -> Figure<'_> {
    let name = match kind {
        PromiseKind::Response => "response",
        PromiseKind::Update => "update",
    };
    let part = |part: Part, n: usize| (strings::part(part, n), List::Promise(kind, part));
    Figure {
        name,
        title: strings::follow_up(kind),
        value: strings::percent(found.rate.per_mille()),
        list: List::Promise(kind, Part::Counted),
        n: found.rate.denominator,
        target: Some((found.rate, target)),
        parts: vec![
            part(Part::InTime, found.in_time),
            part(Part::NotInTime, found.late + found.missed + found.overdue),
            part(Part::Pending, found.pending),
            part(Part::Cancelled, found.cancelled),
        ],
        rule: strings::follow_up_rule(kind),
        promises,
        word: None,
    }
}

fn acceptance(told: &SlaResponse) -> Figure<'_> {
    let (rate, undecided) = (told.metrics.acceptance, told.metrics.undecided);
    Figure {
        name: "acceptance",
        title: strings::ACCEPTANCE,
        value: strings::percent(rate.per_mille()),
        list: List::Decided,
        n: rate.denominator,
        target: Some((rate, told.targets.acceptance_percent)),
        parts: vec![
            (strings::accepted(rate.numerator), List::Accepted),
            (strings::undecided(undecided), List::Undecided),
        ],
        rule: strings::ACCEPTANCE_RULE,
        promises: &[],
        word: None,
    }
}

/// Marketing's half of the agreement.
fn criteria(rate: Rate) -> Figure<'static> {
    Figure {
        name: "criteria",
        title: strings::CRITERIA,
        value: strings::percent(rate.per_mille()),
        list: List::Criteria(true),
        n: rate.denominator,
        target: None,
        parts: vec![
            (strings::met(rate.numerator), List::Criteria(true)),
            (strings::not_met(rate.denominator - rate.numerator), List::Criteria(false)),
        ],
        rule: strings::CRITERIA_RULE,
        promises: &[],
        word: Some("MQL"),
    }
}

fn overdue(told: &SlaResponse) -> Figure<'_> {
    Figure {
        name: "overdue",
        title: strings::OVERDUE,
        value: told.overdue_count.to_string(),
        list: List::Overdue,
        n: told.overdue_count,
        target: None,
        parts: Vec::new(),
        rule: strings::OVERDUE_RULE,
        promises: &[],
        word: None,
    }
}

fn tile(figure: Figure<'_>, query: &Query, at: Instant) -> Html {
    let id = format!("figure-{}", figure.name);
    let promises = (!figure.promises.is_empty()).then(|| strings::promises(figure.promises));
    html! {
        <section class="figure" data-part="figure" data-figure={figure.name} key={figure.name}>
            <h2 {id}>{ figure.title }</h2>
            <p class="value" data-part="value">{ link(query, &figure.list, html! { figure.value }) }</p>
            { for figure.target.map(|(rate, percent)| target(rate, percent)) }
            <ul class="parts">{ for figure.parts.iter().map(|(text, list)| html! { <li>{ link(query, list, html! { text }) }</li> }) }</ul>
            <p class="rule">{ figure.rule }{ for figure.word.map(definition) }</p>
            if let Some(promises) = promises {
                <p class="rule">{ promises }</p>
            }
            { over(figure.n, at) }
        </section>
    }
}

/// The way to what an agreed word means.
fn definition(word: &'static str) -> Html {
    let href = Place::Numbers(numbers::Query::default().defining(word)).href();
    html! { <>{ " " }<a class="word" {href}>{ what_is(word) }</a></> }
}

/// How many a figure is over, and how current it is.
pub fn over(n: usize, at: Instant) -> Html {
    html! { <p class="over" data-part="over">{ strings::sample(n) }{ " · " }{ strings::as_of(&clock(at)) }</p> }
}

fn target(rate: Rate, percent: u8) -> Html {
    let is_reached = rate.reaches(percent);
    let (class, shape) = match is_reached {
        Some(true) => ("target reached", Shape::Tick),
        Some(false) => ("target missed", Shape::Triangle),
        None => ("target", Shape::Ring),
    };
    html! {
        <>
            <p {class} data-part="target"><Icon {shape} />{ strings::target(percent, is_reached) }</p>
            <Bar part={rate.per_mille().unwrap_or(0)} mark={usize::from(percent) * 10} />
        </>
    }
}

/// Leads to the hand-offs of a list.
pub fn link(query: &Query, list: &List, text: Html) -> Html {
    let is_shown = (query.list == *list).then_some("true");
    let href = Place::Sla(query.listing(list.clone())).href();
    html! { <a {href} aria-current={is_shown} data-list={list.name()}>{ text }</a> }
}
