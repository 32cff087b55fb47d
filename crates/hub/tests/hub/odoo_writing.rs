//! What the connector writes to Odoo, before a server that plays Odoo.

use std::sync::Arc;

use plumbline_domain::record::CrmUser;
use plumbline_hub::clock::Clock;
use plumbline_hub::connector::odoo::Odoo;
use plumbline_hub::connector::{Connector, ConnectorError, Note, ToDo, Writing};
use serde_json::{Value, json};

use crate::fake_crm::key;
use crate::fake_odoo::{FakeOdoo, Mood};
use crate::harness::start;
use crate::odoo::connector;

async fn odoo() -> (FakeOdoo, Arc<Odoo>) {
    let odoo = FakeOdoo::start().await;
    let connector = connector(&odoo, Clock::saying(start));
    (odoo, connector)
}

fn user(id: &str) -> CrmUser {
    CrmUser { id: id.into(), name: "Kim".into() }
}

fn note() -> Note {
    Note::new("decision/a", "Rejected: a <b>student</b> & friend")
}

fn to_do() -> ToDo {
    ToDo { summary: "First response overdue".into(), note: note() }
}

/// The calls since the last time, with their arguments.
fn calls(odoo: &FakeOdoo) -> Vec<(String, Value)> {
    odoo.calls.lock().unwrap().drain(..).map(|(name, _, arguments)| (name, arguments)).collect()
}

#[tokio::test]
async fn a_note_is_looked_for_and_then_left() {
    let (odoo, connector) = odoo().await;
    connector.leave_note(&key("crm.lead/7"), &note()).await.unwrap();
    let made = calls(&odoo);
    let names: Vec<&str> = made.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["crm.lead/search_read", "mail.message/search_read", "crm.lead/message_post"]);
    let looked_for = json!([["model", "=", "crm.lead"], ["res_id", "=", 7], ["body", "ilike", note().reference()]]);
    assert_eq!(made[1].1["domain"], looked_for);
    let body = format!("Rejected: a <b>student</b> & friend [{}]", note().reference());
    let posted = json!({"ids": [7], "body": body, "message_type": "comment", "subtype_xmlid": "mail.mt_note"});
    assert_eq!(made[2].1, posted);
    let there = format!("<p>Rejected: a &lt;b&gt;student&lt;/b&gt; &amp; friend [{}]</p>", note().reference());
    odoo.has("mail.message", json!([{"id": 9, "res_id": 7, "body": there}]));
    connector.leave_note(&key("crm.lead/7"), &note()).await.unwrap();
    assert_eq!(odoo.calls(), ["crm.lead/search_read", "mail.message/search_read"]);
    // What it says changed.
    let now = Note::new("decision/a", "Taken back & forgotten");
    connector.leave_note(&key("crm.lead/7"), &now).await.unwrap();
    let edited = calls(&odoo).pop().unwrap();
    let body = format!("<p>Taken back &amp; forgotten [{}]</p>", note().reference());
    assert_eq!(edited, ("mail.message/write".to_owned(), json!({"ids": [9], "vals": {"body": body}})));
}

#[tokio::test]
async fn a_contact_has_notes_too() {
    let (odoo, connector) = odoo().await;
    odoo.has("res.partner", json!([{"id": 7}]));
    connector.leave_note(&key("res.partner/7"), &note()).await.unwrap();
    assert_eq!(odoo.calls(), ["res.partner/search_read", "mail.message/search_read", "res.partner/message_post"]);
}

#[tokio::test]
async fn a_to_do_is_looked_for_among_those_that_are_done_too_and_then_given() {
    let (odoo, connector) = odoo().await;
    connector.give_to_do(&key("crm.lead/7"), &user("2"), &to_do()).await.unwrap();
    let made = calls(&odoo);
    assert_eq!(made[1].0, "mail.activity/search_read");
    assert_eq!(made[1].1["domain"][2], json!(["note", "ilike", note().reference()]));
    assert_eq!(made[1].1["domain"][3], json!(["active", "in", [true, false]]));
    let text = format!("Rejected: a &lt;b&gt;student&lt;/b&gt; &amp; friend [{}]", note().reference());
    let given = json!({
        "ids": [7], "act_type_xmlid": "mail.mail_activity_data_todo", "summary": "First response overdue", "note": text,
        "user_id": 2,
    });
    assert_eq!(made[2], ("crm.lead/activity_schedule".to_owned(), given));
    odoo.has("mail.activity", json!([{"id": 9, "res_id": 7}]));
    connector.give_to_do(&key("crm.lead/7"), &user("2"), &to_do()).await.unwrap();
    assert_eq!(odoo.calls(), ["crm.lead/search_read", "mail.activity/search_read"]);
}

