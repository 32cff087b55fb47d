//! Contacts, leads and deals.

use std::collections::HashMap;

use plumbline_domain::Instant;
use plumbline_domain::ids::TouchId;
use plumbline_domain::money::{Currency, Money};
use plumbline_domain::origin::{Creator, CreatorPart};
use plumbline_domain::record::{Outcome, Profile, Record, RecordKey, RecordKind, Stage};
use plumbline_domain::sla::Event;
use plumbline_domain::touch::{Actor, Channel, Touch};

use super::directory::Directory;
use super::events::{Histories, Path, events};
use super::object::{Object, in_force, time};
use super::sources::{self, LATEST, ORIGINAL, Source, words};
use crate::reading::{Edit, RecordFacts};

/// The properties of a competitor that portals make for themselves; HubSpot has none.
pub(super) const COMPETITORS: [&str; 2] = ["competitor", "competitors"];

/// The property of a segment that portals make for themselves.
pub(super) const SEGMENT: &str = "segment";

/// What all of an object's facts are made with.
pub(super) struct Context<'a> {
    pub(super) directory: &'a Directory,
    /// The names of companies by their ids.
    pub(super) companies: &'a HashMap<String, String>,
    pub(super) now: Instant,
}

/// A record's own facts, without what happened on it, and its last edit.
pub(super) type Own = (RecordFacts, Option<Edit>);

/// `None` for an object that lacks what every record has.
pub(super) fn contact(key: RecordKey, object: &mut Object<'_>, context: &Context<'_>) -> Option<Own> {
    let directory = context.directory;
    let created_at = object.created_at()?;
    let (first, last) = (object.text("firstname"), object.text("lastname"));
    let names: Vec<String> = first.into_iter().chain(last).collect();
    let emails: Vec<String> = object
        .text("email")
        .into_iter()
        .chain(object.texts("hs_additional_emails"))
        .map(|email| email.to_lowercase())
        .collect();
    let title = match names.is_empty() {
        true => emails.first().cloned().unwrap_or_else(|| format!("contact {}", object.id())),
        false => names.join(" "),
    };
    let company = company(object, "associatedcompanyid", context).or_else(|| object.text("company"));
    let record =
        Record { title: title.clone(), company, ..bare(key, RecordKind::Contact, created_at, object, directory) };
    let touches = contact_touches(object, created_at, &title, directory);
    let profile = Profile { emails, became_lead_at: Some(created_at), ..profile(object, directory) };
    let histories = Histories {
        path: Path::Contact,
        name: format!("contacts/{}", object.id()),
        created_at,
        owner: object.history("hubspot_owner_id"),
        life: object.history("lifecyclestage"),
        status: object.history("hs_lead_status"),
        end: contact_end(object),
        directory,
        status_name: |_, value| words(value),
    };
    let edit = edit(object, &record.key, directory);
    Some((RecordFacts { events: events(&histories), record, profile, touches }, edit))
}

/// `None` for an object that lacks what every record has.
pub(super) fn lead(key: RecordKey, object: &mut Object<'_>, context: &Context<'_>) -> Option<Own> {
    let created_at = object.created_at()?;
    let title = object.text("hs_lead_name").unwrap_or_else(|| format!("lead {}", object.id()));
    let (histories, stage) = staged(Path::Lead, "leads", created_at, "hs_pipeline_stage", object, context.directory);
    let ended_at = histories.end.map(|(at, _)| at);
    let is_qualified = |stage: &str| context.directory.is_qualified(stage);
    let qualified = histories.status.last().filter(|version| version.value.as_deref().is_some_and(is_qualified));
    let record = Record {
        title,
        company: company(object, "hs_primary_company_id", context),
        amount: None,
        became_deal_at: qualified.map(|version| version.at),
        closed_at: ended_at,
        stage,
        ..bare(key, RecordKind::Lead, created_at, object, context.directory)
    };
    let edit = edit(object, &record.key, context.directory);
    let profile = profile(object, context.directory);
    Some((RecordFacts { events: events(&histories), record, profile, touches: Vec::new() }, edit))
}

