use chrono::TimeDelta;
use plumbline_domain::record::Role;
use plumbline_hub::store::RecordStore;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal, key};
use crate::harness::{Hub, start};

const ID: &str = "6f1c1c1e-7a0e-4b7e-9a55-0d5d3c2b1a01";
const HANDLING: &str = "/v1/reports/6f1c1c1e-7a0e-4b7e-9a55-0d5d3c2b1a01/handling";
const RECORD: &str = "/v1/records/odoo-main/crm.lead/1";

/// A hub where Dana reported an objection on a deal that was read.
async fn hub() -> Hub {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start())]);
    let hub = Hub::builder().start(|_| crm).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(RECORD).await;
    let report = json!({
        "id": ID, "revision": 1, "record": "odoo-main/crm.lead/1", "objection": "price",
        "heard_at": "2026-11-20T11:00:00Z", "words": "Too much", "severity": "challenge", "competitor": null, "withdrawn": false,
    });
    assert_eq!(dana.post("/v1/reports", &report).await.status, 200);
    hub
}

#[tokio::test]
async fn marketing_sees_what_the_field_hears_with_what_is_at_stake() {
    let hub = hub().await;
    let inbox = hub.enrol("Mo", Role::Marketer).await.get("/v1/inbox").await;
    insta::assert_json_snapshot!("inbox", inbox.json);
    assert_eq!(hub.enrol("Ada", Role::Admin).await.get("/v1/inbox").await.status, 200);
}

