//! The deal review packet over HTTP: the same figures as the panel's, a page a deal, and deals to choose from.

mod choosing;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::{SignalKind, TouchId};
use plumbline_domain::record::{Outcome, RecordKind, Role, Stage};
use plumbline_domain::sla::EventKind;
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_hub::connector::ConnectorError;
use plumbline_hub::store::RecordStore;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal, happened, key};
use crate::harness::{Client, Hub, start};

const PACKET: &str = "/v1/packet?deals=odoo-main/crm.lead/1";

fn touch(id: &str, at: Instant, actor: Actor, signal: Option<&str>) -> Touch {
    Touch {
        id: TouchId::new(id),
        at,
        actor,
        channel: Channel::Email,
        source: None,
        medium: None,
        campaign: None,
        contact: None,
        summary: format!("Touch {id}"),
        signal: signal.map(SignalKind::new),
    }
}

/// A deal that an advert led to two days ago. Its buyer replied an hour before the tests start, and it was moved then.
fn moved_deal(name: &str) -> plumbline_crm::reading::RecordFacts {
    let ago = |time| start() - time;
    let mut facts = deal(name, ago(TimeDelta::days(2)));
    facts.touches.push(touch(&format!("{name}/reply"), ago(TimeDelta::hours(1)), Actor::Buyer, None));
    let moved = EventKind::Updated { by: "Dana".into(), status: "Negotiation".into() };
    happened(facts, ago(TimeDelta::hours(1)), moved)
}

fn report(id: u32, record: &str, severity: Option<&str>) -> Value {
    json!({
        "id": format!("6f1c1c1e-7a0e-4b7e-9a55-{id:012}"), "revision": 1, "record": record, "objection": "price",
        "heard_at": "2026-11-20T10:00:00Z", "words": format!("Words {id}"), "severity": severity, "competitor": null,
        "withdrawn": false,
    })
}

/// A hub with deals 1 to 6 in its CRM, on the first of which content was used three hours ago.
async fn hub() -> (Hub, std::sync::Arc<FakeCrm>) {
    let crm = FakeCrm::new();
    for n in 1..=6 {
        crm.answer(&format!("crm.lead/{n}"), vec![moved_deal(&format!("crm.lead/{n}"))]);
    }
    let hub = Hub::builder().start({
        let crm = crm.clone();
        |_| crm
    });
    let hub = hub.await;
    hub.pass(-TimeDelta::hours(3));
    let used = json!({"record": "odoo-main/crm.lead/1", "action": "copied"});
    assert_eq!(hub.enrol("Dana", Role::Rep).await.post("/v1/content/cost/uses", &used).await.status, 204);
    hub.pass(TimeDelta::hours(3));
    (hub, crm)
}

async fn pages(client: &Client<'_>, path: &str) -> Vec<Value> {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    answer.json["pages"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_page_tells_what_the_panel_tells() {
    let (hub, _) = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(dana.post("/v1/reports", &report(1, "odoo-main/crm.lead/1", Some("challenge"))).await.status, 200);
    let panel = dana.get("/v1/records/odoo-main/crm.lead/1").await.json;
    let page = pages(&dana, PACKET).await.remove(0);
    insta::assert_json_snapshot!("packet_page", page);
    for field in ["record", "freshness"] {
        assert_eq!(page[field], panel[field], "{field}");
    }
    for field in ["claim", "model", "journey"] {
        assert_eq!(page["drawn_in"][field], panel["source"][field], "{field}");
    }
    assert_eq!(page["drawn_in"]["first"], panel["source"]["touches"][0]);
    let credited: u64 =
        page["drawn_in"]["channels"].as_array().unwrap().iter().map(|sum| sum["basis_points"].as_u64().unwrap()).sum();
    assert_eq!(credited, 10_000);
    let minor =
        page["drawn_in"]["channels"].as_array().unwrap().iter().map(|sum| sum["amount"]["minor"].as_i64().unwrap());
    assert_eq!(minor.sum::<i64>(), page["record"]["amount"]["minor"].as_i64().unwrap());
}

