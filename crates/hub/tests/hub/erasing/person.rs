//! A made-up person with a name of their own wherever the hub can keep one.

use chrono::TimeDelta;
use plumbline_crm::reading::{Edit, Facts, RecordFacts};
use plumbline_domain::ids::{EventId, ObjectionId, ReasonCode, ReportId, TouchId};
use plumbline_domain::objection::{Report, Severity};
use plumbline_domain::origin::{Creator, CreatorPart, Origin, OriginChange, OriginField};
use plumbline_domain::record::{Profile, RecordKind, Role};
use plumbline_domain::sla::{Event, EventKind};
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_hub::store::{
    DecisionStore, NewHandling, NewNote, NoteStore, PeopleStore, RecordStore, ReportStore, Signal, SignalStore,
    SignalTarget,
};
use sqlx::{Connection, SqliteConnection};
use uuid::Uuid;

use crate::fake_crm::{deal, key};
use crate::harness::{Hub, start};

pub const CONTACT: &str = "res.partner/1";
pub const DEAL: &str = "crm.lead/2";
pub const OTHER: &str = "crm.lead/3";
pub const NAME: &str = "Quilla Vandersnoot";
pub const EMAIL: &str = "q.snoot@example.net";

/// What nobody may say of them any more, in lower case: name, address, what they said and what was said of them.
pub const WORDS: [&str; 6] = ["quilla", "vandersnoot", "q.snoot", "stomach", "zebrafish", "snootworks"];

pub fn reason() -> ReasonCode {
    ReasonCode::new("other")
}

fn origin() -> Origin {
    Origin { source: Some("Newsletter".into()), medium: None, campaign: Some(format!("invited {EMAIL}")) }
}

pub fn contact() -> RecordFacts {
    let mut facts = deal(CONTACT, start() - TimeDelta::days(3));
    facts.record.kind = RecordKind::Contact;
    (facts.record.title, facts.record.company) = (NAME.into(), Some("Snootworks".into()));
    (facts.record.stage, facts.record.amount, facts.record.became_deal_at) = (None, None, None);
    let creator = Some(Creator { name: NAME.into(), part: CreatorPart::Outside });
    facts.profile = Profile { emails: vec![EMAIL.into()], origin: Some(origin()), creator, ..Profile::default() };
    facts.touches[0].contact = Some(NAME.into());
    facts.touches[0].summary = "Phoned about zebrafish".into();
    // So many and so long that pages are split and overflow, and what is deleted lies about.
    for index in 0..300_usize {
        let (id, summary) = (TouchId::new(format!("mail/{index}")), "zebrafish ".repeat(index % 60 * 15 + 1));
        facts.touches.push(Touch { id, summary, ..facts.touches[0].clone() });
    }
    let words = Some("zebrafish only".into());
    let rejected = EventKind::Rejected { by: "Dana".into(), reason: reason(), words };
    facts.events.push(Event { id: EventId::new("crm/rejected"), at: start() - TimeDelta::days(2), kind: rejected });
    facts
}

/// One deal of theirs that names them, and one that does not but shares their circle.
pub fn deals() -> Vec<RecordFacts> {
    let mut named = deal(DEAL, start() - TimeDelta::days(2));
    named.record.title = format!("Pilot for {}, 20 seats", NAME.to_uppercase());
    named.profile.emails = vec!["office@example.net".into(), EMAIL.into()];
    named.profile.creator = Some(Creator { name: NAME.into(), part: CreatorPart::Outside });
    let first = named.touches[0].clone();
    let touch = |id: &str, contact: &str, summary: &str, campaign: Option<&str>| Touch {
        id: TouchId::new(id),
        contact: Some(contact.into()),
        summary: summary.into(),
        campaign: campaign.map(ToOwned::to_owned),
        ..first.clone()
    };
    let invited = format!("invited {EMAIL}");
    named.touches.push(touch("theirs", NAME, "Cannot stomach a call", Some(&invited)));
    named.touches.push(touch("another's", "Will Other", &format!("asked by {NAME}"), None));
    let mut other = deal(OTHER, start() - TimeDelta::days(1));
    other.record.title = "Other deal".into();
    vec![named, other]
}

