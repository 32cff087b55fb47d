//! On answers of a real Odoo 19 with seeded records, saved under `samples`.

use plumbline_domain::record::{Outcome, RecordKind};
use plumbline_domain::sla::hand_offs;
use serde_json::json;

use super::*;
use crate::sales::SalesTeam;

mod messages;

fn sample(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

fn answers() -> Answers {
    Answers {
        leads: sample(include_str!("samples/leads.json")),
        partners: sample(include_str!("samples/partners.json")),
        messages: sample(include_str!("samples/messages.json")),
        changes: Some(sample(include_str!("samples/changes.json"))),
        meetings: sample(include_str!("samples/meetings.json")),
    }
}

fn directory(team: &SalesTeam) -> Directory {
    let answers = DirectoryAnswers {
        users: sample(include_str!("samples/users.json")),
        activity_types: sample(include_str!("samples/activity_types.json")),
        subtypes: sample(include_str!("samples/subtypes.json")),
        tags: sample(include_str!("samples/tags.json")),
    };
    let mut warnings = Vec::new();
    let directory = Directory::new(&answers, team, &mut warnings);
    assert_eq!(warnings, Vec::<String>::new());
    directory
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn read(answers: &Answers, team: &SalesTeam) -> Facts {
    facts(&CrmId::new("odoo"), answers, &directory(team), at("2026-11-22T13:00:00Z"))
}

fn of<'a>(facts: &'a Facts, key: &str) -> &'a RecordFacts {
    facts.records.iter().find(|read| read.record.key.to_string() == key).unwrap()
}

/// Each touch on one line.
fn touches(facts: &RecordFacts) -> Vec<String> {
    let line = |touch: &Touch| {
        let contact = touch.contact.as_deref().unwrap_or("-");
        let summary: String = touch.summary.chars().take(24).collect();
        format!("{} {:?} {:?} {contact}: {summary}", touch.at.format("%m-%d %H:%M"), touch.actor, touch.channel)
    };
    facts.touches.iter().map(line).collect()
}

/// When it was last handed off, and who responded how and when.
fn hand_off(facts: &RecordFacts) -> Option<String> {
    let hand_off = hand_offs(&facts.events).pop()?;
    let response = match (hand_off.response, hand_off.cancellation) {
        (Some(response), _) => format!("{:?} by {} {}", response.kind, response.by, response.at.format("%m-%d %H:%M")),
        (None, Some(end)) => format!("ended by {:?} {}", end.by, end.at.format("%m-%d %H:%M")),
        (None, None) => "unanswered".to_owned(),
    };
    Some(format!("{} {response}", hand_off.at.format("%m-%d %H:%M")))
}

#[test]
fn an_opportunity_is_read_with_all_that_happened_on_it() {
    let facts = read(&answers(), &SalesTeam::default());
    assert_eq!(facts.warnings, Vec::<String>::new());
    let deal = of(&facts, "odoo/crm.lead/66");
    let record = &deal.record;
    assert_eq!((record.kind, record.title.as_str()), (RecordKind::Deal, "Azure head office refit"));
    assert_eq!(record.company.as_deref(), Some("Azure Interior"));
    assert_eq!(record.stage.as_ref().unwrap().name, "Proposition");
    assert_eq!(record.amount.unwrap().minor, 12_800_000);
    assert_eq!(record.owner.as_ref().unwrap().name, "Marc Demo");
    assert_eq!(record.competitors, ["Acme Suite"]);
    assert_eq!(record.became_deal_at, Some(at("2026-10-22T12:27:43Z")));
    assert_eq!(record.closed_at, None);
    assert_eq!(
        touches(deal),
        [
            "10-17 12:27 Marketing Event -: Azure head office refit",
            "10-17 13:27 Sales Email -: Thank you for joining th",
            "10-20 12:27 Buyer Email Brandon Freeman: Yes. Our board compares ",
            "10-23 12:27 Sales Call -: Budget owner is Nicole F",
            "10-26 12:27 Sales Meeting -: Walk-through of the thre",
            "11-03 12:27 Buyer Email Nicole Ford: The price is higher than",
            "11-04 12:27 Sales Email -: The total cost over five",
            "11-10 12:27 Sales Meeting -: Offer review with financ",
            "11-18 12:27 Buyer Email Colleen Diaz: Legal asks where the dat",
            "11-21 09:27 Sales Call -: Security questions answe",
        ]
    );
    assert_eq!(hand_off(deal).as_deref(), Some("10-17 12:27 Email by Marc Demo 10-17 13:27"));
}

