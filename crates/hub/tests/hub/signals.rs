//! What programs tell of buyers, and what follows: signals, policies and hand-offs by the agreed criteria.

use std::sync::Arc;

use chrono::TimeDelta;
use plumbline_crm::reading::RecordFacts;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::{Profile, Role};
use plumbline_domain::sla::EventKind;
use plumbline_hub::connector::Connector;
use plumbline_hub::criteria::HandingOff;
use plumbline_hub::store::NoteStore;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal, happened, key};
use crate::harness::{CONFIG, Client, Hub, start};

const RECORD: &str = "/v1/records/odoo-main/crm.lead/1";

/// Fifteen minutes for whoever looked at prices twice within a day; and a lead that did is handed off.
const AGREED: &str = r#"
[[policy]]
name = "Hot"
any = [{ signal = "pricing_page", times = 2, within = "24h" }]
response = { within = "15m", calendar = "Always" }

[criteria]
name = "Qualified"
any = [{ signal = "pricing_page", times = 2, within = "24h" }, { signal = "comparison_guide" }]
hands_off = true
"#;

/// A lead that nobody in sales has.
fn lead() -> RecordFacts {
    let profile = Profile { emails: vec!["kim@example.com".into()], ..Profile::default() };
    RecordFacts { profile, events: Vec::new(), ..deal("crm.lead/1", start() - TimeDelta::days(2)) }
}

async fn hub_with(facts: RecordFacts) -> (Hub, Arc<FakeCrm>) {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![facts]);
    let connector = Arc::clone(&crm);
    (Hub::builder().configured(AGREED).start(|_| connector).await, crm)
}

async fn website(hub: &Hub) -> Client<'_> {
    hub.enrol("Website", Role::Integration).await
}

fn event(id: &str, kind: &str, hours_ago: i64) -> Value {
    json!({"id": id, "kind": kind, "at": start() - TimeDelta::hours(hours_ago), "email": "Kim@Example.com"})
}

async fn tell(website: &Client<'_>, events: &[Value]) -> (u64, u64, u64) {
    let answer = website.post("/v1/events", &json!({"events": events})).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    let count = |name: &str| answer.json[name].as_u64().unwrap();
    (count("new"), count("waiting"), count("known"))
}

fn handing_off(hub: &Hub) -> HandingOff {
    let (store, events) = (hub.store.clone(), hub.events.clone());
    HandingOff { settings: hub.settings.clone(), store, events, clock: hub.clock.clone() }
}

