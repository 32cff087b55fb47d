//! The figures of the promises over HTTP, and the table behind them.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::Instant;
use plumbline_domain::ids::{CrmId, ReasonCode};
use plumbline_domain::record::Role;
use plumbline_domain::sla::EventKind;
use plumbline_domain::touch::Channel;
use plumbline_hub::connector::ConnectorError;
use plumbline_hub::records::keep_fresh;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{RecordStore, Waits};
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal, happened, key, responded};
use crate::harness::{Client, Hub, start};

fn ago(minutes: i64) -> Instant {
    start() - TimeDelta::minutes(minutes)
}

fn rejected(facts: RecordFacts, minutes: i64, reason: &str, words: Option<&str>) -> RecordFacts {
    let (reason, words) = (ReasonCode::new(reason), words.map(ToOwned::to_owned));
    happened(facts, ago(minutes), EventKind::Rejected { by: "Dana".into(), reason, words })
}

fn came_by(mut facts: RecordFacts, channel: Channel) -> RecordFacts {
    facts.touches[0].channel = channel;
    facts
}

/// Two hours are promised. Of the last day: answered in time and late, rejected in time and when overdue, still in time,
/// overdue; a week old: overdue; sixty days old: answered, overdue.
fn records() -> Vec<RecordFacts> {
    const DAY: i64 = 24 * 60;
    let answered = |name, at, after| responded(deal(name, ago(at)), ago(at - after));
    let accepted = |facts, at| happened(facts, ago(at), EventKind::Accepted { by: "Dana".into() });
    vec![
        accepted(answered("crm.lead/1", 600, 30), 590),
        came_by(answered("crm.lead/2", 700, 180), Channel::Event),
        rejected(deal("crm.lead/3", ago(300)), 290, "spam", None),
        rejected(deal("crm.lead/4", ago(400)), 250, "abolished", Some("=HYPERLINK(\"x\"), really")),
        deal("crm.lead/5", ago(10)),
        deal("crm.lead/6", ago(130)),
        deal("crm.lead/7", ago(7 * DAY)),
        answered("crm.lead/8", 60 * DAY, 30),
        deal("crm.lead/9", ago(60 * DAY)),
    ]
}

async fn hub() -> Hub {
    let hub = Hub::builder().start(|_| FakeCrm::new()).await;
    let facts = Facts { records: records(), ..Facts::default() };
    hub.store.put_facts(&facts, None, start()).await.unwrap();
    hub
}

fn names(rows: &Value) -> Vec<String> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["record"].as_str().unwrap().replace("odoo-main/crm.lead/", "")).collect()
}

#[tokio::test]
async fn figures_count_the_hand_offs_of_the_period() {
    let hub = hub().await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    let day = mo.get("/v1/sla?days=1").await.json;
    assert_eq!(
        day["metrics"]["response"],
        json!({
            "rate": {"numerator": 1, "denominator": 4},
            "in_time": 1, "late": 1, "missed": 1, "overdue": 1, "pending": 1, "cancelled": 1,
        })
    );
    assert_eq!(day["metrics"]["update"], Value::Null);
    assert_eq!(day["metrics"]["acceptance"], json!({"numerator": 1, "denominator": 3}));
    assert_eq!(day["metrics"]["undecided"], 3);
    // Of one count each, what was agreed comes first.
    let spam = json!({"code": "spam", "name": "Student, supplier or spam", "count": 1});
    let abolished = json!({"code": "abolished", "name": null, "count": 1});
    assert_eq!(day["metrics"]["rejections"], json!([spam, abolished]));
    assert_eq!(day["metrics"]["first_touch"], json!({"n": 2, "median_seconds": 1_800, "p90_seconds": 10_800}));
    let spread = |seconds| json!({"n": 1, "median_seconds": seconds, "p90_seconds": seconds});
    let by_channel = json!([
        {"channel": "paid_search", "spread": spread(1_800)}, {"channel": "event", "spread": spread(10_800)},
    ]);
    assert_eq!(day["metrics"]["first_touch_by_channel"], by_channel);
    assert_eq!(names(&day["hand_offs"]), ["5", "6", "3", "4", "1", "2"]);
    assert_eq!(day["targets"], json!({"follow_up_percent": 90, "acceptance_percent": 70}));
    assert_eq!(day["response_promises"][0]["name"], "First response");
    assert_eq!((&day["as_of"], &day["period"]["from"]), (&json!(start()), &json!(start() - TimeDelta::days(1))));
}

