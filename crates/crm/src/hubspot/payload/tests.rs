use plumbline_domain::origin::CreatorPart;
use plumbline_domain::record::Outcome;
use plumbline_domain::sla::EventKind;
use plumbline_domain::touch::{Actor, Channel};
use serde_json::json;

mod engagements;

use super::*;
use crate::reading::RecordFacts;
use crate::sales::SalesTeam;

/// Dana and Robin are of sales, Mika of marketing.
fn directory() -> Directory {
    let owner = |id: &str, user: i64, first: &str, team: &str| {
        json!({"id": id, "email": format!("{first}@example.com").to_lowercase(), "firstName": first, "lastName": "Example",
            "userId": user, "teams": [{"name": team, "primary": true}], "archived": false})
    };
    let stage = |id: &str, label: &str, closed: &str, probability: &str| json!({"id": id, "label": label, "metadata": {"isClosed": closed, "probability": probability}});
    let answers = DirectoryAnswers {
        owners: vec![
            owner("11", 501, "Dana", "DACH"),
            owner("12", 502, "Robin", "UK"),
            owner("13", 503, "Mika", "Demand"),
        ],
        pipelines: vec![json!({"id": "default", "stages": [
            stage("qualified", "Qualified to buy", "false", "0.4"), stage("won", "Closed won", "true", "1.0"),
            stage("lost", "Closed lost", "true", "0.0"), stage("legal", "With legal", "false", "0.8"),
            {"id": "goes-on", "label": "Qualified", "metadata": {"isClosed": "true", "leadState": "QUALIFIED"}},
        ]})],
        account: json!({"portalId": 1, "companyCurrency": "EUR"}),
    };
    let team = SalesTeam {
        except: vec!["mika@example.com".to_owned()],
        waits_in: vec!["With legal".to_owned(), "Bad timing".to_owned()],
        takes_over_in: vec!["marketingqualifiedlead".to_owned(), "salesqualifiedlead".to_owned()],
        ..SalesTeam::default()
    };
    Directory::new(&answers, &team, &mut Vec::new())
}

/// An hour of 2 November, as HubSpot writes it.
fn at(hour: u32) -> String {
    format!("2026-11-02T{hour:02}:00:00.000Z")
}

/// A version that a user made, or nobody with 0.
fn version(value: &str, hour: u32, user: i64) -> Value {
    let mut version = json!({"value": value, "timestamp": at(hour), "sourceType": "CRM_UI"});
    if user > 0 {
        version["updatedByUserId"] = json!(user);
    }
    version
}

/// Histories as HubSpot tells them: the latest version first.
fn object(properties: Value, histories: Value) -> Value {
    let mut object = json!({"id": "7", "properties": {"createdate": at(8), "hs_lastmodifieddate": at(9)}});
    for (name, value) in properties.as_object().unwrap() {
        object["properties"][name] = value.clone();
    }
    for (name, versions) in histories.as_object().unwrap() {
        let mut versions = versions.as_array().unwrap().clone();
        object["properties"][name] = versions.last().unwrap()["value"].clone();
        versions.reverse();
        object["propertiesWithHistory"][name] = Value::from(versions);
    }
    object
}

fn read_with(
    kind: RecordObject,
    object: Value,
    engagements: Vec<(EngagementKind, Value)>,
) -> (RecordFacts, Vec<String>) {
    let mut answers = Answers { objects: vec![(kind, object)], ..Answers::default() };
    answers.companies = vec![json!({"id": "90", "properties": {"name": "Northwind Example"}})];
    for (number, (kind_of, mut properties)) in engagements.into_iter().enumerate() {
        let id = format!("{}", 100 + number);
        properties["hs_timestamp"] = properties.get("hs_timestamp").cloned().unwrap_or_else(|| json!(at(12)));
        answers.engagements.push((kind_of, vec![json!({"id": id, "properties": properties})]));
        answers.associated.entry((kind, "7".to_owned())).or_default().push((kind_of, id));
    }
    let now = "2026-11-20T00:00:00Z".parse().unwrap();
    let mut facts = facts(&CrmId::new("hub"), &answers, &directory(), now);
    (facts.records.pop().unwrap(), facts.warnings)
}

fn read(kind: RecordObject, properties: Value, histories: Value) -> RecordFacts {
    let (facts, warnings) = read_with(kind, object(properties, histories), Vec::new());
    assert_eq!(warnings, Vec::<String>::new());
    facts
}

