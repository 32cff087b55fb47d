//! Touches that the CRM does not know of, from programs and from files.

use std::sync::Arc;

use chrono::TimeDelta;
use plumbline_crm::reading::RecordFacts;
use plumbline_domain::record::{Profile, Role};
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal};
use crate::harness::{Client, Hub, start};
use crate::program::Place;

const RECORD: &str = "/v1/records/odoo-main/crm.lead/1";

async fn hub() -> (Hub, Arc<FakeCrm>) {
    let crm = FakeCrm::new();
    let profile = Profile { emails: vec!["kim@example.com".into()], ..Profile::default() };
    crm.answer("crm.lead/1", vec![RecordFacts { profile, ..deal("crm.lead/1", start() - TimeDelta::days(2)) }]);
    let connector = Arc::clone(&crm);
    (Hub::builder().start(|_| connector).await, crm)
}

fn webinar(id: &str, days_ago: i64) -> Value {
    json!({
        "id": id, "at": start() - TimeDelta::days(days_ago), "email": "Kim@Example.com", "actor": "marketing",
        "source": "Spring webinar", "contact": "Kim", "summary": "Signed up",
    })
}

/// New, changed, waiting and known.
async fn tell(tool: &Client<'_>, touches: &[Value]) -> [u64; 4] {
    let answer = tool.post("/v1/touches", &json!({"touches": touches})).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    ["new", "changed", "waiting", "known"].map(|name| answer.json[name].as_u64().unwrap())
}

