//! HubSpot's webhooks: who is believed, what is kept of what they tell, and that it is read again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use chrono::TimeDelta;
use plumbline_crm::hubspot::signature::{Request, sign};
use plumbline_crm::reading::Facts;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;
use plumbline_domain::site::{CrmSite, Vendor};
use plumbline_hub::connector::OwnFacts;
use plumbline_hub::records::keep_fresh;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{Due, HeardEvent, RecordStore, WebhookStore};
use plumbline_protocol::review::ServerEvent;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal};
use crate::harness::{Answer, CONFIG, Hub, start};

const PATH: &str = "/v1/webhooks/hubspot/hs";
const PUBLIC: &str = "https://plumbline.example.com";
const SECRET: &str = "0f3c4a52-a7c6-4a61-9b8e-2f6f4f6f6a10";

/// The usual configuration, with two HubSpots beside its Odoo: webhooks are taken from the first.
fn config() -> String {
    let hubspot = |id: &str, portal: u32, more: &str| {
        format!(
            "[[crm]]\nid = \"{id}\"\nvendor = \"hubspot\"\nurl = \"https://app.hubspot.com\"\nkey = \"token\"\n\
             portal = {portal}\n{more}\n"
        )
    };
    let secret = format!("client_secret = \"{SECRET}\"");
    format!("public_url = \"{PUBLIC}\"\n{CONFIG}{}{}", hubspot("hs", 62_515, &secret), hubspot("silent", 1, ""))
}

async fn hub() -> (Hub, Arc<FakeCrm>) {
    let crm = FakeCrm::of(CrmSite {
        id: hs(),
        vendor: Vendor::Hubspot,
        origin: "https://app.hubspot.com".into(),
        account: Some("62515".into()),
    });
    let connector = Arc::clone(&crm);
    (Hub::builder().config(&config()).public_url(PUBLIC).start(|_| connector).await, crm)
}

fn hs() -> CrmId {
    CrmId::new("hs")
}

fn key(text: &str) -> RecordKey {
    format!("hs/{text}").parse().unwrap()
}

/// What HubSpot would send, and how a test bends it.
#[derive(Clone)]
struct Post {
    path: String,
    body: String,
    timestamp: String,
    secret: &'static str,
}

impl Post {
    fn of(events: &Value) -> Self {
        let timestamp = start().timestamp_millis().to_string();
        Self { path: PATH.to_owned(), body: events.to_string(), timestamp, secret: SECRET }
    }

    fn signature(&self) -> String {
        let uri = format!("{PUBLIC}{}", self.path);
        let body = self.body.as_bytes();
        sign(self.secret, &Request { method: "POST", uri: &uri, body, timestamp: &self.timestamp })
    }

    async fn to(&self, hub: &Hub) -> Answer {
        self.signed_with(hub, &self.signature()).await
    }

    async fn signed_with(&self, hub: &Hub, signature: &str) -> Answer {
        let client = hub.anybody().with("x-hubspot-signature-v3", signature);
        let client = client.with("x-hubspot-request-timestamp", &self.timestamp);
        client.post_text(&self.path, "application/json", self.body.clone()).await
    }
}

fn event(id: u32, kind: &str, object: u32) -> Value {
    json!({"eventId": id, "portalId": 62_515, "subscriptionType": kind, "objectId": object, "occurredAt": 1_763_640_000_000_u64})
}

/// What is to be done, without what tells one change from another.
async fn due(hub: &Hub) -> Vec<(String, Due)> {
    let due = hub.store.due(&hs(), 100).await.unwrap();
    due.into_iter().map(|due| (format!("{}/{}", due.record.object, due.record.id), due.due)).collect()
}

#[tokio::test]
async fn what_is_told_is_kept_before_it_is_acknowledged() {
    let (hub, _) = hub().await;
    let merge = json!({
        "eventId": 4, "portalId": 62_515, "subscriptionType": "contact.merge", "primaryObjectId": 4, "mergedObjectIds": [5],
        "newObjectId": 6,
    });
    let events = json!([
        event(1, "contact.propertyChange", 1),
        event(2, "deal.deletion", 2),
        event(3, "contact.privacyDeletion", 3),
        merge,
    ]);
    assert_eq!(Post::of(&events).to(&hub).await.status, 204);
    // As another process finds it that opens the file after this one was killed.
    let reopened = SqliteStore::open(hub.settings.database.as_ref()).await.unwrap();
    let found = reopened.due(&hs(), 100).await.unwrap();
    let found: Vec<(RecordKey, Due)> = found.into_iter().map(|due| (due.record, due.due)).collect();
    let expect = [
        ("0-1/1", Due::Read),
        ("0-1/3", Due::Erase),
        ("0-1/4", Due::Gone),
        ("0-1/5", Due::Gone),
        ("0-1/6", Due::Read),
        ("0-3/2", Due::Read),
    ];
    assert_eq!(found, expect.map(|(record, due)| (key(record), due)));
}

