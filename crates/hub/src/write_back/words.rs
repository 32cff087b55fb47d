use plumbline_domain::objection::{Handling, Report, Severity};
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::EventKind;
use plumbline_protocol::report::ReportView;

use crate::config::{Settings, Sla};

/// The note on `record` of a decision that `by` made; `None` where its CRM is not to be told, or knows by itself.
pub fn note_of(settings: &Settings, record: &RecordKey, decision: &EventKind, by: &str) -> Option<String> {
    settings.writes_back(&record.crm).then(|| in_words(decision, by, &settings.sla.now())).flatten()
}

pub(super) fn in_words(decision: &EventKind, by: &str, sla: &Sla) -> Option<String> {
    match decision {
        EventKind::HandedOff { .. } => Some(format!("Handed off to sales by {by}.")),
        EventKind::Accepted { .. } => Some(format!("Hand-off accepted by {by}.")),
        EventKind::Rejected { reason, words, .. } => {
            let agreed = sla.reason(reason).map_or(reason.as_str(), |reason| reason.name.as_str());
            let said = words.as_ref().map(|words| format!(" “{words}”")).unwrap_or_default();
            Some(format!("Hand-off rejected by {by}: {agreed}.{said}"))
        }
        // Only one's own can be taken back.
        EventKind::Withdrawn { .. } => Some(format!("{by} took their decision on the hand-off back.")),
        _ => None,
    }
}

/// The note on its record of a report by `by` of what everybody calls `objection`; `None` where its CRM is not to be told.
pub fn note_of_report(settings: &Settings, report: &Report, objection: Option<&str>, by: &str) -> Option<String> {
    settings.writes_back(&report.record.crm).then(|| report_in_words(report, objection, by))
}

pub(super) fn report_in_words(report: &Report, objection: Option<&str>, by: &str) -> String {
    let name = objection.unwrap_or("something that marketing does not know yet");
    if report.withdrawn {
        return format!("{by} took a report back: {name}.");
    }
    let severity = report.severity.map(|severity| match severity {
        Severity::NiceToHave => "nice to have".to_owned(),
        Severity::Challenge => "a challenge".to_owned(),
        Severity::DealBreaker => "a deal breaker".to_owned(),
    });
    let competitor = report.competitor.as_ref().map(|competitor| format!("against {competitor}"));
    let more: Vec<String> = [severity, competitor, report.segment.clone()].into_iter().flatten().collect();
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
    let words = report.words.as_ref().map(|words| format!(" “{words}”")).unwrap_or_default();
    format!("Objection reported to marketing by {by}: {name}{more}.{words}")
}

/// What a report says, and how marketing answered it.
pub(super) fn report_with_answer(view: &ReportView) -> String {
    let said = report_in_words(&view.report, view.objection.as_deref(), &view.reporter);
    let title = view.answer.as_ref().map(|content| content.title.as_str());
    let answer = answer_in_words(&view.handling, title).map(|answer| format!(" {answer}"));
    said + &answer.unwrap_or_default()
}

/// What was told back; nothing while marketing has not said its last word.
fn answer_in_words(handling: &Handling, title: Option<&str>) -> Option<String> {
    match handling {
        Handling::Answered { by, words, .. } => {
            let title = title.map(|title| format!(" with “{title}”")).unwrap_or_default();
            let words = words.as_ref().map(|words| format!(": “{words}”")).unwrap_or_else(|| ".".to_owned());
            Some(format!("Answered by {by}{title}{words}"))
        }
        Handling::Declined { by, reason, .. } => Some(format!("Declined by {by}: “{reason}”")),
        Handling::New | Handling::Acknowledged { .. } | Handling::InProgress { .. } => None,
    }
}
