//! Calls, mails, meetings and messages: touches, and responses where sales made them.

use std::collections::HashMap;

use plumbline_domain::Instant;
use plumbline_domain::ids::{EventId, TouchId};
use plumbline_domain::sla::{Event, EventKind, ResponseKind};
use plumbline_domain::touch::{Actor, Channel, Touch};
use serde_json::Value;

use super::directory::{Directory, Owner};
use super::object::Object;
use crate::summary::summarised;

/// A kind of engagement that reaches a buyer, or comes from one. Notes and tasks do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngagementKind {
    /// A phone call.
    Call,
    /// A mail between one person and another.
    Email,
    /// A meeting.
    Meeting,
    /// A text message, or one on a social network.
    Communication,
}

impl EngagementKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Call, Self::Email, Self::Meeting, Self::Communication];

    /// HubSpot's name for the objects.
    pub fn objects(self) -> &'static str {
        match self {
            Self::Call => "calls",
            Self::Email => "emails",
            Self::Meeting => "meetings",
            Self::Communication => "communications",
        }
    }

    /// The properties to ask for.
    pub fn properties(self) -> &'static [&'static str] {
        match self {
            Self::Call => &[
                "hs_timestamp",
                "hubspot_owner_id",
                "hs_created_by_user_id",
                "hs_object_source",
                "hs_body_preview",
                "hs_call_title",
                "hs_call_direction",
                "hs_call_status",
            ],
            Self::Email => &[
                "hs_timestamp",
                "hubspot_owner_id",
                "hs_created_by_user_id",
                "hs_object_source",
                "hs_body_preview",
                "hs_email_subject",
                "hs_email_direction",
                "hs_email_status",
            ],
            Self::Meeting => &[
                "hs_timestamp",
                "hubspot_owner_id",
                "hs_created_by_user_id",
                "hs_object_source",
                "hs_createdate",
                "hs_body_preview",
                "hs_meeting_title",
                "hs_meeting_start_time",
                "hs_meeting_outcome",
            ],
            Self::Communication => &[
                "hs_timestamp",
                "hubspot_owner_id",
                "hs_created_by_user_id",
                "hs_object_source",
                "hs_body_preview",
                "hs_communication_channel_type",
            ],
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Call => "hs_call_title",
            Self::Email => "hs_email_subject",
            Self::Meeting => "hs_meeting_title",
            Self::Communication => "hs_communication_channel_type",
        }
    }

    fn channel(self) -> Channel {
        match self {
            Self::Call => Channel::Call,
            Self::Email | Self::Communication => Channel::Email,
            Self::Meeting => Channel::Meeting,
        }
    }

    fn response(self) -> ResponseKind {
        match self {
            Self::Call => ResponseKind::Call,
            Self::Email | Self::Communication => ResponseKind::Email,
            Self::Meeting => ResponseKind::Meeting,
        }
    }
}

/// What one engagement tells of every record that it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Happened {
    pub(super) touch: Option<Touch>,
    pub(super) response: Option<Event>,
}

/// By kind and id.
pub(super) type Engagements = HashMap<(EngagementKind, String), Happened>;

/// What makes records and messages by itself; nobody did anything then.
const MACHINES: &[&str] = &["AUTOMATION_PLATFORM", "WORKFLOWS", "BATCH_UPDATE"];

/// What a buyer books a meeting by.
const BOOKED_BY_BUYER: &str = "MEETINGS";

/// How a call ended that never began, or has not ended.
const NO_CALL: &[&str] =
    &["CANCELED", "FAILED", "QUEUED", "RINGING", "CONNECTING", "CALLING_CRM_USER", "IN_PROGRESS", "MISSED"];

/// How a meeting ended that was not held.
const NOT_HELD: &[&str] = &["CANCELED", "NO_SHOW", "RESCHEDULED"];

/// All that the answers tell of, as of `now`.
pub(super) fn happened(
    engagements: &[(EngagementKind, Vec<Value>)],
    directory: &Directory,
    now: Instant,
    warnings: &mut Vec<String>,
) -> Engagements {
    let mut found = Engagements::new();
    for (kind, objects) in engagements {
        for object in objects {
            let Some(mut object) = Object::new(kind.objects(), object, warnings) else { continue };
            let id = object.id().to_owned();
            if let Some(happened) = engagement(*kind, &mut object, directory, now) {
                found.insert((*kind, id), happened);
            }
        }
    }
    found
}