#[test]
fn a_hand_off_is_the_first_assignment() {
    let facts = read(&answers(), &SalesTeam::default());
    let check = |lead: &str, expect: Option<&str>| assert_eq!(hand_off(of(&facts, lead)).as_deref(), expect, "{lead}");
    check("odoo/crm.lead/53", Some("11-22 11:47 unanswered"));
    check("odoo/crm.lead/54", None);
    // A meeting responds when it is arranged, which was 20 minutes before it.
    check("odoo/crm.lead/57", Some("11-20 10:27 Meeting by Marc Demo 11-20 11:07"));
    // Lost, but it was answered in its time.
    check("odoo/crm.lead/73", Some("10-09 12:27 Email by Marc Demo 10-09 16:27"));
}

/// The hand-off of lead 53, of the owner that it was created with if nothing was tracked, after these changes of its owner.
fn handed_off_after(changes: Option<&[Value]>, owner: Value, team: &SalesTeam) -> Option<String> {
    let mut answers = Answers { changes: changes.map(<[Value]>::to_vec), ..answers() };
    answers.leads.iter_mut().find(|lead| lead["id"] == 53).unwrap()["user_id"] = owner;
    hand_off(of(&read(&answers, team), "odoo/crm.lead/53"))
}

fn change(id: i64, before: i64, after: i64, date: &str) -> Value {
    let message = json!({"id": id, "res_id": 53, "date": date, "author_id": 6});
    json!({
        "id": id, "field_id": {"id": 1, "name": "user_id"}, "old_value_integer": before, "new_value_integer": after,
        "mail_message_id": message,
    })
}

/// A change of lead 53's stage by the partner `author`.
fn moved(id: i64, before: &str, after: &str, date: &str, author: i64) -> Value {
    let message = json!({"id": id, "res_id": 53, "date": date, "author_id": author});
    json!({
        "id": id, "field_id": {"id": 2, "name": "stage_id"}, "old_value_char": before, "new_value_char": after,
        "mail_message_id": message,
    })
}

#[test]
fn stages_tell_of_updates_and_of_waiting() {
    let marc = 6;
    let changes = vec![
        change(1, 0, 5, "2026-11-20 13:00:00"),
        moved(2, "New", "Qualified", "2026-11-20 14:00:00", 2),
        moved(3, "Qualified", "On hold", "2026-11-20 15:00:00", marc),
        moved(4, "On hold", "Proposition", "2026-11-20 16:00:00", marc),
    ];
    let team = SalesTeam { waits_in: vec!["on hold".into()], ..SalesTeam::default() };
    let facts = read(&Answers { changes: Some(changes), ..answers() }, &team);
    let hand_off = hand_offs(&of(&facts, "odoo/crm.lead/53").events).pop().unwrap();
    // The first of these was by Odoo itself.
    let update = hand_off.update.unwrap();
    assert_eq!((update.by.as_str(), update.status.as_str()), ("Marc Demo", "On hold"));
    let pauses: Vec<_> = hand_off.pauses.iter().map(|pause| (pause.from, pause.to, pause.status.as_str())).collect();
    assert_eq!(pauses, [(at("2026-11-20T15:00:00Z"), Some(at("2026-11-20T16:00:00Z")), "On hold")]);
}

#[test]
fn back_from_marketing_is_a_hand_off_and_back_from_nobody_is_not() {
    let team = SalesTeam { except: vec!["admin".into()], ..SalesTeam::default() };
    let check = |between: i64, expect: &str| {
        let changes = [
            change(1, 0, 5, "2026-11-20 13:00:00"),
            change(2, 5, between, "2026-11-20 14:00:00"),
            change(3, between, 5, "2026-11-20 15:00:00"),
        ];
        assert_eq!(handed_off_after(Some(&changes), json!([5, "Marc Demo"]), &team).as_deref(), Some(expect));
    };
    check(2, "11-20 15:00 unanswered");
    check(0, "11-20 13:00 unanswered");
}

#[test]
fn what_changed_within_one_second_keeps_its_order() {
    let second = "2026-11-20 13:00:00";
    let owners = [change(98, 0, 5, second), change(99, 5, 2, second), change(100, 2, 5, second)];
    let stages = [moved(101, "New", "On hold", second, 6), moved(102, "On hold", "Proposition", second, 6)];
    let team = SalesTeam { waits_in: vec!["on hold".into()], ..SalesTeam::default() };
    let mut changes = [owners.to_vec(), stages.to_vec()].concat();
    for _ in 0..changes.len() {
        changes.rotate_left(1);
        let facts = read(&Answers { changes: Some(changes.clone()), ..answers() }, &team);
        let hand_off = hand_offs(&of(&facts, "odoo/crm.lead/53").events).pop().unwrap();
        assert_eq!(hand_off.owner.map(|owner| owner.name).as_deref(), Some("Marc Demo"));
        assert!(hand_off.pauses.iter().all(|pause| pause.to.is_some()), "{:?}", hand_off.pauses);
    }
}

