//! All figures, one line a row, and the total.

use std::rc::Rc;

use plumbline_domain::numbers::{Figures, Measure, Proportion, Value};
use plumbline_protocol::numbers::NumbersResponse;
use yew::prelude::*;

use super::figures::{amount, link, over};
use super::query::Query;
use crate::strings::numbers as strings;

/// So many rows are shown unasked, so that the page stays quick.
const MOST: usize = 25;

#[derive(Properties, PartialEq)]
pub struct TableProps {
    pub told: Rc<NumbersResponse>,
    pub query: Query,
}

/// The table with what its sums mean.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let TableProps { told, query } = props;
    let is_whole = use_state_eq(|| false);
    let shown = if *is_whole { told.rows.len() } else { told.rows.len().min(MOST) };
    let hidden = told.rows.len() - shown;
    let show_all = {
        let is_whole = is_whole.clone();
        Callback::from(move |_: MouseEvent| is_whole.set(true))
    };
    html! {
        <section class="card" data-part="table">
            <h2 id="table-name">{ strings::table(told.by) }</h2>
            <p class="rule" data-part="sums">{ strings::sums(told.by) }</p>
            <div class="scroller" tabindex="0" role="region" aria-labelledby="table-name">
                <table class="numbers-table">
                    { head(told) }
                    <tbody>{ for told.rows.iter().take(shown).map(|row| line(told, query, &row.value, &row.figures)) }</tbody>
                    <tfoot>{ line(told, query, &Value::Whole, &told.total) }</tfoot>
                </table>
            </div>
            if hidden > 0 {
                <p><button type="button" onclick={show_all}>{ strings::show_rows(hidden) }</button></p>
            }
            { over(told.total.deals, told.as_of) }
        </section>
    }
}

fn head(told: &NumbersResponse) -> Html {
    let columns = [
        strings::DEALS,
        strings::PIPELINE,
        strings::PIPELINE_CONTRIBUTION,
        strings::REVENUE,
        strings::WIN_RATE,
        strings::CYCLE,
        strings::LEAD_CONVERSION,
        strings::PIPELINE_CONVERSION,
    ];
    html! {
        <thead><tr>
            <th scope="col">{ strings::by(told.by) }</th>
            { for columns.into_iter().map(|name| html! { <th scope="col" class="number">{ name }</th> }) }
        </tr></thead>
    }
}

fn line(told: &NumbersResponse, query: &Query, value: &Value, figures: &Figures) -> Html {
    let listed = |measure, text: String| link(query, measure, value.clone(), html! { text });
    let money = |minor| amount(minor, told.currency);
    let below = |text: String| html! { <span class="below">{ text }</span> };
    html! {
        <tr key={value.to_string()} data-part="row" data-row={value.to_string()}>
            <th scope="row"><bdi>{ strings::row(told.by, value) }</bdi></th>
            <td class="number">{ listed(Measure::Deals, figures.deals.to_string()) }</td>
            <td class="number">{ listed(Measure::Pipeline, money(figures.pipeline_minor)) }{ below(strings::sample(figures.pipeline_deals)) }</td>
            <td class="number">{ strings::percent(figures.contribution_to(&told.total)) }</td>
            <td class="number">{ listed(Measure::Won, money(figures.revenue_minor)) }{ below(strings::sample(figures.won_deals)) }</td>
            <td class="number">{ listed(Measure::Closed, strings::percent(figures.win_rate.per_mille())) }{ below(sure(figures.win_rate)) }</td>
            <td class="number">{ listed(Measure::Won, strings::median_days(figures.cycle)) }{ below(strings::spread(figures.cycle)) }</td>
            <td class="number">{ listed(Measure::Leads, strings::percent(figures.lead_conversion.per_mille())) }{ below(sure(figures.lead_conversion)) }</td>
            <td class="number">{ listed(Measure::PipelineWon, strings::percent(figures.pipeline_to_revenue())) }{ below(money(figures.pipeline_won_minor)) }</td>
        </tr>
    }
}

/// Of how many a share is, and between what it lies.
fn sure(rate: Proportion) -> String {
    let n = strings::sample(rate.denominator);
    rate.interval.map_or_else(|| n.clone(), |interval| format!("{n}, {}", strings::ends(interval)))
}
