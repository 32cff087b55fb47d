//! Deals to choose from.

use chrono::TimeDelta;
use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::record::{Outcome, RecordKind, Role, Stage};
use plumbline_hub::store::{DealsSought, PacketStore, RecordStore};
use serde_json::Value;

use super::report;
use crate::fake_crm::{FakeCrm, deal, key};
use crate::harness::{Client, Hub, start};

/// Deal n, created n days ago, of a company of its own.
fn of(n: i64) -> RecordFacts {
    let mut facts = deal(&format!("crm.lead/{n}"), start() - TimeDelta::days(n));
    facts.record.company = Some(format!("100% Harbour {n}"));
    facts
}

fn closed(mut facts: RecordFacts, days_ago: i64, outcome: Outcome) -> RecordFacts {
    facts.record.closed_at = Some(start() - TimeDelta::days(days_ago));
    facts.record.stage = Some(Stage { name: "Closed".into(), outcome });
    facts
}

/// A hub that knows deals 1 to 9, none of which anybody opened.
async fn hub() -> Hub {
    let hub = Hub::builder().start(|_| FakeCrm::new()).await;
    let mut records: Vec<RecordFacts> = (1..=9).map(of).collect();
    records[7] = closed(of(8), 13, Outcome::Lost);
    records[6] = closed(of(7), 20, Outcome::Won);
    records[0].record.kind = RecordKind::Lead;
    hub.store.put_facts(&Facts { records, ..Facts::default() }, None, start()).await.unwrap();
    hub.store.mark_gone(&[key("crm.lead/2")]).await.unwrap();
    hub
}

async fn found(client: &Client<'_>, q: &str) -> Vec<String> {
    let answer = client.get(&format!("/v1/packet/deals?q={q}")).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    let id = |deal: &Value| deal["record"]["key"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    answer.json["deals"].as_array().unwrap().iter().map(id).collect()
}

#[tokio::test]
async fn deals_that_were_closed_or_heard_on_lately_come_first_with_the_reason() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    for (id, record) in [(1, 6), (2, 6), (3, 1), (4, 2)] {
        let sent = dana.post("/v1/reports", &report(id, &format!("odoo-main/crm.lead/{record}"), None)).await;
        assert_eq!(sent.status, 200, "{}", sent.json);
    }
    assert_eq!(found(&dana, "").await, ["6", "8", "3", "4", "5", "7", "9"]);
    let deals = dana.get("/v1/packet/deals").await.json;
    insta::assert_json_snapshot!("packet_suggested", [&deals["deals"][0], &deals["deals"][1]]);
    hub.pass(TimeDelta::days(14));
    assert_eq!(found(&dana, "").await, ["3", "4", "5", "6", "7", "8", "9"]);
}

#[tokio::test]
async fn any_deal_is_found_by_words_of_its_title_and_company() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(found(&dana, "hARBOUR%205").await, ["5"]);
    assert_eq!(found(&dana, "lead/9%20harbour").await, ["9"]);
    // Signs stand for themselves.
    assert_eq!(found(&dana, "100%25").await.len(), 7);
    assert_eq!(found(&dana, "1_0").await, Vec::<String>::new());
    assert_eq!(found(&dana, "harbour%20nowhere").await, Vec::<String>::new());
}

#[tokio::test]
async fn any_lead_or_deal_is_found_by_its_address() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(found(&dana, "odoo-main/crm.lead/1").await, ["1"]);
    assert_eq!(found(&dana, "https://odoo.example.com/odoo/crm/5").await, ["5"]);
    assert_eq!(found(&dana, "odoo-main/crm.lead/2").await, Vec::<String>::new());
    assert_eq!(found(&dana, "odoo-main/crm.lead/99").await, Vec::<String>::new());
}

#[tokio::test]
async fn as_many_are_looked_through_as_is_said() {
    let hub = hub().await;
    let sought = DealsSought { words: &["harbour"], since: start() - TimeDelta::days(14), searched: 2, most: 50 };
    let ids = async |sought| {
        let found = hub.store.deals_to_review(sought).await.unwrap();
        let mut ids: Vec<String> = found.iter().map(|deal| deal.record.key.id.to_string()).collect();
        ids.sort();
        ids
    };
    // The two created last, and the one that was closed lately.
    assert_eq!(ids(sought).await, ["3", "4", "8"]);
    assert_eq!(ids(DealsSought { searched: 100, most: 3, ..sought }).await, ["3", "4", "5", "8"]);
}

#[tokio::test]
async fn a_search_without_an_end_is_refused() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let answer = dana.get(&format!("/v1/packet/deals?q={}", "a".repeat(301))).await;
    answer.must_be(400, "invalid", "q: more than 300 characters; look for less");
}