#[test]
fn reassignment_does_not_start_the_clock_again() {
    let check = |changes: &[Value], expect: &str| {
        let found = handed_off_after(Some(changes), json!([5, "Marc Demo"]), &SalesTeam::default());
        assert_eq!(found.as_deref(), Some(expect));
    };
    let (first, second) = (change(1, 0, 2, "2026-11-20 13:00:00"), change(2, 2, 5, "2026-11-22 11:47:43"));
    check(&[second.clone(), first], "11-20 13:00 unanswered");
    // It had a salesperson when it was created.
    check(&[second], "11-20 12:27 unanswered");
    check(&[], "11-20 12:27 unanswered");
}

#[test]
fn only_somebody_in_sales_is_handed_a_lead() {
    let team = SalesTeam { except: vec!["admin".into()], ..SalesTeam::default() };
    let (admin, demo) = (json!([2, "Mitchell Admin"]), json!([5, "Marc Demo"]));
    let check = |changes: Option<&[Value]>, owner: &Value, expect: Option<&str>| {
        assert_eq!(handed_off_after(changes, owner.clone(), &team).as_deref(), expect, "{changes:?}");
    };
    // Marketing has it first, by assignment or from its creation on.
    let to_marketing = change(1, 0, 2, "2026-11-20 13:00:00");
    let to_sales = change(2, 2, 5, "2026-11-22 11:47:43");
    check(Some(&[to_marketing.clone(), to_sales.clone()]), &demo, Some("11-22 11:47 unanswered"));
    check(Some(&[to_sales]), &demo, Some("11-22 11:47 unanswered"));
    check(Some(&[to_marketing]), &admin, None);
    check(Some(&[]), &admin, None);
    check(Some(&[]), &demo, Some("11-20 12:27 unanswered"));
    // Sales had it first, and it stays handed off.
    check(Some(&[change(1, 5, 2, "2026-11-20 13:00:00")]), &admin, Some("11-20 12:27 unanswered"));
    // Taken from everybody is no assignment; neither is Odoo's own user.
    check(Some(&[change(1, 2, 0, "2026-11-20 13:00:00")]), &json!(false), None);
    check(Some(&[change(1, 0, 1, "2026-11-20 13:00:00")]), &json!([1, "OdooBot"]), None);
    // A user who was deleted cannot be asked for any more, and most who get leads are in sales.
    check(Some(&[change(1, 0, 99, "2026-11-20 13:00:00")]), &demo, Some("11-20 13:00 unanswered"));
    check(None, &admin, None);
    check(None, &demo, Some("11-22 11:47 unanswered"));
}

#[test]
fn without_tracked_changes_the_latest_assignment_stands_in() {
    let facts = read(&Answers { changes: None, ..answers() }, &SalesTeam::default());
    assert_eq!(hand_off(of(&facts, "odoo/crm.lead/53")).as_deref(), Some("11-22 11:47 unanswered"));
}

#[test]
fn what_colleagues_outside_sales_do_is_no_response() {
    let mut answers = answers();
    answers.leads.iter_mut().find(|lead| lead["id"] == 66).unwrap()["user_id"] = json!([2, "Mitchell Admin"]);
    let facts = read(&answers, &SalesTeam { except: vec!["demo".into()], ..SalesTeam::default() });
    let deal = of(&facts, "odoo/crm.lead/66");
    assert_eq!(hand_off(deal).as_deref(), Some("10-17 12:27 unanswered"));
    assert_eq!(touches(deal)[1], "10-17 13:27 Marketing EmailMarketing -: Thank you for joining th");
}

#[test]
fn a_meeting_to_come_responds_but_is_no_touch_yet() {
    let meeting = json!({
        "id": 1, "name": "Demo", "start": "2026-12-01 09:00:00", "create_date": "2026-11-22 12:30:00",
        "user_id": [5, "Marc Demo"], "opportunity_id": [53, "Download"],
    });
    let facts = read(&Answers { meetings: vec![meeting], ..answers() }, &SalesTeam::default());
    let lead = of(&facts, "odoo/crm.lead/53");
    assert_eq!(hand_off(lead).as_deref(), Some("11-22 11:47 Meeting by Marc Demo 11-22 12:30"));
    assert_eq!(lead.touches.len(), 1);
}

