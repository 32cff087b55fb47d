//! What happened to a lead on its way from marketing to sales.

use std::collections::HashMap;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::EventId;
use plumbline_domain::origin::{OriginChange, OriginField};
use plumbline_domain::record::{CrmUser, Outcome};
use plumbline_domain::sla::{Event, EventKind, ResponseKind};

use super::Answers;
use super::directory::{Directory, Part};
use super::record::Lead;
use super::row::Row;
use crate::odoo::LEAD;

/// Something that sales did which counts as a response.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) at: Instant,
    pub(super) by: String,
    pub(super) kind: ResponseKind,
    /// Of the message or meeting.
    pub(super) id: String,
}

/// A tracked change of a lead.
#[derive(Debug, Clone)]
pub(super) struct Change {
    at: Instant,
    id: i64,
    /// The partner who is the author.
    author: Option<i64>,
    what: Changed,
}

#[derive(Debug, Clone)]
enum Changed {
    /// Its salesperson; 0 is nobody.
    Owner { from: i64, to: i64 },
    /// Its stage, by name.
    Stage { from: String, to: String },
    /// Where it came from, by name; empty for nothing.
    Origin { field: OriginField, from: String, to: String },
}

/// The tracked changes of each lead, in order of time.
pub(super) type Changes = HashMap<i64, Vec<Change>>;

/// By lead; `None` where the key may not read tracked changes.
pub(super) fn changes(answers: &Answers, warnings: &mut Vec<String>) -> Option<Changes> {
    let mut by_lead = Changes::new();
    for row in answers.changes.as_ref()? {
        if let Some((lead, change)) = change(&mut Row::new("mail.tracking.value", row, warnings)) {
            by_lead.entry(lead).or_default().push(change);
        }
    }
    for changes in by_lead.values_mut() {
        changes.sort_by_key(|change| (change.at, change.id));
        keep_apart(changes);
    }
    Some(by_lead)
}

/// Odoo dates changes to the second. Of those of one field within it, each is told a millisecond after the one before, or what
/// came last would be forgotten: events are only ever ordered by their time.
fn keep_apart(changes: &mut [Change]) {
    let mut latest = HashMap::new();
    for change in changes {
        let field = std::mem::discriminant(&change.what);
        if let Some(before) = latest.get(&field) {
            change.at = change.at.max(*before + TimeDelta::milliseconds(1));
        }
        latest.insert(field, change.at);
    }
}

fn change(row: &mut Option<Row<'_>>) -> Option<(i64, Change)> {
    let row = row.as_mut()?;
    let mut message = row.nested("mail_message_id")?;
    let (lead, at, author) = (message.count("res_id")?, message.time("date")?, message.count("author_id"));
    let field = row.nested("field_id").and_then(|mut field| field.text("name"));
    let what = match field.as_deref()? {
        "user_id" => {
            let mut user = |field| row.count(field).unwrap_or_default();
            Changed::Owner { from: user("old_value_integer"), to: user("new_value_integer") }
        }
        field => {
            let mut name = |field| row.text(field).unwrap_or_default();
            let (from, to) = (name("old_value_char"), name("new_value_char"));
            match field {
                "stage_id" => Changed::Stage { from, to },
                "source_id" => Changed::Origin { field: OriginField::Source, from, to },
                "medium_id" => Changed::Origin { field: OriginField::Medium, from, to },
                "campaign_id" => Changed::Origin { field: OriginField::Campaign, from, to },
                _ => return None,
            }
        }
    };
    Some((lead, Change { at, id: row.id(), author, what }))
}

/// All that happened to a lead. Each response is told, also before a hand-off that Odoo knows of: there are others, by rule and
/// by hand.
pub(super) fn events(
    lead: &Lead,
    changes: Option<&Changes>,
    directory: &Directory,
    answers: Vec<Answer>,
) -> Vec<Event> {
    let mut events = match changes {
        Some(changes) => tracked(lead, changes.get(&lead.id).map_or(&[], Vec::as_slice), directory),
        None => opened(lead, directory).into_iter().collect(),
    };
    events.extend(answers.into_iter().map(responded));
    events.extend(closed(lead, &events));
    events.sort();
    events
}

fn event(at: Instant, id: String, kind: EventKind) -> Event {
    Event { at, kind, id: EventId::new(id) }
}

