//! Records as the tests of this folder have them.

use chrono::TimeDelta;
use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::ids::{EventId, TouchId};
use plumbline_domain::record::{CrmUser, Outcome, Profile, Record, RecordKey, RecordKind, Stage};
use plumbline_domain::sla::{Event, EventKind, ResponseKind};
use plumbline_domain::touch::{Actor, Channel, Touch};

pub fn at(hour: i64) -> Instant {
    let start: Instant = "2026-11-16T00:00:00Z".parse().unwrap();
    start + TimeDelta::hours(hour)
}

pub fn key(id: u32) -> RecordKey {
    format!("odoo/crm.lead/{id}").parse().unwrap()
}

pub fn record(id: u32, kind: RecordKind) -> Record {
    Record {
        key: key(id),
        kind,
        title: format!("Record {id}"),
        company: None,
        stage: Some(Stage { name: "Proposition".into(), outcome: Outcome::Open }),
        amount: None,
        owner: Some(CrmUser { id: "5".into(), name: "Dana".into() }),
        competitors: Vec::new(),
        created_at: at(0),
        became_deal_at: (kind == RecordKind::Deal).then(|| at(0)),
        closed_at: None,
    }
}

pub fn touch(id: &str, hour: i64, source: Option<&str>) -> Touch {
    Touch {
        id: TouchId::new(id),
        at: at(hour),
        actor: Actor::Marketing,
        channel: Channel::Event,
        source: source.map(ToOwned::to_owned),
        medium: None,
        campaign: None,
        contact: None,
        summary: String::new(),
        signal: None,
    }
}

/// A record handed off at `hour`, responded to `after` hours later.
pub fn handed_off(id: u32, hour: i64, after: Option<i64>) -> RecordFacts {
    let event = |name: &str, hour, kind| Event { at: at(hour), kind, id: EventId::new(format!("{id}/{name}")) };
    let handed_off = event("handed off", hour, EventKind::HandedOff { to: None });
    let responded = EventKind::Responded { by: "Dana".into(), response: ResponseKind::Call };
    let responded = after.map(|after| event("responded", hour + after, responded));
    let events = std::iter::once(handed_off).chain(responded).collect();
    RecordFacts { record: record(id, RecordKind::Lead), profile: Profile::default(), events, touches: Vec::new() }
}