#[tokio::test]
async fn what_is_overdue_now_is_told_whenever_it_was_handed_off() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let month = dana.get("/v1/sla").await.json;
    assert_eq!((&month["period"]["days"], &month["metrics"]["handed_off"]), (&json!(30), &json!(7)));
    assert_eq!(
        (&month["overdue_count"], names(&month["overdue"])),
        (&json!(3), ["9", "7", "6"].map(String::from).to_vec())
    );
    let overdue = &month["overdue"][2];
    let measure = json!({"standing": "overdue", "elapsed_seconds": 7_800, "late_seconds": 600});
    assert_eq!(overdue["response"], json!({"measure": measure, "due_at": ago(10), "done_at": null, "done_by": null}));
    assert_eq!(overdue["record_url"], "https://odoo.example.com/odoo/crm/6");
    let quarter = dana.get("/v1/sla?days=90").await.json;
    assert_eq!((&quarter["metrics"]["handed_off"], &quarter["overdue_count"]), (&json!(9), &json!(3)));
    // A response takes it off.
    let answered = Facts { records: vec![responded(deal("crm.lead/6", ago(130)), start())], ..Facts::default() };
    hub.store.put_facts(&answered, None, start()).await.unwrap();
    assert_eq!(dana.get("/v1/sla").await.json["overdue_count"], 2);
    hub.store.mark_gone(&[key("crm.lead/7")]).await.unwrap();
    assert_eq!(names(&dana.get("/v1/sla").await.json["overdue"]), ["9"]);
}

#[tokio::test]
async fn the_promise_to_bring_the_status_up_to_date_has_a_rate_of_its_own() {
    let promised = "[promise.update]\nwithin = \"1d\"\ncalendar = \"Always\"\n";
    let hub = Hub::builder().configured(promised).start(|_| FakeCrm::new()).await;
    let update = || EventKind::Updated { by: "Dana".into(), status: "Qualified".into() };
    let answered = |name, at| responded(deal(name, ago(at)), ago(at - 10));
    const DAY: i64 = 24 * 60;
    let records = vec![
        happened(answered("crm.lead/1", 2 * DAY), ago(DAY + 1), update()),
        happened(answered("crm.lead/2", 2 * DAY), ago(DAY - 1), update()),
        answered("crm.lead/3", DAY + 30),
        answered("crm.lead/4", 30),
        // Answered long ago, and nobody said in the CRM what came of it.
        answered("crm.lead/5", 60 * DAY),
    ];
    hub.store.put_facts(&Facts { records, ..Facts::default() }, None, start()).await.unwrap();
    let week = hub.enrol("Mo", Role::Marketer).await.get("/v1/sla?days=7").await.json;
    assert_eq!(
        week["metrics"]["update"],
        json!({
            "rate": {"numerator": 1, "denominator": 3},
            "in_time": 1, "late": 1, "missed": 0, "overdue": 1, "pending": 1, "cancelled": 0,
        })
    );
    assert_eq!(week["metrics"]["response"]["rate"], json!({"numerator": 4, "denominator": 4}));
    assert_eq!(names(&week["overdue"]), ["5", "3"]);
    assert_eq!(week["update_promises"][0]["within_seconds"], 86_400);
}

