//! What HubSpot sets by itself when something else changes.

use std::sync::{Arc, LazyLock};

use chrono::TimeDelta;

use super::write::Fit;
use super::{Act, Key, Portal};
use crate::clock::{Instant, iso};
use crate::hubspot::kind::ObjectType;
use crate::hubspot::record::{Record, Source};
use crate::hubspot::schema::{entered, exited, moment};

/// The same moment, with the calculation itself as the source.
pub fn by_calculation(act: &Act) -> Act {
    static SOURCE: LazyLock<Arc<Source>> = LazyLock::new(|| {
        Arc::new(Source { kind: "CALCULATED", id: Some("CalculatedPropertyComputer".to_owned()), user: None })
    });
    Act { at: act.at, source: Arc::clone(&SOURCE) }
}

fn fit(pairs: Vec<(String, String)>) -> Fit {
    pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect()
}

fn pair(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// What every object says of its own creation.
pub fn at_creation(key: Key, act: &Act) -> Fit {
    let mut pairs = vec![
        pair("hs_object_id", key.id.to_string()),
        pair(key.kind.created_property(), iso(act.at)),
        pair("hs_object_source", act.source.kind),
        pair("hs_object_source_id", act.source.id.clone().unwrap_or_default()),
    ];
    if let Some(user) = act.source.user {
        pairs.push(pair("hs_created_by_user_id", user.to_string()));
    }
    fit(pairs)
}

/// What follows from properties that have just changed.
pub fn following(portal: &Portal, key: Key, changed: &[Arc<str>], act: &Act) -> Fit {
    let Some(record) = portal.find(key, false) else { return Vec::new() };
    let has = |name: &str| changed.iter().any(|changed| &**changed == name);
    let mut pairs = Vec::new();
    if has("hubspot_owner_id") {
        pairs.extend(owner(portal, record, act.at));
    }
    if let Some((stage, _)) = key.kind.stage_properties() {
        if has(stage) {
            pairs.extend(came_to(record, stage, act.at));
        }
        if ["amount", "dealstage", "pipeline", "closedate", "hs_pipeline_stage"].iter().any(|name| has(name)) {
            pairs.extend(if key.kind == ObjectType::Deal { deal(portal, record) } else { lead(portal, record) });
        }
    }
    if key.kind == ObjectType::Contact && has("lifecyclestage") {
        pairs.extend(came_to(record, "lifecyclestage", act.at));
        if let Some(stage) = record.some("lifecyclestage") {
            pairs.push((format!("hs_lifecyclestage_{stage}_date"), iso(act.at)));
        }
    }
    pairs.extend(latest_source(key.kind, record, changed, act.at));
    if let Some(user) = act.source.user {
        pairs.push(pair("hs_updated_by_user_id", user.to_string()));
    }
    fit(pairs)
}

/// Every assignment overwrites the date of the last one.
fn owner(portal: &Portal, record: &Record, at: Instant) -> Vec<(String, String)> {
    let owner = record.some("hubspot_owner_id").and_then(|id| portal.owner(id));
    let assigned = owner.map(|_| iso(at)).unwrap_or_default();
    let team = owner.and_then(|owner| owner.teams.first()).map(|team| team.id.clone()).unwrap_or_default();
    vec![pair("hubspot_owner_assigneddate", assigned), pair("hubspot_team_id", team)]
}

/// Dates a stage that was entered, and the one that was left for it.
fn came_to(record: &Record, property: &str, at: Instant) -> Vec<(String, String)> {
    let mut pairs = vec![pair("hs_v2_date_entered_current_stage", iso(at))];
    if let Some(stage) = record.some(property) {
        pairs.push((entered(stage), iso(at)));
    }
    if let Some(former) = record.history(property).nth(1).filter(|former| !former.value.is_empty()) {
        pairs.push((exited(&former.value), iso(at)));
    }
    pairs
}

fn deal(portal: &Portal, record: &Record) -> Vec<(String, String)> {
    let Some(stage) = portal.stage_of(ObjectType::Deal, record) else { return Vec::new() };
    let probability = stage.probability.as_deref().unwrap_or("0.0");
    let won = stage.closed && probability == "1.0";
    let mut pairs = vec![
        pair("hs_is_closed", stage.closed.to_string()),
        pair("hs_is_closed_won", won.to_string()),
        pair("hs_is_closed_lost", (stage.closed && !won).to_string()),
        pair("hs_deal_stage_probability", probability),
    ];
    let amount = record.some("amount").and_then(|amount| amount.parse::<f64>().ok());
    if let (Some(amount), Ok(probability)) = (amount, probability.parse::<f64>()) {
        pairs.push(pair("hs_projected_amount", (amount * probability).to_string()));
        pairs.push(pair("amount_in_home_currency", record.some("amount").unwrap_or_default()));
    }
    let at = |name| record.some(name).and_then(moment);
    if let (true, Some(created), Some(closed)) = (stage.closed, at("createdate"), at("closedate")) {
        pairs.push(pair("days_to_close", (closed - created).max(TimeDelta::zero()).num_days().to_string()));
    }
    pairs
}

fn lead(portal: &Portal, record: &Record) -> Vec<(String, String)> {
    let stage = portal.stage_of(ObjectType::Lead, record);
    stage.map(|stage| pair("hs_lead_is_open", (!stage.closed).to_string())).into_iter().collect()
}

/// The latest source goes by one name on contacts and by another on companies and deals.
fn latest_source(kind: ObjectType, record: &Record, changed: &[Arc<str>], at: Instant) -> Option<(String, String)> {
    let source = if kind == ObjectType::Contact { "hs_latest_source" } else { "hs_analytics_latest_source" };
    let of_source = |name: &Arc<str>| name.starts_with(source) && !name.ends_with("_timestamp");
    let seen = changed.iter().any(of_source) && record.some(source).is_some();
    seen.then(|| (format!("{source}_timestamp"), iso(at)))
}

/// How many of what an object is associated with.
pub fn counts(portal: &Portal, key: Key) -> Fit {
    let Some(record) = portal.find(key, false) else { return Vec::new() };
    let count = |kind| record.links(kind).len().to_string();
    let primary_company = |of_type| {
        let primary = record.links(ObjectType::Company).iter().find(|link| link.types.contains(&of_type));
        primary.map(|link| link.to.to_string()).unwrap_or_default()
    };
    let pairs = match key.kind {
        ObjectType::Contact => {
            vec![pair("num_associated_deals", count(ObjectType::Deal)), pair("associatedcompanyid", primary_company(1))]
        }
        ObjectType::Company => vec![
            pair("num_associated_contacts", count(ObjectType::Contact)),
            pair("num_associated_deals", count(ObjectType::Deal)),
        ],
        ObjectType::Deal => vec![
            pair("num_associated_contacts", count(ObjectType::Contact)),
            pair("hs_primary_associated_company", primary_company(5)),
        ],
        _ => Vec::new(),
    };
    fit(pairs)
}

/// What an engagement changes on an object that it is associated with. Notes and tasks are no contact.
pub fn engaged(portal: &Portal, key: Key, engagement: Key) -> Fit {
    let found = portal.find(key, false).zip(portal.find(engagement, false));
    let Some((record, event)) = found.filter(|_| !key.kind.is_engagement()) else { return Vec::new() };
    let at = event.some("hs_timestamp").and_then(moment).unwrap_or(event.created);
    let more = |name| record.some(name).and_then(|count| count.parse::<u64>().ok()).unwrap_or(0) + 1;
    let later = |name: &str| {
        let known = record.some(name).and_then(moment);
        known.is_none_or(|known| known < at).then(|| pair(name, iso(at)))
    };
    let mut pairs: Vec<_> = later("notes_last_updated").into_iter().collect();
    pairs.push(pair("num_notes", more("num_notes").to_string()));
    if ![ObjectType::Note, ObjectType::Task].contains(&engagement.kind) {
        pairs.extend(later("notes_last_contacted"));
        pairs.push(pair("num_contacted_notes", more("num_contacted_notes").to_string()));
        if key.kind == ObjectType::Contact {
            pairs.extend(later("hs_last_sales_activity_timestamp"));
            pairs.extend(first_engagement(record, engagement, at));
        }
    }
    fit(pairs)
}

/// The first engagement stays the first, unless an earlier one is logged later.
fn first_engagement(record: &Record, engagement: Key, at: Instant) -> Vec<(String, String)> {
    let known = record.some("hs_sa_first_engagement_date").and_then(moment);
    if known.is_some_and(|known| known <= at) {
        return Vec::new();
    }
    let response = (at - record.created).max(TimeDelta::zero()).num_milliseconds();
    vec![
        pair("hs_sa_first_engagement_date", iso(at)),
        pair("hs_sa_first_engagement_object_type", engagement.kind.singular().to_uppercase()),
        pair("hs_first_engagement_object_id", engagement.id.to_string()),
        pair("hs_first_outreach_date", iso(at)),
        pair("hs_time_to_first_engagement", response.to_string()),
    ]
}
