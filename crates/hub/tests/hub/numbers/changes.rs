//! What changes is counted anew, and nothing else is needed for that.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::CrmUser;
use plumbline_hub::connector::ConnectorError;
use plumbline_hub::records::keep_fresh;
use plumbline_hub::store::NumberStore;

use super::*;
use crate::fake_crm::key;

const EVERYTHING: &str = "from=2024-01&to=2026-12";

/// All figures by all dimensions, but for when they were made.
async fn figures(hub: &Hub) -> Vec<Value> {
    let dana = hub.enrol("Dana", Role::Rep).await;
    let mut all = Vec::new();
    for by in ["source", "campaign", "channel", "segment"] {
        for currency in ["EUR", "USD"] {
            let answer = dana.get(&format!("/v1/numbers?{EVERYTHING}&by={by}&currency={currency}")).await.json;
            all.push(json!([answer["total"], answer["rows"], answer["currencies"]]));
        }
    }
    for measure in ["leads", "deals", "closed"] {
        all.push(dana.get(&format!("/v1/numbers/deals?{EVERYTHING}&measure={measure}")).await.json["deals"].clone());
    }
    all
}

/// After each change the figures are those of a hub that never knew anything else.
async fn same_as_new(hub: &Hub, records: &[RecordFacts], what: &str) {
    numbers(hub).settle().await.unwrap();
    let fresh = hub_of(records.to_vec()).await;
    assert_eq!(figures(hub).await, figures(&fresh).await, "{what}");
}

