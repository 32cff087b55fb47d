//! The hub with its real Odoo connector, before a server that plays Odoo in every mood.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_domain::ids::ObjectType;
use plumbline_domain::record::Role;
use plumbline_domain::sla::hand_offs;
use plumbline_hub::clock::Clock;
use plumbline_hub::config::CrmSettings;
use plumbline_hub::connector::odoo::Odoo;
use plumbline_hub::connector::{Connector, ConnectorError};
use serde_json::{Value, json};

use crate::fake_odoo::{FakeOdoo, Mood, lead};
use crate::harness::{Hub, settings, start};

const PATH: &str = "/v1/records/odoo-main/crm.lead/7";

pub fn connector(odoo: &FakeOdoo, clock: Clock) -> Arc<Odoo> {
    connector_within(Duration::from_secs(60), odoo, clock)
}

fn connector_within(timeout: Duration, odoo: &FakeOdoo, clock: Clock) -> Arc<Odoo> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    let crm = settings(Path::new(folder.path())).crms.remove(0);
    let crm = CrmSettings { api_url: odoo.url.clone(), timeout, ..crm };
    Arc::new(Odoo::new(crm, None, Default::default(), clock).unwrap())
}

async fn hub(odoo: &FakeOdoo) -> Hub {
    Hub::builder().start(|clock| connector(odoo, clock)).await
}

/// What a record is answered with when Odoo is in this mood: first with nothing stored, then with facts of before.
async fn check(mood: Mood, expect: &str) {
    let odoo = FakeOdoo::start().await;
    odoo.is(mood.clone());
    let new_hub = hub(&odoo).await;
    let answer = new_hub.enrol("Dana", Role::Rep).await.get(PATH).await;
    let message = format!("{expect}, and the hub has nothing stored of this record. Try again.");
    answer.must_be(502, "crm_away", &message);

    odoo.is(Mood::Well);
    let old_hub = hub(&odoo).await;
    let dana = old_hub.enrol("Dana", Role::Rep).await;
    assert_eq!(dana.get(PATH).await.status, 200);
    odoo.is(mood);
    old_hub.pass(TimeDelta::minutes(1));
    let view = dana.get(PATH).await;
    assert_eq!(view.status, 200);
    assert_eq!(view.json["freshness"], json!({"read_at": "2026-11-20T12:00:00Z", "trouble": format!("{expect}.")}));
}

#[tokio::test]
async fn each_mood_has_its_own_words() {
    tokio::join!(
        check(Mood::Status(401), "Odoo refuses the hub's key; whoever runs the hub can renew it"),
        check(Mood::Status(403), "the hub's key may not read crm.lead in Odoo"),
        check(Mood::Status(404), "Odoo has no crm.lead; is the app installed?"),
        check(Mood::Status(500), "Odoo failed (status 500)"),
        check(Mood::Status(503), "Odoo failed (status 503)"),
        check(Mood::Status(302), "Odoo failed (status 302)"),
        check(Mood::Limits(1), "Odoo asks the hub to wait"),
        check(Mood::Page, "Odoo answered something unexpected: a page instead of JSON; is it Odoo 19 or later?"),
        check(
            Mood::Says(json!({"no": "list"})),
            "Odoo answered something unexpected: a list of records should have come, but an object"
        ),
        check(
            Mood::Says(json!("text")),
            "Odoo answered something unexpected: a list of records should have come, but a text"
        ),
    );
}

#[tokio::test]
async fn an_odoo_that_never_answers_is_waited_for_so_long() {
    let odoo = FakeOdoo::start().await;
    odoo.is(Mood::Silent);
    let hub = Hub::builder().start(|clock| connector_within(Duration::from_secs(1), &odoo, clock)).await;
    let message = "Odoo did not answer within 1 s, and the hub has nothing stored of this record. Try again.";
    hub.enrol("Dana", Role::Rep).await.get(PATH).await.must_be(502, "crm_away", message);
}

#[tokio::test]
async fn an_odoo_that_is_down_is_said_to_be() {
    let mut odoo = FakeOdoo::start().await;
    // A port that nobody listens on any more.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    odoo.url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let hub = hub(&odoo).await;
    let message = "Odoo cannot be reached, and the hub has nothing stored of this record. Try again.";
    hub.enrol("Dana", Role::Rep).await.get(PATH).await.must_be(502, "crm_away", message);
}

