//! The figures of all together at a glance, each a way to the records behind it and to what its words mean.

use plumbline_domain::Instant;
use plumbline_domain::money::{Currency, Money};
use plumbline_domain::numbers::{Measure, Value};
use plumbline_protocol::numbers::NumbersResponse;
use yew::prelude::*;

use super::definitions::lead_to;
use super::query::Query;
use crate::place::Place;
use crate::strings::numbers as strings;
use crate::strings::sla::as_of;
use crate::ui::money::written;
use crate::ui::time::clock;

/// One figure with all that explains it.
struct Figure {
    name: &'static str,
    title: &'static str,
    value: String,
    measure: Measure,
    /// How many it is over.
    n: i64,
    parts: Vec<(String, Measure)>,
    notes: Vec<String>,
    rule: &'static str,
    /// The agreed words that the rule uses.
    words: &'static [&'static str],
}

/// All of them.
pub fn figures(told: &NumbersResponse, query: &Query) -> Html {
    let figures =
        [deals(told), pipeline(told), revenue(told), win_rate(told), cycle(told), leads(told), conversion(told)];
    html! { <div class="figures">{ for figures.into_iter().map(|figure| tile(figure, query, told)) }</div> }
}

fn deals(told: &NumbersResponse) -> Figure {
    let total = &told.total;
    let alone = (total.alone_deals > 0).then(|| strings::alone(total.alone_deals));
    Figure {
        name: "deals",
        title: strings::DEALS,
        value: total.deals.to_string(),
        measure: Measure::Deals,
        n: total.deals,
        parts: Vec::new(),
        notes: alone.into_iter().collect(),
        rule: strings::DEALS_RULE,
        words: &["opportunity"],
    }
}

fn pipeline(told: &NumbersResponse) -> Figure {
    let total = &told.total;
    Figure {
        name: "pipeline",
        title: strings::PIPELINE,
        value: amount(total.pipeline_minor, told.currency),
        measure: Measure::Pipeline,
        n: total.pipeline_deals,
        parts: Vec::new(),
        notes: vec![strings::qualified_in(&told.qualified_stages)],
        rule: strings::PIPELINE_RULE,
        words: &["qualified"],
    }
}

fn revenue(told: &NumbersResponse) -> Figure {
    let total = &told.total;
    Figure {
        name: "revenue",
        title: strings::REVENUE,
        value: amount(total.revenue_minor, told.currency),
        measure: Measure::Won,
        n: total.won_deals,
        parts: Vec::new(),
        notes: Vec::new(),
        rule: strings::REVENUE_RULE,
        words: &[],
    }
}

fn win_rate(told: &NumbersResponse) -> Figure {
    let total = &told.total;
    Figure {
        name: "win-rate",
        title: strings::WIN_RATE,
        value: strings::percent(total.win_rate.per_mille()),
        measure: Measure::Closed,
        n: total.win_rate.denominator,
        parts: vec![(strings::won(total.won_deals), Measure::Won), (strings::lost(total.lost_deals), Measure::Lost)],
        notes: total.win_rate.interval.map(strings::interval).into_iter().collect(),
        rule: strings::WIN_RATE_RULE,
        words: &[],
    }
}

fn cycle(told: &NumbersResponse) -> Figure {
    let cycle = told.total.cycle;
    Figure {
        name: "cycle",
        title: strings::CYCLE,
        value: strings::median_days(cycle),
        measure: Measure::Won,
        n: cycle.map_or(0, |cycle| cycle.n),
        parts: Vec::new(),
        notes: cycle.map(strings::quartiles).into_iter().collect(),
        rule: strings::CYCLE_RULE,
        words: &[],
    }
}

fn leads(told: &NumbersResponse) -> Figure {
    let rate = told.total.lead_conversion;
    Figure {
        name: "lead-conversion",
        title: strings::LEAD_CONVERSION,
        value: strings::percent(rate.per_mille()),
        measure: Measure::Leads,
        n: rate.denominator,
        parts: vec![(strings::converted(rate.numerator), Measure::ConvertedLeads)],
        notes: rate.interval.map(strings::interval).into_iter().collect(),
        rule: strings::LEAD_CONVERSION_RULE,
        words: &["MQL", "SQL", "opportunity"],
    }
}

fn conversion(told: &NumbersResponse) -> Figure {
    let total = &told.total;
    let won = amount(total.pipeline_won_minor, told.currency);
    Figure {
        name: "pipeline-conversion",
        title: strings::PIPELINE_CONVERSION,
        value: strings::percent(total.pipeline_to_revenue()),
        measure: Measure::PipelineWon,
        n: total.pipeline_deals,
        parts: vec![(strings::pipeline_won(&won, total.pipeline_won_deals), Measure::PipelineWon)],
        notes: Vec::new(),
        rule: strings::PIPELINE_CONVERSION_RULE,
        words: &["qualified"],
    }
}

fn tile(figure: Figure, query: &Query, told: &NumbersResponse) -> Html {
    let id = format!("figure-{}", figure.name);
    let listed = |measure, text: Html| link(query, measure, Value::Whole, text);
    html! {
        <section class="figure" data-part="figure" data-figure={figure.name} key={figure.name}>
            <h2 {id}>{ figure.title }</h2>
            <p class="value" data-part="value">{ listed(figure.measure, html! { figure.value }) }</p>
            { for figure.notes.iter().map(|note| html! { <p class="note">{ note }</p> }) }
            if !figure.parts.is_empty() {
                <ul class="parts">{ for figure.parts.iter().map(|(text, measure)| html! { <li>{ listed(*measure, html! { text }) }</li> }) }</ul>
            }
            <p class="rule">{ figure.rule }{ words(figure.words, query, told) }</p>
            { over(figure.n, told.as_of) }
        </section>
    }
}

/// The way to what the agreed words mean, as far as they were agreed.
fn words(words: &[&'static str], query: &Query, told: &NumbersResponse) -> Html {
    let is_agreed = |word: &&&'static str| told.definitions.iter().any(|view| view.definition.is_of(word));
    let one = |word: &&'static str| {
        let (href, to) = (Place::Numbers(query.defining(word)).href(), *word);
        // The address may name the word already, and then nothing else would follow.
        let onclick = move |_: MouseEvent| lead_to(Some(to));
        html! { <>{ " " }<a class="word" {href} {onclick} data-word={to}>{ strings::what_is(word) }</a></> }
    };
    html! { <>{ for words.iter().filter(is_agreed).map(one) }</> }
}

/// How many a figure is over, and how current it is.
pub fn over(n: i64, at: Instant) -> Html {
    html! { <p class="over" data-part="over">{ strings::sample(n) }{ " · " }{ as_of(&clock(at)) }</p> }
}

/// An amount in the currency of the answer; nothing where there is none.
pub fn amount(minor: i64, currency: Option<Currency>) -> String {
    currency.map_or_else(|| strings::NOTHING.to_owned(), |currency| written(Money { minor, currency }))
}

/// Leads to the records behind a figure of a row.
pub fn link(query: &Query, measure: Measure, row: Value, text: Html) -> Html {
    let is_shown = (query.measure == measure && query.row == row).then_some("true");
    let row_name = row.to_string();
    let href = Place::Numbers(query.listing(measure, row)).href();
    html! { <a {href} aria-current={is_shown} data-list={measure.word()} data-row={row_name}>{ text }</a> }
}
