//! Reports a week, as bars and as a table.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use yew::prelude::*;

use crate::strings::objection as words;

/// The picture's own units.
const WIDTH: u32 = 720;
const HEIGHT: u32 = 200;
const LEFT: u32 = 40;
const BOTTOM: u32 = 28;
const TOP: u32 = 20;

/// Weeks and how many reports came in each, the present one last.
pub fn trend(weeks: &[u32], as_of: DateTime<Utc>) -> Html {
    let days = mondays(as_of.date_naive(), weeks.len());
    let weeks: Vec<(NaiveDate, u32)> = days.into_iter().zip(weeks.iter().copied()).collect();
    html! {
        <section class="card" data-part="trend" aria-labelledby="trend-name">
            <h2 id="trend-name">{ words::trend(weeks.len()) }</h2>
            { picture(&weeks) }
            { table(&weeks) }
            <p class="rule">{ words::TREND_RULE }</p>
        </section>
    }
}

/// The Mondays of so many weeks up to the one of `today`, the earliest first.
fn mondays(today: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday()))).unwrap_or(today);
    let weeks_ago = |n: usize| monday.checked_sub_days(Days::new(7 * u64::try_from(n).unwrap_or(0))).unwrap_or(monday);
    (0..count).rev().map(weeks_ago).collect()
}

/// What the axis goes up to, so that its middle is a whole number, too.
fn ceiling(most: u32) -> u32 {
    let steps = [2, 4, 6, 10, 20, 40, 60, 100, 200, 400, 600, 1_000];
    steps.into_iter().find(|step| *step >= most).unwrap_or_else(|| most.div_ceil(1_000).saturating_mul(1_000))
}

/// How high something stands over the axis.
fn height(count: u32, ceiling: u32) -> u32 {
    let room = u64::from(HEIGHT - BOTTOM - TOP);
    u32::try_from(u64::from(count) * room / u64::from(ceiling.max(1))).unwrap_or(0)
}

/// It repeats the table, which screen readers read instead.
fn picture(weeks: &[(NaiveDate, u32)]) -> Html {
    let ceiling = ceiling(weeks.iter().map(|(_, count)| *count).max().unwrap_or(0));
    let step = (WIDTH - LEFT) / u32::try_from(weeks.len()).unwrap_or(1).max(1);
    let bar = |(place, (monday, count)): (u32, &(NaiveDate, u32))| {
        let (x, height) = (LEFT + place * step, height(*count, ceiling));
        let (top, middle) = (HEIGHT - BOTTOM - height, (x + step / 2).to_string());
        html! {
            <g key={place}>
                <rect class="part" x={(x + 8).to_string()} y={top.to_string()} width={(step - 16).to_string()} height={height.to_string()} />
                if *count > 0 {
                    <text class="count" x={middle.clone()} y={(top - 6).to_string()} text-anchor="middle">{ *count }</text>
                }
                <text x={middle} y={(HEIGHT - 8).to_string()} text-anchor="middle">{ words::day(*monday) }</text>
            </g>
        }
    };
    html! {
        <svg class="trend" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} aria-hidden="true" focusable="false">
            { for [0, ceiling / 2, ceiling].into_iter().map(|count| line(count, ceiling)) }
            { for (0_u32..).zip(weeks).map(bar) }
        </svg>
    }
}

fn line(count: u32, ceiling: u32) -> Html {
    let y = HEIGHT - BOTTOM - height(count, ceiling);
    html! {
        <>
            <line class={if count == 0 { "axis" } else { "grid" }} x1={LEFT.to_string()} x2={WIDTH.to_string()} y1={y.to_string()} y2={y.to_string()} />
            <text x={(LEFT - 8).to_string()} y={(y + 4).to_string()} text-anchor="end">{ count }</text>
        </>
    }
}

fn table(weeks: &[(NaiveDate, u32)]) -> Html {
    let row = |(monday, count): &(NaiveDate, u32)| {
        html! { <tr data-week={monday.to_string()}><th scope="row">{ words::week_of(*monday) }</th><td>{ *count }</td></tr> }
    };
    html! {
        <div class="sr-only">
            <table>
                <caption>{ words::trend(weeks.len()) }</caption>
                <thead><tr><th scope="col">{ words::WEEK }</th><th scope="col">{ words::REPORTS }</th></tr></thead>
                <tbody>{ for weeks.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_end_with_the_present_one() {
        let check = |today: &str, expect: [&str; 3]| {
            let mondays = mondays(today.parse().unwrap(), 3);
            assert_eq!(mondays.iter().map(ToString::to_string).collect::<Vec<_>>(), expect);
        };
        check("2026-11-23", ["2026-11-09", "2026-11-16", "2026-11-23"]);
        check("2026-11-29", ["2026-11-09", "2026-11-16", "2026-11-23"]);
        check("2027-01-03", ["2026-12-14", "2026-12-21", "2026-12-28"]);
    }

    #[test]
    fn no_bar_stands_higher_than_there_is_room() {
        for most in [0, 1, 3, 41, 999, 1_001, u32::MAX] {
            let ceiling = ceiling(most);
            assert!(most == u32::MAX || ceiling >= most && ceiling.is_multiple_of(2), "{most}");
            assert!(height(most, ceiling) <= HEIGHT - BOTTOM - TOP, "{most}");
        }
        assert_eq!(height(3, 6), (HEIGHT - BOTTOM - TOP) / 2);
    }
}