/// `None` for an object that lacks what every record has.
pub(super) fn deal(key: RecordKey, object: &mut Object<'_>, context: &Context<'_>) -> Option<Own> {
    let directory = context.directory;
    let created_at = object.created_at()?;
    let title = object.text("dealname").unwrap_or_else(|| format!("deal {}", object.id()));
    let (mut histories, stage) = staged(Path::Deal, "deals", created_at, "dealstage", object, directory);
    let closed_at = histories.end.map(|(entered_at, _)| closed_at(object, entered_at, context.now));
    histories.end = closed_at.zip(histories.end).map(|(at, (_, outcome))| (at, outcome));
    let record = Record {
        title,
        company: company(object, "hs_primary_associated_company", context),
        amount: amount(object, directory),
        competitors: COMPETITORS.into_iter().flat_map(|property| object.texts(property)).collect(),
        became_deal_at: Some(created_at),
        closed_at,
        stage,
        ..bare(key, RecordKind::Deal, created_at, object, directory)
    };
    let edit = edit(object, &record.key, directory);
    let profile = profile(object, directory);
    Some((RecordFacts { events: events(&histories), record, profile, touches: Vec::new() }, edit))
}

fn bare(
    key: RecordKey,
    kind: RecordKind,
    created_at: Instant,
    object: &mut Object<'_>,
    directory: &Directory,
) -> Record {
    Record {
        key,
        kind,
        title: String::new(),
        company: None,
        stage: None,
        amount: None,
        owner: object.text("hubspot_owner_id").map(|owner| directory.user(&owner)),
        competitors: Vec::new(),
        created_at,
        became_deal_at: None,
        closed_at: None,
    }
}

fn profile(object: &mut Object<'_>, directory: &Directory) -> Profile {
    let owner = object.text("hubspot_owner_id");
    Profile {
        segments: object.texts(SEGMENT),
        team: owner.and_then(|owner| directory.owner(&owner)?.team.clone()),
        country: object.text("country"),
        emails: Vec::new(),
        origin: Some(Source::now(object, ORIGINAL).origin()),
        creator: creator(object, directory),
        became_lead_at: None,
    }
}

/// What has a stage in a pipeline, with the stage of now.
fn staged<'a>(
    path: Path,
    objects: &str,
    created_at: Instant,
    property: &'static str,
    object: &mut Object<'_>,
    directory: &'a Directory,
) -> (Histories<'a>, Option<Stage>) {
    let status = object.history(property);
    let stage = object.text(property).map(|id| directory.stage(&id));
    let since = status.last().map(|version| version.at);
    let end = stage.as_ref().filter(|stage| stage.outcome != Outcome::Open).zip(since);
    let histories = Histories {
        path,
        name: format!("{objects}/{}", object.id()),
        created_at,
        owner: object.history("hubspot_owner_id"),
        life: Vec::new(),
        end: end.map(|(stage, at)| (at, stage.outcome)),
        status,
        directory,
        status_name: |directory, value| directory.stage(value).name,
    };
    (histories, stage)
}

/// `closedate` is what HubSpot's own reports go by. Until a deal is closed it is a guess, and where it lies ahead it still is.
fn closed_at(object: &mut Object<'_>, entered_at: Instant, now: Instant) -> Instant {
    object.time("closedate").filter(|closed_at| *closed_at <= now).unwrap_or(entered_at)
}

/// A contact's way ends as a customer, or where sales finds that it does not fit.
fn contact_end(object: &mut Object<'_>) -> Option<(Instant, Outcome)> {
    let (life, status) = (object.text("lifecyclestage"), object.text("hs_lead_status"));
    let (property, outcome) = match (life.as_deref(), status.as_deref()) {
        (Some("customer"), _) => ("lifecyclestage", Outcome::Won),
        (_, Some("UNQUALIFIED")) => ("hs_lead_status", Outcome::Lost),
        _ => return None,
    };
    object.history(property).last().map(|version| (version.at, outcome))
}

/// Of its own currency, or of the account's.
fn amount(object: &mut Object<'_>, directory: &Directory) -> Option<Money> {
    let own = object.text("deal_currency_code").and_then(|code| code.parse::<Currency>().ok());
    Money::from_decimal(object.number("amount")?, own.or(directory.currency())?)
}

fn company(object: &mut Object<'_>, property: &'static str, context: &Context<'_>) -> Option<String> {
    context.companies.get(&object.text(property)?).cloned()
}

/// Who entered it: a person by hand, the buyer by a form, a program otherwise.
fn creator(object: &mut Object<'_>, directory: &Directory) -> Option<Creator> {
    let source = object.text("hs_object_source")?;
    let user = object.whole("hs_created_by_user_id").and_then(|user| directory.owner_of_user(user));
    Some(match (source.as_str(), user) {
        ("FORM" | "FORMS" | "CONVERSATIONS" | "MEETINGS", _) => {
            Creator { name: words(&source), part: CreatorPart::Outside }
        }
        (_, Some(user)) => {
            let part = if user.is_sales { CreatorPart::Sales } else { CreatorPart::Marketing };
            Creator { name: user.name.clone(), part }
        }
        _ => Creator { name: words(&source), part: CreatorPart::Machine },
    })
}

