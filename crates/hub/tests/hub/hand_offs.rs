use std::sync::Arc;

use chrono::TimeDelta;
use plumbline_domain::record::Role;
use plumbline_domain::sla::EventKind;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal, happened, responded};
use crate::harness::{Client, Hub, start};

const RECORD: &str = "/v1/records/odoo-main/crm.lead/1";
const DECIDE: &str = "/v1/records/odoo-main/crm.lead/1/hand-off";

/// A hub with one deal that was handed off an hour ago.
async fn hub() -> (Hub, Arc<FakeCrm>) {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start() - TimeDelta::hours(1))]);
    let connector = Arc::clone(&crm);
    (Hub::builder().start(|_| connector).await, crm)
}

/// Dana, who has seen it.
async fn dana(hub: &Hub) -> Client<'_> {
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(RECORD).await;
    dana
}

fn decision(id: &str, decision: Value) -> Value {
    json!({"id": id, "handed_off_at": start() - TimeDelta::hours(1), "decision": decision})
}

fn reject(reason: &str, words: Option<&str>) -> Value {
    json!({"kind": "reject", "reason": reason, "words": words})
}

async fn hand_off(visitor: &Client<'_>) -> Value {
    visitor.get(RECORD).await.json["hand_offs"][0].clone()
}

#[tokio::test]
async fn an_accepted_hand_off_says_by_whom_and_its_clock_runs_on() {
    let (hub, _) = hub().await;
    let dana = dana(&hub).await;
    let answer = dana.post(DECIDE, &decision("a", json!({"kind": "accept"}))).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json["acceptance"], json!({"accepted": {"at": start(), "by": "Dana"}}));
    assert_eq!(answer.json, hand_off(&dana).await);
    assert_eq!(answer.json["response"]["stop"], Value::Null);
    // The answer to the first may have got lost.
    assert_eq!(dana.post(DECIDE, &decision("a", json!({"kind": "accept"}))).await.status, 200);
}

#[tokio::test]
async fn a_rejected_hand_off_waits_for_nobody_until_that_is_taken_back() {
    let (hub, _) = hub().await;
    let dana = dana(&hub).await;
    hub.pass(TimeDelta::minutes(40));
    let attention = async || dana.get("/v1/attention").await.json["hand_offs"].as_array().unwrap().len();
    assert_eq!(attention().await, 1);
    let answer = dana.post(DECIDE, &decision("r", reject("other", Some(" A student ")))).await;
    assert_eq!(answer.json["acceptance"]["rejected"]["words"], "A student");
    assert_eq!(answer.json["response"]["stop"]["cancelled"]["by"], "rejection");
    assert_eq!(attention().await, 0);
    let withdraw = decision("w", json!({"kind": "withdraw", "decision": "r"}));
    assert_eq!(dana.post(DECIDE, &withdraw).await.json["acceptance"], "open");
    assert_eq!(attention().await, 1);
}

#[tokio::test]
async fn of_two_who_decide_the_second_is_told() {
    let (hub, _) = hub().await;
    let dana = dana(&hub).await;
    let kim = hub.enrol("Kim", Role::Rep).await;
    dana.post(DECIDE, &decision("a", json!({"kind": "accept"}))).await;
    let late = kim.post(DECIDE, &decision("b", json!({"kind": "accept"}))).await;
    assert_eq!(
        (late.status.as_u16(), late.json["message"].as_str().unwrap()),
        (409, "Dana accepted it in the meantime.")
    );
    // To give it back is still possible, for whoever finds out.
    assert_eq!(kim.post(DECIDE, &decision("c", reject("duplicate", None))).await.status, 200);
    let not_theirs = decision("d", json!({"kind": "withdraw", "decision": "a"}));
    assert_eq!(kim.post(DECIDE, &not_theirs).await.status, 403);
}

#[tokio::test]
async fn a_decision_is_on_the_hand_off_that_was_seen() {
    let (hub, crm) = hub().await;
    let dana = dana(&hub).await;
    let again = happened(deal("crm.lead/1", start() - TimeDelta::hours(1)), start(), EventKind::HandedOff { to: None });
    crm.answer("crm.lead/1", vec![again]);
    hub.pass(TimeDelta::minutes(1));
    assert_eq!(hand_off(&dana).await["response"]["started_at"], json!(start()));
    let stale = dana.post(DECIDE, &decision("a", json!({"kind": "accept"}))).await;
    assert_eq!(stale.status, 409);
}

#[tokio::test]
async fn what_is_wrong_with_a_decision_is_named() {
    let (hub, _) = hub().await;
    let dana = dana(&hub).await;
    let check = async |body: Value, status: u16, expect: &str| {
        let answer = dana.post(DECIDE, &body).await;
        assert_eq!((answer.status.as_u16(), answer.json["message"].as_str().unwrap()), (status, expect));
    };
    let codes = "wrong_fit, no_interest, bad_data, duplicate, spam, other";
    check(decision("a", reject("ugly", None)), 400, &format!("reason: 'ugly' was not agreed; there is {codes}")).await;
    check(decision("a", reject("other", Some("  "))), 400, "words: 'Other' needs them").await;
    let long = "é".repeat(2_001);
    check(decision("a", reject("other", Some(&long))), 400, "words: 2001 characters are more than 2000; shorten them")
        .await;
    check(decision("", json!({"kind": "accept"})), 400, "id: must have from 1 to 100 characters, and has 0").await;
    check(decision("w", json!({"kind": "withdraw", "decision": "x"})), 404, "There is no such decision to take back.")
        .await;
    dana.post(DECIDE, &decision("a", json!({"kind": "accept"}))).await;
    check(decision("a", reject("spam", None)), 400, "id: another decision has it already; make a new one").await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    assert_eq!(mo.post(DECIDE, &decision("m", json!({"kind": "accept"}))).await.status, 403);
    let nowhere =
        dana.post("/v1/records/odoo-main/crm.lead/9/hand-off", &decision("n", json!({"kind": "accept"}))).await;
    assert_eq!(nowhere.status, 404);
}

#[tokio::test]
async fn a_second_reading_of_the_crm_keeps_what_was_decided() {
    let (hub, crm) = hub().await;
    let dana = dana(&hub).await;
    dana.post(DECIDE, &decision("a", json!({"kind": "accept"}))).await;
    crm.answer("crm.lead/1", vec![responded(deal("crm.lead/1", start() - TimeDelta::hours(1)), start())]);
    hub.pass(TimeDelta::minutes(1));
    let now = hand_off(&dana).await;
    assert_eq!(
        (&now["acceptance"]["accepted"]["by"], &now["response"]["stop"]["response"]["by"]),
        (&json!("Dana"), &json!("Dana"))
    );
}
