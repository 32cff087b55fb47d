//! What engagements are to the records that they are on.

use plumbline_domain::sla::ResponseKind;

use super::*;

#[track_caller]
fn check_engagement(
    kind: EngagementKind,
    properties: Value,
    touch: Option<(Actor, Channel)>,
    response: Option<ResponseKind>,
) {
    let (facts, _) = read_with(RecordObject::Contact, object(json!({}), json!({})), vec![(kind, properties.clone())]);
    assert_eq!(facts.touches.first().map(|touch| (touch.actor, touch.channel)), touch, "{properties}");
    let responded = facts.events.iter().find_map(|event| match event.kind {
        EventKind::Responded { response, .. } => Some(response),
        _ => None,
    });
    assert_eq!(responded, response, "{properties}");
}

#[test]
fn engagements_are_touches_of_whoever_made_them_and_responses_by_sales() {
    use EngagementKind::{Call, Communication, Email, Meeting};
    let (sales, marketing, buyer) = (Actor::Sales, Actor::Marketing, Actor::Buyer);
    let check = check_engagement;
    let by = |owner: &str, more: Value| {
        let mut properties = more;
        properties["hubspot_owner_id"] = json!(owner);
        properties
    };
    check(Call, by("11", json!({})), Some((sales, Channel::Call)), Some(ResponseKind::Call));
    check(
        Call,
        by("11", json!({"hs_call_status": "NO_ANSWER"})),
        Some((sales, Channel::Call)),
        Some(ResponseKind::Call),
    );
    check(Call, by("11", json!({"hs_call_status": "CANCELED"})), None, None);
    check(
        Call,
        by("11", json!({"hs_call_direction": "INBOUND", "hs_call_status": "COMPLETED"})),
        Some((buyer, Channel::Call)),
        Some(ResponseKind::Call),
    );
    check(Call, by("13", json!({})), Some((marketing, Channel::Call)), None);
    check(Call, json!({"hs_created_by_user_id": "502"}), Some((sales, Channel::Call)), Some(ResponseKind::Call));
    check(Call, json!({}), None, None);
    check(
        Email,
        by("11", json!({"hs_email_direction": "EMAIL", "hs_email_status": "SENT"})),
        Some((sales, Channel::Email)),
        Some(ResponseKind::Email),
    );
    check(Email, by("11", json!({"hs_email_direction": "EMAIL", "hs_email_status": "BOUNCED"})), None, None);
    check(Email, by("11", json!({"hs_email_direction": "INCOMING_EMAIL"})), Some((buyer, Channel::Email)), None);
    check(Email, by("11", json!({"hs_email_direction": "FORWARDED_EMAIL"})), None, None);
    check(Email, by("13", json!({"hs_email_direction": "EMAIL"})), Some((marketing, Channel::EmailMarketing)), None);
    check(Email, by("11", json!({"hs_object_source": "AUTOMATION_PLATFORM"})), None, None);
    check(
        Communication,
        by("11", json!({"hs_communication_channel_type": "WHATS_APP"})),
        Some((sales, Channel::Email)),
        Some(ResponseKind::Email),
    );
    check(
        Meeting,
        by("11", json!({"hs_meeting_start_time": at(15)})),
        Some((sales, Channel::Meeting)),
        Some(ResponseKind::Meeting),
    );
    check(
        Meeting,
        by("11", json!({"hs_meeting_start_time": "2026-12-01T09:00:00Z"})),
        None,
        Some(ResponseKind::Meeting),
    );
    check(Meeting, by("11", json!({"hs_meeting_outcome": "NO_SHOW"})), None, None);
}

#[test]
fn a_meeting_responds_when_sales_arranges_it_and_one_that_the_buyer_booked_when_it_is_held() {
    let check = |source: &str, expect: &str| {
        let meeting = json!({"hubspot_owner_id": "11", "hs_createdate": at(9), "hs_meeting_start_time": at(15), "hs_object_source": source});
        let (facts, _) =
            read_with(RecordObject::Contact, object(json!({}), json!({})), vec![(EngagementKind::Meeting, meeting)]);
        assert_eq!(told(&facts), [expect], "{source}");
    };
    check("CRM_UI", "09 Dana Example responded by Meeting");
    check("MEETINGS", "15 Dana Example responded by Meeting");
}

#[test]
fn one_engagement_on_two_records_is_one_touch() {
    let call = vec![json!({"id": "100", "properties": {"hs_timestamp": at(12), "hubspot_owner_id": "11"}})];
    let on = vec![(EngagementKind::Call, "100".to_owned())];
    let kinds = [RecordObject::Contact, RecordObject::Deal];
    let answers = Answers {
        objects: kinds.map(|kind| (kind, object(json!({}), json!({})))).to_vec(),
        engagements: vec![(EngagementKind::Call, call)],
        associated: kinds.map(|kind| ((kind, "7".to_owned()), on.clone())).into(),
        ..Answers::default()
    };
    let facts = facts(&CrmId::new("hub"), &answers, &directory(), "2026-11-20T00:00:00Z".parse().unwrap());
    let touches: Vec<_> = facts.records.iter().flat_map(|read| read.touches.clone()).collect();
    assert_eq!((touches.len(), plumbline_domain::touch::in_order(touches).len()), (2, 1));
}

#[test]
fn a_lead_is_answered_by_what_is_done_with_its_contact_and_once_where_that_is_on_both() {
    let call = |id: &str, hour| json!({"id": id, "properties": {"hs_timestamp": at(hour), "hubspot_owner_id": "11"}});
    let with_contact = ["100", "101"].map(|id| (EngagementKind::Call, id.to_owned())).to_vec();
    let answers = Answers {
        objects: vec![(RecordObject::Lead, object(json!({"hs_createdate": at(9)}), json!({})))],
        engagements: vec![(EngagementKind::Call, vec![call("100", 12), call("101", 13)])],
        associated: [
            ((RecordObject::Contact, "5".to_owned()), with_contact),
            ((RecordObject::Lead, "7".to_owned()), vec![(EngagementKind::Call, "101".to_owned())]),
        ]
        .into(),
        people: [("7".to_owned(), ["5".to_owned()].into())].into(),
        ..Answers::default()
    };
    let facts = facts(&CrmId::new("hub"), &answers, &directory(), "2026-11-20T00:00:00Z".parse().unwrap());
    let [lead] = &facts.records[..] else { panic!("one record: {facts:?}") };
    assert_eq!(told(lead), ["12 Dana Example responded by Call", "13 Dana Example responded by Call"]);
    assert_eq!(lead.touches.len(), 1, "what is with the contact is the contact's touch");
}