#[tokio::test]
async fn a_signal_is_placed_on_the_lead_of_whoever_has_the_address_also_when_that_comes_later() {
    let (hub, _) = hub_with(lead()).await;
    let website = website(&hub).await;
    assert_eq!(tell(&website, &[event("1", "pricing_page", 3)]).await, (1, 1, 0));
    let dana = hub.enrol("Dana", Role::Rep).await;
    let touches = async || {
        let record = dana.get(RECORD).await.json;
        let touches = record["source"]["touches"].as_array().unwrap().clone();
        touches.iter().filter_map(|touch| touch["touch"]["signal"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(touches().await, ["pricing_page"]);
    assert_eq!(tell(&website, &[event("1", "pricing_page", 3), event("2", "comparison_guide", 2)]).await, (1, 0, 1));
    assert_eq!(touches().await, ["pricing_page", "comparison_guide"]);
    // Reading the CRM again takes nothing away that it does not know of.
    hub.pass(TimeDelta::minutes(5));
    assert_eq!(touches().await, ["pricing_page", "comparison_guide"]);
}

#[tokio::test]
async fn what_is_wrong_with_an_event_is_said_and_none_is_taken() {
    let (hub, _) = hub_with(lead()).await;
    let website = website(&hub).await;
    let check = async |change: Value, expect: &str| {
        let mut wrong = event("2", "pricing_page", 1);
        change.as_object().unwrap().iter().for_each(|(field, value)| wrong[field] = value.clone());
        let answer = website.post("/v1/events", &json!({"events": [event("1", "pricing_page", 1), wrong]})).await;
        answer.must_be(400, "invalid", &format!("events[1].{expect}"));
    };
    check(json!({"id": " "}), "id: must have from 1 to 100 characters, and has 1").await;
    check(json!({"kind": ""}), "kind: must have from 1 to 100 characters, and has 0").await;
    check(json!({"email": "kim"}), "email: is no address").await;
    check(json!({"email": null}), "record: is missing, or 'email': whom it is about").await;
    check(json!({"record": "odoo-main/crm.lead/1"}), "record: give either it or 'email', not both").await;
    check(json!({"summary": "x".repeat(301)}), "summary: 301 characters are more than 300; shorten it").await;
    let late = "at: 2026-11-20 12:06:00 UTC has not come yet; the hub's clock says 2026-11-20 12:00:00 UTC";
    check(json!({"at": start() + TimeDelta::minutes(6)}), late).await;
    website.post("/v1/events", &json!({"events": []})).await.must_be(
        400,
        "invalid",
        "events: must be from 1 to 500, and are 0",
    );
    assert_eq!(tell(&website, &[event("1", "pricing_page", 1)]).await, (1, 1, 0));
}

#[tokio::test]
async fn only_a_program_tells_and_it_does_nothing_else() {
    let (hub, _) = hub_with(lead()).await;
    let website = website(&hub).await;
    assert_eq!(website.get(RECORD).await.status, 403);
    assert_eq!(website.get("/v1/inbox").await.status, 403);
    for role in [Role::Rep, Role::Marketer] {
        let person = hub.enrol(&format!("{role:?}"), role).await;
        let answer = person.post("/v1/events", &json!({"events": [event("1", "pricing_page", 1)]})).await;
        assert_eq!(answer.status, 403);
    }
    assert_eq!(hub.anybody().post("/v1/events", &json!({"events": []})).await.status, 401);
}

#[tokio::test]
async fn a_lead_that_comes_to_meet_the_criteria_is_handed_off_once() {
    let (hub, crm) = hub_with(lead()).await;
    let (website, handing_off) = (website(&hub).await, handing_off(&hub));
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(RECORD).await;
    let one = key("crm.lead/1");
    tell(&website, &[event("1", "pricing_page", 30), event("2", "pricing_page", 5)]).await;
    assert!(!handing_off.consider(&one).await.unwrap());
    tell(&website, &[event("3", "pricing_page", 1)]).await;
    assert!(handing_off.consider(&one).await.unwrap());
    assert!(!handing_off.consider(&one).await.unwrap());
    let hand_off = async || dana.get(RECORD).await.json["hand_offs"][0].clone();
    let made = hand_off().await;
    let because = json!(["pricing page twice within 24 h"]);
    assert_eq!(made["policy"], json!({"name": "Hot", "because": because}));
    assert_eq!(made["criteria"], json!({"name": "Qualified", "is_met": true, "because": because}));
    assert_eq!((&made["owner"], &made["response"]["started_at"]), (&Value::Null, &json!(start())));
    assert_eq!(made["response"]["due_at"], json!(start() + TimeDelta::minutes(15)));
    // Whoever the CRM then gives it to gets this hand-off.
    let to = deal("crm.lead/1", start()).record.owner;
    hub.pass(TimeDelta::minutes(2));
    crm.answer("crm.lead/1", vec![happened(lead(), start() + TimeDelta::minutes(1), EventKind::HandedOff { to })]);
    let given = hand_off().await;
    assert_eq!((&given["owner"]["name"], &given["response"]), (&json!("Dana"), &made["response"]));
}

#[tokio::test]
async fn what_sales_gave_back_needs_new_signals() {
    let (hub, _) = hub_with(lead()).await;
    let (website, handing_off) = (website(&hub).await, handing_off(&hub));
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(RECORD).await;
    let one = key("crm.lead/1");
    tell(&website, &[event("1", "comparison_guide", 1)]).await;
    assert!(handing_off.consider(&one).await.unwrap());
    let reject = json!({"id": "r", "handed_off_at": start(), "decision": {"kind": "reject", "reason": "wrong_fit", "words": null}});
    hub.pass(TimeDelta::minutes(1));
    assert_eq!(dana.post(&format!("{RECORD}/hand-off"), &reject).await.status, 200);
    assert!(!handing_off.consider(&one).await.unwrap());
    hub.pass(TimeDelta::minutes(1));
    let mut again = event("2", "comparison_guide", 0);
    again["at"] = json!(start() + TimeDelta::minutes(2));
    tell(&website, &[again]).await;
    assert!(handing_off.consider(&one).await.unwrap());
}

#[tokio::test]
async fn a_hand_off_that_did_not_meet_the_criteria_says_so() {
    let (hub, _) = hub_with(deal("crm.lead/1", start() - TimeDelta::hours(1))).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let hand_off = dana.get(RECORD).await.json["hand_offs"][0].clone();
    assert_eq!(hand_off["policy"], json!({"name": "Standard", "because": []}));
    let asked = "pricing page twice within 24 h, or comparison guide";
    assert_eq!(hand_off["criteria"], json!({"name": "Qualified", "is_met": false, "because": [asked]}));
}

#[tokio::test]
async fn what_was_given_back_and_is_still_theirs_goes_to_them_again() {
    let (hub, _) = hub_with(deal("crm.lead/1", start())).await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    dana.get(RECORD).await;
    let path = format!("{RECORD}/hand-off");
    let say = |id: &str, decision: Value| json!({"id": id, "handed_off_at": start(), "decision": decision});
    hub.pass(TimeDelta::minutes(1));
    dana.post(&path, &say("r", json!({"kind": "reject", "reason": "wrong_fit", "words": null}))).await;
    hub.pass(TimeDelta::minutes(1));
    let again = mo.post(&path, &say("m", json!({"kind": "hand_off"}))).await;
    assert_eq!((again.status.as_u16(), &again.json["owner"]["name"]), (200, &json!("Dana")));
    assert_eq!(again.json["response"]["started_at"], json!(start() + TimeDelta::minutes(2)));
}

#[tokio::test]
async fn marketing_hands_off_by_hand_what_is_not_with_sales() {
    let (hub, _) = hub_with(lead()).await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    mo.get(RECORD).await;
    let path = format!("{RECORD}/hand-off");
    let by_hand = |id: &str| json!({"id": id, "handed_off_at": start(), "decision": {"kind": "hand_off"}});
    assert_eq!(dana.post(&path, &by_hand("d")).await.status, 403);
    let made = mo.post(&path, &by_hand("m")).await;
    assert_eq!((made.status.as_u16(), &made.json["response"]["started_at"]), (200, &json!(start())));
    // The answer to the first may have got lost; another is another.
    assert_eq!(mo.post(&path, &by_hand("m")).await.status, 200);
    let take_back = json!({"id": "w", "handed_off_at": start(), "decision": {"kind": "withdraw", "decision": "m"}});
    let taken_back = mo.post(&path, &take_back).await;
    assert_eq!((taken_back.status.as_u16(), taken_back.json), (200, Value::Null));
    assert_eq!(mo.post(&path, &by_hand("o")).await.status, 200);
    mo.post(&path, &by_hand("n")).await.must_be(409, "invalid", "It is with sales already.");
    let nobody_has_read = mo.post("/v1/records/odoo-main/crm.lead/9/hand-off", &by_hand("x")).await;
    assert_eq!(nobody_has_read.status, 404);
}

#[tokio::test]
async fn another_agreement_is_tried_before_it_is_in_force() {
    let (hub, _) = hub_with(deal("crm.lead/1", start() - TimeDelta::hours(1))).await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    dana.get(RECORD).await;
    let shorter = CONFIG.replace("2h", "30m");
    let tried = mo.post("/v1/agreement/preview", &json!({"text": shorter})).await;
    assert_eq!(tried.status, 200, "{}", tried.json);
    let count = |name: &str| tried.json[name].as_u64().unwrap();
    assert_eq!((count("open_clocks"), count("moved"), count("become_overdue")), (1, 1, 1));
    assert_eq!(tried.json["changes"][0]["would_be_due_at"], json!(start() - TimeDelta::minutes(30)));
    let in_force = mo.get("/v1/agreement").await.json;
    let within = |policy: usize| in_force["policies"][policy]["response"]["within_seconds"].as_u64();
    assert_eq!((within(0), within(1)), (Some(900), Some(7_200)));
    let wrong = mo.post("/v1/agreement/preview", &json!({"text": CONFIG.replace("\"2h\"", "\"soon\"")})).await;
    let what = "line 14: key 'within': 'soon' is not a duration such as \"15s\", \"90m\", \"2h\" or \"1h 30m\"";
    wrong.must_be(400, "invalid", what);
    assert_eq!(dana.post("/v1/agreement/preview", &json!({"text": CONFIG})).await.status, 403);
}

#[tokio::test]
async fn a_hand_off_by_the_criteria_is_noted_in_a_crm_that_is_told() {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![lead()]);
    let told = CONFIG.replace("key = \"secret\"", "key = \"secret\"\nwrite_back = true");
    let hub = Hub::builder().config(&format!("{told}{AGREED}")).start(|_| crm as Arc<dyn Connector>).await;
    hub.enrol("Dana", Role::Rep).await.get(RECORD).await;
    tell(&website(&hub).await, &[event("1", "comparison_guide", 1)]).await;
    assert!(handing_off(&hub).consider(&key("crm.lead/1")).await.unwrap());
    let note = hub.store.claim_note(&CrmId::new("odoo-main"), start()).await.unwrap().unwrap();
    assert_eq!(note.text, "Handed off to sales by the agreed criteria “Qualified”.");
}
