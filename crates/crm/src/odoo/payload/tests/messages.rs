//! Which messages are touches, and which of them respond.

use super::*;

#[test]
fn what_the_hub_writes_is_neither_touch_nor_response() {
    // As Odoo tells of them when the hub's key is a salesperson's.
    let note = json!({
        "subtype_id": [2, "Note"], "preview": "Rejected by Dana: Other. “A student” [Plumbline 3f2a9c41d07b]",
    });
    check_message(note, None);
    let done_to_do = json!({
        "message_type": "notification", "subtype_id": [3, "Activities"], "mail_activity_type_id": [4, "To-Do"],
        "preview": "To-Do done : First response overdue Original note: It was due [Plumbline 3f2a9c41d07b] Feedback: ok",
    });
    check_message(done_to_do, None);
    let told = json!({
        "message_type": "user_notification", "is_internal": true, "subtype_id": [2, "Note"],
        "preview": "Marc Demo has just assigned you the following activity",
    });
    check_message(told, None);
}

/// A message on lead 53, as a salesperson's mail with these fields changed; what it is and whether it responds.
#[track_caller]
fn check_message(change: Value, expect: Option<(&str, bool)>) {
    let mut message = json!({
        "id": 9000, "model": "crm.lead", "res_id": 53, "date": "2026-11-22 12:30:00", "message_type": "comment",
        "is_internal": false, "author_id": [6, "YourCompany, Marc Demo"], "email_from": "\"Marc Demo\" <marc@example.com>",
        "subject": false, "preview": "Hello", "mail_activity_type_id": false,
    });
    message.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let facts = read(&Answers { messages: vec![message], ..answers() }, &SalesTeam::default());
    let lead = of(&facts, "odoo/crm.lead/53");
    let touch = lead.touches.iter().find(|touch| touch.id.as_str() == "mail.message/9000");
    let is_response = hand_offs(&lead.events)[0].response.is_some();
    let found = touch.map(|touch| format!("{:?} {:?}", touch.actor, touch.channel));
    assert_eq!(found.as_deref().map(|found| (found, is_response)), expect);
}

#[test]
fn only_what_people_send_each_other_is_a_touch() {
    check_message(json!({}), Some(("Sales Email", true)));
    check_message(json!({"message_type": "email_outgoing"}), Some(("Sales Email", true)));
    check_message(json!({"is_internal": true}), None);
    check_message(json!({"subtype_id": [2, "Note"]}), None);
    check_message(json!({"subtype_id": [1, "Discussions"]}), Some(("Sales Email", true)));
    check_message(json!({"message_type": "auto_comment"}), None);
    check_message(json!({"message_type": "notification"}), None);
    check_message(json!({"message_type": "out_of_office", "author_id": [27, "Azure Interior, Brandon Freeman"]}), None);
    check_message(json!({"author_id": [2, "OdooBot"]}), None);
    check_message(json!({"author_id": [27, "Azure Interior, Brandon Freeman"]}), Some(("Buyer Email", false)));
    check_message(json!({"author_id": false, "message_type": "email"}), Some(("Buyer Email", false)));
    check_message(json!({"author_id": [7, "YourCompany, Joel Willis"]}), Some(("Buyer Email", false)));
    check_message(
        json!({"message_type": "notification", "is_internal": true, "mail_activity_type_id": [2, "Call"]}),
        Some(("Sales Call", true)),
    );
    check_message(json!({"message_type": "notification", "mail_activity_type_id": [4, "To-Do"]}), None);
    // Before the hand-off it is a touch, but nobody was waiting yet.
    check_message(json!({"date": "2026-11-21 12:30:00"}), Some(("Sales Email", false)));
    check_message(json!({"model": "sale.order"}), None);
}

#[test]
fn a_meeting_without_an_opportunity_is_on_the_contact_who_was_invited() {
    let check = |opportunity: Value, invited: Value, expect: Option<&str>| {
        let meeting = json!({
            "id": 30, "name": "Lunch", "start": "2026-11-19 12:00:00", "create_date": "2026-11-18 12:00:00",
            "user_id": [5, "Marc Demo"], "opportunity_id": opportunity, "partner_ids": invited,
        });
        let facts = read(&Answers { meetings: vec![meeting], ..answers() }, &SalesTeam::default());
        let has = |read: &&RecordFacts| read.touches.iter().any(|touch| touch.id.as_str() == "calendar.event/30");
        let on = facts.records.iter().find(has).map(|read| read.record.key.to_string());
        assert_eq!(on.as_deref(), expect);
    };
    check(json!(false), json!([6, 27, 28]), Some("odoo/res.partner/27"));
    check(json!([57, "Showroom visit"]), json!([6, 27]), Some("odoo/crm.lead/57"));
    // Nobody but colleagues, and somebody who was not read.
    check(json!(false), json!([6]), None);
    check(json!(false), json!([6, 999]), None);
}
