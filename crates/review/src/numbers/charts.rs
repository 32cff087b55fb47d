//! The rows as bars: pipeline, revenue, and how sure a win rate is. Each bar repeats figures that stand beside it.

use plumbline_domain::numbers::{Figures, Measure, Proportion, per_mille_of};
use plumbline_protocol::numbers::{NumbersResponse, NumbersRow};
use yew::prelude::*;

use super::figures::{amount, link, over};
use super::query::Query;
use crate::sla::{Bar, thousandths};
use crate::strings::numbers as strings;

/// So many rows are drawn; the table has all.
const MOST: usize = 10;

/// The pictures side by side.
pub fn charts(told: &NumbersResponse, query: &Query) -> Html {
    html! {
        <div class="pair">
            { amounts(told, query, Amounts::Pipeline) }
            { amounts(told, query, Amounts::Revenue) }
            { win_rates(told, query) }
        </div>
    }
}

/// What a picture of amounts is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Amounts {
    Pipeline,
    Revenue,
}

impl Amounts {
    fn of(self, figures: &Figures) -> i64 {
        match self {
            Self::Pipeline => figures.pipeline_minor,
            Self::Revenue => figures.revenue_minor,
        }
    }

    const fn measure(self) -> Measure {
        match self {
            Self::Pipeline => Measure::Pipeline,
            Self::Revenue => Measure::Won,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Pipeline => "chart-pipeline",
            Self::Revenue => "chart-revenue",
        }
    }
}

fn amounts(told: &NumbersResponse, query: &Query, of: Amounts) -> Html {
    let rows = largest(&told.rows, |figures| of.of(figures));
    let total = of.of(&told.total);
    let most = rows.first().map_or(0, |row| of.of(&row.figures));
    let title = match of {
        Amounts::Pipeline => strings::PIPELINE,
        Amounts::Revenue => strings::REVENUE,
    };
    let line = |row: &&NumbersRow| {
        let part = of.of(&row.figures);
        html! {
            <tr key={row.value.to_string()}>
                <th scope="row">{ link(query, of.measure(), row.value.clone(), html! { <bdi>{ strings::row(told.by, &row.value) }</bdi> }) }</th>
                <td class="number">{ amount(part, told.currency) }</td>
                <td class="number">{ strings::percent(per_mille_of(part, total)) }</td>
                <td class="picture"><Bar part={thousandths(part.max(0), most)} /></td>
            </tr>
        }
    };
    let body = html! {
        <table class="bars">
            <thead><tr>
                <th scope="col">{ strings::by(told.by) }</th>
                <th scope="col" class="number">{ strings::AMOUNT }</th>
                <th scope="col" class="number">{ strings::SHARE }</th>
                <th scope="col" class="picture"><span class="sr-only">{ strings::PICTURE }</span></th>
            </tr></thead>
            <tbody>{ for rows.iter().map(line) }</tbody>
        </table>
    };
    let n = match of {
        Amounts::Pipeline => told.total.pipeline_deals,
        Amounts::Revenue => told.total.won_deals,
    };
    card(of.name(), strings::chart(title, told.by), strings::AMOUNTS_RULE, rows.is_empty(), body, over(n, told.as_of))
}

fn win_rates(told: &NumbersResponse, query: &Query) -> Html {
    let rows = largest(&told.rows, |figures| figures.win_rate.denominator);
    let line = |row: &&NumbersRow| {
        let rate = row.figures.win_rate;
        html! {
            <tr key={row.value.to_string()}>
                <th scope="row">{ link(query, Measure::Closed, row.value.clone(), html! { <bdi>{ strings::row(told.by, &row.value) }</bdi> }) }</th>
                <td class="number">{ strings::percent(rate.per_mille()) }</td>
                <td class="number">{ rate.denominator }</td>
                <td class="number">{ rate.interval.map(strings::ends) }</td>
                <td class="picture">{ range(rate) }</td>
            </tr>
        }
    };
    let body = html! {
        <table class="bars">
            <thead><tr>
                <th scope="col">{ strings::by(told.by) }</th>
                <th scope="col" class="number">{ strings::WIN_RATE }</th>
                <th scope="col" class="number">{ strings::N }</th>
                <th scope="col" class="number">{ strings::INTERVAL }</th>
                <th scope="col" class="picture"><span class="sr-only">{ strings::PICTURE }</span></th>
            </tr></thead>
            <tbody>{ for rows.iter().map(line) }</tbody>
        </table>
    };
    let n = told.total.win_rate.denominator;
    card(
        "chart-win-rate",
        strings::chart(strings::WIN_RATE, told.by),
        strings::WIN_RATES_RULE,
        rows.is_empty(),
        body,
        over(n, told.as_of),
    )
}

/// The rate as a mark on its interval, from 0 to 100 %. It repeats what stands beside it in figures.
pub fn range(rate: Proportion) -> Html {
    let (Some(interval), Some(mark)) = (rate.interval, rate.per_mille()) else { return Html::default() };
    let (low, high) = (interval.low_per_mille, interval.high_per_mille);
    html! {
        <svg class="bar-picture" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="track" y="5" width="1000" height="2" />
            <rect class="part" x={low.to_string()} y="3" width={(high - low).to_string()} height="6" />
            <rect class="mark" x={(mark - 4).max(0).to_string()} width="8" height="12" />
        </svg>
    }
}

fn card(name: &'static str, title: String, rule: &'static str, is_empty: bool, body: Html, over: Html) -> Html {
    html! {
        <section class="card" data-part="chart" data-chart={name} aria-labelledby={name}>
            <h2 id={name}>{ title }</h2>
            if is_empty {
                <p class="none">{ strings::NOTHING_TO_DRAW }</p>
            } else {
                { body }
            }
            <p class="rule">{ rule }</p>
            { over }
        </section>
    }
}

/// The rows with the most of something, the most first; those with nothing are left out.
fn largest(rows: &[NumbersRow], of: impl Fn(&Figures) -> i64) -> Vec<&NumbersRow> {
    let mut found: Vec<&NumbersRow> = rows.iter().filter(|row| of(&row.figures) != 0).collect();
    found.sort_by_key(|row| std::cmp::Reverse(of(&row.figures)));
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use plumbline_domain::numbers::Value;

    use super::*;
    use crate::numbers::sample::told;

    #[test]
    fn the_largest_rows_are_drawn_and_empty_ones_are_not() {
        let names = (0..20).map(|n| (Value::Named(n.to_string()), i64::from(n % 15)));
        let told = told(&names.collect::<Vec<_>>());
        let found: Vec<i64> = largest(&told.rows, |figures| figures.pipeline_minor)
            .iter()
            .map(|row| row.figures.pipeline_minor)
            .collect();
        assert_eq!(found, [14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
        assert!(largest(&told.rows, |figures| figures.revenue_minor).is_empty());
    }
}
