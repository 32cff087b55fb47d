//! When a lead was handed to sales, and how sales responded first.

use std::collections::HashMap;

use plumbline_domain::Instant;
use plumbline_domain::record::Outcome;
use plumbline_domain::sla::{Response, ResponseKind};

use super::Answers;
use super::directory::Directory;
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

/// A tracked change of a lead's salesperson; 0 is nobody.
#[derive(Debug, Clone, Copy)]
pub(super) struct Assignment {
    at: Instant,
    id: i64,
    from: i64,
    to: i64,
}

/// By lead, in order of time; `None` where the key may not read tracked changes.
pub(super) fn assignments(answers: &Answers, warnings: &mut Vec<String>) -> Option<HashMap<i64, Vec<Assignment>>> {
    let mut by_lead: HashMap<i64, Vec<Assignment>> = HashMap::new();
    for row in answers.assignments.as_ref()? {
        let Some(mut row) = Row::new("mail.tracking.value", row, warnings) else { continue };
        let message = row.nested("mail_message_id");
        let Some((lead, at)) = message.and_then(|mut message| message.count("res_id").zip(message.time("date"))) else {
            continue;
        };
        let id = row.id();
        let mut user = |field| row.count(field).unwrap_or_default();
        let assignment = Assignment { at, id, from: user("old_value_integer"), to: user("new_value_integer") };
        by_lead.entry(lead).or_default().push(assignment);
    }
    for assignments in by_lead.values_mut() {
        assignments.sort_by_key(|assignment| (assignment.at, assignment.id));
    }
    Some(by_lead)
}

/// The hand-off of a lead; `None` until somebody in sales got it, and for one that was closed without a response, where
/// there is nothing left to wait for.
pub(super) fn hand_off(
    lead: &Lead,
    assigned: Option<&HashMap<i64, Vec<Assignment>>>,
    directory: &Directory,
    mut answers: Vec<Answer>,
) -> Option<HandOff> {
    let at = handed_off_at(lead, assigned, directory)?;
    answers.retain(|answer| answer.at >= at);
    answers.sort_by_key(|answer| answer.at);
    let first = answers.into_iter().next();
    let response = first.map(|answer| Response { at: answer.at, by: answer.by, kind: answer.kind });
    let is_open = lead.record.stage.as_ref().is_none_or(|stage| stage.outcome == Outcome::Open);
    (is_open || response.is_some()).then_some(HandOff { at, response })
}

fn handed_off_at(
    lead: &Lead,
    assigned: Option<&HashMap<i64, Vec<Assignment>>>,
    directory: &Directory,
) -> Option<Instant> {
    let created = lead.record.created_at;
    let is_sales = |user: i64| user != 0 && directory.is_sales(user);
    let owner = lead.owner.unwrap_or_default();
    let Some(assigned) = assigned else {
        // The next best: right unless the lead was reassigned. Demo data has it before the creation.
        return is_sales(owner).then(|| lead.opened_at.map_or(created, |opened| opened.max(created)));
    };
    let assignments = assigned.get(&lead.id).map_or(&[][..], Vec::as_slice);
    let created_with = assignments.first().map_or(owner, |first| first.from);
    if is_sales(created_with) {
        return Some(created);
    }
    assignments.iter().find(|assignment| is_sales(assignment.to)).map(|assignment| assignment.at)
}
