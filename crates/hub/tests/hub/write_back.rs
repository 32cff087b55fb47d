//! Telling a CRM what was decided here.

mod answers;
mod failures;
mod world;

use chrono::TimeDelta;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::Role;
use plumbline_hub::connector::Connector;
use plumbline_hub::store::NoteStore;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal};
use crate::harness::{CONFIG, Client, Hub, start};
use world::{World, writing_back};

const DECIDE: &str = "/v1/records/odoo-main/crm.lead/1/hand-off";

async fn hub(config: &str) -> Hub {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start())]);
    Hub::builder().config(config).start(|_| crm as std::sync::Arc<dyn Connector>).await
}

async fn decide(person: &Client<'_>, id: &str, decision: Value) {
    let answer = person.post(DECIDE, &json!({"id": id, "handed_off_at": start(), "decision": decision})).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
}

/// The notes that are to be left, the first first.
async fn kept(hub: &Hub) -> Vec<String> {
    let mut kept = Vec::new();
    while let Some(note) = hub.store.claim_note(&CrmId::new("odoo-main"), start() + TimeDelta::days(1)).await.unwrap() {
        hub.store.settle_note(&note.id, plumbline_hub::store::NoteOutcome::Left).await.unwrap();
        kept.push(format!("{}: {}", note.record, note.text));
    }
    kept
}

/// Accepted, rejected by somebody else, and that taken back.
async fn all_sorts_of_decisions(hub: &Hub) {
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get("/v1/records/odoo-main/crm.lead/1").await;
    decide(&dana, "a", json!({"kind": "accept"})).await;
    // Sent again by a browser that did not hear the answer.
    decide(&dana, "a", json!({"kind": "accept"})).await;
    hub.pass(TimeDelta::minutes(1));
    let kim = hub.enrol("Kim", Role::Rep).await;
    decide(&kim, "r", json!({"kind": "reject", "reason": "other", "words": "A <b>student</b> & friend"})).await;
    hub.pass(TimeDelta::minutes(1));
    decide(&kim, "w", json!({"kind": "withdraw", "decision": "r"})).await;
    hub.pass(TimeDelta::minutes(1));
    decide(&kim, "s", json!({"kind": "reject", "reason": "wrong_fit", "words": null})).await;
}

#[tokio::test]
async fn each_decision_is_kept_to_be_noted_in_words() {
    let hub = hub(&writing_back()).await;
    all_sorts_of_decisions(&hub).await;
    let wrong_fit = plumbline_domain::ids::ReasonCode::new("wrong_fit");
    let settings = crate::harness::settings(tempfile::tempdir().unwrap().path());
    let agreed = settings.sla.now();
    let wrong_fit = &agreed.reason(&wrong_fit).unwrap().name;
    assert_eq!(
        kept(&hub).await,
        [
            "odoo-main/crm.lead/1: Hand-off accepted by Dana.",
            "odoo-main/crm.lead/1: Hand-off rejected by Kim: Other. “A <b>student</b> & friend”",
            "odoo-main/crm.lead/1: Kim took their decision on the hand-off back.",
            &format!("odoo-main/crm.lead/1: Hand-off rejected by Kim: {wrong_fit}."),
        ]
    );
}

#[tokio::test]
async fn nothing_is_kept_unless_the_configuration_says_so() {
    let hub = hub(CONFIG).await;
    all_sorts_of_decisions(&hub).await;
    assert_eq!(kept(&hub).await, [""; 0]);
}

async fn report(person: &Client<'_>, revision: u32, change: Value) {
    let mut report = json!({
        "id": "6f1c1c1e-7a0e-4b7e-9a55-0d5d3c2b1a01", "revision": revision, "record": "odoo-main/crm.lead/1",
        "objection": "price", "heard_at": start(), "words": null, "severity": null, "competitor": null, "withdrawn": false,
    });
    report.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    assert_eq!(person.post("/v1/reports", &report).await.status, 200);
}