#[tokio::test]
async fn what_came_after_content_was_used_is_told_with_it() {
    let (hub, crm) = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(dana.post("/v1/reports", &report(1, "odoo-main/crm.lead/1", None)).await.status, 200);
    let mut won = moved_deal("crm.lead/1");
    won.record.closed_at = Some(start());
    won.record.stage = Some(Stage { name: "Won".into(), outcome: Outcome::Won });
    crm.answer("crm.lead/1", vec![won]);
    let piece = pages(&dana, PACKET).await[0]["messaging"]["pieces"][0].clone();
    assert_eq!(
        (&piece["title"], &piece["by"], &piece["actions"]),
        (&json!("Five-year cost"), &json!(["Dana"]), &json!(["copied"]))
    );
    assert_eq!(piece["answers"], json!([{"id": "price", "name": "Too expensive"}]));
    let sequel = &piece["sequel"];
    assert_eq!((&sequel["buyer"]["id"], &sequel["moved"]["to"]), (&json!("crm.lead/1/reply"), &json!("Negotiation")));
    assert_eq!(sequel["closed"], json!({"at": "2026-11-20T12:00:00Z", "outcome": "won"}));
}

#[tokio::test]
async fn answers_are_told_with_how_long_they_took_and_nobody_has_seen_them_by_that() {
    let (hub, _) = hub().await;
    let (dana, mo) = (hub.enrol("Dana", Role::Rep).await, hub.enrol("Mo", Role::Marketer).await);
    for (id, severity) in [(1, None), (2, Some("deal_breaker"))] {
        assert_eq!(dana.post("/v1/reports", &report(id, "odoo-main/crm.lead/1", severity)).await.status, 200);
    }
    hub.pass(TimeDelta::days(3));
    let answer = json!({"action": "answer", "content": "cost", "words": "Page 2", "seen_at": null});
    assert_eq!(mo.post("/v1/reports/6f1c1c1e-7a0e-4b7e-9a55-000000000001/handling", &answer).await.status, 200);
    let heard = pages(&dana, PACKET).await[0]["objections"].clone();
    assert_eq!((&heard["in_all"], &heard["answered"], &heard["declined"]), (&json!(2), &json!(1), &json!(0)));
    let (first, second) = (&heard["reports"][0], &heard["reports"][1]);
    assert_eq!((&first["report"]["severity"], &first["told_back_after_days"]), (&json!("deal_breaker"), &Value::Null));
    assert_eq!((&second["answer"]["title"], &second["told_back_after_days"]), (&json!("Five-year cost"), &json!(3)));
    assert_eq!(dana.get("/v1/attention").await.json["answered"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn hundreds_of_touches_and_reports_are_cut_and_counted() {
    let (hub, crm) = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let mut large = deal("crm.lead/1", start() - TimeDelta::days(300));
    let of = |n: i64| {
        let actor = if n % 2 == 0 { Actor::Buyer } else { Actor::Marketing };
        touch(
            &n.to_string(),
            start() - TimeDelta::days(300) - TimeDelta::hours(n),
            actor,
            (n % 4 == 0).then_some("pricing_page"),
        )
    };
    large.touches = (0..400).map(of).collect();
    crm.answer("crm.lead/1", vec![large]);
    for id in 0..60 {
        assert_eq!(dana.post("/v1/reports", &report(id, "odoo-main/crm.lead/1", None)).await.status, 200);
    }
    let page = pages(&dana, PACKET).await.remove(0);
    let of = |list: &Value, count: &Value| (list.as_array().unwrap().len(), count.as_u64().unwrap());
    assert_eq!(of(&page["objections"]["reports"], &page["objections"]["in_all"]), (5, 60));
    assert_eq!(of(&page["signals"]["latest"], &page["signals"]["in_all"]), (6, 200));
    assert_eq!(of(&page["drawn_in"]["marketing"], &page["drawn_in"]["marketing_in_all"]), (4, 200));
    assert_eq!(page["signals"]["kinds"][0]["count"], 100);
    assert!(page.to_string().len() < 32 * 1024);
}

#[tokio::test]
async fn one_that_is_gone_unknown_or_no_deal_is_named_and_the_others_are_shown() {
    let (hub, crm) = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let mut contact = deal("res.partner/9", start());
    (contact.record.kind, contact.record.stage) = (RecordKind::Contact, None);
    crm.answer("res.partner/9", vec![contact]);
    crm.set("crm.lead/5", Err(ConnectorError::Failed { crm: "Odoo", status: 500 }));
    pages(&dana, "/v1/packet?deals=odoo-main/crm.lead/3").await;
    hub.store.mark_gone(&[key("crm.lead/3")]).await.unwrap();
    crm.set("crm.lead/3", Err(ConnectorError::NoSuchRecord));
    let path = "/v1/packet?deals=odoo-main/crm.lead/3,odoo-main/crm.lead/2,other/crm.lead/1,odoo-main/res.partner/9,odoo-main/crm.lead/5";
    let answer = dana.get(path).await.json;
    let shown: Vec<&Value> = answer["pages"].as_array().unwrap().iter().map(|page| &page["record"]["key"]).collect();
    assert_eq!(shown, [&json!("odoo-main/crm.lead/2")]);
    let missing = json!([
        {"record": "odoo-main/crm.lead/3", "why": "no_such_record"},
        {"record": "other/crm.lead/1", "why": "no_such_record"},
        {"record": "odoo-main/res.partner/9", "why": "no_deal"},
        {"record": "odoo-main/crm.lead/5", "why": "not_read"},
    ]);
    assert_eq!(answer["missing"], missing);
}

#[tokio::test]
async fn pages_come_in_the_order_in_which_they_are_asked_for_each_once() {
    let (hub, _) = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let path = "/v1/packet?deals=odoo-main/crm.lead/2,%20odoo-main/crm.lead/1,,odoo-main/crm.lead/2";
    let titles: Vec<Value> = pages(&dana, path).await.into_iter().map(|page| page["record"]["title"].clone()).collect();
    assert_eq!(titles, ["Deal crm.lead/2", "Deal crm.lead/1"]);
}

#[tokio::test]
async fn what_cannot_be_a_packet_is_refused_by_name() {
    let (hub, _) = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let check = async |query: &str, message: &str| {
        dana.get(&format!("/v1/packet{query}")).await.must_be(400, "invalid", message);
    };
    let none = "deals: there is none; name one to five records, as crm/object/id";
    check("", none).await;
    check("?deals=,%20", none).await;
    check("?deals=odoo-main/17", "deals: 'odoo-main/17' does not name a record; it is written crm/object/id").await;
    let six: Vec<String> = (1..=6).map(|n| format!("odoo-main/crm.lead/{n}")).collect();
    check(&format!("?deals={}", six.join(",")), "deals: 6 are more than the 5 of a packet; leave some out").await;
    let five = format!("/v1/packet?deals={}", six[..5].join(","));
    assert_eq!(pages(&dana, &five).await.len(), 5);
    assert_eq!(dana.get("/v1/packet?deal=1").await.status, 400);
}

#[tokio::test]
async fn both_teams_read_it_and_programs_and_strangers_do_not() {
    let (hub, _) = hub().await;
    for (name, role) in [("Dana", Role::Rep), ("Mo", Role::Marketer), ("Ada", Role::Admin)] {
        let client = hub.enrol(name, role).await;
        assert_eq!(pages(&client, PACKET).await.len(), 1, "{name}");
        assert_eq!(client.get("/v1/packet/deals").await.status, 200, "{name}");
    }
    let program = hub.enrol("Web site", Role::Integration).await;
    for path in [PACKET, "/v1/packet/deals"] {
        assert_eq!(program.get(path).await.status, 403, "{path}");
        assert_eq!(hub.anybody().get(path).await.status, 401, "{path}");
    }
}