/// What happened, with the hour.
fn told(facts: &RecordFacts) -> Vec<String> {
    let name =
        |to: &Option<plumbline_domain::record::CrmUser>| to.as_ref().map_or("nobody".to_owned(), |to| to.name.clone());
    let told = facts.events.iter().map(|event| {
        let what = match &event.kind {
            EventKind::HandedOff { to } => format!("handed off to {}", name(to)),
            EventKind::Reassigned { to } => format!("given to {}", name(to)),
            EventKind::Updated { by, status } => format!("{by}: {status}"),
            EventKind::Paused { status } => format!("waits: {status}"),
            EventKind::Resumed { status } => format!("goes on: {status}"),
            EventKind::Closed { outcome } => format!("closed {outcome:?}"),
            EventKind::Responded { by, response } => format!("{by} responded by {response:?}"),
            other => format!("{other:?}"),
        };
        format!("{} {what}", event.at.format("%H"))
    });
    told.collect()
}

#[track_caller]
fn check_contact(histories: Value, expect: &[&str]) {
    assert_eq!(told(&read(RecordObject::Contact, json!({}), histories)), expect);
}

#[test]
fn the_stage_that_a_record_is_made_in_is_no_update() {
    let check = |created: u32, expect: &[&str]| {
        let stages = json!([version("new", 10, 501)]);
        let properties = json!({"createdate": at(created)});
        assert_eq!(told(&read(RecordObject::Lead, properties, json!({"hs_pipeline_stage": stages}))), expect);
    };
    check(10, &[]);
    check(9, &["10 Dana Example: new"]);
}

#[test]
fn a_lead_has_become_a_deal_while_its_stage_is_qualified() {
    let check = |stages: Value, expect: Option<&str>| {
        let lead = read(RecordObject::Lead, json!({}), json!({"hs_pipeline_stage": stages}));
        let became = lead.record.became_deal_at.map(|at| at.format("%H").to_string());
        assert_eq!(became.as_deref(), expect);
    };
    check(json!([version("new", 8, 501), version("goes-on", 11, 501)]), Some("11"));
    check(json!([version("goes-on", 9, 501), version("new", 11, 501)]), None);
    check(json!([version("new", 8, 501)]), None);
}

const MQL: &str = "marketingqualifiedlead";

#[test]
fn a_contact_is_handed_off_when_it_is_qualified_and_somebody_of_sales_owns_it() {
    let qualified = json!([version("lead", 8, 0), version(MQL, 10, 0)]);
    check_contact(
        json!({"lifecyclestage": qualified, "hubspot_owner_id": [version("11", 11, 503)]}),
        &["11 handed off to Dana Example"],
    );
    check_contact(
        json!({"lifecyclestage": qualified, "hubspot_owner_id": [version("11", 8, 0)]}),
        &["10 handed off to Dana Example"],
    );
    check_contact(json!({"lifecyclestage": qualified, "hubspot_owner_id": [version("13", 8, 0)]}), &[]);
    check_contact(json!({"lifecyclestage": qualified}), &[]);
    check_contact(json!({"lifecyclestage": [version("lead", 8, 0)], "hubspot_owner_id": [version("11", 8, 0)]}), &[]);
}

#[test]
fn a_reassignment_puts_no_clock_back_and_what_marketing_had_again_is_handed_off_anew() {
    let qualified = json!([version(MQL, 9, 0)]);
    check_contact(
        json!({"lifecyclestage": qualified, "hubspot_owner_id": [
            version("11", 10, 0), version("12", 11, 501), version("", 12, 502), version("12", 13, 502),
            version("13", 14, 502), version("11", 15, 503), version("99", 16, 501),
        ]}),
        &[
            "10 handed off to Dana Example",
            "11 given to Robin Example",
            "12 given to nobody",
            "13 given to Robin Example",
            "14 given to Mika Example",
            "15 handed off to Dana Example",
            "16 given to owner 99",
        ],
    );
    // Recycled, and qualified once more; on to an opportunity it stays with sales.
    check_contact(
        json!({"lifecyclestage": [
            version(MQL, 9, 0), version("salesqualifiedlead", 10, 501), version("opportunity", 11, 0), version("", 12, 0),
            version("lead", 12, 0), version(MQL, 13, 0),
        ], "hubspot_owner_id": [version("11", 8, 0)]}),
        &["09 handed off to Dana Example", "10 Dana Example: Sales qualified lead", "13 handed off to Dana Example"],
    );
}