/// Who edited it last, and where it came from since.
fn edit(object: &mut Object<'_>, record: &RecordKey, directory: &Directory) -> Option<Edit> {
    let at = object.time("lastmodifieddate").or_else(|| object.time("hs_lastmodifieddate"))?;
    let by = object.whole("hs_updated_by_user_id").and_then(|user| directory.owner_of_user(user));
    let source = Source::now(object, ORIGINAL);
    Some(Edit {
        record: record.clone(),
        at,
        by: by.map(|owner| owner.name.clone()),
        origin: source.origin(),
        refs: source.refs(),
        tracked: sources::changes(object, directory),
    })
}

/// Where a contact came from first and each time after, and the forms that it sent.
fn contact_touches(object: &mut Object<'_>, created_at: Instant, name: &str, directory: &Directory) -> Vec<Touch> {
    let first_at = object.time("hs_analytics_first_timestamp").unwrap_or(created_at);
    let original = Source::now(object, ORIGINAL);
    let visits = sources::visits(object, LATEST, "hs_latest_source_timestamp");
    // The first visit is told both ways.
    let later =
        visits.into_iter().filter(|(version, _)| version.at > first_at).map(|(version, source)| (version.at, source));
    let came = std::iter::once((first_at, original)).chain(later).filter(|(_, source)| source.names_origin());
    let prefix = format!("contacts/{}", object.id());
    let mut touches: Vec<Touch> = came.map(|(at, source)| came_by(&prefix, at, &source, name, directory)).collect();
    touches.extend(conversions(object, &prefix, name));
    touches
}

fn came_by(prefix: &str, at: Instant, source: &Source, name: &str, directory: &Directory) -> Touch {
    let origin = source.origin();
    let (actor, channel) = match directory.is_outbound(&origin) {
        true => (Actor::Sales, Channel::Outbound),
        false => source.channel(),
    };
    let summary = origin.campaign.clone().or_else(|| origin.source.clone()).unwrap_or_default();
    Touch {
        id: TouchId::new(format!("{prefix}/visit/{}", at.timestamp_millis())),
        at,
        actor,
        channel,
        source: origin.source,
        medium: origin.medium,
        campaign: origin.campaign,
        contact: Some(name.to_owned()),
        summary,
        signal: None,
    }
}

/// Each form that was sent: all that the history of the latest one has, and the first.
fn conversions(object: &mut Object<'_>, prefix: &str, name: &str) -> Vec<Touch> {
    let names = object.history("recent_conversion_event_name");
    let dates = object.history("recent_conversion_date");
    let dated = |version: &super::object::Version| {
        let at = version.value.as_deref().and_then(time)?;
        Some((at, in_force(&names, version.at).map(ToOwned::to_owned)))
    };
    let mut sent: Vec<(Instant, Option<String>)> = dates.iter().filter_map(dated).collect();
    for (at, event) in [
        ("first_conversion_date", "first_conversion_event_name"),
        ("recent_conversion_date", "recent_conversion_event_name"),
    ] {
        sent.extend(object.time(at).map(|at| (at, object.text(event))));
    }
    // Of one moment, the first that has a name.
    sent.sort_by_key(|(at, event)| (*at, event.is_none()));
    sent.dedup_by_key(|(at, _)| *at);
    let touch = |(at, event): (Instant, Option<String>)| Touch {
        id: TouchId::new(format!("{prefix}/form/{}", at.timestamp_millis())),
        at,
        actor: Actor::Buyer,
        channel: Channel::Inbound,
        source: None,
        medium: None,
        campaign: None,
        contact: Some(name.to_owned()),
        summary: event.unwrap_or_default(),
        signal: None,
    };
    sent.into_iter().map(touch).collect()
}

/// The responses that engagements are, in order of time after what else happened.
pub(super) fn add(
    facts: &mut RecordFacts,
    touches: impl IntoIterator<Item = Touch>,
    responses: impl IntoIterator<Item = Event>,
) {
    facts.touches.extend(touches);
    facts.touches = plumbline_domain::touch::in_order(std::mem::take(&mut facts.touches));
    facts.events.extend(responses);
    facts.events.sort();
}
