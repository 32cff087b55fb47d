//! What happened on leads and contacts.

use std::collections::HashSet;

use plumbline_domain::Instant;
use plumbline_domain::ids::TouchId;
use plumbline_domain::origin::Origin;
use plumbline_domain::sla::ResponseKind;
use plumbline_domain::touch::{Actor, Channel, Touch};
use serde_json::Value;

use super::directory::{Directory, Part, User};
use super::events::Answer;
use super::record::Lead;
use super::row::{Link, Row};
use super::{Answers, ByRecord, MESSAGE_TYPES, activity, channel};
use crate::odoo::{LEAD, PARTNER};
use crate::summary::summarised;

/// Messages, calls and meetings, by the record they are on.
pub(super) fn happened(answers: &Answers, directory: &Directory, now: Instant, warnings: &mut Vec<String>) -> ByRecord {
    let mut happened = ByRecord::new();
    for row in &answers.messages {
        if let Some((on, touch, answer)) = message(row, directory, warnings) {
            let entry = happened.entry(on).or_default();
            entry.touches.push(touch);
            entry.answers.extend(answer);
        }
    }
    // A colleague's own contact goes to meetings that are none with the buyer.
    let ids = answers.partners.iter().filter_map(|row| row.get("id").and_then(Value::as_i64));
    let contacts: HashSet<i64> = ids.filter(|partner| directory.user_of_partner(*partner).is_none()).collect();
    for row in &answers.meetings {
        if let Some((on, touch, answer)) = meeting(row, &contacts, directory, now, warnings) {
            let entry = happened.entry(on).or_default();
            entry.touches.extend(touch);
            entry.answers.extend(answer);
        }
    }
    happened
}

/// The touch that a lead was created by, if that was one.
pub(super) fn creation(lead: &Lead) -> Option<Touch> {
    let Origin { source, medium, campaign } = lead.origin.clone();
    let (actor, channel) = match () {
        () if lead.is_outbound => (Actor::Sales, Channel::Outbound),
        () if lead.origin.words().next().is_some() => {
            (Actor::Marketing, channel::channel(medium.as_deref(), source.as_deref()))
        }
        () if lead.is_from_outside => (Actor::Buyer, Channel::Inbound),
        () => return None,
    };
    Some(Touch {
        id: TouchId::new(format!("{LEAD}/{}", lead.id)),
        at: lead.record.created_at,
        actor,
        channel,
        source,
        medium,
        campaign,
        contact: lead.contact.clone(),
        summary: lead.record.title.clone(),
        signal: None,
    })
}

type OnRecord = (&'static str, i64);

fn message(
    row: &Value,
    directory: &Directory,
    warnings: &mut Vec<String>,
) -> Option<(OnRecord, Touch, Option<Answer>)> {
    let mut row = Row::new("mail.message", row, warnings)?;
    let on = (model(&row.text("model")?)?, row.count("res_id")?);
    let at = row.time("date")?;
    let author = row.link("author_id");
    let user = author.as_ref().and_then(|(partner, _)| directory.user_of_partner(*partner));
    let channel = sent_by(&mut row, user, directory)?;
    let actor = match user.map(|user| user.part) {
        Some(Part::Machine) => return None,
        Some(Part::Sales) => Actor::Sales,
        Some(Part::Colleague) => Actor::Marketing,
        Some(Part::Outsider) | None => Actor::Buyer,
    };
    let id = format!("mail.message/{}", row.id());
    let kind = if channel == Channel::Call { ResponseKind::Call } else { ResponseKind::Email };
    let answer = match (actor, user) {
        (Actor::Sales, Some(user)) => Some(Answer { at, by: user.name.clone(), kind, id: id.clone() }),
        _ => None,
    };
    let touch = Touch {
        id: TouchId::new(id),
        at,
        actor,
        channel,
        source: None,
        medium: None,
        campaign: None,
        contact: if actor == Actor::Buyer { sender(&mut row, author) } else { None },
        summary: summary(&mut row),
        signal: None,
    };
    Some((on, touch, answer))
}

/// By what means a message reached the other side; `None` for what no person sent to another.
fn sent_by(row: &mut Row<'_>, user: Option<&User>, directory: &Directory) -> Option<Channel> {
    if row.link("mail_activity_type_id").is_some_and(|(kind, _)| directory.is_call(kind)) {
        return Some(Channel::Call);
    }
    let kind = row.text("message_type")?;
    // A note that is logged by hand is marked as internal by its subtype alone, one that Odoo logs by the flag.
    let is_note =
        row.flag("is_internal") || row.link("subtype_id").is_some_and(|(kind, _)| directory.is_internal(kind));
    let is_sent = MESSAGE_TYPES.contains(&kind.as_str()) && !is_note;
    match user.map(|user| user.part) {
        Some(Part::Colleague) => is_sent.then_some(Channel::EmailMarketing),
        _ => is_sent.then_some(Channel::Email),
    }
}

/// A meeting on its opportunity; one without, on the first of the contacts who was invited.
fn meeting(
    row: &Value,
    contacts: &HashSet<i64>,
    directory: &Directory,
    now: Instant,
    warnings: &mut Vec<String>,
) -> Option<(OnRecord, Option<Touch>, Option<Answer>)> {
    let mut row = Row::new("calendar.event", row, warnings)?;
    let on = match row.link("opportunity_id") {
        Some((lead, _)) => (LEAD, lead),
        None => (PARTNER, row.ids("partner_ids").into_iter().find(|partner| contacts.contains(partner))?),
    };
    let start = row.time("start")?;
    let organiser = row.link("user_id").and_then(|(id, _)| directory.user(id))?;
    let actor = match organiser.part {
        Part::Sales => Actor::Sales,
        Part::Colleague => Actor::Marketing,
        Part::Machine | Part::Outsider => return None,
    };
    let id = format!("calendar.event/{}", row.id());
    let touch = Touch {
        id: TouchId::new(id.clone()),
        at: start,
        actor,
        channel: Channel::Meeting,
        source: None,
        medium: None,
        campaign: None,
        contact: None,
        summary: summarised(&row.text("name").unwrap_or_default()),
        signal: None,
    };
    // Entered afterwards, it responded when it was held.
    let arranged = row.time("create_date").map_or(start, |created| created.min(start));
    let answer = Answer { at: arranged, by: organiser.name.clone(), kind: ResponseKind::Meeting, id };
    Some((on, (start <= now).then_some(touch), (actor == Actor::Sales).then_some(answer)))
}

fn model(name: &str) -> Option<&'static str> {
    [LEAD, PARTNER].into_iter().find(|model| *model == name)
}

/// The sender's name as their mail program gave it, else as Odoo has it.
fn sender(row: &mut Row<'_>, author: Option<Link>) -> Option<String> {
    let from = row.text("email_from");
    let named = from.as_deref().and_then(|from| from.split_once('<')).map(|(name, _)| name.trim().trim_matches('"'));
    let author = author.map(|(_, name)| name.rsplit_once(", ").map_or(name.clone(), |(_, person)| person.to_owned()));
    named.map(ToOwned::to_owned).or(author).filter(|name| !name.is_empty()).or(from)
}

fn summary(row: &mut Row<'_>) -> String {
    let preview = row.text("preview");
    if let (Some((_, kind)), Some(logged)) = (row.link("mail_activity_type_id"), &preview) {
        return summarised(&activity::summary(&kind, logged));
    }
    summarised(&preview.or_else(|| row.text("subject")).unwrap_or_default())
}
