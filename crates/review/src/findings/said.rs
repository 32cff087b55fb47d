//! What the field says: again and again, more than before, and last.

use plumbline_protocol::findings::{FinalStagesView, FindingsResponse, MostHeardView, RiseView, RisingView, RunView};
use yew::prelude::*;

use super::card::Card;
use super::names::{objection, record};
use crate::sla::{Bar, thousandths};
use crate::strings::findings as words;
use crate::ui::time::Ago;

/// So many records of a run are named.
const RECORDS: usize = 5;

/// The same objection on one record after the other.
pub fn runs(told: &FindingsResponse) -> Html {
    let card = Card {
        id: "in-a-row",
        title: words::IN_A_ROW,
        rule: words::IN_A_ROW_RULE.to_owned(),
        over: words::over_reports(&told.rising),
        nothing: told.in_a_row.is_empty().then(|| words::NO_RUNS.into()),
    };
    card.around(html! { <ul class="findings-list">{ for told.in_a_row.iter().map(run) }</ul> })
}

fn run(run: &RunView) -> Html {
    let latest = run.records.iter().rev().take(RECORDS);
    let count = usize::try_from(run.count).unwrap_or(usize::MAX);
    let hidden = count.saturating_sub(run.records.len().min(RECORDS));
    html! {
        <li key={run.objection.id.to_string()} data-part="run" data-id={run.objection.id.to_string()}>
            <p><strong>{ objection(&run.objection) }</strong>{ " " }<span class="times">{ words::times_in_a_row(run.count) }</span></p>
            <p class="below">{ words::LAST }{ " " }<Ago at={run.until} />{ ", " }{ words::FIRST }{ " " }<Ago at={run.since} /></p>
            <ul class="records">
                { for latest.map(|one| html! { <li>{ record(one) }</li> }) }
                if hidden > 0 {
                    <li class="none">{ words::more_records(hidden) }</li>
                }
            </ul>
        </li>
    }
}

/// What is heard more than the week before.
pub fn rising(rising: &RisingView) -> Html {
    let card = Card {
        id: "rising",
        title: words::RISING,
        rule: words::rising_rule(rising.enough),
        over: words::over_looked_at(rising),
        nothing: rising.rises.is_empty().then(|| words::NOTHING_RISES.into()),
    };
    let most = rising.rises.iter().map(|rise| rise.this_week.max(rise.last_week)).max().unwrap_or(0);
    card.around(html! {
        <table class="bars rises">
            <thead><tr>
                <th scope="col">{ words::OBJECTION }</th>
                <th scope="col" class="number">{ words::LAST_WEEK }</th>
                <th scope="col" class="number">{ words::THIS_WEEK }</th>
                <th scope="col" class="picture"><span class="sr-only">{ words::PICTURE }</span></th>
                <th scope="col" class="number">{ words::BY_CHANCE }</th>
            </tr></thead>
            <tbody>{ for rising.rises.iter().map(|rise| risen(rise, most)) }</tbody>
        </table>
    })
}

fn risen(rise: &RiseView, most: u32) -> Html {
    let bar = |count: u32| html! { <Bar part={thousandths(count.into(), most.into())} /> };
    html! {
        <tr key={rise.objection.id.to_string()} data-part="rise" data-id={rise.objection.id.to_string()}>
            <th scope="row">{ objection(&rise.objection) }</th>
            <td class="number">{ rise.last_week }</td>
            <td class="number"><strong>{ rise.this_week }</strong></td>
            <td class="picture">{ bar(rise.last_week) }{ bar(rise.this_week) }</td>
            <td class="number">{ words::chance(rise.chance) }</td>
        </tr>
    }
}

/// What is heard just before deals are decided.
pub fn final_stages(told: &FinalStagesView) -> Html {
    let nothing = match (told.stages.is_empty(), told.most_heard.is_empty()) {
        (true, _) => {
            Some(html! { <>{ words::NO_STAGES }{ " " }<code>{ words::STAGES_KEY }</code>{ words::NO_STAGES_END }</> })
        }
        (false, true) => Some(words::NOTHING_SAID_LAST.into()),
        (false, false) => None,
    };
    let card = Card {
        id: "final-stages",
        title: words::FINAL_STAGES,
        rule: words::FINAL_STAGES_RULE.to_owned(),
        over: words::over_stages(told),
        nothing,
    };
    let most = told.most_heard.first().map_or(0, |first| first.deals);
    card.around(html! {
        <table class="bars">
            <thead><tr>
                <th scope="col">{ words::OBJECTION }</th>
                <th scope="col" class="number">{ words::DEALS }</th>
                <th scope="col" class="picture"><span class="sr-only">{ words::PICTURE }</span></th>
                <th scope="col" class="number">{ words::REPORTS }</th>
            </tr></thead>
            <tbody>{ for told.most_heard.iter().map(|heard| most_heard(heard, most)) }</tbody>
        </table>
    })
}

fn most_heard(heard: &MostHeardView, most: u64) -> Html {
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    html! {
        <tr key={heard.objection.id.to_string()} data-part="most-heard" data-id={heard.objection.id.to_string()}>
            <th scope="row">{ objection(&heard.objection) }</th>
            <td class="number">{ heard.deals }</td>
            <td class="picture"><Bar part={thousandths(signed(heard.deals), signed(most))} /></td>
            <td class="number">{ heard.reports }</td>
        </tr>
    }
}
