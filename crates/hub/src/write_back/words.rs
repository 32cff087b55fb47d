use plumbline_domain::sla::EventKind;

use plumbline_domain::record::RecordKey;

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