#[tokio::test]
async fn what_is_told_is_read_at_once() {
    let (hub, crm) = hub().await;
    let mut told = hub.events.listen();
    let poll_every = Duration::from_secs(3_600);
    let follower = Arc::clone(&crm);
    tokio::spawn(keep_fresh(Arc::clone(&hub.records), follower, poll_every, hub.stop.clone()));
    let mut facts = deal("0-3/9", start());
    facts.record.key = key("0-3/9");
    crm.set_own(Ok(OwnFacts { facts: Facts { records: vec![facts], ..Facts::default() }, gone: vec![] }));
    assert_eq!(Post::of(&json!([event(1, "deal.propertyChange", 9)])).to(&hub).await.status, 204);
    assert_eq!(told.recv().await.unwrap(), ServerEvent::RecordChanged { record: key("0-3/9") });
    assert_eq!(hub.store.record(&key("0-3/9")).await.unwrap().unwrap().record.title, "Deal 0-3/9");

    crm.set_own(Ok(OwnFacts { gone: vec![key("0-3/9")], ..OwnFacts::default() }));
    assert_eq!(Post::of(&json!([event(2, "deal.deletion", 9)])).to(&hub).await.status, 204);
    assert_eq!(told.recv().await.unwrap(), ServerEvent::RecordChanged { record: key("0-3/9") });
    assert!(hub.store.record(&key("0-3/9")).await.unwrap().unwrap().is_gone);
    hub.stop.cancel();
}

#[tokio::test]
async fn whoever_wants_to_be_forgotten_is() {
    let (hub, crm) = hub().await;
    let mut told = hub.events.listen();
    let mut contact = deal("0-1/3", start());
    contact.record.key = key("0-1/3");
    contact.record.title = "Quilla Vandersnoot".into();
    let facts = Facts { records: vec![contact], ..Facts::default() };
    hub.store.put_facts(&facts, None, start()).await.unwrap();
    let both = json!([event(1, "contact.privacyDeletion", 3), event(2, "contact.deletion", 3)]);
    assert_eq!(Post::of(&both).to(&hub).await.status, 204);
    tokio::spawn(keep_fresh(Arc::clone(&hub.records), crm, Duration::from_secs(3_600), hub.stop.clone()));
    assert_eq!(told.recv().await.unwrap(), ServerEvent::RecordChanged { record: key("0-1/3") });
    let husk = hub.store.record(&key("0-1/3")).await.unwrap().unwrap();
    assert_eq!((husk.record.title.as_str(), husk.is_gone), ("Erased contact", false));
    hub.stop.cancel();
}

#[tokio::test]
async fn what_was_merged_into_somebody_is_forgotten_with_them() {
    let (hub, _) = hub().await;
    let merge = |id: u32, into: u32, from: u32| {
        json!({"eventId": id, "portalId": 62_515, "subscriptionType": "contact.merge", "primaryObjectId": into,
            "mergedObjectIds": [from]})
    };
    let records = [1, 2, 3].map(|number| {
        let mut contact = deal(&format!("0-1/{number}"), start());
        (contact.record.key, contact.record.title) = (key(&format!("0-1/{number}")), format!("Name {number}"));
        contact
    });
    let facts = Facts { records: records.to_vec(), ..Facts::default() };
    hub.store.put_facts(&facts, None, start()).await.unwrap();
    assert_eq!(Post::of(&json!([merge(1, 2, 1), merge(2, 3, 2)])).to(&hub).await.status, 204);
    hub.store.mark_gone(&[key("0-1/1"), key("0-1/2")]).await.unwrap();
    hub.records.erase(&key("0-1/3")).await.unwrap();
    for (number, is_gone) in [(1, true), (2, true), (3, false)] {
        let read = hub.store.record(&key(&format!("0-1/{number}"))).await.unwrap().unwrap();
        assert_eq!((read.record.title.as_str(), read.is_gone), ("Erased contact", is_gone), "{number}");
    }
}

#[tokio::test]
async fn the_same_told_again_changes_nothing() {
    let (hub, _) = hub().await;
    let (early, late) = (event(1, "deal.deletion", 9), event(2, "deal.restore", 9));
    let post = Post::of(&json!([late, early]));
    assert_eq!(post.to(&hub).await.status, 204);
    assert_eq!(due(&hub).await, [("0-3/9".to_owned(), Due::Read)]);
    hub.store.note_done(&hub.store.due(&hs(), 100).await.unwrap()).await.unwrap();
    // Replayed as it is, sent again by HubSpot, and with something new.
    let mut retry = early.clone();
    retry["attemptNumber"] = json!(3);
    for again in [post, Post::of(&json!([retry]))] {
        assert_eq!(again.to(&hub).await.status, 204);
        assert_eq!(due(&hub).await, []);
    }
    assert_eq!(Post::of(&json!([early, event(3, "deal.propertyChange", 9)])).to(&hub).await.status, 204);
    assert_eq!(due(&hub).await, [("0-3/9".to_owned(), Due::Read)]);
}

