//! Taking back what marketing did brings back what was there, with who did it and when.

use chrono::TimeDelta;
use plumbline_domain::record::Role;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal};
use crate::harness::{Client, Hub, start};

const PRICE: &str = "/v1/objections/price";

fn id(n: u32) -> String {
    format!("00000000-0000-4000-8000-{n:012}")
}

/// A hub where Dana reported the same objection as often as that.
async fn hub(reports: u32) -> Hub {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start())]);
    let hub = Hub::builder().start(|_| crm).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    for n in 1..=reports {
        let report = json!({
            "id": id(n), "revision": 1, "record": "odoo-main/crm.lead/1", "objection": "price",
            "heard_at": "2026-11-20T11:00:00Z", "words": null, "severity": null, "competitor": null, "withdrawn": false,
        });
        assert_eq!(dana.post("/v1/reports", &report).await.status, 200);
    }
    hub
}

/// What a marketer does with a report that stands like this.
async fn handle(client: &Client<'_>, n: u32, seen: &Value, mut action: Value) -> Value {
    let at = seen.as_object().and_then(|handling| handling.values().next()).map_or(&Value::Null, |done| &done["at"]);
    action["seen_at"] = at.clone();
    let answer = client.post(&format!("/v1/reports/{}/handling", id(n)), &action).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    answer.json["handling"].clone()
}

/// How the reports stand, by their number.
async fn standing(client: &Client<'_>) -> Vec<Value> {
    let inbox = client.get("/v1/inbox").await.json;
    let mut reports: Vec<_> = inbox["reports"].as_array().unwrap().iter().map(|row| &row["report"]).collect();
    reports.sort_by_key(|report| report["report"]["id"].to_string());
    reports.into_iter().map(|report| report["handling"].clone()).collect()
}

#[tokio::test]
async fn a_report_is_again_what_somebody_else_had_made_of_it() {
    let hub = hub(1).await;
    let (mo, ann) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Ann", Role::Marketer).await);
    let seen = handle(&ann, 1, &json!("new"), json!({"action": "acknowledge"})).await;
    hub.pass(TimeDelta::minutes(1));
    let started = handle(&mo, 1, &seen, json!({"action": "start"})).await;
    assert_eq!(started["in_progress"]["by"], "Mo");
    hub.pass(TimeDelta::minutes(1));
    assert_eq!(handle(&mo, 1, &started, json!({"action": "take_back"})).await, seen);
    assert_eq!(handle(&mo, 1, &seen, json!({"action": "take_back"})).await, started, "which is taken back, too");

    let declined = handle(&mo, 1, &started, json!({"action": "decline", "reason": "No"})).await;
    hub.pass(TimeDelta::minutes(1));
    let answered = handle(&ann, 1, &declined, json!({"action": "answer", "content": "cost", "words": "Page 2"})).await;
    assert_eq!(handle(&ann, 1, &answered, json!({"action": "take_back"})).await, declined);
    let stale = json!({"action": "take_back", "seen_at": null});
    let refused = mo.post(&format!("/v1/reports/{}/handling", id(1)), &stale).await;
    refused.must_be(409, "invalid", "Mo declined this in the meantime.");
}

#[tokio::test]
async fn an_objection_and_each_report_of_it_are_again_what_they_were() {
    let hub = hub(3).await;
    let (mo, ann) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Ann", Role::Marketer).await);
    let act = async |mut action: Value, version: u32| {
        hub.pass(TimeDelta::minutes(1));
        action["seen_version"] = json!(version);
        let answer = mo.post(&format!("{PRICE}/handling"), &action).await;
        assert_eq!(answer.status, 200, "{}", answer.json);
        answer.json["handling"].clone()
    };
    handle(&ann, 1, &json!("new"), json!({"action": "acknowledge"})).await;
    handle(&ann, 2, &json!("new"), json!({"action": "start"})).await;
    let before = standing(&mo).await;
    assert_eq!(before[2], "new");

    let answer = json!({"action": "answer", "content": null, "words": "Page 2"});
    act(answer.clone(), 1).await;
    assert!(standing(&mo).await.iter().all(|handling| handling["answered"]["by"] == "Mo"));
    assert_eq!(act(json!({"action": "take_back"}), 2).await, "new");
    assert_eq!(standing(&mo).await, before);

    let acknowledged = act(json!({"action": "acknowledge"}), 3).await;
    let after = standing(&mo).await;
    let answered = act(answer, 4).await;
    assert_eq!(act(json!({"action": "reopen"}), 5).await, "new");
    assert_eq!(act(json!({"action": "take_back"}), 6).await, answered, "reopening is taken back, too");
    assert!(standing(&mo).await.iter().all(|handling| handling["answered"]["by"] == "Mo"));
    let changes = mo.get(PRICE).await.json["changes"].clone();
    assert_eq!((&changes[0]["kind"], &changes[0]["reports"]), (&json!("taken_back"), &json!(3)));
    assert!(changes.as_array().unwrap().iter().any(|change| change["handling"] == acknowledged));
    assert_eq!(after[0], before[0], "what was that far already stays as it was");
}