/// Summaries of the record's touches, in order of time.
async fn shown(dana: &Client<'_>) -> Vec<String> {
    let record = dana.get(RECORD).await.json;
    let touches = record["source"]["touches"].as_array().unwrap().clone();
    touches.iter().map(|touch| touch["touch"]["summary"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_touch_is_placed_on_the_record_also_when_that_comes_later_and_stays_there() {
    let (hub, crm) = hub().await;
    let (tool, dana) = (hub.enrol("Webinars", Role::Integration).await, hub.enrol("Dana", Role::Rep).await);
    assert_eq!(tell(&tool, &[webinar("1", 5)]).await, [1, 0, 1, 0]);
    assert_eq!(shown(&dana).await, ["Signed up", "Ad click"]);
    assert_eq!(tell(&tool, &[webinar("1", 5), webinar("2", 1)]).await, [1, 0, 0, 1]);
    // What the CRM tells next takes nothing away that it does not know of.
    crm.answer("crm.lead/1", vec![deal("crm.lead/1", start() - TimeDelta::days(3))]);
    hub.pass(TimeDelta::minutes(5));
    assert_eq!(shown(&dana).await, ["Signed up", "Ad click", "Signed up"]);
    let touch = dana.get(RECORD).await.json["source"]["touches"][0]["touch"].clone();
    let told = ["actor", "channel", "source", "contact"].map(|field| touch[field].as_str().unwrap_or_default());
    assert_eq!(told, ["marketing", "event", "Spring webinar", "Kim"]);
}

#[tokio::test]
async fn what_is_told_otherwise_takes_the_place_of_what_was_told() {
    let (hub, _) = hub().await;
    let (tool, dana) = (hub.enrol("Webinars", Role::Integration).await, hub.enrol("Dana", Role::Rep).await);
    dana.get(RECORD).await;
    tell(&tool, &[webinar("1", 5)]).await;
    let mut other = webinar("1", 1);
    other["summary"] = json!("Took part");
    assert_eq!(tell(&tool, &[other.clone()]).await, [0, 1, 0, 0]);
    assert_eq!(shown(&dana).await, ["Ad click", "Took part"]);
    assert_eq!(tell(&tool, &[other.clone()]).await, [0, 0, 0, 1]);
    // Of somebody else now, who is not known yet.
    other["email"] = json!("sam@example.com");
    assert_eq!(tell(&tool, &[other]).await, [0, 1, 1, 0]);
    assert_eq!(shown(&dana).await, ["Ad click"]);
    // Another tool's touch of the same id is another touch.
    let ads = hub.enrol("Ads", Role::Integration).await;
    assert_eq!(tell(&ads, &[webinar("1", 1)]).await, [1, 0, 0, 0]);
}

#[tokio::test]
async fn what_is_wrong_with_a_touch_is_said_and_none_is_taken() {
    let (hub, _) = hub().await;
    let tool = hub.enrol("Webinars", Role::Integration).await;
    let check = async |change: Value, expect: &str| {
        let mut wrong = webinar("2", 1);
        change.as_object().unwrap().iter().for_each(|(field, value)| wrong[field] = value.clone());
        let answer = tool.post("/v1/touches", &json!({"touches": [webinar("1", 1), wrong]})).await;
        answer.must_be(400, "invalid", &format!("touches[1].{expect}"));
    };
    check(json!({"id": ""}), "id: must have from 1 to 100 characters, and has 0").await;
    check(json!({"email": null}), "record: is missing, or 'email': whom it is about").await;
    check(json!({"email": null, "record": "hubspot/0-3/1"}), "record: the hub has no CRM 'hubspot'").await;
    check(json!({"contact": "x".repeat(301)}), "contact: 301 characters are more than 300; shorten it").await;
    let old = "at: 1970-01-01 00:00:00 UTC is before 1990; is it a date at all?";
    check(json!({"at": "1970-01-01T00:00:00Z"}), old).await;
    let late = "at: 2026-11-21 12:00:01 UTC is more than a day ahead; the hub's clock says 2026-11-20 12:00:00 UTC. \
                Tell it once it has happened";
    check(json!({"at": "2026-11-21T12:00:01Z"}), late).await;
    let answer = tool.post("/v1/touches", &json!({"touches": [{"id": "1"}]})).await;
    assert_eq!(answer.status, 422);
    assert!(answer.json["message"].as_str().unwrap().starts_with("touches[0]"), "{}", answer.json);
    tool.post("/v1/touches", &json!({"touches": []})).await.must_be(
        400,
        "invalid",
        "touches: must be from 1 to 500, and are 0",
    );
    assert_eq!(tell(&tool, &[webinar("1", 1)]).await, [1, 0, 1, 0]);
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(dana.post("/v1/touches", &json!({"touches": [webinar("3", 1)]})).await.status, 403);
}

#[test]
fn a_file_of_touches_is_imported_once() {
    let place = Place::new();
    let file = "\u{feff}id,at,email,actor,channel,summary\r\n\
                1,2026-05-01,kim@example.com,marketing,event,\"Webinar, with \"\"demo\"\"\"\r\n\r\n\
                2,2026-05-03T10:00:00+02:00,kim@example.com,sales,outbound,\r\n";
    place.write("touches.csv", file);
    assert_eq!(place.says(&["import", "touches.csv"]), "2 new, 0 changed, 0 known, 2 waiting for their record\n");
    assert_eq!(place.says(&["import", "touches.csv"]), "0 new, 0 changed, 2 known, 0 waiting for their record\n");
    place.write("Touches.CSV", &file.replace("outbound", "call"));
    assert_eq!(place.says(&["import", "Touches.CSV"]), "0 new, 1 changed, 1 known, 1 waiting for their record\n");
}

#[test]
fn a_file_with_a_bad_line_imports_nothing_and_each_is_said_with_its_place() {
    let place = Place::new();
    place.write(
        "touches.csv",
        "id,at,record,email,actor,channel\n\
         1,2026-05-01,odoo-main/crm.lead/1,,marketing,event\n\
         2,1 May,odoo-main/crm.lead/1,,marketing,event\n\
         3,2026-05-01,odoo-main/crm.lead/1,,marketing,webinars\n\
         4,2026-05-01,odoo/crm.lead/1,,marketing,event\n\
         5,2026-05-01,,,marketing,event\n\
         6,2026-05-01,,kim@example.com,marketing\n\
         7,2026-05-01,,kim@\"example.com,marketing,event\n\
         8,2126-05-01,,kim@example.com,,event\n",
    );
    let said = place.complains(&["import", "touches.csv"]);
    let lines: Vec<&str> = said.lines().collect();
    let starts = [
        "plumbline-hub: touches.csv:3:3: at: '1 May' is not such as 2026-05-01T14:00:00Z or 2026-05-01",
        "touches.csv:4:46: channel: unknown variant `webinars`, expected one of `paid_search`",
        "touches.csv:5:14: record: the configuration has no CRM 'odoo'",
        "touches.csv:6:14: record: is missing, or 'email': whom it is about",
        "touches.csv:7:1: 5 values, and the header names 6",
        "touches.csv:8:19: a quote within a value; put the value in quotes, and double it",
        "touches.csv:9:31: actor: is missing",
        "nothing was imported",
    ];
    assert_eq!(lines.len(), starts.len(), "{said}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line} is not {start}");
    }
    place.write("one.csv", "id,at,record,actor\n1,2026-05-01,odoo-main/crm.lead/1,marketing\n");
    assert_eq!(place.says(&["import", "one.csv"]), "1 new, 0 changed, 0 known, 1 waiting for their record\n");
}

#[test]
fn a_header_says_what_a_file_has() {
    let place = Place::new();
    let check = |header: &str, expect: &str| {
        place.write("touches.csv", header);
        let said = place.complains(&["import", "touches.csv"]);
        assert_eq!(said, format!("plumbline-hub: touches.csv:{expect}; nothing was imported\n"));
    };
    check("id,at,email", "1:1: the column 'actor' is missing");
    check("id,at,actor", "1:1: the column 'record' or 'email' is missing");
    check("id,at,at,email", "1:7: there are two columns 'at'");
    check("", "1:1: the column 'id' is missing");
    let known = "id, at, record, email, actor, channel, source, medium, campaign, contact, summary";
    check("id,when,email", &format!("1:4: unknown column 'when'; there are {known}"));
}