#[tokio::test]
async fn what_is_told_while_it_is_done_is_done_again() {
    let (hub, _) = hub().await;
    Post::of(&json!([event(1, "contact.propertyChange", 1)])).to(&hub).await;
    let doing = hub.store.due(&hs(), 100).await.unwrap();
    Post::of(&json!([event(2, "contact.propertyChange", 1)])).to(&hub).await;
    hub.store.note_done(&doing).await.unwrap();
    assert_eq!(due(&hub).await, [("0-1/1".to_owned(), Due::Read)]);
    // Forgetting somebody is not overtaken by reading them.
    Post::of(&json!([event(3, "contact.privacyDeletion", 1)])).to(&hub).await;
    Post::of(&json!([event(4, "contact.deletion", 1)])).to(&hub).await;
    assert_eq!(due(&hub).await, [("0-1/1".to_owned(), Due::Erase)]);
}

#[tokio::test]
async fn events_are_forgotten_when_nobody_sends_them_any_more() {
    let (hub, _) = hub().await;
    Post::of(&json!([event(1, "contact.propertyChange", 1)])).to(&hub).await;
    hub.store.note_done(&hub.store.due(&hs(), 100).await.unwrap()).await.unwrap();
    let again = |days: i64| {
        let at = start() + TimeDelta::days(days);
        let event = HeardEvent {
            id: "1/contact.propertyChange/1//1763640000000".to_owned(),
            due: vec![(key("0-1/1"), Due::Read)],
            merged: Vec::new(),
        };
        (event, at)
    };
    for (days, heard) in [(3, 0), (3, 0), (4, 0), (4, 1)] {
        let (event, at) = again(days);
        assert_eq!(hub.store.hear(&hs(), &[event], at).await.unwrap(), heard, "after {days} days");
    }
}

#[tokio::test]
async fn who_does_not_sign_for_now_is_refused() {
    let (hub, _) = hub().await;
    let post = Post::of(&json!([event(1, "contact.creation", 1)]));
    let message = "This is not signed by HubSpot, or not of the last five minutes.";
    let refused = |answer: Answer| answer.must_be(401, "forbidden", message);
    refused(post.signed_with(&hub, "").await);
    refused(post.signed_with(&hub, "bm9ib2R5").await);
    refused(Post { secret: "another", ..post.clone() }.to(&hub).await);
    refused(
        Post { body: post.body.replace("creation", "deletion"), ..post.clone() }
            .signed_with(&hub, &post.signature())
            .await,
    );
    refused(Post { path: format!("{PATH}?a=1"), ..post.clone() }.signed_with(&hub, &post.signature()).await);
    for minutes in [-6, 6] {
        let at = start() + TimeDelta::minutes(minutes);
        refused(Post { timestamp: at.timestamp_millis().to_string(), ..post.clone() }.to(&hub).await);
    }
    refused(Post { timestamp: String::new(), ..post.clone() }.to(&hub).await);
    refused(hub.anybody().post(PATH, &json!([])).await);
    assert_eq!(due(&hub).await, []);
    // The query is signed too, some of its escapes decoded.
    let query = Post { path: format!("{PATH}?from=a%2Fb%20c"), ..post };
    let decoded = Post { path: format!("{PATH}?from=a/b%20c"), ..query.clone() };
    assert_eq!(query.signed_with(&hub, &decoded.signature()).await.status, 204);
}

#[tokio::test]
async fn only_where_webhooks_are_expected() {
    let (hub, _) = hub().await;
    for crm in ["nobody", "odoo-main", "silent"] {
        let path = format!("/v1/webhooks/hubspot/{crm}");
        let answer = Post { path, ..Post::of(&json!([])) }.to(&hub).await;
        assert_eq!((answer.status.as_u16(), answer.json["code"].as_str()), (404, Some("not_found")), "{crm}");
    }
}

#[tokio::test]
async fn what_is_unknown_is_left_out_and_what_is_no_list_refused() {
    let (hub, _) = hub().await;
    let mut foreign = event(1, "contact.creation", 7);
    foreign["portalId"] = json!(62_516);
    let unknown = json!([foreign, event(2, "contact.hug", 7), event(3, "company.creation", 7), null]);
    assert_eq!(Post::of(&unknown).to(&hub).await.status, 204);
    assert_eq!(due(&hub).await, []);
    let half = Post { body: "[{\"eventId\":".to_owned(), ..Post::of(&json!([])) };
    let message = "the body is no JSON list of events: EOF while parsing a value at line 1 column 12";
    half.to(&hub).await.must_be(400, "invalid", message);
}

#[tokio::test]
async fn a_large_body_is_not_read_to_its_end() {
    let (hub, _) = hub().await;
    let read = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&read);
    let parts = (0..160).map(move |_| {
        counted.fetch_add(65_536, Ordering::SeqCst);
        Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 65_536]))
    });
    let post = Post::of(&json!([]));
    let client = hub.anybody().with("x-hubspot-signature-v3", "eA==");
    let client = client.with("x-hubspot-request-timestamp", &post.timestamp);
    let body = Body::from_stream(futures::stream::iter(parts));
    assert_eq!(client.open("POST", PATH, Some("application/json"), body).await.status(), 413);
    assert!(read.load(Ordering::SeqCst) <= 1_250_000, "{read:?} bytes of ten million");
}
