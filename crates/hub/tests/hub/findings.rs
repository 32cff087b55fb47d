//! What marketing hears without asking.

use chrono::TimeDelta;
use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::Instant;
use plumbline_domain::record::{Outcome, RecordKey, RecordKind, Role, Stage};
use plumbline_hub::store::RecordStore;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fake_crm::{FakeCrm, deal};
use crate::harness::{Client, Hub, start};

pub async fn hub(more: &str) -> Hub {
    Hub::builder().configured(more).start(|_| FakeCrm::new()).await
}

pub async fn know(hub: &Hub, records: Vec<RecordFacts>) {
    hub.store.put_facts(&Facts { records, ..Facts::default() }, None, start()).await.unwrap();
}

fn at_stage(number: usize, stage: &str) -> RecordFacts {
    let mut facts = deal(&format!("crm.lead/{number}"), start());
    facts.record.stage = Some(Stage { name: stage.into(), outcome: Outcome::Open });
    facts
}

fn key(number: usize) -> RecordKey {
    RecordKey::new("odoo-main", "crm.lead", number.to_string())
}

/// A report of an objection so long after the start.
pub async fn report(rep: &Client<'_>, number: usize, objection: Option<&str>, after: TimeDelta) -> String {
    let id = Uuid::new_v4().to_string();
    let sent = json!({
        "id": id, "revision": 1, "record": key(number), "objection": objection, "heard_at": start() + after,
        "words": objection.is_none().then_some("something else"), "severity": null, "competitor": null, "withdrawn": false,
    });
    let answer = rep.post("/v1/reports", &sent).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    id
}

async fn findings(hub: &Hub) -> Value {
    let answer = hub.enrol("Mo", Role::Marketer).await.get("/v1/findings").await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    answer.json
}

#[tokio::test]
async fn an_empty_hub_finds_nothing_and_says_out_of_how_much() {
    let found = findings(&hub("").await).await;
    assert_eq!((&found["in_a_row"], &found["final_stages"]["stages"]), (&json!([]), &json!([])));
    assert_eq!((&found["rising"]["rises"], &found["rising"]["looked_at"]), (&json!([]), &json!(0)));
    // Its one piece of content was added when the hub started.
    assert_eq!((&found["unopened"]["count"], &found["unopened"]["offered"]), (&json!(0), &json!(1)));
    assert_eq!(found["compared"]["any"]["used"], json!({"numerator": 0, "denominator": 0, "interval": null}));
}

#[tokio::test]
async fn only_marketing_reads_them() {
    let hub = hub("").await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(dana.get("/v1/findings").await.status, 403);
    assert_eq!(hub.anybody().get("/v1/findings").await.status, 401);
}