#[tokio::test]
async fn a_lead_takes_few_calls_each_with_the_key() {
    let odoo = FakeOdoo::start().await;
    let hub = hub(&odoo).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(dana.get(PATH).await.json["record"]["title"], "Head office");
    assert!(odoo.calls.lock().unwrap().iter().all(|(_, key, _)| key == "Bearer secret"));
    let known = [
        "crm.tag/search_read",
        "mail.activity.type/search_read",
        "mail.message.subtype/search_read",
        "mail.tracking.value/has_access",
        "res.users/search_read",
    ];
    let each = [
        "calendar.event/search_read",
        "crm.lead/search_read",
        "mail.message/search_read",
        "mail.tracking.value/web_search_read",
    ];
    let mut first = odoo.calls();
    first.sort();
    let mut expect = [known.as_slice(), &each].concat();
    expect.sort_unstable();
    assert_eq!(first, expect);
    hub.pass(TimeDelta::minutes(1));
    dana.get(PATH).await;
    let mut again = odoo.calls();
    again.sort();
    assert_eq!(again, each);
}

#[tokio::test]
async fn a_deleted_record_is_gone() {
    let odoo = FakeOdoo::start().await;
    let hub = hub(&odoo).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(PATH).await;
    odoo.has("crm.lead", json!([]));
    hub.pass(TimeDelta::minutes(1));
    let message = "There is no such record in the CRM, or the hub's key may not see it.";
    dana.get(PATH).await.must_be(404, "no_such_record", message);
}

#[tokio::test]
async fn a_field_of_another_type_is_left_out_and_said() {
    let odoo = FakeOdoo::start().await;
    let hub = hub(&odoo).await;
    let mut wrong = lead();
    wrong["expected_revenue"] = json!("a lot");
    odoo.has("crm.lead", json!([wrong]));
    let dana = hub.enrol("Dana", Role::Rep).await;
    let view = dana.get(PATH).await.json;
    assert_eq!(view["record"]["amount"], Value::Null);
    let expect = "crm.lead 7: field expected_revenue should be a number but is \"a lot\"; it is left out.";
    assert_eq!(view["freshness"]["trouble"], expect);
    // Without what every record has there is nothing to show.
    wrong["create_date"] = json!(5);
    odoo.has("crm.lead", json!([wrong]));
    hub.pass(TimeDelta::minutes(1));
    let view = dana.get(PATH).await.json;
    let expect =
        "Odoo answered something unexpected: crm.lead 7: field create_date should be a date and time but is 5.";
    assert_eq!(view["freshness"]["trouble"], expect);
}

#[tokio::test]
async fn without_meetings_the_rest_is_read() {
    let odoo = FakeOdoo::start().await;
    let hub = hub(&odoo).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    odoo.is(Mood::Refuses("calendar.event", 403));
    assert_eq!(dana.get(PATH).await.status, 200);
    odoo.is(Mood::Refuses("mail.message", 403));
    hub.pass(TimeDelta::minutes(1));
    let trouble = dana.get(PATH).await.json["freshness"]["trouble"].clone();
    assert_eq!(trouble, "the hub's key may not read mail.message in Odoo.");
}

/// Messages from `first` on, the latest first: the oldest by the salesperson, the others by the buyer.
fn messages(lead: i64, first: i64, count: i64) -> Vec<Value> {
    let message = |id: i64| {
        let (author, date) = if id == first { (5, "2026-11-20 11:10:00") } else { (9, "2026-11-20 11:20:00") };
        json!({
            "id": id, "model": "crm.lead", "res_id": lead, "date": date, "message_type": "email", "is_internal": false,
            "author_id": [author, "Author"], "email_from": false, "subject": "Hello", "preview": "Hello",
            "mail_activity_type_id": false,
        })
    };
    (first..first + count).rev().map(message).collect()
}