#[tokio::test]
async fn a_lead_is_given_to_somebody_else_only() {
    let (odoo, connector) = odoo().await;
    connector.assign(&key("crm.lead/7"), &user("5")).await.unwrap();
    assert_eq!(odoo.calls(), ["crm.lead/search_read"], "it is theirs");
    connector.assign(&key("crm.lead/7"), &user("2")).await.unwrap();
    let written = ("crm.lead/write".to_owned(), json!({"ids": [7], "vals": {"user_id": 2}}));
    assert_eq!(calls(&odoo).last(), Some(&written));
}

#[tokio::test]
async fn a_key_that_cannot_tell_a_new_owner_from_a_new_hand_off_gives_no_lead_away() {
    let (odoo, connector) = odoo().await;
    odoo.is(Mood::Refuses("mail.tracking.value", 403));
    let refused = connector.assign(&key("crm.lead/7"), &user("2")).await.unwrap_err();
    assert_eq!(refused.to_string(), "the hub's key may not read mail.tracking.value in Odoo");
    assert!(!odoo.calls().contains(&"crm.lead/write".to_owned()));
}

#[tokio::test]
async fn nothing_is_written_to_what_is_gone_or_no_lead() {
    let (odoo, connector) = odoo().await;
    odoo.has("crm.lead", json!([]));
    for name in ["crm.lead/7", "res.partner/7", "crm.lead/seven"] {
        let record = key(name);
        let gone = Err(ConnectorError::NoSuchRecord);
        assert_eq!(connector.leave_note(&record, &note()).await, gone, "{name}");
        assert_eq!(connector.give_to_do(&record, &user("2"), &to_do()).await, gone, "{name}");
        assert_eq!(connector.assign(&record, &user("2")).await, gone, "{name}");
    }
    let lead = "crm.lead/search_read";
    assert_eq!(odoo.calls(), [lead, lead, lead, "res.partner/search_read"]);
}

#[tokio::test]
async fn a_key_that_may_not_write_says_so() {
    let (odoo, connector) = odoo().await;
    odoo.is(Mood::RefusesTo("message_post", 403));
    let refused = connector.leave_note(&key("crm.lead/7"), &note()).await.unwrap_err();
    assert_eq!(refused.to_string(), "the hub's key may not write crm.lead in Odoo");
    // One lead that Odoo does not let be written keeps nothing else back.
    odoo.is(Mood::RefusesTo("write", 422));
    let refused = connector.assign(&key("crm.lead/7"), &user("2")).await.unwrap_err();
    assert_eq!(refused, ConnectorError::Failed { crm: "Odoo", status: 422 });
    connector.leave_note(&key("crm.lead/7"), &note()).await.unwrap();
}

#[tokio::test]
async fn the_rights_to_write_are_asked_for_where_they_are_needed() {
    let (odoo, connector) = odoo().await;
    let reading = connector.permissions(&[]).await.len();
    assert!(odoo.calls.lock().unwrap().iter().all(|(.., arguments)| arguments["operation"] == "read"));
    odoo.is(Mood::Says(json!(false)));
    let asked = connector.permissions(&[Writing::Notes, Writing::ToDos, Writing::Owners]).await.split_off(reading);
    let said = asked.iter().map(|asked| format!("{}: {}", asked.what, asked.trouble.as_ref().unwrap()));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            "leave notes on leads (crm.lead): the hub's key may not write crm.lead in Odoo",
            "give to-dos (mail.activity): the hub's key may not write mail.activity in Odoo",
            "give leads to another owner (crm.lead): the hub's key may not write crm.lead in Odoo",
            "tell a new owner from a new hand-off by tracked changes (mail.tracking.value): the hub's key may not read \
             mail.tracking.value in Odoo",
        ]
    );
    assert!(asked.iter().all(|asked| asked.otherwise.is_none()), "what was configured is needed");
}
