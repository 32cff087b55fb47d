use plumbline_domain::objection::{Handling, Report, Severity};
use plumbline_protocol::report::ReportView;
use yew::prelude::*;

use crate::element::{plain, tag};
use crate::objections::session::Session;
use crate::outbox::{Entry, Refused};
use crate::panel::state::Told;
use crate::platform::text::{text, text_with};
use crate::platform::{format, now};

/// What was reported on this record: refused first, then what waits, then what the hub has.
pub fn reports(told: &Told, session: &Session) -> Html {
    let waiting = latest(&session.outbox.entries);
    let arrived = told.view.reports.iter().filter(|view| waiting.iter().all(|entry| entry.report.id != view.report.id));
    let shown = waiting.iter().filter(|entry| !entry.report.withdrawn);
    html! {
        <ul class="reports" data-part="reports">
            { for session.outbox.refused.iter().map(|refused| refused_row(refused, session)) }
            { for shown.map(|entry| waiting_row(entry)) }
            { for arrived.map(|view| told_row(view, told)) }
        </ul>
    }
}

/// The last revision of each report. Revisions come in order.
fn latest(waiting: &[Entry]) -> Vec<&Entry> {
    let is_last =
        |(place, entry): &(usize, &Entry)| waiting.get(place + 1).is_none_or(|next| next.report.id != entry.report.id);
    waiting.iter().enumerate().filter(is_last).map(|(_, entry)| entry).collect()
}

fn refused_row(refused: &Refused, session: &Session) -> Html {
    let id = refused.entry.report.id;
    let on_mend = session.on_mend.reform({
        let refused = refused.clone();
        move |_: MouseEvent| refused.clone()
    });
    let on_discard = session.on_discard.reform({
        let refused = refused.clone();
        move |_: MouseEvent| refused.clone()
    });
    html! {
        <li key={format!("refused-{id}-{}", refused.entry.report.revision)} class="report refused" data-report={id.to_string()} data-status="refused">
            <strong>{ &refused.entry.objection }</strong>
            <p class="trouble" role="alert">{ text_with("report_refused", &[&refused.why]) }</p>
            { words(&refused.entry.report) }
            <button class="small" onclick={on_mend}>{ text("mend") }</button>
            <button class="small" onclick={on_discard}>{ text("discard") }</button>
        </li>
    }
}

fn waiting_row(entry: &Entry) -> Html {
    let id = entry.report.id;
    html! {
        <li key={id.to_string()} class="report" data-report={id.to_string()} data-status="waiting">
            <strong>{ &entry.objection }</strong>
            <span class="status">{ "◌ " }{ text("report_waiting") }</span>
            { words(&entry.report) }
        </li>
    }
}

fn told_row(view: &ReportView, told: &Told) -> Html {
    let (name, status) = status(&view.handling);
    let who = if view.is_mine { text("you") } else { view.reporter.clone() };
    let ago = format::ago(view.report.heard_at, told.hub_time(now()));
    html! {
        <li key={view.report.id.to_string()} class="report" data-report={view.report.id.to_string()} data-status={name}>
            <strong>{ &view.objection }</strong>
            <span class="why">{ who }{ " · " }{ ago }{ for view.report.severity.map(|severity| format!(" · {}", severity_name(severity))) }</span>
            <span class="status">{ status }</span>
            { words(&view.report) }
            { answer(view) }
        </li>
    }
}

fn words(report: &Report) -> Html {
    let Some(words) = &report.words else { return Html::default() };
    tag("p", &["class", "dir"], &["words", "auto"], vec![plain(words.clone())])
}

fn answer(view: &ReportView) -> Html {
    let Handling::Answered { words, .. } = &view.handling else { return Html::default() };
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let mut children = Vec::new();
    if let Some(words) = words {
        children.push(tag("p", &["dir"], &["auto"], vec![plain(words.clone())]));
    }
    if let Some(content) = view.answer.as_ref().filter(|content| is_web(&content.url)) {
        let names = &["href", "target", "rel"];
        children.push(tag(
            "a",
            names,
            &[&content.url, "_blank", "noopener noreferrer"],
            vec![plain(content.title.clone())],
        ));
    }
    tag("div", &["class", "data-part"], &["answer", "answer"], children)
}

fn status(handling: &Handling) -> (&'static str, String) {
    match handling {
        Handling::New => ("new", format!("○ {}", text("report_new"))),
        Handling::Acknowledged { by, .. } => ("acknowledged", format!("◐ {}", text_with("report_acknowledged", &[by]))),
        Handling::Answered { by, .. } => ("answered", format!("✓ {}", text_with("report_answered", &[by]))),
    }
}

fn severity_name(severity: Severity) -> String {
    text(match severity {
        Severity::DealBreaker => "severity_deal_breaker",
        Severity::Challenge => "severity_challenge",
        Severity::NiceToHave => "severity_nice_to_have",
    })
}
