use axum::body::Body;
use http_body_util::BodyExt;
use plumbline_domain::record::Role;
use plumbline_hub::store::PeopleStore;
use plumbline_protocol::review::ServerEvent;
use serde_json::json;

use crate::fake_crm::{FakeCrm, deal, key};
use crate::harness::{Client, Hub, start};

const ID: &str = "6f1c1c1e-7a0e-4b7e-9a55-0d5d3c2b1a01";

async fn hub() -> Hub {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start())]);
    Hub::builder().start(|_| crm).await
}

async fn listen(client: &Client<'_>) -> Body {
    let response = client.open("GET", "/v1/events", None, Body::empty()).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response.into_body()
}

/// The next event, `None` when the stream ends.
async fn next(stream: &mut Body) -> Option<String> {
    let frame = stream.frame().await?.unwrap();
    Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
}

async fn report(client: &Client<'_>, revision: u32) {
    let report = json!({
        "id": ID, "revision": revision, "record": "odoo-main/crm.lead/1", "objection": "price",
        "heard_at": "2026-11-20T11:00:00Z", "words": null, "severity": null, "competitor": null, "withdrawn": false,
    });
    assert_eq!(client.post("/v1/reports", &report).await.status, 200);
}

#[tokio::test]
async fn what_changes_is_told_once() {
    let hub = hub().await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    let mut stream = listen(&mo).await;
    dana.get("/v1/records/odoo-main/crm.lead/1").await;
    report(&dana, 1).await;
    report(&dana, 1).await;
    report(&dana, 2).await;
    let changed = format!("data: {{\"kind\":\"report_changed\",\"id\":\"{ID}\"}}\n\n");
    let expect = ["data: {\"kind\":\"record_changed\",\"record\":\"odoo-main/crm.lead/1\"}\n\n", &changed, &changed];
    for expect in expect {
        assert_eq!(next(&mut stream).await.as_deref(), Some(expect));
    }
    mo.post(&format!("/v1/reports/{ID}/handling"), &json!({"action": "acknowledge"})).await;
    assert_eq!(next(&mut stream).await, Some(changed));
}

#[tokio::test]
async fn who_falls_behind_is_told_to_read_everything() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let mut stream = listen(&dana).await;
    for _ in 0..300 {
        hub.events.send(ServerEvent::RecordChanged { record: key("crm.lead/1") });
    }
    assert_eq!(next(&mut stream).await.as_deref(), Some("data: {\"kind\":\"missed\"}\n\n"));
}

#[tokio::test]
async fn streams_end_when_the_hub_stops() {
    let hub = hub().await;
    let mut stream = listen(&hub.enrol("Dana", Role::Rep).await).await;
    hub.stop.cancel();
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test]
async fn a_revoked_token_is_told_nothing_more() {
    let hub = hub().await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    let mut stream = listen(&mo).await;
    let people = hub.store.people().await.unwrap();
    hub.store.revoke_device(&people[1].devices[0].id, start()).await.unwrap();
    report(&dana, 1).await;
    assert_eq!(next(&mut stream).await, None);
}