#[test]
fn a_lead_without_campaign_is_a_touch_only_if_an_outsider_made_it() {
    let check = |creator: Value, expect: &[&str]| {
        let mut answers = Answers { messages: Vec::new(), ..answers() };
        let lead = answers.leads.iter_mut().find(|lead| lead["id"] == 53).unwrap();
        for field in ["source_id", "medium_id", "campaign_id"] {
            lead[field] = json!(false);
        }
        lead["create_uid"] = creator;
        assert_eq!(touches(of(&read(&answers, &SalesTeam::default()), "odoo/crm.lead/53")), expect);
    };
    check(json!([3, "Public user"]), &["11-20 12:27 Buyer Inbound Hugo Humanres: Download: benchmark repo"]);
    check(json!([1, "OdooBot"]), &[]);
    check(json!([5, "Marc Demo"]), &[]);
}

#[test]
fn contacts_are_read_with_their_company() {
    let facts = read(&answers(), &SalesTeam::default());
    let check = |key: &str, title: &str, company: Option<&str>| {
        let record = &of(&facts, key).record;
        assert_eq!((record.title.as_str(), record.company.as_deref()), (title, company));
        assert_eq!(record.kind, RecordKind::Contact);
    };
    check("odoo/res.partner/15", "Azure Interior", None);
    check("odoo/res.partner/27", "Brandon Freeman", Some("Azure Interior"));
}

#[test]
fn a_lost_lead_is_closed_and_waits_for_nobody() {
    let facts = read(&Answers { messages: Vec::new(), ..answers() }, &SalesTeam::default());
    let lost = of(&facts, "odoo/crm.lead/73");
    assert_eq!(lost.record.closed_at, Some(at("2026-11-07T12:27:43Z")));
    assert_eq!(hand_off(lost).as_deref(), Some("10-09 12:27 ended by Close 11-07 12:27"));
}

#[test]
fn a_lead_without_a_stage_is_lost_or_won_all_the_same() {
    let check = |won_status: &str, expect: Option<(&str, Outcome)>, waits: bool| {
        let mut answers = Answers { messages: Vec::new(), ..answers() };
        let lead = answers.leads.iter_mut().find(|lead| lead["id"] == 53).unwrap();
        (lead["stage_id"], lead["won_status"]) = (json!(false), json!(won_status));
        let facts = read(&answers, &SalesTeam::default());
        let read = of(&facts, "odoo/crm.lead/53");
        let stage = read.record.stage.as_ref().map(|stage| (stage.name.as_str(), stage.outcome));
        assert_eq!((stage, hand_offs(&read.events)[0].is_waiting()), (expect, waits));
    };
    check("lost", Some(("Lost", Outcome::Lost)), false);
    check("won", Some(("Won", Outcome::Won)), false);
    check("pending", None, true);
}

#[test]
fn a_field_of_another_type_costs_that_field_only() {
    let mut answers = answers();
    let lead = answers.leads.iter_mut().find(|lead| lead["id"] == 66).unwrap();
    lead["expected_revenue"] = json!("a lot");
    lead["source_id"] = json!(12);
    let facts = read(&answers, &SalesTeam::default());
    let deal = of(&facts, "odoo/crm.lead/66");
    assert_eq!(deal.record.amount, None);
    assert_eq!(deal.touches.len(), 10);
    // What could not be read has not changed.
    assert_eq!(deal.profile.origin, None);
    assert_eq!(
        facts.warnings,
        [
            "crm.lead 66: field source_id should be a pair of id and name but is 12",
            "crm.lead 66: field expected_revenue should be a number but is \"a lot\"",
        ]
    );
}

#[test]
fn a_row_without_what_every_record_has_is_left_out() {
    let mut answers = answers();
    answers.leads = vec![json!({"name": "no id"}), json!({"id": 7, "create_date": 5}), json!("row"), json!({"id": 8})];
    answers.messages.push(json!({"id": 1, "model": "crm.lead", "res_id": "53"}));
    let facts = read(&answers, &SalesTeam::default());
    assert!(facts.records.iter().all(|read| read.record.kind == RecordKind::Contact));
    assert_eq!(
        facts.warnings,
        [
            "mail.message 1: field res_id should be a whole number but is \"53\"",
            "crm.lead: a row without an id: {\"name\":\"no id\"}",
            "crm.lead 7: field create_date should be a date and time but is 5",
            "crm.lead: a row without an id: \"row\"",
        ]
    );
}

#[test]
fn long_messages_are_shortened_at_a_character() {
    let mut answers = answers();
    answers.messages.retain(|message| message["res_id"] == 66 && message["message_type"] == "email");
    answers.messages[0]["preview"] = json!("é".repeat(5_000));
    let facts = read(&answers, &SalesTeam::default());
    let longest = of(&facts, "odoo/crm.lead/66").touches.iter().map(|touch| touch.summary.chars().count()).max();
    assert_eq!(longest, Some(161));
}

mod profile;
