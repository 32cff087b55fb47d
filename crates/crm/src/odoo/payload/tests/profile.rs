use crate::sales::SalesTeam;
use plumbline_domain::origin::{Creator, CreatorPart, Origin};
use plumbline_domain::record::Profile;
use plumbline_domain::touch::{Actor, Channel};

use super::*;

#[test]
fn a_lead_has_its_tags_team_country_and_address_as_a_profile() {
    let mut answers = answers();
    let lead = answers.leads.first_mut().unwrap();
    let key = format!("odoo/crm.lead/{}", lead["id"]);
    let tags: Vec<Value> = sample(include_str!("../samples/tags.json"));
    let ids: Vec<&Value> = tags.iter().map(|tag| &tag["id"]).collect();
    lead["tag_ids"] = json!(ids);
    lead["team_id"] = json!([1, "Europe"]);
    lead["country_id"] = json!([57, "Germany"]);
    lead["email_normalized"] = json!("kim@example.com");
    let facts = read(&answers, &SalesTeam::default());
    let RecordFacts { profile, record, .. } = of(&facts, &key);
    assert_eq!((profile.team.as_deref(), profile.country.as_deref()), (Some("Europe"), Some("Germany")));
    assert_eq!(profile.emails, ["kim@example.com"]);
    // A tag names a competitor or a segment.
    assert_eq!(profile.segments.len() + record.competitors.len(), tags.len());
    assert!(profile.segments.iter().all(|segment| !segment.starts_with("vs.")));
}

#[test]
fn what_is_not_there_is_no_part_of_a_profile() {
    let mut answers = answers();
    let lead = answers.leads.first_mut().unwrap();
    let key = format!("odoo/crm.lead/{}", lead["id"]);
    for field in ["team_id", "country_id", "email_normalized", "create_uid", "source_id", "medium_id", "campaign_id"] {
        lead[field] = json!(false);
    }
    lead["tag_ids"] = json!([]);
    let facts = read(&answers, &SalesTeam::default());
    assert_eq!(of(&facts, &key).profile, Profile { origin: Some(Origin::default()), ..Profile::default() });
}

#[test]
fn who_entered_a_lead_is_named_with_what_they_are_to_sales() {
    let check = |user: Value, except: &[&str], expect: Option<(&str, CreatorPart)>| {
        let mut answers = answers();
        let lead = answers.leads.first_mut().unwrap();
        let key = format!("odoo/crm.lead/{}", lead["id"]);
        lead["create_uid"] = user;
        let except = except.iter().map(ToString::to_string).collect();
        let facts = read(&answers, &SalesTeam { except, ..SalesTeam::default() });
        let expect = expect.map(|(name, part)| Creator { name: name.into(), part });
        assert_eq!(of(&facts, &key).profile.creator, expect);
    };
    check(json!(false), &[], None);
    check(json!([1, "OdooBot"]), &[], Some(("OdooBot", CreatorPart::Machine)));
    check(json!([5, "Marc Demo"]), &[], Some(("Marc Demo", CreatorPart::Sales)));
    check(json!([5, "Marc Demo"]), &["demo"], Some(("Marc Demo", CreatorPart::Marketing)));
    check(json!([99, "Somebody"]), &[], Some(("Somebody", CreatorPart::Sales)));
}

#[test]
fn a_lead_that_its_medium_calls_outbound_is_no_touch_of_marketings() {
    let check = |medium: Value, expect: (Actor, Channel)| {
        let mut answers = answers();
        let lead = answers.leads.first_mut().unwrap();
        let key = format!("odoo/crm.lead/{}", lead["id"]);
        lead["medium_id"] = medium;
        let facts = read(&answers, &SalesTeam::default());
        let creation = of(&facts, &key).touches.iter().find(|touch| key.ends_with(touch.id.as_str())).unwrap();
        assert_eq!((creation.actor, creation.channel), expect);
    };
    check(json!([9, "Paid social"]), (Actor::Marketing, Channel::PaidSocial));
    check(json!([9, "SDR outbound"]), (Actor::Sales, Channel::Outbound));
}
