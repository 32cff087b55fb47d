//! Leads, opportunities and contacts.

use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_domain::money::{Currency, Money};
use plumbline_domain::origin::{Creator, CreatorPart, Origin};
use plumbline_domain::record::{CrmUser, Outcome, Profile, Record, RecordKind, Stage};
use serde_json::Value;

use super::directory::{Directory, Part};
use super::key;
use super::row::{Link, Row};
use crate::odoo::{LEAD, PARTNER};
use crate::reading::Edit;

/// A lead with what its touches and its hand-off are told from.
pub(super) struct Lead {
    pub(super) id: i64,
    pub(super) record: Record,
    pub(super) profile: Profile,
    pub(super) owner: Option<i64>,
    pub(super) opened_at: Option<Instant>,
    pub(super) contact: Option<String>,
    pub(super) origin: Origin,
    pub(super) is_outbound: bool,
    pub(super) is_from_outside: bool,
    /// `None` where Odoo did not say, or not all of it could be read.
    pub(super) edit: Option<Edit>,
}

/// `None` for a row that lacks what every record has.
pub(super) fn lead(crm: &CrmId, row: &Value, directory: &Directory, warnings: &mut Vec<String>) -> Option<Lead> {
    let mut row = Row::new(LEAD, row, warnings)?;
    let created_at = row.time("create_date")?;
    let kind = if row.text("type").as_deref() == Some("lead") { RecordKind::Lead } else { RecordKind::Deal };
    let outcome = outcome(&mut row);
    let (company, contact) = names(&mut row);
    let user = row.link("user_id");
    let tags = row.ids("tag_ids");
    let created_by = row.link("create_uid").map(|(id, name)| creator(id, name, directory));
    let (origin, refs) = origin(&mut row);
    let is_from_outside = created_by.as_ref().is_some_and(|creator| creator.part == CreatorPart::Outside);
    let profile = Profile {
        segments: directory.segments(&tags),
        team: row.link("team_id").map(name),
        country: row.link("country_id").map(name),
        emails: emails(&mut row),
        origin: refs.is_some().then(|| origin.clone()),
        creator: created_by,
        became_lead_at: None,
    };
    let record = Record {
        key: key(crm, LEAD, row.id()),
        kind,
        title: row.text("name").unwrap_or_else(|| format!("{LEAD} {}", row.id())),
        company,
        stage: stage(&mut row, outcome),
        amount: amount(&mut row),
        owner: user.clone().map(owner),
        competitors: directory.competitors(&tags),
        created_at,
        became_deal_at: match kind {
            RecordKind::Deal => Some(row.time("date_conversion").unwrap_or(created_at)),
            RecordKind::Lead | RecordKind::Contact => None,
        },
        closed_at: if outcome == Outcome::Open { None } else { row.time("date_closed") },
    };
    Some(Lead {
        id: row.id(),
        edit: edit(&mut row, &record, &origin, refs),
        record,
        profile,
        owner: user.map(|(id, _)| id),
        opened_at: row.time("date_open"),
        contact,
        is_outbound: directory.is_outbound(&origin),
        origin,
        is_from_outside,
    })
}

/// `None` for a row that lacks what every record has.
pub(super) fn partner(crm: &CrmId, row: &Value, warnings: &mut Vec<String>) -> Option<(i64, Record, Profile)> {
    let mut row = Row::new(PARTNER, row, warnings)?;
    let id = row.id();
    let company = row.link("commercial_partner_id").filter(|(company, _)| *company != id).map(name);
    let record = Record {
        key: key(crm, PARTNER, id),
        kind: RecordKind::Contact,
        title: row.text("name").unwrap_or_else(|| format!("{PARTNER} {id}")),
        company,
        stage: None,
        amount: None,
        owner: row.link("user_id").map(owner),
        competitors: Vec::new(),
        created_at: row.time("create_date")?,
        became_deal_at: None,
        closed_at: None,
    };
    let profile = Profile { emails: emails(&mut row), ..Profile::default() };
    Some((id, record, profile))
}

