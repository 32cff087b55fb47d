use plumbline_domain::record::Role;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal};
use crate::harness::{Client, Hub, start};

const ID: &str = "6f1c1c1e-7a0e-4b7e-9a55-0d5d3c2b1a01";

async fn hub() -> Hub {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start())]);
    Hub::builder().start(|_| crm).await
}

fn report(change: Value) -> Value {
    let mut report = json!({
        "id": ID, "revision": 1, "record": "odoo-main/crm.lead/1", "objection": "price",
        "heard_at": "2026-11-20T11:00:00Z", "words": null, "severity": null, "competitor": null, "withdrawn": false,
    });
    report.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    report
}

async fn on_the_record(client: &Client<'_>) -> Vec<Value> {
    client.get("/v1/records/odoo-main/crm.lead/1").await.json["reports"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_same_report_twice_counts_once() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    for _ in 0..2 {
        let answer = dana.post("/v1/reports", &report(json!({}))).await;
        assert_eq!((answer.status.as_u16(), answer.json), (200, json!({"id": ID, "revision": 1})));
    }
    // From two tabs at once, each in another revision.
    let (second, third) = (report(json!({"revision": 2})), report(json!({"revision": 3, "words": "last"})));
    let (third, second) = tokio::join!(dana.post("/v1/reports", &third), dana.post("/v1/reports", &second));
    assert_eq!((second.status.as_u16(), third.json["revision"].as_u64()), (200, Some(3)));
    let shown = on_the_record(&dana).await;
    assert_eq!(shown.len(), 1);
    assert_eq!((&shown[0]["report"]["words"], &shown[0]["is_mine"]), (&json!("last"), &json!(true)));
}

#[tokio::test]
async fn two_tabs_that_changed_the_same_report_lose_no_words() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.post("/v1/reports", &report(json!({}))).await;
    // The clock of the browser is finer than what the hub keeps.
    let here = json!({"revision": 2, "words": "of one tab", "heard_at": "2026-11-20T11:00:00.123456789Z"});
    let there = report(json!({"revision": 2, "words": "of the other tab"}));
    assert_eq!(dana.post("/v1/reports", &report(here.clone())).await.status, 200);
    let message = "revision 2 of this report is already here with other words; send it as revision 3";
    dana.post("/v1/reports", &there).await.must_be(400, "invalid", message);
    let taken_back = report(json!({"revision": 2, "words": "of one tab", "withdrawn": true}));
    dana.post("/v1/reports", &taken_back).await.must_be(400, "invalid", message);
    // The same again is no other report, by whatever name its record goes.
    let mut again = report(here);
    again["record"] = json!("odoo-main/action-500/1");
    assert_eq!(dana.post("/v1/reports", &again).await.json, json!({"id": ID, "revision": 2}));
    assert_eq!(on_the_record(&dana).await[0]["report"]["words"], "of one tab");
}

#[tokio::test]
async fn any_script_and_any_markup_comes_back_as_it_was_sent() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let check = async |revision: u32, words: &str| {
        let answer = dana.post("/v1/reports", &report(json!({"revision": revision, "words": words}))).await;
        assert_eq!(answer.status, 200, "{}", answer.json);
        assert_eq!(on_the_record(&dana).await[0]["report"]["words"], words);
    };
    check(2, "<script>alert(1)</script><img src=x onerror=alert(1)>").await;
    check(3, "אָב ٱلْعَرَبِيَّة 漢字 ไทย 🦀👩‍👩‍👧 \u{202e}txt.exe\u{0}\u{feff}").await;
    check(4, "'; DROP TABLE reports; --").await;
    check(5, &"é".repeat(10_000)).await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_by_field() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let check = async |change: Value, status: u16, code: &str, message: &str| {
        dana.post("/v1/reports", &report(change)).await.must_be(status, code, message);
    };
    check(
        json!({"words": "x".repeat(100_000)}),
        400,
        "invalid",
        "words: 100000 characters are more than the 10000 a report can carry; shorten them",
    )
    .await;
    check(
        json!({"words": "x".repeat(2_000_000)}),
        413,
        "invalid",
        "The request is longer than 1024 KB; shorten the text.",
    )
    .await;
    check(
        json!({"competitor": "x".repeat(201)}),
        400,
        "invalid",
        "competitor: 201 characters are more than the 200 a name can have; shorten it",
    )
    .await;
    check(json!({"revision": 0}), 400, "invalid", "revision: must be 1 or more").await;
    check(json!({"objection": "nothing"}), 404, "not_found", "objection: there is none called 'nothing'").await;
    let long = format!("odoo-main/crm.lead/{}", "1".repeat(400));
    check(json!({"record": long}), 400, "invalid", "record: its name is longer than 300 characters").await;
    let wrong = dana.post("/v1/reports", &report(json!({"severity": "terrible"}))).await;
    assert!(
        wrong.json["message"].as_str().unwrap().starts_with("severity: unknown variant `terrible`, expected one of")
    );
    let wrong = dana.post("/v1/reports", &report(json!({"id": "1"}))).await;
    assert!(wrong.json["message"].as_str().unwrap().starts_with("id: UUID parsing failed"));
    let wrong = dana.post_text("/v1/reports", "application/json", "{".into()).await;
    assert!(wrong.json["message"].as_str().unwrap().starts_with("The body is no JSON: EOF"));
    let wrong = dana.post_text("/v1/reports", "text/plain", report(json!({})).to_string()).await;
    wrong.must_be(415, "invalid", "The body must be JSON, and say so in Content-Type.");
    assert_eq!(on_the_record(&dana).await.len(), 0);
}

#[tokio::test]
async fn a_report_is_its_reporters() {
    let hub = hub().await;
    let (dana, sam) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Sam", Role::Rep).await);
    dana.post("/v1/reports", &report(json!({}))).await;
    let changed = report(json!({"revision": 9, "withdrawn": true}));
    sam.post("/v1/reports", &changed).await.must_be(403, "forbidden", "This report is another person's.");
    let seen = on_the_record(&sam).await;
    assert_eq!((&seen[0]["reporter"], &seen[0]["is_mine"]), (&json!("Dana"), &json!(false)));
    dana.post("/v1/reports", &changed).await;
    assert_eq!(on_the_record(&sam).await.len(), 0);
}

#[tokio::test]
async fn a_report_is_taken_whether_or_not_its_record_can_be_read() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    for (index, record) in
        ["odoo-main/crm.lead/99", "odoo-main/action-500/1", "gone/crm.lead/1"].into_iter().enumerate()
    {
        let id = format!("00000000-0000-4000-8000-00000000000{index}");
        let answer = dana.post("/v1/reports", &report(json!({"id": id, "record": record}))).await;
        assert_eq!(answer.status, 200, "{record}: {}", answer.json);
    }
    // One made where only the action was known is the record's all the same.
    dana.post("/v1/reports", &report(json!({"record": "odoo-main/action-211/1"}))).await;
    assert_eq!(on_the_record(&dana).await.len(), 1);
}

#[tokio::test]
async fn a_reported_objection_brings_its_content_and_comes_first() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.post("/v1/reports", &report(json!({}))).await;
    let view = dana.get("/v1/records/odoo-main/crm.lead/1").await.json;
    assert_eq!(view["objections"][0]["id"], "price");
    assert_eq!(view["content"][0]["content"]["id"], "cost");
    assert_eq!(view["content"][0]["reasons"][0], json!({"reported": {"objection": "price"}}));
}