#[tokio::test]
async fn many_messages_cut_off_no_first_response() {
    let odoo = FakeOdoo::start().await;
    let sales = json!({"id": 5, "name": "Dana", "login": "dana", "partner_id": [5, "Dana"], "share": false});
    odoo.has("res.users", json!([sales]));
    let mut other = lead();
    other["id"] = json!(8);
    odoo.has("crm.lead", json!([lead(), other]));
    let keys = ["odoo-main/crm.lead/7", "odoo-main/crm.lead/8"].map(|key| key.parse().unwrap());
    let connector = connector(&odoo, Clock::saying(start));
    let check = async |on_7: i64, on_8: i64, respond: [bool; 2], warnings: &[&str]| {
        odoo.has("mail.message", json!([messages(8, 50_000, on_8), messages(7, 1, on_7)].concat()));
        let facts = connector.read_own(&keys).await.unwrap().facts;
        let responds = |index: usize| !hand_offs(&facts.records[index].events)[0].is_unanswered();
        assert_eq!([responds(0), responds(1)], respond);
        assert_eq!(facts.warnings, warnings);
    };
    check(6_000, 6_000, [true, true], &[]).await;
    let warning = "crm.lead 7: what is older than its latest 10000 messages is too much to read";
    check(10_001, 1, [false, true], &[warning]).await;
    check(10_000, 1, [true, true], &[]).await;
}

#[tokio::test]
async fn a_server_that_is_in_trouble_is_left_alone_for_a_while() {
    let odoo = FakeOdoo::start().await;
    let connector = connector(&odoo, Clock::saying(start));
    odoo.is(Mood::Limits(3_600));
    let limited = connector.read(&ObjectType::new("crm.lead"), &plumbline_domain::ids::RecordId::new("7")).await;
    let wait = ConnectorError::Limited { crm: "Odoo", retry_after: Some(Duration::from_secs(3_600)) };
    assert_eq!(limited.unwrap_err(), wait);
    odoo.calls();
    odoo.is(Mood::Well);
    let still = connector.read(&ObjectType::new("crm.lead"), &plumbline_domain::ids::RecordId::new("7")).await;
    assert_eq!(still.unwrap_err(), wait);
    assert_eq!(odoo.calls(), [""; 0]);
}

#[tokio::test]
async fn an_action_is_asked_for_once() {
    let odoo = FakeOdoo::start().await;
    let connector = connector(&odoo, Clock::saying(start));
    odoo.has("ir.actions.act_window", json!([{"id": 211, "res_model": "crm.lead"}]));
    odoo.has("ir.model.data", json!([{"id": 1, "res_id": 211}]));
    for name in ["action-211", "action-crm.crm_lead_all_leads", "action-211"] {
        assert_eq!(connector.resolve(&ObjectType::new(name)).await.unwrap(), ObjectType::new("crm.lead"));
    }
    let expect =
        ["ir.actions.act_window/search_read", "ir.model.data/search_read", "ir.actions.act_window/search_read"];
    assert_eq!(odoo.calls(), expect);
    odoo.has("ir.actions.act_window", json!([{"id": 300, "res_model": "sale.order"}]));
    assert_eq!(connector.resolve(&ObjectType::new("action-300")).await, Err(ConnectorError::NoSuchRecord));
    assert_eq!(connector.resolve(&ObjectType::new("sale.order")).await, Err(ConnectorError::NoSuchRecord));
}

#[tokio::test]
async fn changes_are_followed_from_where_they_were_left() {
    let odoo = FakeOdoo::start().await;
    let connector = connector(&odoo, Clock::saying(start));
    odoo.has("crm.lead", json!([{"id": 7, "write_date": "2026-11-20 11:00:00"}]));
    odoo.has("mail.message", json!([{"id": 40, "res_id": 9}]));
    let first = connector.changes(None).await.unwrap();
    assert_eq!(names(&first.records), ["odoo-main/crm.lead/7"]);
    odoo.calls.lock().unwrap().clear();
    let next = connector.changes(Some(&first.cursor)).await.unwrap();
    assert_eq!(names(&next.records), ["odoo-main/crm.lead/7", "odoo-main/crm.lead/9"]);
    let asked =
        odoo.calls.lock().unwrap().iter().find(|(name, ..)| name == "mail.message/search_read").unwrap().2.clone();
    assert_eq!(asked["domain"][0], json!(["id", ">", 40]));
    // One of another version starts anew.
    assert_eq!(names(&connector.changes(Some("v0")).await.unwrap().records), ["odoo-main/crm.lead/7"]);
}

fn names(records: &[plumbline_domain::record::RecordKey]) -> Vec<String> {
    records.iter().map(ToString::to_string).collect()
}
