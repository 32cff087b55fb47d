//! Somebody who is in every table wants to be forgotten.

mod file;
mod person;

use axum::body::Body;
use chrono::TimeDelta;
use http_body_util::BodyExt;
use plumbline_crm::reading::Facts;
use plumbline_domain::ids::{EventId, TouchId};
use plumbline_domain::objection::Report;
use plumbline_domain::record::Role;
use plumbline_domain::sla::{Event, EventKind};
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_hub::numbers::Numbers;
use plumbline_hub::store::{
    Decided, DecisionStore, ErasureStore, PeopleStore, PutReport, RecordStore, ReportStore, Signal, SignalStore,
    SignalTarget,
};
use serde_json::Value;

use crate::fake_crm::{FakeCrm, key};
use crate::harness::{Client, Hub, start};
use file::{dump, raw, tables_that_name};
use person::{CONTACT, DEAL, OTHER, WORDS, contact, deals, edits, put_person, report};

/// What both teams look at.
const PAGES: [&str; 6] =
    ["/v1/numbers", "/v1/numbers?by=campaign", "/v1/inbox", "/v1/board", "/v1/findings", "/v1/sla"];

/// What else leaves the hub: panels and files.
const OTHERS: [&str; 6] = [
    "/v1/records/odoo-main/res.partner/1",
    "/v1/records/odoo-main/crm.lead/2",
    "/v1/numbers.csv",
    "/v1/numbers/deals.csv?measure=deals",
    "/v1/sla.csv",
    "/v1/library/export?kind=objections&format=json",
];

async fn hub() -> Hub {
    let hub = Hub::builder().start(|_| FakeCrm::new()).await;
    put_person(&hub).await;
    count(&hub).await;
    hub
}

async fn count(hub: &Hub) {
    let numbers = Numbers { settings: hub.settings.clone(), store: hub.store.clone(), clock: hub.clock.clone() };
    numbers.settle().await.unwrap();
}

