use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_crm::reading::Facts;
use plumbline_domain::record::Role;
use plumbline_hub::connector::ConnectorError;
use plumbline_hub::store::PeopleStore;
use serde_json::json;

use crate::fake_crm::{FakeCrm, deal, responded};
use crate::harness::{Builder, Hub, start};

const PATH: &str = "/v1/records/odoo-main/crm.lead/1";

async fn hub(builder: Builder) -> (Hub, Arc<FakeCrm>) {
    let crm = FakeCrm::new();
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start() - TimeDelta::hours(1))]);
    let connector = Arc::clone(&crm);
    (builder.start(|_| connector).await, crm)
}

fn away() -> ConnectorError {
    ConnectorError::Timeout { crm: "Odoo", within: Duration::from_secs(10) }
}

#[tokio::test]
async fn a_record_comes_with_all_that_its_panel_shows() {
    let (hub, _) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let view = dana.get(PATH).await;
    insta::assert_json_snapshot!("record_view", view.json);
}

#[tokio::test]
async fn fresh_facts_are_not_read_again() {
    let (hub, crm) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(PATH).await;
    hub.pass(TimeDelta::seconds(14));
    dana.get(PATH).await;
    assert_eq!(crm.reads(), 1);
    hub.pass(TimeDelta::seconds(1));
    dana.get(PATH).await;
    assert_eq!(crm.reads(), 2);
}

#[tokio::test]
async fn many_at_once_read_once() {
    let (hub, crm) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    crm.pace.forget_permits(1_000);
    let asked = futures::future::join_all((0..20).map(|_| dana.get(PATH)));
    let (answers, ()) = tokio::join!(asked, async {
        while crm.reads() == 0 {
            tokio::task::yield_now().await;
        }
        crm.pace.add_permits(1);
    });
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(crm.reads(), 1);
}

#[tokio::test]
async fn the_same_view_is_not_sent_twice() {
    let (hub, crm) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let first = dana.get(PATH).await;
    let knows = dana.with("if-none-match", first.header("etag"));
    hub.pass(TimeDelta::seconds(5));
    let same = knows.get(PATH).await;
    assert_eq!((same.status.as_u16(), same.header("etag")), (304, first.header("etag")));
    let weak = dana.with("if-none-match", &format!("\"other\", W/{}", first.header("etag")));
    assert_eq!(weak.get(PATH).await.status, 304);
    crm.answer("crm.lead/1", vec![responded(deal("crm.lead/1", start() - TimeDelta::hours(1)), start())]);
    hub.pass(TimeDelta::seconds(15));
    let new = knows.get(PATH).await;
    assert_eq!(new.status, 200);
    assert_eq!(new.json["hand_offs"][0]["response"]["stop"]["response"]["by"], "Dana");
}

#[tokio::test]
async fn a_crm_that_is_away_leaves_what_is_stored_with_the_reason() {
    let (hub, crm) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(PATH).await;
    crm.set("crm.lead/1", Err(away()));
    hub.pass(TimeDelta::hours(2));
    let view = dana.get(PATH).await;
    assert_eq!(
        view.json["freshness"],
        json!({"read_at": "2026-11-20T12:00:00Z", "trouble": "Odoo did not answer within 10 s."})
    );
    assert_eq!(view.json["as_of"], "2026-11-20T14:00:00Z");
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start())]);
    assert_eq!(dana.get(PATH).await.json["freshness"], json!({"read_at": "2026-11-20T14:00:00Z", "trouble": null}));
}

#[tokio::test]
async fn a_crm_that_is_away_is_said_when_nothing_is_stored() {
    let (hub, crm) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    crm.set("crm.lead/1", Err(away()));
    let message = "Odoo did not answer within 10 s, and the hub has nothing stored of this record. Try again.";
    dana.get(PATH).await.must_be(502, "crm_away", message);
}

#[tokio::test]
async fn a_first_reading_that_takes_long_is_given_up_but_goes_on() {
    let (hub, crm) = hub(Hub::builder().first_patience(Duration::from_secs(1))).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    crm.pace.forget_permits(1_000);
    let message =
        "the CRM did not tell everything within 1 s, and the hub has nothing stored of this record. Try again.";
    dana.get(PATH).await.must_be(502, "crm_away", message);
    crm.pace.add_permits(1);
    hub.records.finish().await;
    assert_eq!((dana.get(PATH).await.status.as_u16(), crm.reads()), (200, 1));
}

