//! When a lead was handed to sales, and how sales responded first.

use std::collections::HashMap;

use plumbline_domain::Instant;
use plumbline_domain::record::Outcome;
use plumbline_domain::sla::{Response, ResponseKind};

use super::Answers;
use super::record::Lead;
use super::row::Row;
use crate::reading::HandOff;

/// Something that sales did which counts as a response.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) at: Instant,
    pub(super) by: String,
    pub(super) kind: ResponseKind,
}

/// The first tracked change of a lead's salesperson.
#[derive(Debug, Clone, Copy)]
pub(super) struct FirstAssignment {
    at: Instant,
    /// Somebody had it before, so it was created with a salesperson.
    had_owner: bool,
}

/// By lead; `None` where the key may not read tracked changes.
pub(super) fn first_assignments(
    answers: &Answers,
    warnings: &mut Vec<String>,
) -> Option<HashMap<i64, FirstAssignment>> {
    let mut first: HashMap<i64, FirstAssignment> = HashMap::new();
    for row in answers.assignments.as_ref()? {
        let Some(mut row) = Row::new("mail.tracking.value", row, warnings) else { continue };
        let message = row.nested("mail_message_id");
        let Some((lead, at)) = message.and_then(|mut message| message.count("res_id").zip(message.time("date"))) else {
            continue;
        };
        let change = FirstAssignment { at, had_owner: row.count("old_value_integer").is_some_and(|user| user != 0) };
        let entry = first.entry(lead).or_insert(change);
        if change.at < entry.at {
            *entry = change;
        }
    }
    Some(first)
}

/// The hand-off of a lead; `None` while nobody in sales has it, and for one that was closed without a response, where
/// there is nothing left to wait for.
pub(super) fn hand_off(
    lead: &Lead,
    assigned: Option<&HashMap<i64, FirstAssignment>>,
    mut answers: Vec<Answer>,
) -> Option<HandOff> {
    let at = handed_off_at(lead, assigned)?;
    answers.retain(|answer| answer.at >= at);
    answers.sort_by_key(|answer| answer.at);
    let first = answers.into_iter().next();
    let response = first.map(|answer| Response { at: answer.at, by: answer.by, kind: answer.kind });
    let is_open = lead.record.stage.as_ref().is_none_or(|stage| stage.outcome == Outcome::Open);
    (is_open || response.is_some()).then_some(HandOff { at, response })
}

fn handed_off_at(lead: &Lead, assigned: Option<&HashMap<i64, FirstAssignment>>) -> Option<Instant> {
    let created = lead.record.created_at;
    match assigned {
        Some(assigned) => match assigned.get(&lead.id) {
            Some(first) if !first.had_owner => Some(first.at),
            Some(_) => Some(created),
            None => lead.record.owner.as_ref().map(|_| created),
        },
        // The next best: right unless the lead was reassigned. Demo data has it before the creation.
        None => lead.record.owner.as_ref().map(|_| lead.opened_at.map_or(created, |opened| opened.max(created))),
    }
}