#[tokio::test]
async fn nothing_is_at_stake_on_a_record_that_is_gone() {
    let hub = hub().await;
    hub.store.mark_gone(&[key("crm.lead/1")]).await.unwrap();
    let mo = hub.enrol("Mo", Role::Marketer).await;
    let inbox = mo.get("/v1/inbox").await.json;
    assert_eq!(inbox["reports"][0]["record"]["title"], "Deal crm.lead/1");
    let board = mo.get("/v1/board").await.json;
    assert_eq!((&board["open_deals"], &board["revenue_at_stake"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn reps_neither_read_nor_handle_the_inbox() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let message = "This page is for marketing. Whoever runs the hub can invite you with that role.";
    dana.get("/v1/inbox").await.must_be(403, "forbidden", message);
    dana.post(HANDLING, &json!({"action": "acknowledge"})).await.must_be(403, "forbidden", message);
}

#[tokio::test]
async fn an_answer_reaches_the_reporter_until_they_see_it_on_the_record() {
    let hub = hub().await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    let answer = json!({"action": "answer", "content": "cost", "words": " Page 2 "});
    let view = mo.post(HANDLING, &answer).await;
    let handling =
        json!({"answered": {"by": "Mo", "at": "2026-11-20T12:00:00Z", "content": "cost", "words": "Page 2"}});
    assert_eq!(view.json["handling"], handling);
    let answered = async |client: &crate::harness::Client<'_>| {
        client.get("/v1/attention").await.json["answered"].as_array().map(Vec::len)
    };
    assert_eq!((answered(&dana).await, answered(&mo).await), (Some(1), Some(0)));
    // That marketing looks at the record does not count.
    mo.get(RECORD).await;
    assert_eq!(answered(&dana).await, Some(1));
    let shown = dana.get(RECORD).await.json["reports"][0].clone();
    assert_eq!((&shown["handling"], &shown["answer"]["title"]), (&handling, &json!("Five-year cost")));
    assert_eq!(answered(&dana).await, Some(0));
}

#[tokio::test]
async fn handling_can_be_taken_back() {
    let hub = hub().await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    let acknowledged = mo.post(HANDLING, &json!({"action": "acknowledge"})).await.json["handling"].clone();
    assert_eq!(acknowledged, json!({"acknowledged": {"by": "Mo", "at": "2026-11-20T12:00:00Z"}}));
    let reopen = json!({"action": "reopen", "seen_at": acknowledged["acknowledged"]["at"]});
    assert_eq!(mo.post(HANDLING, &reopen).await.json["handling"], "new");
}

#[tokio::test]
async fn what_somebody_else_did_in_the_meantime_is_not_overwritten() {
    let hub = hub().await;
    let (mo, ann) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Ann", Role::Marketer).await);
    let answer = json!({"action": "answer", "content": "cost", "words": "Page 2", "seen_at": null});
    let answered = ann.post(HANDLING, &answer).await;
    hub.pass(TimeDelta::minutes(1));
    for stale in [json!({"action": "acknowledge"}), json!({"action": "answer", "content": null, "words": "Page 3"})] {
        let refused = mo.post(HANDLING, &stale).await;
        refused.must_be(409, "invalid", "Ann answered this in the meantime.");
        assert_eq!(refused.json["current"]["handling"], answered.json["handling"]);
    }
    // Ann's first request was answered into nothing, and comes again.
    assert_eq!(ann.post(HANDLING, &answer).await.json["handling"], answered.json["handling"]);
    let seen_at = &answered.json["handling"]["answered"]["at"];
    let acknowledged = mo.post(HANDLING, &json!({"action": "acknowledge", "seen_at": seen_at})).await;
    assert_eq!(acknowledged.json["handling"]["acknowledged"]["by"], "Mo");
}

#[tokio::test]
async fn handling_that_makes_no_sense_is_refused() {
    let hub = hub().await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    let check = async |path: &str, body: Value, status: u16, code: &str, message: &str| {
        mo.post(path, &body).await.must_be(status, code, message);
    };
    let empty = json!({"action": "answer", "content": null, "words": " "});
    check(HANDLING, empty, 400, "invalid", "words: an answer needs words, content or both").await;
    let long = json!({"action": "answer", "content": null, "words": "x".repeat(10_001)});
    check(HANDLING, long, 400, "invalid", "words: 10001 characters are more than 10000; shorten them").await;
    let unknown = json!({"action": "answer", "content": "nothing", "words": null});
    check(HANDLING, unknown, 404, "not_found", "content: there is none called 'nothing'").await;
    let none = "There is no such report, or it was taken back.";
    check("/v1/reports/1/handling", json!({"action": "reopen"}), 404, "not_found", none).await;
    let other = "/v1/reports/00000000-0000-4000-8000-000000000000/handling";
    check(other, json!({"action": "reopen"}), 404, "not_found", none).await;
    let wrong = mo.post(HANDLING, &json!({"action": "delete"})).await;
    assert!(wrong.json["message"].as_str().unwrap().contains("unknown variant `delete`"), "{}", wrong.json);
}

#[tokio::test]
async fn the_library_is_everybodys() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let names: Vec<Value> = dana.get("/v1/objections").await.json["objections"].as_array().unwrap().clone();
    assert_eq!(names.iter().map(|entry| &entry["objection"]["id"]).collect::<Vec<_>>(), ["security", "price"]);
    assert_eq!(dana.get("/v1/content").await.json["content"][0]["content"]["id"], "cost");
}

#[tokio::test]
async fn an_objection_comes_with_twenty_pieces_at_most_and_says_how_many_there_are() {
    let hub = Hub::builder().start(|_| FakeCrm::new()).await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    for n in 10..35 {
        let content = json!({
            "id": format!("piece-{n}"), "title": format!("Piece {n}"), "kind": "document", "url": "https://e.example/p", "snippet": null,
            "language": null, "answers": ["price"], "stages": [], "segments": [], "competitors": [], "verifier": null,
            "verified_on": null, "verify_by": null,
        });
        let request = json!({"content": content, "is_retired": false, "seen_version": null});
        assert_eq!(mo.put(&format!("/v1/content/piece-{n}"), &request).await.status, 200);
    }
    let shown = async || {
        let told = mo.get("/v1/objections/price").await.json;
        let pieces = told["content"].as_array().unwrap();
        (pieces.len(), told["content_count"].clone(), pieces[0]["content"]["id"].clone())
    };
    let (pieces, count, _) = shown().await;
    assert_eq!((pieces, count), (20, json!(26)));
    // What it was answered with is among them wherever it stands.
    let answer = json!({"action": "answer", "content": "piece-34", "words": null, "seen_version": 1});
    assert_eq!(mo.post("/v1/objections/price/handling", &answer).await.status, 200);
    assert_eq!(shown().await, (20, json!(26), json!("piece-34")));
}
