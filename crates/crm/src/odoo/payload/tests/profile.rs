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
    for field in ["team_id", "country_id", "email_normalized"] {
        lead[field] = json!(false);
    }
    lead["tag_ids"] = json!([]);
    let facts = read(&answers, &SalesTeam::default());
    assert_eq!(of(&facts, &key).profile, plumbline_domain::record::Profile::default());
}
