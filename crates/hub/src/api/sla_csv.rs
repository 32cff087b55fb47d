//! Hand-offs as a table for spreadsheets and scripts.

use chrono::{DateTime, SecondsFormat, Utc};
use plumbline_domain::ids::ReasonCode;
use plumbline_domain::sla::{Acceptance, RejectionReason};
use plumbline_protocol::sla::{SlaClockView, SlaHandOffView};
use serde::Serialize;

use crate::csv::Csv;

/// The columns. Moments are RFC 3339 in UTC, durations whole seconds of business time.
const COLUMNS: [&str; 25] = [
    "record",
    "title",
    "company",
    "url",
    "owner",
    "channel",
    "handed_off_at",
    "response",
    "response_due_at",
    "responded_at",
    "responded_by",
    "response_elapsed_seconds",
    "response_late_seconds",
    "update",
    "update_due_at",
    "updated_at",
    "updated_by",
    "update_elapsed_seconds",
    "update_late_seconds",
    "acceptance",
    "decided_at",
    "decided_by",
    "rejection_reason",
    "rejection_words",
    "met_criteria",
];

/// One line a hand-off, below the columns' names. `agreed` names the reasons to reject.
pub(super) fn table<'a>(hand_offs: impl IntoIterator<Item = &'a SlaHandOffView>, agreed: &[RejectionReason]) -> String {
    let mut csv = Csv::default();
    csv.line(COLUMNS);
    for hand_off in hand_offs {
        let fields = fields(hand_off, agreed);
        csv.line(fields.iter().map(String::as_str));
    }
    csv.into_text()
}

fn fields(hand_off: &SlaHandOffView, agreed: &[RejectionReason]) -> [String; COLUMNS.len()] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let [response, response_due, responded_at, responded_by, response_elapsed, response_late] =
        clock(Some(&hand_off.response));
    let [update, update_due, updated_at, updated_by, update_elapsed, update_late] = clock(hand_off.update.as_ref());
    let [acceptance, decided_at, decided_by, reason, words] = decision(&hand_off.acceptance, agreed);
    [
        hand_off.record.to_string(),
        hand_off.title.clone(),
        text(&hand_off.company),
        text(&hand_off.record_url),
        hand_off.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
        hand_off.channel.map(word).unwrap_or_default(),
        moment(hand_off.handed_off_at),
        response,
        response_due,
        responded_at,
        responded_by,
        response_elapsed,
        response_late,
        update,
        update_due,
        updated_at,
        updated_by,
        update_elapsed,
        update_late,
        acceptance,
        decided_at,
        decided_by,
        reason,
        words,
        hand_off.met_criteria.map(|is_met| if is_met { "yes" } else { "no" }).unwrap_or_default().to_owned(),
    ]
}

fn clock(clock: Option<&SlaClockView>) -> [String; 6] {
    let Some(clock) = clock else { return Default::default() };
    [
        word(clock.measure.standing),
        moment(clock.due_at),
        clock.done_at.map(moment).unwrap_or_default(),
        clock.done_by.clone().unwrap_or_default(),
        clock.measure.elapsed_seconds.to_string(),
        clock.measure.late_seconds.to_string(),
    ]
}

fn decision(acceptance: &Acceptance, agreed: &[RejectionReason]) -> [String; 5] {
    let decided = |what: &str, at: &DateTime<Utc>, by: &str, reason: String, words: Option<String>| {
        [what.to_owned(), moment(*at), by.to_owned(), reason, words.unwrap_or_default()]
    };
    match acceptance {
        Acceptance::Open => ["open".to_owned(), String::new(), String::new(), String::new(), String::new()],
        Acceptance::Accepted { at, by } => decided("accepted", at, by, String::new(), None),
        Acceptance::Rejected { at, by, reason, words } => {
            decided("rejected", at, by, name(reason, agreed), words.clone())
        }
    }
}

/// What both teams call a reason; the code of one that is no longer agreed.
fn name(code: &ReasonCode, agreed: &[RejectionReason]) -> String {
    let agreed = agreed.iter().find(|reason| reason.code == *code);
    agreed.map_or_else(|| code.to_string(), |reason| reason.name.clone())
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A closed enum's value as it has it on the wire.
fn word(value: impl Serialize) -> String {
    let word = serde_json::to_value(value).ok();
    word.as_ref().and_then(|word| word.as_str()).unwrap_or_default().to_owned()
}
