//! What the buyer objected to, and what they were answered.

use plumbline_domain::objection::{Handling, Severity, Status};
use plumbline_protocol::packet::{DealReport, HeardOnDeal};
use plumbline_protocol::report::ReportView;
use yew::prelude::*;

use super::line::{more, section};
use crate::strings::packet as strings;
use crate::strings::{severity, status};
use crate::ui::time::day;

pub fn heard(found: &HeardOnDeal) -> Html {
    if found.in_all == 0 {
        return section("heard", strings::OBJECTIONS, html! { <p>{ strings::NO_OBJECTIONS }</p> });
    }
    let body = html! {
        <>
            <p class="packet-help" data-part="tally">{ strings::heard_in_all(found) }</p>
            <ul class="packet-reports">{ for found.reports.iter().map(report) }</ul>
            { more(found.reports.len(), found.in_all) }
        </>
    };
    section("heard", strings::OBJECTIONS, body)
}

fn report(told: &DealReport) -> Html {
    let view = &told.report;
    html! {
        <li data-part="heard-report" data-report-id={view.report.id.to_string()}>
            <div class="packet-said">
                <p class="one-line">
                    <strong><bdi>{ view.objection.as_deref().unwrap_or(strings::NOT_FILED).to_owned() }</bdi></strong>
                    { for view.report.severity.map(weight) }
                    if let Some(competitor) = &view.report.competitor {
                        { " " }<span>{ strings::AGAINST }{ " " }<bdi>{ competitor }</bdi></span>
                    }
                </p>
                <p class="two-lines">
                    <span class="quiet-word"><bdi>{ &view.reporter }</bdi>{ ", " }{ day(view.report.heard_at) }{ ": " }</span>
                    { words(view) }
                </p>
            </div>
            <div class="packet-answer" data-status={status(view.handling.status())}>
                <p class="one-line">
                    <strong>{ standing(told) }</strong>
                    if let Some((by, _)) = view.handling.done() {
                        <span class="quiet-word">{ ", " }<bdi>{ by }</bdi></span>
                    }
                </p>
                { answer(view) }
            </div>
        </li>
    }
}

fn weight(of: Severity) -> Html {
    html! { <>{ " " }<span class="packet-weight" data-severity={severity(of)}>{ severity(of) }</span></> }
}

fn words(view: &ReportView) -> Html {
    match view.report.words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        Some(words) => html! { <bdi class="packet-words">{ words }</bdi> },
        None => html! { <span class="quiet-word">{ strings::NO_WORDS }</span> },
    }
}

/// Where it stands, and how long that took.
fn standing(told: &DealReport) -> String {
    let at = told.report.handling.status();
    let told_back = told.told_back_after_days.map(|days| strings::told_back(at == Status::Declined, days));
    told_back.unwrap_or_else(|| status(at).to_owned())
}

fn answer(view: &ReportView) -> Html {
    let words = match &view.handling {
        Handling::Answered { words, .. } => words.as_ref(),
        Handling::Declined { reason, .. } => Some(reason),
        Handling::New | Handling::Acknowledged { .. } | Handling::InProgress { .. } => None,
    };
    html! {
        <>
            if let Some(content) = &view.answer {
                <p class="one-line"><bdi>{ &content.title }</bdi></p>
            }
            if let Some(words) = words {
                <p class={if view.answer.is_some() { "one-line" } else { "two-lines" }} dir="auto">{ words }</p>
            }
        </>
    }
}