#[tokio::test]
async fn a_report_is_noted_once_and_what_it_says_later_takes_its_place() {
    let hub = hub(&writing_back()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get("/v1/records/odoo-main/crm.lead/1").await;
    report(&dana, 1, json!({})).await;
    report(&dana, 1, json!({})).await;
    report(&dana, 2, json!({"words": "Twice what we have"})).await;
    let said = "odoo-main/crm.lead/1: Objection reported to marketing by Dana: Too expensive.";
    assert_eq!(kept(&hub).await, [format!("{said} “Twice what we have”")]);
    // Left by now, and told again by a browser that did not hear so.
    report(&dana, 2, json!({"words": "Twice what we have"})).await;
    assert_eq!(kept(&hub).await, [""; 0]);
    report(&dana, 3, json!({"withdrawn": true})).await;
    assert_eq!(kept(&hub).await, ["odoo-main/crm.lead/1: Dana took a report back: Too expensive."]);
}

#[tokio::test]
async fn a_report_that_changes_while_it_is_being_noted_is_noted_as_it_is_then() {
    let hub = hub(&writing_back()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    report(&dana, 1, json!({})).await;
    let crm = CrmId::new("odoo-main");
    let claimed = hub.store.claim_note(&crm, start() + TimeDelta::days(1)).await.unwrap().unwrap();
    report(&dana, 2, json!({"words": "Twice what we have"})).await;
    hub.store.settle_note(&claimed.id, plumbline_hub::store::NoteOutcome::Left).await.unwrap();
    assert!(kept(&hub).await[0].ends_with("“Twice what we have”"));
}

#[tokio::test]
async fn what_was_decided_is_noted_once_and_in_its_order() {
    let world = World::new().await;
    let run = world.run().await;
    for (number, words) in ["Accepted.", "Rejected.", "Taken back."].into_iter().enumerate() {
        run.decide("crm.lead/1", &number.to_string(), words, world.now()).await;
    }
    run.worker.round().await;
    let expect = ["Accepted.", "Rejected.", "Taken back."].map(|words| format!("odoo-main/crm.lead/1: {words}"));
    assert_eq!(world.crm.writes.said(), expect);
    drop(run);
    for _ in 0..3 {
        world.run().await.worker.round().await;
        world.pass(TimeDelta::hours(5));
    }
    assert_eq!((world.crm.writes.said(), world.crm.writes.attempts()), (expect.to_vec(), 3));
}

#[tokio::test]
async fn what_was_decided_before_it_was_switched_on_is_not_noted() {
    let mut world = World::new().await;
    let config = std::mem::replace(&mut world.config, CONFIG.to_owned());
    let run = world.run().await;
    run.decide_silently("crm.lead/1", "old", world.now()).await;
    run.worker.round().await;
    drop(run);
    world.config = config;
    let run = world.run().await;
    run.decide("crm.lead/1", "new", "Accepted.", world.now()).await;
    run.worker.round().await;
    assert_eq!(world.crm.writes.said(), ["odoo-main/crm.lead/1: Accepted."]);
}

#[tokio::test]
async fn it_is_noted_as_soon_as_it_is_decided() {
    let world = World::new().await;
    let run = world.run().await;
    let (store, events, stop) = (run.store.clone(), run.events.clone(), run.stop.clone());
    let running = tokio::spawn(run.worker.run());
    world::decide(&store, "crm.lead/1", "a", Some("Accepted."), world.now()).await;
    // What a hub's API tells when it has stored a decision; without it the round would come in seconds.
    let record = crate::fake_crm::key("crm.lead/1");
    events.send(plumbline_protocol::review::ServerEvent::RecordChanged { record });
    world.crm.writes.arrived.notified().await;
    stop.cancel();
    running.await.unwrap();
    assert_eq!(world.crm.writes.said(), ["odoo-main/crm.lead/1: Accepted."]);
}