fn engagement(kind: EngagementKind, object: &mut Object<'_>, directory: &Directory, now: Instant) -> Option<Happened> {
    if object.text("hs_object_source").is_some_and(|source| MACHINES.contains(&source.as_str())) {
        return None;
    }
    let began_at = object.time("hs_meeting_start_time").or_else(|| object.time("hs_timestamp"))?;
    let owner = made_by(object, directory);
    let side = side(kind, object)?;
    let is_sales = owner.is_some_and(|owner| owner.is_sales);
    let (actor, channel) = match side {
        Side::Buyer => (Actor::Buyer, kind.channel()),
        // Without an owner nobody knows who it was, and it counts for nobody.
        Side::Us if is_sales => (Actor::Sales, kind.channel()),
        Side::Us => (Actor::Marketing, owner.map(|_| colleague(kind))?),
    };
    let id = format!("{}/{}", kind.objects(), object.id());
    let touch = Touch {
        id: TouchId::new(&id),
        at: began_at,
        actor,
        channel,
        source: None,
        medium: None,
        campaign: None,
        contact: None,
        summary: summary(kind, object),
        signal: None,
    };
    let answered = owner.filter(|owner| owner.is_sales).zip(answered_at(kind, side, object, began_at));
    let response = answered.map(|(owner, at)| Event {
        at,
        kind: EventKind::Responded { by: owner.name.clone(), response: kind.response() },
        id: EventId::new(format!("{id}/response")),
    });
    Some(Happened { touch: (began_at <= now).then_some(touch), response })
}

/// Who reached whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Us,
    Buyer,
}

/// `None` for what did not happen.
fn side(kind: EngagementKind, object: &mut Object<'_>) -> Option<Side> {
    let says = |text: Option<String>, words: &[&str]| text.is_some_and(|text| words.contains(&text.as_str()));
    match kind {
        EngagementKind::Call if says(object.text("hs_call_status"), NO_CALL) => None,
        EngagementKind::Call if says(object.text("hs_call_direction"), &["INBOUND"]) => Some(Side::Buyer),
        EngagementKind::Meeting if says(object.text("hs_meeting_outcome"), NOT_HELD) => None,
        EngagementKind::Email => match object.text("hs_email_direction").as_deref() {
            Some("INCOMING_EMAIL") => Some(Side::Buyer),
            // What is forwarded to HubSpot went to nobody else.
            Some("FORWARDED_EMAIL") => None,
            _ => object.text("hs_email_status").is_none_or(|status| status == "SENT").then_some(Side::Us),
        },
        _ => Some(Side::Us),
    }
}

/// When sales responded by it. Whoever talks on the phone responds, whoever rang. A meeting responds when sales arranges it; one
/// that the buyer booked, when it is held.
fn answered_at(kind: EngagementKind, side: Side, object: &mut Object<'_>, began_at: Instant) -> Option<Instant> {
    match (kind, side) {
        (EngagementKind::Email, Side::Buyer) => None,
        (EngagementKind::Meeting, _) if object.text("hs_object_source").as_deref() != Some(BOOKED_BY_BUYER) => {
            Some(object.time("hs_createdate").map_or(began_at, |arranged| arranged.min(began_at)))
        }
        _ => Some(began_at),
    }
}

/// Its owner, or whoever entered it.
fn made_by<'a>(object: &mut Object<'_>, directory: &'a Directory) -> Option<&'a Owner> {
    let owner = object.text("hubspot_owner_id").and_then(|owner| directory.owner(&owner));
    owner.or_else(|| object.whole("hs_created_by_user_id").and_then(|user| directory.owner_of_user(user)))
}

/// What somebody does by such an engagement who is not in sales.
fn colleague(kind: EngagementKind) -> Channel {
    if kind == EngagementKind::Email { Channel::EmailMarketing } else { kind.channel() }
}

fn summary(kind: EngagementKind, object: &mut Object<'_>) -> String {
    let (title, said) = (object.text(kind.title()), object.text("hs_body_preview"));
    match (kind, title, said) {
        (EngagementKind::Communication, title, None) => title.as_deref().map(super::sources::words).unwrap_or_default(),
        (EngagementKind::Communication, _, Some(said)) => summarised(&said),
        (EngagementKind::Email, Some(title), _) => summarised(&title),
        (_, Some(title), Some(said)) => summarised(&format!("{title} — {said}")),
        (_, title, said) => summarised(&title.or(said).unwrap_or_default()),
    }
}
