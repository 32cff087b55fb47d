use plumbline_domain::objection::{Handling, Report, Severity};
use plumbline_protocol::report::ReportView;
use yew::prelude::*;

use crate::content::is_web;
use crate::element::{clicked, keyed, plain, tag, text_tag};
use crate::objections::session::{Act, Session};
use crate::outbox::{Entry, Refused};
use crate::panel::state::Told;
use crate::platform::text::{text, text_with};
use crate::platform::{format, now};

/// What was reported on this record: refused first, then what waits, then what the hub has.
pub fn reports(told: &Told, session: &Session) -> Html {
    let waiting = latest(&session.shown.outbox.entries);
    let arrived = told.view.reports.iter().filter(|view| waiting.iter().all(|entry| entry.report.id != view.report.id));
    let shown = waiting.iter().filter(|entry| !entry.report.withdrawn);
    let mut rows: Vec<Html> =
        session.shown.outbox.refused.iter().map(|refused| refused_row(refused, session)).collect();
    rows.extend(shown.map(|entry| waiting_row(entry)));
    rows.extend(arrived.map(|view| told_row(view, told)));
    tag("ul", &["class", "data-part"], &["reports", "reports"], rows)
}

/// The last revision of each report. Revisions come in order.
fn latest(waiting: &[Entry]) -> Vec<&Entry> {
    let is_last =
        |(place, entry): &(usize, &Entry)| waiting.get(place + 1).is_none_or(|next| next.report.id != entry.report.id);
    waiting.iter().enumerate().filter(is_last).map(|(_, entry)| entry).collect()
}

fn refused_row(refused: &Refused, session: &Session) -> Html {
    let report = &refused.entry.report;
    let button = |act, key| clicked("button", &["class"], &["small"], session.on(act), vec![plain(text(key))]);
    let trouble = vec![plain(text_with("report_refused", &[&refused.why]))];
    let parts = vec![
        name(&refused.entry.objection),
        tag("p", &["class", "role"], &["trouble", "alert"], trouble),
        words(report),
        button(Act::Mend(refused.clone()), "mend"),
        button(Act::Discard(refused.clone()), "discard"),
    ];
    keyed(format!("refused-{}-{}", report.id, report.revision), row(report, "report refused", "refused", parts))
}

fn waiting_row(entry: &Entry) -> Html {
    let status = format!("◌ {}", text("report_waiting"));
    let parts = vec![name(&entry.objection), text_tag("span", "status", status), words(&entry.report)];
    row(&entry.report, "report", "waiting", parts)
}

fn told_row(view: &ReportView, told: &Told) -> Html {
    let (state, status) = status(&view.handling);
    let who = if view.is_mine { text("you") } else { view.reporter.clone() };
    let mut why = format!("{who} · {}", format::ago(view.report.heard_at, told.hub_time(now())));
    if let Some(severity) = view.report.severity {
        why = format!("{why} · {}", severity_name(severity));
    }
    let parts = vec![
        filed(view),
        text_tag("span", "why", why),
        text_tag("span", "status", status),
        words(&view.report),
        answer(view),
    ];
    row(&view.report, "report", state, parts)
}

/// The name of what it counts as, which may be another objection than was reported.
fn filed(view: &ReportView) -> Html {
    view.objection.as_ref().map_or_else(|| name(&text("objection_unknown")), |known| name(known))
}

fn name(objection: &str) -> Html {
    tag("strong", &[], &[], vec![plain(objection.to_owned())])
}

fn row(report: &Report, class: &'static str, status: &'static str, parts: Vec<Html>) -> Html {
    let id = report.id.to_string();
    let row = tag("li", &["class", "data-report", "data-status"], &[class, &id, status], parts);
    keyed(id, row)
}

fn words(report: &Report) -> Html {
    let Some(words) = &report.words else { return Html::default() };
    tag("p", &["class", "dir"], &["words", "auto"], vec![plain(words.clone())])
}

/// What marketing says to it: words, content, or why there will be no answer.
fn answer(view: &ReportView) -> Html {
    let said = match &view.handling {
        Handling::Answered { words, .. } => words.as_ref(),
        Handling::Declined { reason, .. } => Some(reason),
        _ => return Html::default(),
    };
    let said = said.map(|said| tag("p", &["dir"], &["auto"], vec![plain(said.clone())]));
    let link = view.answer.as_ref().and_then(|content| link(content.url.as_ref()?, &content.title));
    let parts = said.into_iter().chain(link).collect();
    tag("div", &["class", "data-part"], &["answer", "answer"], parts)
}

fn link(url: &str, title: &str) -> Option<Html> {
    let values = &[url, "_blank", "noopener noreferrer"];
    is_web(url).then(|| tag("a", &["href", "target", "rel"], values, vec![plain(title.to_owned())]))
}

fn status(handling: &Handling) -> (&'static str, String) {
    match handling {
        Handling::New => ("new", format!("○ {}", text("report_new"))),
        Handling::Acknowledged { by, .. } => ("acknowledged", format!("◐ {}", text_with("report_acknowledged", &[by]))),
        Handling::InProgress { by, .. } => ("in_progress", format!("◑ {}", text_with("report_in_progress", &[by]))),
        Handling::Declined { by, .. } => ("declined", format!("✕ {}", text_with("report_declined", &[by]))),
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
