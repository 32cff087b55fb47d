//! A source that changed: what it was, what it became, when and by whom, as far as that is known.

use chrono::TimeDelta;
use plumbline_domain::record::Role;
use serde_json::{Value, json};

use crate::fake_odoo::{FakeOdoo, lead};
use crate::harness::{Client, Hub};
use crate::odoo::connector;

const PATH: &str = "/v1/records/odoo-main/crm.lead/7";

/// The lead as Dana left it at this time on the day of all tests, with these fields changed. The hub's first reading is at 12:00.
fn edited(time: &str, change: Value) -> Value {
    let mut lead = lead();
    let at = format!("2026-11-20 {time}");
    let fields = lead.as_object_mut().unwrap();
    fields.extend([("write_date".to_owned(), json!(at)), ("write_uid".to_owned(), json!([5, "Dana"]))]);
    fields.extend(change.as_object().unwrap().clone());
    lead
}

/// Odoo has the lead so a minute later; how its source changed, by what the hub says then.
async fn changes(hub: &Hub, dana: &Client<'_>, odoo: &FakeOdoo, lead: Value) -> Value {
    odoo.has("crm.lead", json!([lead]));
    hub.pass(TimeDelta::minutes(1));
    dana.get(PATH).await.json["source"]["changes"].clone()
}

#[tokio::test]
async fn a_change_is_noticed_between_two_readings_and_kept() {
    let odoo = FakeOdoo::start().await;
    odoo.has("crm.lead", json!([edited("11:30:00", json!({}))]));
    let hub = Hub::builder().start(|clock| connector(&odoo, clock)).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(dana.get(PATH).await.json["source"]["changes"], json!([]));

    let became_fair = edited("12:00:40", json!({"source_id": [2, "Fair"], "medium_id": false}));
    let source = json!({
        "field": "source", "from": "Google", "to": "Fair", "at": "2026-11-20T12:00:40Z", "after": "2026-11-20T12:00:00Z",
        "by": "Dana",
    });
    let found = changes(&hub, &dana, &odoo, became_fair.clone()).await;
    assert_eq!(found.as_array().unwrap().len(), 2);
    assert!(found.as_array().unwrap().contains(&source), "{found}");
    // Reading again adds nothing, nor does an edit of something else.
    assert_eq!(changes(&hub, &dana, &odoo, became_fair).await, found);
    let moved = json!({"source_id": [2, "Fair"], "medium_id": false, "stage_id": [2, "Qualified"]});
    assert_eq!(changes(&hub, &dana, &odoo, edited("12:02:30", moved)).await, found);

    // The history says what it was, the source itself what it is.
    let back = edited("12:03:10", json!({"source_id": [1, "Google"], "medium_id": false}));
    let found = changes(&hub, &dana, &odoo, back).await;
    let first = json!({
        "field": "source", "from": "Fair", "to": "Google", "at": "2026-11-20T12:03:10Z", "after": "2026-11-20T12:03:00Z",
        "by": "Dana",
    });
    assert_eq!((&found[0], found.as_array().unwrap().len()), (&first, 3));
    assert_eq!(dana.get(PATH).await.json["source"]["original"]["source"], "Google");
}

#[tokio::test]
async fn what_only_has_another_name_or_could_not_be_read_has_not_changed() {
    let odoo = FakeOdoo::start().await;
    odoo.has("crm.lead", json!([edited("11:30:00", json!({}))]));
    let hub = Hub::builder().start(|clock| connector(&odoo, clock)).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(PATH).await;
    let check = async |lead: Value| assert_eq!(changes(&hub, &dana, &odoo, lead).await, json!([]));
    check(edited("12:00:30", json!({"source_id": [1, "Google Ads"]}))).await;
    check(edited("12:01:30", json!({"source_id": 1}))).await;
    // An answer that was on its way for long is older than what is known.
    check(edited("11:00:00", json!({"source_id": [2, "Fair"]}))).await;
}

#[tokio::test]
async fn an_edit_that_a_reading_missed_is_placed_after_the_edit_before() {
    let odoo = FakeOdoo::start().await;
    odoo.has("crm.lead", json!([edited("11:30:00", json!({}))]));
    let hub = Hub::builder().start(|clock| connector(&odoo, clock)).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(PATH).await;
    let found = changes(&hub, &dana, &odoo, edited("11:59:59", json!({"source_id": [2, "Fair"]}))).await;
    assert_eq!((&found[0]["after"], &found[0]["at"]), (&json!("2026-11-20T11:30:00Z"), &json!("2026-11-20T11:59:59Z")));
}

#[tokio::test]
async fn a_change_that_the_crm_tracks_has_its_time_and_author_and_is_told_once() {
    let odoo = FakeOdoo::start().await;
    odoo.has("crm.lead", json!([edited("11:30:00", json!({}))]));
    odoo.has(
        "res.users",
        json!([{"id": 5, "name": "Dana", "login": "dana", "partner_id": [6, "Dana"], "share": false, "active": true}]),
    );
    let hub = Hub::builder().start(|clock| connector(&odoo, clock)).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(PATH).await;
    let message = json!({"id": 9, "res_id": 7, "date": "2026-11-20 12:00:20", "author_id": 6});
    let tracked = json!({
        "id": 3, "field_id": {"id": 1, "name": "source_id"}, "old_value_integer": 1, "new_value_integer": 2,
        "old_value_char": "Google", "new_value_char": "Fair", "mail_message_id": message,
    });
    odoo.has("mail.tracking.value", json!([tracked]));
    let lead = edited("12:00:40", json!({"source_id": [2, "Fair"]}));
    let expect = json!([{
        "field": "source", "from": "Google", "to": "Fair", "at": "2026-11-20T12:00:20Z", "after": null, "by": "Dana",
    }]);
    assert_eq!(changes(&hub, &dana, &odoo, lead.clone()).await, expect);
    assert_eq!(changes(&hub, &dana, &odoo, lead).await, expect);
}