/// The next best where changes are not tracked: right unless the lead was reassigned. Demo data has it before the creation.
fn opened(lead: &Lead, directory: &Directory) -> Option<Event> {
    let owner = lead.owner.filter(|owner| directory.is_sales(*owner))?;
    let created = lead.record.created_at;
    let at = lead.opened_at.map_or(created, |opened| opened.max(created));
    Some(event(at, format!("{LEAD}/{}/opened", lead.id), EventKind::HandedOff { to: user(owner, directory) }))
}

fn tracked(lead: &Lead, changes: &[Change], directory: &Directory) -> Vec<Event> {
    let is_sales = |user: i64| user != 0 && directory.is_sales(user);
    let first_owner = changes.iter().find_map(|change| match change.what {
        Changed::Owner { from, .. } => Some(from),
        Changed::Stage { .. } | Changed::Origin { .. } => None,
    });
    let first_owner = first_owner.or(lead.owner).unwrap_or_default();
    let mut events = Vec::new();
    if is_sales(first_owner) {
        let to = user(first_owner, directory);
        events.push(event(lead.record.created_at, format!("{LEAD}/{}/created", lead.id), EventKind::HandedOff { to }));
    }
    for change in changes {
        let id = format!("mail.tracking.value/{}", change.id);
        match &change.what {
            Changed::Owner { from, to } => {
                // Back from a colleague it is handed off again. Back from nobody it is not, or clocks could be put back by
                // taking a lead from its owner and returning it.
                let is_new = events.is_empty() || (*from != 0 && !is_sales(*from));
                let (is_first, owner) = (events.is_empty(), user(*to, directory));
                if is_sales(*to) && is_new {
                    events.push(event(change.at, id, EventKind::HandedOff { to: owner }));
                } else if !is_first {
                    events.push(event(change.at, id, EventKind::Reassigned { to: owner }));
                }
            }
            Changed::Stage { from, to } => events.extend(moved(change, &id, from, to, directory)),
            Changed::Origin { .. } => {}
        }
    }
    events
}

/// How the fields changed that say where a lead came from, each change with its id.
pub(super) fn origin_changes(changes: &[Change], directory: &Directory) -> Vec<(String, OriginChange)> {
    let text = |text: &String| (!text.is_empty()).then(|| text.clone());
    let changed = |change: &Change| {
        let Changed::Origin { field, from, to } = &change.what else { return None };
        let author = change.author.and_then(|partner| directory.user_of_partner(partner));
        let by = author.map(|author| author.name.clone());
        let change_of = OriginChange { field: *field, from: text(from), to: text(to), at: change.at, after: None, by };
        Some((format!("mail.tracking.value/{}", change.id), change_of))
    };
    changes.iter().filter_map(changed).collect()
}

/// What a new stage means: sales brought the status up to date, or began or ended to wait for others.
fn moved(change: &Change, id: &str, from: &str, to: &str, directory: &Directory) -> Vec<Event> {
    let author = change.author.and_then(|partner| directory.user_of_partner(partner));
    let status = to.to_owned();
    let updated = author
        .filter(|author| author.part == Part::Sales)
        .map(|author| EventKind::Updated { by: author.name.clone(), status: status.clone() });
    let wait = match (directory.waits_in(from), directory.waits_in(to)) {
        (false, true) => Some(EventKind::Paused { status }),
        (true, false) => Some(EventKind::Resumed { status }),
        _ => None,
    };
    let with_id = |kind: EventKind, id: String| event(change.at, id, kind);
    updated
        .map(|kind| with_id(kind, id.to_owned()))
        .into_iter()
        .chain(wait.map(|kind| with_id(kind, format!("{id}/wait"))))
        .collect()
}

fn responded(Answer { at, by, kind, id }: Answer) -> Event {
    event(at, format!("{id}/response"), EventKind::Responded { by, response: kind })
}

/// Odoo does not date every close; then it was after all that is known.
fn closed(lead: &Lead, events: &[Event]) -> Option<Event> {
    let outcome = lead.record.stage.as_ref().map(|stage| stage.outcome).filter(|outcome| *outcome != Outcome::Open)?;
    let latest = events.iter().map(|event| event.at).max().unwrap_or(lead.record.created_at);
    let at = lead.record.closed_at.unwrap_or(latest);
    Some(event(at, format!("{LEAD}/{}/closed", lead.id), EventKind::Closed { outcome }))
}

/// As the CRM knows them; one who was deleted has no name any more.
fn user(id: i64, directory: &Directory) -> Option<CrmUser> {
    let name = directory.user(id).map_or_else(|| format!("user {id}"), |user| user.name.clone());
    (id != 0).then(|| CrmUser { id: id.to_string(), name })
}
