//! What devices recognise objections by.

use axum::body::Body;
use chrono::TimeDelta;
use http_body_util::BodyExt;
use plumbline_domain::objection::recognise::Recogniser;
use plumbline_domain::record::Role;
use serde_json::{Value, json};

use crate::fake_crm::FakeCrm;
use crate::harness::{Client, Hub};

const PATH: &str = "/v1/recogniser";

/// Five minutes.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);

async fn hub() -> Hub {
    Hub::builder().start(|_| FakeCrm::new()).await
}

/// The index with its tag.
async fn index(client: &Client<'_>) -> (Recogniser, String) {
    let answer = client.open("GET", PATH, None, Body::empty()).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["content-type"]),
        (200, &"application/octet-stream".parse().unwrap())
    );
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (Recogniser::read(&bytes).unwrap(), tag)
}

/// What was learnt after `tag`, as soon as it is.
async fn index_after(tag: &str, client: &Client<'_>) -> (Recogniser, String) {
    let changed = async {
        loop {
            let (recogniser, now) = index(client).await;
            if now != tag {
                return (recogniser, now);
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), changed).await.unwrap()
}

fn ids(recogniser: &Recogniser, text: &str) -> Vec<String> {
    recogniser.recognise(text).into_iter().map(|found| found.id.as_str().to_owned()).collect()
}

async fn report(client: &Client<'_>, n: u32, objection: Option<&str>, words: &str) -> String {
    let id = format!("00000000-0000-4000-8000-{n:012}");
    let report = json!({
        "id": id, "revision": 1, "record": "odoo-main/crm.lead/1", "objection": objection, "heard_at": "2026-11-20T11:00:00Z",
        "words": words, "severity": null, "competitor": null, "withdrawn": false,
    });
    let answer = client.post("/v1/reports", &report).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    id
}

#[tokio::test]
async fn an_index_is_asked_for_once_and_then_by_its_tag() {
    let hub = hub().await;
    assert_eq!(hub.anybody().get(PATH).await.status, 401);
    let dana = hub.enrol("Dana", Role::Rep).await;
    let (recogniser, tag) = index(&dana).await;
    assert_eq!(ids(&recogniser, "that is far too expensive"), ["price"]);
    assert_eq!(ids(&recogniser, "their security people"), ["security"]);
    let again = dana.with("if-none-match", &tag).get(PATH).await;
    assert_eq!((again.status.as_u16(), again.header("etag"), &again.json), (304, tag.as_str(), &json!("")));
    let other = dana.with("if-none-match", "\"other\"").get(PATH).await;
    assert_eq!((other.status.as_u16(), other.header("etag")), (200, tag.as_str()));
}

#[tokio::test]
async fn what_was_reported_and_filed_is_learnt_after_some_minutes() {
    let hub = hub().await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    let (recogniser, first) = index(&dana).await;
    assert!(ids(&recogniser, "wants carrier pigeons").is_empty());
    for n in 0..6 {
        let id = report(&dana, n, None, &format!("asked for carrier pigeons, customer {n}")).await;
        let filed = json!({"filed_under": "security", "seen": null});
        let answer = mo.post(&format!("/v1/reports/{id}/filing"), &filed).await;
        assert!(answer.status.is_success(), "{}", answer.json);
    }
    hub.pass(GOOD_FOR - TimeDelta::seconds(1));
    assert_eq!(index(&dana).await.1, first);
    hub.pass(TimeDelta::seconds(1));
    let (recogniser, second) = index_after(&first, &dana).await;
    assert_eq!(ids(&recogniser, "wants carrier pigeons"), ["security"]);
    // Nothing changed since: it stays the same.
    hub.pass(GOOD_FOR);
    assert_eq!(index(&dana).await.1, second);
    assert_eq!(index(&dana).await.1, second);
}

#[tokio::test]
async fn what_was_merged_is_recognised_as_what_it_counts_as() {
    let hub = hub().await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    let pigeons = json!({
        "id": "pigeons", "name": "Carrier pigeons", "phrases": [], "stages": [], "competitors": [], "segments": [], "owner": null,
    });
    let put = mo.put("/v1/objections/pigeons", &json!({"objection": pigeons, "seen_version": Value::Null})).await;
    assert_eq!(put.status, 200, "{}", put.json);
    let (recogniser, tag) = index(&dana).await;
    assert_eq!(ids(&recogniser, "wants carrier pigeons"), ["pigeons"]);
    let merged = mo.post("/v1/objections/pigeons/merge", &json!({"into": "price", "seen_version": 1})).await;
    assert!(merged.status.is_success(), "{}", merged.json);
    hub.pass(GOOD_FOR);
    let (recogniser, _) = index_after(&tag, &dana).await;
    assert_eq!(ids(&recogniser, "wants carrier pigeons"), ["price"]);
}