/// Every figure of an answer, whatever it is called and wherever it stands.
fn figures(answer: &Value, found: &mut Vec<String>) {
    match answer {
        Value::Number(number) => found.push(number.to_string()),
        Value::Array(values) => values.iter().for_each(|value| figures(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| figures(value, found)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

async fn all_figures(client: &Client<'_>) -> Vec<(&'static str, Vec<String>)> {
    let mut all = Vec::new();
    for page in PAGES {
        let answer = client.get(page).await;
        assert_eq!(answer.status, 200, "{page}");
        let mut found = Vec::new();
        figures(&answer.json, &mut found);
        found.sort();
        all.push((page, found));
    }
    all
}

#[track_caller]
fn check_silent(what: &str, text: &str) {
    let text = text.to_lowercase();
    for word in WORDS {
        assert!(!text.contains(word), "{what} still says {word}");
    }
}

#[tokio::test]
async fn nothing_says_who_it_was_and_all_still_counts() {
    let hub = hub().await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    let expect = [
        "crm_notes",
        "decisions",
        "number_cells",
        "number_contributions",
        "number_names",
        "objections",
        "origin_changes",
        "origins",
        "record_emails",
        "records",
        "reports",
        "signals",
        "touches",
    ];
    assert_eq!(tables_that_name(&hub, &WORDS).await, expect);
    let before = all_figures(&mo).await;
    let rows = dump(&hub).await.len();

    let erased = hub.records.erase(&key(CONTACT)).await.unwrap();
    assert_eq!((erased.reports.len(), erased.notes), (1, 1));
    assert_eq!(tables_that_name(&hub, &WORDS).await, Vec::<String>::new());
    check_silent("the file", &raw(&hub));

    count(&hub).await;
    assert_eq!(tables_that_name(&hub, &WORDS).await, Vec::<String>::new());
    assert_eq!(all_figures(&mo).await, before);
    for page in PAGES.into_iter().chain(OTHERS) {
        let answer = mo.open("GET", page, None, Body::empty()).await;
        assert_eq!(answer.status(), 200, "{page}");
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        check_silent(page, std::str::from_utf8(&body).unwrap());
    }
    let copy = hub.settings.database.clone() + ".copy";
    hub.store.backup(copy.as_ref()).await.unwrap();
    check_silent("a backup", &String::from_utf8_lossy(&std::fs::read(copy).unwrap()));
    assert!(dump(&hub).await.len() < rows);
}

#[tokio::test]
async fn the_others_keep_their_words() {
    let hub = hub().await;
    hub.records.erase(&key(CONTACT)).await.unwrap();
    let told = dump(&hub).await.join("\n");
    for kept in
        ["Pilot for Erased contact, 20 seats", "Other deal", "asked by Erased contact", "Will decide in spring", "Dana"]
    {
        assert!(told.contains(kept), "{kept}: {told}");
    }
    let husk = hub.store.record(&key(CONTACT)).await.unwrap().unwrap();
    assert!(!husk.is_gone);
    assert_eq!((husk.record.title.as_str(), husk.record.company), ("Erased contact", None));
    let touches = hub.store.facts(&key(CONTACT)).await.unwrap().unwrap().touches;
    let kept = touches.iter().find(|touch| touch.id.as_str() == CONTACT).unwrap();
    assert_eq!((kept.at, kept.actor, kept.channel), (contact().touches[0].at, Actor::Marketing, Channel::PaidSearch));
    assert!(touches.len() > 300 && touches.iter().all(|touch| touch.contact.is_none() && touch.summary.is_empty()));
}

#[tokio::test]
async fn being_told_twice_changes_nothing_more() {
    let hub = hub().await;
    hub.records.erase(&key(CONTACT)).await.unwrap();
    let once = dump(&hub).await;
    hub.pass(TimeDelta::days(1));
    let again = hub.records.erase(&key(CONTACT)).await.unwrap();
    assert_eq!(again.notes, 0);
    let changes =
        |rows: Vec<String>| rows.into_iter().filter(|row| !row.starts_with("number_changes")).collect::<Vec<_>>();
    assert_eq!(changes(dump(&hub).await), changes(once));
}

/// A touch of the person's that is told by somebody else than the CRM.
fn signal(target: SignalTarget) -> Signal {
    let touch = Touch {
        id: TouchId::new("signal/late"),
        at: start(),
        actor: Actor::Buyer,
        channel: Channel::Event,
        source: None,
        medium: None,
        campaign: None,
        contact: None,
        summary: "zebrafish".into(),
        signal: None,
    };
    Signal { target, touch }
}

#[tokio::test]
async fn nothing_that_comes_later_brings_them_back() {
    let hub = hub().await;
    let dana = hub.store.person_named("Dana", Role::Rep, start()).await.unwrap().id;
    hub.records.erase(&key(CONTACT)).await.unwrap();
    count(&hub).await;
    // The CRM still answers with them, as a record, as a part of a circle, and as gone.
    let read = Facts { records: vec![contact()], edits: edits(), warnings: Vec::new() };
    hub.store.put_facts(&read, Some(&key(CONTACT)), start()).await.unwrap();
    assert_eq!(hub.store.mark_gone(&[key(CONTACT)]).await.unwrap(), []);
    // A browser sends what was written before; a program tells what it knows.
    let report = Report { revision: 9, ..report(CONTACT, "cannot stomach it") };
    assert_eq!(hub.store.put_report(&report, &dana, None).await.unwrap(), PutReport::Stored(9));
    assert_eq!(hub.store.put_report(&report, &dana, None).await.unwrap(), PutReport::Known(9));
    let record = signal(SignalTarget::Record(key(CONTACT)));
    assert_eq!(hub.store.put_touches(&[record], start()).await.unwrap().new, 0);
    let imported = person::imported();
    assert_eq!(hub.store.put_touches(&[imported], start()).await.unwrap().changed, 0);
    let rejected = EventKind::Rejected { by: "Dana".into(), reason: person::reason(), words: Some("stomach".into()) };
    let event = Event { id: EventId::new("late"), at: start(), kind: rejected };
    let decide = async || hub.store.add_decision(&key(CONTACT), &event, &dana, Some("zebrafish")).await.unwrap();
    assert_eq!((decide().await, decide().await), (Decided::Stored, Decided::Known));
    assert_eq!(tables_that_name(&hub, &WORDS).await, Vec::<String>::new());
    // Nobody is reminded of them, and what counted with them still does.
    assert_eq!(hub.store.unanswered(&key(CONTACT).crm).await.unwrap(), [key(DEAL), key(OTHER)]);
    let alone = deals().into_iter().filter(|deal| deal.record.key == key(OTHER)).collect();
    let facts = Facts { records: alone, ..Facts::default() };
    hub.store.put_facts(&facts, Some(&key(OTHER)), start()).await.unwrap();
    let circle = hub.store.circle(&key(OTHER)).await.unwrap().unwrap();
    assert!(circle.members.iter().any(|member| member.record.key == key(CONTACT)));
}

#[tokio::test]
async fn somebody_who_was_never_read_stays_unknown() {
    let hub = Hub::builder().start(|_| FakeCrm::new()).await;
    let erased = hub.store.erase(&key(CONTACT), start()).await.unwrap();
    assert_eq!((erased.reports, erased.notes), (Vec::new(), 0));
    let read = Facts { records: vec![contact()], edits: edits(), warnings: Vec::new() };
    hub.store.put_facts(&read, None, start()).await.unwrap();
    assert_eq!(hub.store.record(&key(CONTACT)).await.unwrap(), None);
    assert_eq!(tables_that_name(&hub, &WORDS).await, Vec::<String>::new());
}