#[tokio::test]
async fn each_hand_off_of_a_record_counts_and_only_the_last_can_be_overdue() {
    let hub = Hub::builder().start(|_| FakeCrm::new()).await;
    let again = happened(deal("crm.lead/1", ago(600)), ago(200), EventKind::HandedOff { to: None });
    hub.store.put_facts(&Facts { records: vec![again], ..Facts::default() }, None, start()).await.unwrap();
    let day = hub.enrol("Mo", Role::Marketer).await.get("/v1/sla?days=1").await.json;
    let standings: Vec<&Value> =
        day["hand_offs"].as_array().unwrap().iter().map(|row| &row["response"]["measure"]["standing"]).collect();
    assert_eq!(standings, ["overdue", "missed"]);
    assert_eq!((&day["metrics"]["handed_off"], &day["overdue_count"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn what_people_decide_counts_at_once() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let waiting = async || {
        let crm = CrmId::new("odoo-main");
        hub.store.handed_off_since(&crm, start(), Waits::ForResponse).await.unwrap().len()
    };
    assert_eq!(waiting().await, 4);
    let reject =
        json!({"id": "a", "handed_off_at": ago(10), "decision": {"kind": "reject", "reason": "spam", "words": null}});
    let decided = dana.post("/v1/records/odoo-main/crm.lead/5/hand-off", &reject).await;
    assert_eq!(decided.status, 200, "{}", decided.json);
    let day = dana.get("/v1/sla?days=1").await.json;
    assert_eq!(
        day["metrics"]["rejections"][0],
        json!({"code": "spam", "name": "Student, supplier or spam", "count": 2})
    );
    assert_eq!(
        (&day["metrics"]["response"]["pending"], &day["metrics"]["response"]["cancelled"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(waiting().await, 3);
}

#[tokio::test]
async fn the_table_has_every_hand_off_and_no_formula() {
    let hub = hub().await;
    let answer = hub.enrol("Mo", Role::Marketer).await.get("/v1/sla.csv?days=1").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"plumbline-sla-2026-11-20-1-days.csv\"");
    insta::assert_snapshot!("sla_csv", answer.json.as_str().unwrap().replace("\r\n", "¶\n"));
}

#[tokio::test]
async fn a_period_is_some_days_and_nobody_reads_without_signing_in() {
    let hub = hub().await;
    let ada = hub.enrol("Ada", Role::Admin).await;
    assert_eq!(ada.get("/v1/sla?days=366").await.status, 200);
    for path in ["/v1/sla", "/v1/sla.csv"] {
        for days in ["0", "367", "-1", "1.5", "", "week"] {
            let message = format!("days: '{days}' is not a whole number from 1 to 366");
            ada.get(&format!("{path}?days={days}")).await.must_be(400, "invalid", &message);
        }
        let message = "You are not signed in, or no longer. Enrol again with a new code.";
        hub.anybody().get(path).await.must_be(401, "not_enrolled", message);
    }
}

/// Waits until the answer is as expected.
async fn until(client: &Client<'_>, is_so: impl Fn(&Value) -> bool) {
    while !is_so(&client.get("/v1/sla").await.json["freshness"][0]) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn figures_say_up_to_when_the_crm_was_followed_and_why_not_further() {
    let crm = FakeCrm::new();
    let (connector, follower) = (Arc::clone(&crm), Arc::clone(&crm));
    let hub = Hub::builder().start(|_| connector).await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    until(&mo, |freshness| *freshness == json!({"crm": "odoo-main", "followed_at": null, "trouble": null})).await;
    let records = Facts { records: vec![deal("crm.lead/1", start())], ..Facts::default() };
    hub.store.put_facts(&records, Some(&key("crm.lead/1")), start()).await.unwrap();
    tokio::spawn(keep_fresh(Arc::clone(&hub.records), follower, Duration::from_millis(5), hub.stop.clone()));
    until(&mo, |freshness| *freshness == json!({"crm": "odoo-main", "followed_at": start(), "trouble": null})).await;
    let failed = ConnectorError::Failed { crm: "Odoo", status: 500 };
    let trouble = format!("{failed}.");
    crm.set_own(Err(failed));
    until(&mo, |freshness| freshness["trouble"] == json!(trouble)).await;
    // What was known stays known.
    until(&mo, |freshness| freshness["followed_at"] == json!(start())).await;
    hub.stop.cancel();
}

#[tokio::test]
async fn what_was_stored_before_hand_offs_were_kept_by_time_is_found_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hub.db");
    let found = async |store: &SqliteStore| {
        let crm = CrmId::new("odoo-main");
        let found = store.handed_off_since(&crm, ago(60), Waits::ForResponse).await.unwrap();
        found.into_iter().map(|facts| facts.record.key.to_string()).collect::<Vec<_>>()
    };
    let store = SqliteStore::open(&path).await.unwrap();
    let stored = vec![responded(deal("crm.lead/1", ago(30)), start()), responded(deal("crm.lead/2", ago(90)), start())];
    store.put_facts(&Facts { records: stored, ..Facts::default() }, None, start()).await.unwrap();
    assert_eq!(found(&store).await, ["odoo-main/crm.lead/1"]);
    store.close().await;
    let pool = sqlx::SqlitePool::connect(path.to_str().unwrap()).await.unwrap();
    sqlx::query("UPDATE records SET last_handed_off_at = 0").execute(&pool).await.unwrap();
    pool.close().await;
    assert_eq!(found(&SqliteStore::open(&path).await.unwrap()).await, ["odoo-main/crm.lead/1"]);
}