#[tokio::test]
async fn nobody_waits_for_a_slow_crm_when_something_is_stored() {
    let (hub, crm) = hub(Hub::builder().impatient()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    dana.get(PATH).await;
    crm.pace.forget_permits(1_000);
    crm.answer("crm.lead/1", vec![responded(deal("crm.lead/1", start() - TimeDelta::hours(1)), start())]);
    hub.pass(TimeDelta::minutes(1));
    let old = dana.get(PATH).await;
    assert_eq!(old.json["freshness"]["read_at"], "2026-11-20T12:00:00Z");
    // The reading goes on, and is there for whoever asks next.
    crm.pace.add_permits(1);
    hub.records.finish().await;
    let new = dana.get(PATH).await;
    assert_eq!(new.json["freshness"]["read_at"], "2026-11-20T12:01:00Z");
    assert_eq!(new.json["hand_offs"][0]["response"]["stop"]["response"]["kind"], "call");
}

#[tokio::test]
async fn what_could_not_be_understood_is_said() {
    let (hub, crm) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let warnings = vec!["crm.lead 1: field expected_revenue should be a number but is \"a lot\"".to_owned()];
    crm.set("crm.lead/1", Ok(Facts { records: vec![deal("crm.lead/1", start())], warnings, ..Facts::default() }));
    let expect = "crm.lead 1: field expected_revenue should be a number but is \"a lot\"; it is left out.";
    assert_eq!(dana.get(PATH).await.json["freshness"]["trouble"], expect);
}

#[tokio::test]
async fn what_is_no_record_is_said_to_be_none() {
    let (hub, crm) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let check = async |path: &str| {
        let message = "There is no such record in the CRM, or the hub's key may not see it.";
        dana.get(&format!("/v1/records/{path}")).await.must_be(404, "no_such_record", message);
    };
    check("odoo-main/crm.lead/99").await;
    check("odoo-main/sale.order/1").await;
    check("odoo-main/action-9/1").await;
    check("other/crm.lead/1").await;
    check("odoo-main/crm.lead/%2e%2e").await;
    check("odoo-main/crm.lead/1%00").await;
    // One that was there, and is deleted.
    dana.get(PATH).await;
    crm.set("crm.lead/1", Err(ConnectorError::NoSuchRecord));
    hub.pass(TimeDelta::minutes(1));
    check("odoo-main/crm.lead/1").await;
    crm.set("crm.lead/1", Err(away()));
    assert_eq!(dana.get(PATH).await.status, 502);
}

#[tokio::test]
async fn an_action_is_answered_with_the_records_own_name() {
    let (hub, _) = hub(Hub::builder()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let view = dana.get("/v1/records/odoo-main/action-211/1").await;
    assert_eq!(view.json["record"]["key"], "odoo-main/crm.lead/1");
    let message = "Odoo failed (status 500), and the hub has nothing stored of this record. Try again.";
    dana.get("/v1/records/odoo-main/action-500/1").await.must_be(502, "crm_away", message);
}

#[tokio::test]
async fn a_person_is_told_of_their_own_urgent_hand_offs() {
    let (hub, crm) = hub(Hub::builder()).await;
    let dana = hub.enrol("dana", Role::Rep).await;
    let sam = hub.enrol("Sam", Role::Rep).await;
    let hours = |hours: i64| start() - TimeDelta::hours(hours);
    let members = vec![
        deal("crm.lead/1", start() - TimeDelta::minutes(100)),
        deal("crm.lead/2", hours(1)),
        deal("crm.lead/3", hours(5)),
        responded(deal("crm.lead/4", hours(5)), hours(4)),
    ];
    crm.answer("crm.lead/1", members);
    dana.get(PATH).await;
    let waiting = async |client: &crate::harness::Client<'_>| {
        let answer = client.get("/v1/attention").await.json;
        let hand_offs = answer["hand_offs"].as_array().unwrap().clone();
        hand_offs.iter().map(|hand_off| hand_off["record"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let expect = ["odoo-main/crm.lead/3", "odoo-main/crm.lead/1"];
    assert_eq!(waiting(&dana).await, expect);
    assert_eq!(waiting(&sam).await, [""; 0]);
    // Whoever is known to be that user of the CRM is, whatever their name.
    let person = hub.store.person_named("Sam", Role::Rep, start()).await.unwrap();
    hub.store.set_crm_user(&person.id, &plumbline_domain::ids::CrmId::new("odoo-main"), "5").await.unwrap();
    assert_eq!(waiting(&sam).await, expect);
    let person = hub.store.person_named("dana", Role::Rep, start()).await.unwrap();
    hub.store.set_crm_user(&person.id, &plumbline_domain::ids::CrmId::new("odoo-main"), "6").await.unwrap();
    assert_eq!(waiting(&dana).await, [""; 0]);
}