#[test]
fn a_status_updates_pauses_and_ends() {
    check_contact(
        json!({"lifecyclestage": [version(MQL, 9, 0)], "hubspot_owner_id": [version("11", 9, 0)], "hs_lead_status": [
            version("NEW", 9, 0), version("ATTEMPTED_TO_CONTACT", 10, 501), version("BAD_TIMING", 11, 501),
            version("CONNECTED", 12, 503), version("UNQUALIFIED", 13, 502),
        ]}),
        &[
            "09 handed off to Dana Example",
            "10 Dana Example: Attempted to contact",
            "11 waits: Bad timing",
            "11 Dana Example: Bad timing",
            "12 goes on: Connected",
            "13 Robin Example: Unqualified",
            "13 closed Lost",
        ],
    );
}

#[test]
fn leads_are_for_sales_from_the_start_and_deals_belong_to_it() {
    let histories = json!({"hubspot_owner_id": [version("11", 9, 503)], "hs_pipeline_stage": [version("qualified", 9, 0), version("lost", 12, 501)]});
    let lead = read(RecordObject::Lead, json!({"hs_lead_name": "Ten seats"}), histories);
    assert_eq!(told(&lead), ["09 handed off to Dana Example", "12 Dana Example: Closed lost", "12 closed Lost"]);
    assert_eq!((lead.record.title.as_str(), lead.record.stage.unwrap().outcome), ("Ten seats", Outcome::Lost));

    let histories = json!({"hubspot_owner_id": [version("11", 9, 501)], "dealstage": [version("qualified", 9, 501), version("legal", 10, 501), version("won", 12, 501)]});
    let properties = json!({"dealname": "Refit", "amount": "1200.505", "hs_primary_associated_company": "90", "competitor": "Acme Suite; Northlight",
        "closedate": "2026-11-02T11:30:00Z"});
    let deal = read(RecordObject::Deal, properties, histories);
    assert_eq!(
        told(&deal),
        [
            "09 Dana Example: Qualified to buy",
            "10 waits: With legal",
            "10 Dana Example: With legal",
            "11 closed Won",
            "12 goes on: Closed won",
            "12 Dana Example: Closed won"
        ]
    );
    let record = deal.record;
    assert_eq!(
        (record.company.as_deref(), record.competitors),
        (Some("Northwind Example"), vec!["Acme Suite".to_owned(), "Northlight".to_owned()])
    );
    assert_eq!(record.amount.map(|amount| (amount.minor, amount.currency.code())), Some((120_051, "EUR")));
    assert_eq!(
        (record.closed_at.map(|at| at.to_rfc3339()), deal.profile.team.as_deref()),
        (Some("2026-11-02T11:30:00+00:00".to_owned()), Some("DACH"))
    );
}

#[test]
fn an_amount_has_its_own_currency_and_a_close_that_lies_ahead_is_none() {
    let check = |properties: Value, expect: Option<(i64, &str)>| {
        let deal = read(RecordObject::Deal, properties, json!({"dealstage": [version("won", 10, 0)]})).record;
        assert_eq!(deal.amount.map(|amount| (amount.minor, amount.currency.code())), expect);
        assert_eq!(deal.closed_at.unwrap().to_rfc3339(), "2026-11-02T10:00:00+00:00");
    };
    check(
        json!({"amount": "5000", "deal_currency_code": "JPY", "closedate": "2027-01-01T00:00:00Z"}),
        Some((5000, "JPY")),
    );
    check(json!({"amount": "5000", "deal_currency_code": "???"}), Some((500_000, "EUR")));
    check(json!({"amount": ""}), None);
}

/// Of each touch: actor, channel, source, campaign and summary.
fn touches(facts: &RecordFacts) -> Vec<String> {
    let told = facts.touches.iter().map(|touch| {
        let (source, campaign) = (touch.source.as_deref().unwrap_or("-"), touch.campaign.as_deref().unwrap_or("-"));
        format!("{:?} {:?} {source}/{campaign}: {}", touch.actor, touch.channel, touch.summary)
    });
    told.collect()
}

