use plumbline_domain::sla::EventKind;

use crate::config::Sla;

/// What a CRM is told of a decision that `by` made; `None` for what it knows by itself.
pub fn decision_in_words(decision: &EventKind, by: &str, sla: &Sla) -> Option<String> {
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