/// How the origin of their record changed, by their own hand.
pub fn edits() -> Vec<Edit> {
    let change = OriginChange {
        field: OriginField::Campaign,
        from: Some(NAME.into()),
        to: Some(EMAIL.into()),
        at: start() - TimeDelta::days(1),
        after: None,
        by: Some(NAME.into()),
    };
    vec![Edit {
        record: key(CONTACT),
        at: start() - TimeDelta::days(1),
        by: Some(NAME.into()),
        origin: origin(),
        refs: [None, None, Some(NAME.into())],
        tracked: vec![("7".into(), change)],
    }]
}

pub fn report(record: &str, words: &str) -> Report {
    Report {
        id: ReportId(Uuid::from_u128(record.bytes().map(u128::from).sum())),
        revision: 1,
        record: key(record),
        objection: Some(ObjectionId::new("price")),
        heard_at: start() - TimeDelta::hours(1),
        words: Some(words.into()),
        severity: Some(Severity::DealBreaker),
        competitor: None,
        segment: None,
        withdrawn: false,
    }
}

/// A touch of a file that was imported by their address.
pub fn imported() -> Signal {
    let touch = Touch {
        id: TouchId::new("touch/import/1"),
        at: start() - TimeDelta::days(1),
        actor: Actor::Buyer,
        channel: Channel::Event,
        source: None,
        medium: None,
        campaign: None,
        contact: Some(NAME.into()),
        summary: "Talk on zebrafish".into(),
        signal: None,
    };
    Signal { target: SignalTarget::Email(EMAIL.into()), touch }
}

/// Puts them into every table that can have them.
pub async fn put_person(hub: &Hub) {
    let (store, now) = (&hub.store, start());
    let dana = store.person_named("Dana", Role::Rep, now).await.unwrap().id;
    let mo = store.person_named("Mo", Role::Marketer, now).await.unwrap().id;
    let records = [vec![contact()], deals()].concat();
    for subject in [CONTACT, DEAL, OTHER] {
        let facts = Facts { records: records.clone(), edits: edits(), warnings: Vec::new() };
        store.put_facts(&facts, Some(&key(subject)), now).await.unwrap();
    }
    let told = |id: &str, record: &str, contact: Option<&str>, summary: &str| {
        let (contact, summary) = (contact.map(ToOwned::to_owned), summary.to_owned());
        let touch = Touch { id: TouchId::new(id), contact, summary, ..imported().touch };
        Signal { target: SignalTarget::Record(key(record)), touch }
    };
    let by_record = told("signal/1", CONTACT, Some(NAME), "Asked for zebrafish");
    let waiting = told("signal/2", "crm.lead/99", None, "Visit");
    store.put_touches(&[imported(), by_record, waiting], now).await.unwrap();
    for (record, words) in [
        (CONTACT, "I cannot stomach the price"),
        (DEAL, "asked by Quilla Vandersnoot"),
        (OTHER, "Will decide in spring"),
    ] {
        store.put_report(&report(record, words), &dana, None).await.unwrap();
        let answer = NewHandling::Answer { content: None, words: Some(format!("Tell {NAME} of page 2")) };
        assert!(store.handle_report(report(record, words).id, None, &answer, &mo, now).await.unwrap());
    }
    let words = Some("zebrafish, no budget".into());
    let rejected = EventKind::Rejected { by: "Dana".into(), reason: reason(), words };
    let event = Event { id: EventId::new("decision/1"), at: now - TimeDelta::hours(2), kind: rejected };
    store.add_decision(&key(CONTACT), &event, &dana, Some("Rejected: zebrafish, no budget")).await.unwrap();
    let text = format!("Told of {NAME}");
    store.add_note(NewNote { id: "note/2", record: &key(DEAL), text: &text, at: now }).await.unwrap();
    let mut connection = SqliteConnection::connect(&hub.settings.database).await.unwrap();
    let answer = "UPDATE objections SET answer_words = $1 WHERE id = 'price'";
    sqlx::query(answer).bind(format!("As we told {EMAIL}")).execute(&mut connection).await.unwrap();
}