#[test]
fn each_visit_and_each_form_is_a_touch_of_its_own() {
    let properties = json!({
        "hs_analytics_source": "PAID_SEARCH", "hs_analytics_source_data_1": "Brand", "hs_analytics_first_timestamp": at(6),
        "first_conversion_date": at(8), "first_conversion_event_name": "Pricing: demo request",
    });
    let histories = json!({
        "hs_latest_source": [version("PAID_SEARCH", 7, 0), version("DIRECT_TRAFFIC", 10, 0), version("OFFLINE", 11, 0)],
        "hs_latest_source_timestamp": [version(&at(6), 7, 0), version(&at(9), 10, 0), version(&at(11), 11, 0)],
        "recent_conversion_date": [version(&at(8), 8, 0), version(&at(14), 14, 0)],
        "recent_conversion_event_name": [version("Pricing: demo request", 8, 0), version("Webinar sign-up", 14, 0)],
    });
    assert_eq!(
        touches(&read(RecordObject::Contact, properties, histories)),
        [
            "Marketing PaidSearch Paid search/Brand: Brand",
            "Buyer Inbound -/-: Pricing: demo request",
            "Buyer Direct Direct traffic/-: Direct traffic",
            "Buyer Inbound -/-: Webinar sign-up",
        ]
    );
}

#[test]
fn who_entered_a_record_is_told_apart() {
    let check = |properties: Value, expect: Option<(&str, CreatorPart)>| {
        let profile = read(RecordObject::Contact, properties, json!({})).profile;
        assert_eq!(profile.creator.as_ref().map(|creator| (creator.name.as_str(), creator.part)), expect);
    };
    check(
        json!({"hs_object_source": "CRM_UI", "hs_created_by_user_id": "501"}),
        Some(("Dana Example", CreatorPart::Sales)),
    );
    check(
        json!({"hs_object_source": "CRM_UI", "hs_created_by_user_id": "503"}),
        Some(("Mika Example", CreatorPart::Marketing)),
    );
    check(json!({"hs_object_source": "FORM"}), Some(("Form", CreatorPart::Outside)));
    check(json!({"hs_object_source": "IMPORT"}), Some(("Import", CreatorPart::Machine)));
    check(json!({}), None);
}

#[test]
fn a_source_that_was_changed_by_hand_is_kept_as_history() {
    let histories = json!({"hs_analytics_source": [version("OFFLINE", 8, 0), version("PAID_SOCIAL", 12, 503)]});
    let answers =
        Answers { objects: vec![(RecordObject::Contact, object(json!({}), histories))], ..Answers::default() };
    let facts = facts(&CrmId::new("hub"), &answers, &directory(), "2026-11-20T00:00:00Z".parse().unwrap());
    let (_, change) = &facts.edits[0].tracked[0];
    let said = (change.from.as_deref(), change.to.as_deref(), change.by.as_deref(), change.after);
    assert_eq!(said, (Some("Offline"), Some("Paid social"), Some("Mika Example"), None));
}

#[test]
fn what_is_empty_unknown_or_of_another_type_takes_no_record_away() {
    let odd = json!({"id": "7", "properties": {
        "createdate": at(8), "lifecyclestage": "4711", "hs_analytics_source": "TELEPATHY", "hubspot_owner_id": "99",
        "hs_analytics_first_timestamp": "whenever", "country": null, "email": 5,
    }, "propertiesWithHistory": {"lifecyclestage": "none", "hubspot_owner_id": [{"value": "99"}]}});
    let (contact, warnings) = read_with(RecordObject::Contact, odd, Vec::new());
    assert_eq!(contact.record.owner.unwrap().name, "owner 99");
    assert_eq!(contact.touches[0].channel, Channel::Other);
    assert_eq!(
        warnings,
        [
            "contacts 7: field email should be text but is 5",
            "contacts 7: field hs_analytics_first_timestamp should be a date and time but is \"whenever\"",
            "contacts 7: field hubspot_owner_id should be a dated value but is {\"value\":\"99\"}",
        ]
    );
    for nothing in
        [json!({}), json!([]), json!(null), json!({"id": "7"}), json!({"id": 7, "properties": {"createdate": at(8)}})]
    {
        let answers = Answers { objects: vec![(RecordObject::Deal, nothing)], ..Answers::default() };
        let facts = facts(&CrmId::new("hub"), &answers, &directory(), "2026-11-20T00:00:00Z".parse().unwrap());
        assert_eq!((facts.records.len(), facts.warnings.len()), (0, 1));
    }
}