#[tokio::test]
async fn each_change_of_a_deal_is_counted_as_if_it_had_always_been_so() {
    let mut all = records();
    let hub = hub_of(all.clone()).await;
    type Change = (&'static str, fn(&mut RecordFacts));
    let changes: [Change; 8] = [
        ("amount", |facts| facts.record.amount = Some(Money { minor: 12_345, currency: "EUR".parse().unwrap() })),
        ("currency", |facts| facts.record.amount = Some(Money { minor: 12_345, currency: "USD".parse().unwrap() })),
        ("no amount", |facts| facts.record.amount = None),
        ("reopened", |facts| {
            facts.record.stage = Some(Stage { name: "Proposition".into(), outcome: Outcome::Open });
            facts.record.closed_at = None;
        }),
        ("lost", |facts| *facts = closed(facts.clone(), "2026-11-10", Outcome::Lost)),
        ("owner", |facts| facts.record.owner = Some(CrmUser { id: "9".into(), name: "Kim".into() })),
        ("segments", |facts| facts.profile.segments = vec!["Enterprise".into(), "Health".into(), "Health".into()]),
        ("touches", |facts| facts.touches.push(touch("more", "2026-10-02", Some("Podcast"), Channel::Other))),
    ];
    for (what, change) in changes {
        change(&mut all[0]);
        put(&hub, vec![all[0].clone()]).await;
        same_as_new(&hub, &all, what).await;
    }
    hub.store.mark_gone(&[key("crm.lead/1"), key("crm.lead/9")]).await.unwrap();
    let left: Vec<RecordFacts> =
        all.iter().filter(|facts| !["1", "9"].contains(&facts.record.key.id.as_str())).cloned().collect();
    same_as_new(&hub, &left, "deleted").await;
    put(&hub, vec![all[0].clone(), all[8].clone()]).await;
    same_as_new(&hub, &all, "back again").await;
}

#[tokio::test]
async fn a_touch_on_two_deals_counts_on_each_until_the_deal_says_otherwise() {
    let mut all = records();
    let hub = hub_of(all.clone()).await;
    let shared = all[1].touches[0].clone();
    all[5].touches.push(shared);
    put(&hub, vec![all[5].clone()]).await;
    same_as_new(&hub, &all, "on both").await;
    all[1].touches.remove(0);
    put(&hub, vec![all[1].clone()]).await;
    same_as_new(&hub, &all, "moved").await;
}

#[tokio::test]
async fn until_it_is_counted_a_change_is_told_of() {
    let hub = hub_of(records()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let standing = async || dana.get("/v1/numbers").await.json["standing"].clone();
    assert_eq!(standing().await, json!({"computed_at": start(), "changed": 0, "building": null}));
    let mut one = records().remove(0);
    one.record.amount = None;
    put(&hub, vec![one]).await;
    hub.pass(TimeDelta::minutes(5));
    assert_eq!(standing().await["changed"], 1);
    numbers(&hub).settle().await.unwrap();
    assert_eq!(
        standing().await,
        json!({"computed_at": start() + TimeDelta::minutes(5), "changed": 0, "building": null})
    );
}

#[tokio::test]
async fn what_is_agreed_anew_is_made_beside_what_is_shown() {
    let hub = hub_of(records()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let pipeline = async || dana.get(&format!("/v1/numbers?{EVERYTHING}")).await.json;
    let before = pipeline().await;
    let text = AGREED.replace("linear", "first_touch");
    let folder = tempfile::tempdir().unwrap();
    let config = format!("{}{text}", crate::harness::CONFIG);
    let other = Numbers { settings: crate::harness::settings_of(folder.path(), &config), ..numbers(&hub) };
    assert!(other.step().await.unwrap());
    let during = pipeline().await;
    assert_eq!(during["standing"]["building"], json!({"done": 9, "total": 9, "is_shown": false}));
    assert_eq!((&during["rows"], &during["model"]), (&before["rows"], &before["model"]));
    // What changes meanwhile is counted under both.
    let mut one = records().remove(0);
    one.record.amount = Some(Money { minor: 5_000, currency: "EUR".parse().unwrap() });
    put(&hub, vec![one]).await;
    assert!(other.step().await.unwrap());
    assert_eq!(row(&pipeline().await, "named:Google")["revenue_minor"], 3_333 + 9_900);
    other.settle().await.unwrap();
    let after = pipeline().await;
    assert_eq!((&after["standing"]["building"], &after["model"]), (&Value::Null, &json!("first_touch")));
    assert_eq!(row(&after, "named:Google")["revenue_minor"], 5_000 + 9_900);
    assert_eq!(hub.store.number_generations().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_planned_touch_has_its_record_looked_at_when_it_happens() {
    let mut one = records().remove(3);
    one.touches.push(touch("planned", "2026-11-25", Some("Webinar"), Channel::Meeting));
    let hub = hub_of(vec![one]).await;
    let changed = async |at: Instant| hub.store.changed_numbers_count(at).await.unwrap();
    assert_eq!(changed(start()).await, 0);
    assert_eq!(changed(start() + TimeDelta::days(6)).await, 1);
    hub.pass(TimeDelta::days(6));
    numbers(&hub).settle().await.unwrap();
    assert_eq!(changed(start() + TimeDelta::days(60)).await, 0);
}

#[tokio::test]
async fn circles_that_nobody_opened_are_read_too() {
    let crm = FakeCrm::new();
    let follower = crm.clone();
    let hub = Hub::builder().configured(AGREED).start(|_| crm.clone()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    // The CRM told of two deals. One of them is of a company with a third, and the other cannot be read.
    let first = deal_of("1", "2026-11-05", (100, "EUR"), &[("2026-11-01", "Google")]);
    let other = deal_of("2", "2026-11-06", (100, "EUR"), &[("2026-11-02", "Webinar")]);
    put(&hub, vec![deal_of("0", "2026-11-04", (100, "EUR"), &[]), first.clone()]).await;
    crm.set("crm.lead/0", Err(ConnectorError::Failed { crm: "Odoo", status: 500 }));
    for name in ["crm.lead/1", "crm.lead/2"] {
        crm.answer(name, vec![first.clone(), other.clone()]);
    }
    numbers(&hub).settle().await.unwrap();
    assert_eq!(dana.get("/v1/numbers").await.json["total"]["alone_deals"], 2);
    tokio::spawn(keep_fresh(Arc::clone(&hub.records), follower, Duration::from_millis(5), hub.stop.clone()));
    let unread = async || hub.store.without_circle(&CrmId::new("odoo-main"), "", 9).await.unwrap();
    while unread().await != [key("crm.lead/0")] {
        tokio::task::yield_now().await;
    }
    numbers(&hub).settle().await.unwrap();
    let answer = dana.get("/v1/numbers").await.json;
    assert_eq!((&answer["total"]["deals"], &answer["total"]["alone_deals"]), (&json!(3), &json!(1)));
    assert_eq!(row(&answer, "named:Webinar")["deals"], 2);
    hub.stop.cancel();
}