/// What the utm fields say, and what they point to; `None` where not all of them could be read.
fn origin(row: &mut Row<'_>) -> (Origin, Option<[Option<String>; 3]>) {
    let [source, medium, campaign] =
        ["source_id", "medium_id", "campaign_id"].map(|field| (row.is_empty(field), row.link(field)));
    let is_whole = [&source, &medium, &campaign].into_iter().all(|(is_empty, link)| *is_empty || link.is_some());
    let refs = [&source, &medium, &campaign].map(|(_, link)| link.as_ref().map(|(id, _)| id.to_string()));
    let name = |(_, link): (bool, Option<Link>)| link.map(name);
    let origin = Origin { source: name(source), medium: name(medium), campaign: name(campaign) };
    (origin, is_whole.then_some(refs))
}

/// Who edited a lead last, and what its utm fields are since.
fn edit(row: &mut Row<'_>, record: &Record, origin: &Origin, refs: Option<[Option<String>; 3]>) -> Option<Edit> {
    let (at, refs) = (row.time("write_date")?, refs?);
    let by = row.link("write_uid").map(name);
    Some(Edit { record: record.key.clone(), at, by, origin: origin.clone(), refs, tracked: Vec::new() })
}

/// Who entered a lead. One who was deleted counts as sales, as for hand-offs.
fn creator(id: i64, name: String, directory: &Directory) -> Creator {
    let user = directory.user(id);
    let part = match user.map_or(Part::Sales, |user| user.part) {
        Part::Sales => CreatorPart::Sales,
        Part::Colleague => CreatorPart::Marketing,
        Part::Machine => CreatorPart::Machine,
        Part::Outsider => CreatorPart::Outside,
    };
    Creator { name: user.map_or(name, |user| user.name.clone()), part }
}

/// Odoo keeps the address in lower case, and without a name.
fn emails(row: &mut Row<'_>) -> Vec<String> {
    row.text("email_normalized").into_iter().collect()
}

/// A lead that was closed without a stage gets what Odoo writes across it, so that it counts as closed everywhere.
fn stage(row: &mut Row<'_>, outcome: Outcome) -> Option<Stage> {
    let closed = match outcome {
        Outcome::Open => None,
        Outcome::Won => Some("Won".to_owned()),
        Outcome::Lost => Some("Lost".to_owned()),
    };
    let name = row.link("stage_id").map(name).or(closed)?;
    Some(Stage { name, outcome })
}

fn outcome(row: &mut Row<'_>) -> Outcome {
    match row.text("won_status").as_deref() {
        Some("won") => Outcome::Won,
        Some("lost") => Outcome::Lost,
        _ if !row.flag("active") => Outcome::Lost,
        _ => Outcome::Open,
    }
}

/// Odoo has no "unknown" revenue: it is 0 then.
fn amount(row: &mut Row<'_>) -> Option<Money> {
    let revenue = row.number("expected_revenue").filter(|revenue| *revenue != 0.0)?;
    let (_, code) = row.link("company_currency")?;
    Money::from_decimal(revenue, code.parse::<Currency>().ok()?)
}

/// Company and person. What the lead does not say itself is in its partner's name, which Odoo writes
/// `Company, Person` for a person of a company.
fn names(row: &mut Row<'_>) -> (Option<String>, Option<String>) {
    let partner = row.link("partner_id").map(name).filter(|name| !name.is_empty());
    let (company, person) = match partner.as_deref().map(|name| name.rsplit_once(", ").unwrap_or((name, ""))) {
        Some((company, person)) => (Some(company.to_owned()), (!person.is_empty()).then(|| person.to_owned())),
        None => (None, None),
    };
    (row.text("partner_name").or(company), row.text("contact_name").or(person))
}

fn owner((id, name): Link) -> CrmUser {
    CrmUser { id: id.to_string(), name }
}

fn name((_, name): Link) -> String {
    name
}