#[tokio::test]
async fn three_deals_in_a_row_are_a_run_until_the_reports_are_taken_back() {
    let hub = hub("").await;
    know(&hub, (1..=3).map(|number| at_stage(number, "Proposition")).collect()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    for number in 1..=2 {
        report(&dana, number, Some("price"), TimeDelta::minutes(-60 + i64::try_from(number).unwrap())).await;
    }
    assert_eq!(findings(&hub).await["in_a_row"], json!([]));
    let last = report(&dana, 3, Some("price"), TimeDelta::zero()).await;
    let found = &findings(&hub).await["in_a_row"];
    assert_eq!(found.as_array().unwrap().len(), 1);
    let run = &found[0];
    assert_eq!((&run["objection"]["name"], &run["count"]), (&json!("Too expensive"), &json!(3)));
    let titles: Vec<&Value> = run["records"].as_array().unwrap().iter().map(|record| &record["title"]).collect();
    assert_eq!(titles, ["Deal crm.lead/1", "Deal crm.lead/2", "Deal crm.lead/3"]);
    assert_eq!(run["records"][0]["url"], "https://odoo.example.com/odoo/crm/1");
    let withdrawn = json!({
        "id": last, "revision": 2, "record": key(3), "objection": "price", "heard_at": start(), "words": null,
        "severity": null, "competitor": null, "withdrawn": true,
    });
    assert_eq!(dana.post("/v1/reports", &withdrawn).await.status, 200);
    assert_eq!(findings(&hub).await["in_a_row"], json!([]));
}

#[tokio::test]
async fn a_report_keeps_the_stage_that_its_deal_was_in() {
    let hub = hub("[findings]\nfinal_stages = [\"Negotiation\", \"proposition\"]").await;
    let mut lead = at_stage(4, "Proposition");
    lead.record.kind = RecordKind::Lead;
    know(&hub, vec![at_stage(1, "Proposition"), at_stage(2, "New"), at_stage(3, "Negotiation"), lead]).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    for number in 1..=4 {
        report(&dana, number, Some("price"), TimeDelta::zero()).await;
    }
    report(&dana, 3, Some("security"), TimeDelta::zero()).await;
    // What becomes of the deals changes nothing of when it was said.
    know(&hub, vec![at_stage(1, "New"), at_stage(2, "Proposition")]).await;
    let found = findings(&hub).await;
    let heard = found["final_stages"]["most_heard"].as_array().unwrap().iter();
    let heard: Vec<_> =
        heard.map(|heard| (heard["objection"]["id"].as_str().unwrap(), heard["deals"].as_u64())).collect();
    assert_eq!(heard, [("price", Some(2)), ("security", Some(1))]);
    assert_eq!(found["final_stages"]["stages"], json!(["Negotiation", "proposition"]));
}

#[tokio::test]
async fn what_rises_is_told_with_how_likely_that_is_by_chance() {
    let hub = hub("").await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    for number in 0..12 {
        report(&dana, number, Some("security"), TimeDelta::minutes(-1)).await;
    }
    report(&dana, 1, Some("security"), TimeDelta::days(-8)).await;
    report(&dana, 1, Some("price"), TimeDelta::days(-8)).await;
    let rising = &findings(&hub).await["rising"];
    assert_eq!((&rising["this_week"], &rising["last_week"], &rising["looked_at"]), (&json!(12), &json!(2), &json!(1)));
    let rise = &rising["rises"][0];
    assert_eq!(
        (&rise["objection"]["id"], &rise["this_week"], &rise["last_week"]),
        (&json!("security"), &json!(12), &json!(1))
    );
    // 12 or 13 heads of 13.
    assert!((rise["chance"].as_f64().unwrap() - 14.0 / 8192.0).abs() < 1e-9, "{rise}");
    // A week later, it is last week's.
    hub.pass(TimeDelta::days(7));
    assert_eq!(findings(&hub).await["rising"]["rises"], json!([]));
}

#[tokio::test]
async fn content_that_nobody_opened_is_told_after_ninety_days() {
    let hub = hub("").await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let unopened = async || findings(&hub).await["unopened"]["pieces"].clone();
    hub.pass(TimeDelta::days(89));
    assert_eq!(unopened().await, json!([]));
    hub.pass(TimeDelta::days(2));
    let never = unopened().await;
    assert_eq!((&never[0]["content"]["title"], &never[0]["last_used_at"]), (&json!("Five-year cost"), &Value::Null));
    know(&hub, vec![deal("crm.lead/1", start())]).await;
    let used = json!({"record": key(1), "action": "opened"});
    assert_eq!(dana.post("/v1/content/cost/uses", &used).await.status, 204);
    hub.pass(TimeDelta::minutes(2));
    assert_eq!(unopened().await, json!([]));
    hub.pass(TimeDelta::days(91));
    assert!(unopened().await[0]["last_used_at"].is_string());
}

#[tokio::test]
async fn content_past_its_day_is_told_with_whose_it_is() {
    let hub = hub("").await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    let piece = json!({
        "id": "sheet", "title": "Price sheet", "kind": "document", "url": "https://content.example.com/sheet",
        "verifier": "Kim", "verify_by": "2026-11-19",
    });
    let answer = mo.put("/v1/content/sheet", &json!({"content": piece, "seen_version": null})).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    let stale = &findings(&hub).await["stale"];
    assert_eq!(stale["count"], 1);
    let told =
        (&stale["pieces"][0]["content"]["title"], &stale["pieces"][0]["verifier"], &stale["pieces"][0]["verify_by"]);
    assert_eq!(told, (&json!("Price sheet"), &json!("Kim"), &json!("2026-11-19")));
}

fn closed(number: usize, outcome: Outcome, at: Instant) -> RecordFacts {
    let mut facts = at_stage(number, "Won");
    facts.record.stage = Some(Stage { name: "Closed".into(), outcome });
    facts.record.closed_at = Some(at);
    facts
}

/// Twelve deals on which price was an objection; on the first six the sheet was used, and won five of them.
#[tokio::test]
async fn deals_are_compared_with_and_without_content() {
    let hub = hub("").await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    know(&hub, (1..=14).map(|number| at_stage(number, "Proposition")).collect()).await;
    for number in 1..=13 {
        report(&dana, number, Some("price"), TimeDelta::minutes(-5)).await;
    }
    for number in 1..=6 {
        for _ in 0..2 {
            let used = json!({"record": key(number), "action": "copied"});
            assert_eq!(dana.post("/v1/content/cost/uses", &used).await.status, 204);
        }
    }
    let end = start() + TimeDelta::hours(1);
    let ended = (1..=12).map(|number| {
        let outcome = if number <= 5 || number == 7 { Outcome::Won } else { Outcome::Lost };
        closed(number, outcome, end)
    });
    // One was closed before anything was said of it, and on one nothing was said at all.
    let others = [closed(13, Outcome::Won, start() - TimeDelta::days(1)), closed(14, Outcome::Won, end)];
    know(&hub, ended.chain(others).collect()).await;
    hub.pass(TimeDelta::hours(2));
    // What is used after the end does not count.
    dana.post("/v1/content/cost/uses", &json!({"record": key(8), "action": "opened"})).await;
    let compared = &findings(&hub).await["compared"];
    let counts = |of: &Value| (of["numerator"].as_i64(), of["denominator"].as_i64());
    let piece = &compared["pieces"][0];
    assert_eq!(piece["content"]["id"], "cost");
    assert_eq!(counts(&piece["compared"]["used"]), (Some(5), Some(6)));
    assert_eq!(counts(&piece["compared"]["not_used"]), (Some(2), Some(7)));
    assert_eq!((&piece["verdict"], &compared["verdict"]), (&json!("more_won"), &json!("more_won")));
    assert_eq!(piece["compared"]["used"]["interval"], json!({"low_per_mille": 436, "high_per_mille": 970}));
}
