//! Answers of HubSpot turned into facts.
//!
//! What counts as what:
//!
//! | in HubSpot | here |
//! | --- | --- |
//! | a contact's original source, and each new latest source, with drill-downs | a touch at that visit, its channel by the source: by marketing, or by the buyer where it is direct traffic |
//! | `OFFLINE` | no touch: it says how a record was entered |
//! | a form that was sent: first and recent conversions, by their history | an inbound touch by the buyer |
//! | a call, mail, meeting or message by a person of sales | a touch by sales; a meeting at its start |
//! | the same by a colleague who is not in sales | a touch by marketing |
//! | an incoming mail, an incoming call that was taken | a touch by the buyer |
//! | what a workflow made, a note, a task | no touch: nobody was reached, or by nobody |
//!
//! Each is on every record that it is associated with, and counts once where these meet.
//!
//! A **hand-off** is the moment when a contact is in one of the agreed stages of its life (`[sales] takes_over_in`) and is owned by
//! somebody of sales, for the first time; and each time that it comes back from marketing: from a colleague's ownership, or from
//! an earlier stage of its life. Lead objects are made for sales, and handed off as soon as somebody of sales owns them. Deals
//! are sales' own. The **response** is the first call, mail, meeting or message by sales from then on; to a lead also one with its
//! contacts, for that is where sales logs them. The **update** is the first change of lead status, stage of life or pipeline stage
//! by somebody of sales, after the record was made. A status in which sales waits for others **pauses**
//! the clocks. A lead whose stage has the state `QUALIFIED` has become a deal. A contact that became a customer or is `UNQUALIFIED`, and a closed lead or deal, end them.

mod directory;
mod engagement;
mod events;
pub mod object;
mod record;
mod sources;

use std::collections::{BTreeSet, HashMap};

use plumbline_domain::Instant;
use plumbline_domain::ids::{CrmId, ObjectType, RecordId};
use plumbline_domain::record::RecordKey;
use serde_json::Value;

use super::{CONTACT, DEAL, LEAD};
use crate::reading::Facts;
use object::Object;
use record::Context;

pub use directory::{Directory, DirectoryAnswers, Owner};
pub use engagement::EngagementKind;

/// A kind of object that is a record here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordObject {
    /// A person.
    Contact,
    /// A chance that sales has not yet qualified.
    Lead,
    /// A deal.
    Deal,
}

impl RecordObject {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Contact, Self::Lead, Self::Deal];

    /// The kind of an object type's id.
    pub fn of(object: &ObjectType) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.type_id() == object.as_str())
    }

    /// HubSpot's id of the object type.
    pub fn type_id(self) -> &'static str {
        match self {
            Self::Contact => CONTACT,
            Self::Lead => LEAD,
            Self::Deal => DEAL,
        }
    }

    /// HubSpot's name for the objects.
    pub fn objects(self) -> &'static str {
        match self {
            Self::Contact => "contacts",
            Self::Lead => "leads",
            Self::Deal => "deals",
        }
    }

    /// The properties to ask for.
    pub fn properties(self) -> &'static [&'static str] {
        match self {
            Self::Contact => CONTACT_PROPERTIES,
            Self::Lead => LEAD_PROPERTIES,
            Self::Deal => DEAL_PROPERTIES,
        }
    }

    /// The properties to ask for the history of.
    pub fn histories(self) -> &'static [&'static str] {
        match self {
            Self::Contact => CONTACT_HISTORIES,
            Self::Lead => &["hubspot_owner_id", "hs_pipeline_stage"],
            Self::Deal => &["hubspot_owner_id", "dealstage", "hs_analytics_source"],
        }
    }

    /// When an object was changed last.
    pub fn modified(self) -> &'static str {
        match self {
            Self::Contact => "lastmodifieddate",
            Self::Lead | Self::Deal => "hs_lastmodifieddate",
        }
    }

    /// The property that names its company.
    pub fn company(self) -> &'static str {
        match self {
            Self::Contact => "associatedcompanyid",
            Self::Lead => "hs_primary_company_id",
            Self::Deal => "hs_primary_associated_company",
        }
    }
}

const CONTACT_PROPERTIES: &[&str] = &[
    "firstname",
    "lastname",
    "email",
    "hs_additional_emails",
    "company",
    "associatedcompanyid",
    "country",
    "segment",
    "createdate",
    "lastmodifieddate",
    "hs_object_source",
    "hs_created_by_user_id",
    "hs_updated_by_user_id",
    "hubspot_owner_id",
    "lifecyclestage",
    "hs_lead_status",
    "hs_analytics_source",
    "hs_analytics_source_data_1",
    "hs_analytics_source_data_2",
    "hs_analytics_first_timestamp",
    "first_conversion_date",
    "first_conversion_event_name",
    "recent_conversion_date",
    "recent_conversion_event_name",
];

const CONTACT_HISTORIES: &[&str] = &[
    "hubspot_owner_id",
    "lifecyclestage",
    "hs_lead_status",
    "hs_analytics_source",
    "hs_latest_source",
    "hs_latest_source_data_1",
    "hs_latest_source_data_2",
    "hs_latest_source_timestamp",
    "recent_conversion_date",
    "recent_conversion_event_name",
];

const LEAD_PROPERTIES: &[&str] = &[
    "hs_lead_name",
    "hs_pipeline_stage",
    "hs_primary_company_id",
    "segment",
    "hs_createdate",
    "hs_lastmodifieddate",
    "hs_object_source",
    "hs_created_by_user_id",
    "hs_updated_by_user_id",
    "hubspot_owner_id",
];

const DEAL_PROPERTIES: &[&str] = &[
    "dealname",
    "dealstage",
    "amount",
    "deal_currency_code",
    "closedate",
    "hs_primary_associated_company",
    "competitor",
    "competitors",
    "segment",
    "createdate",
    "hs_lastmodifieddate",
    "hs_object_source",
    "hs_created_by_user_id",
    "hs_updated_by_user_id",
    "hubspot_owner_id",
    "hs_analytics_source",
    "hs_analytics_source_data_1",
    "hs_analytics_source_data_2",
];

/// An object, by its kind and id.
pub type ObjectId = (RecordObject, String);

/// The answers of the calls that tell about some records.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// The records, with [`RecordObject::properties`] and [`RecordObject::histories`].
    pub objects: Vec<(RecordObject, Value)>,
    /// Companies with their `name`.
    pub companies: Vec<Value>,
    /// Engagements with [`EngagementKind::properties`].
    pub engagements: Vec<(EngagementKind, Vec<Value>)>,
    /// Which engagements each record is associated with.
    pub associated: HashMap<ObjectId, Vec<(EngagementKind, String)>>,
    /// The contacts of each lead, by their ids.
    pub people: HashMap<String, BTreeSet<String>>,
}

impl Answers {
    /// The engagements on a record.
    fn on(&self, record: &ObjectId) -> impl Iterator<Item = &(EngagementKind, String)> {
        self.associated.get(record).into_iter().flatten()
    }

    /// The engagements by which sales may have answered it, each once.
    fn answering(&self, record: &ObjectId) -> BTreeSet<&(EngagementKind, String)> {
        let (kind, id) = record;
        let people = self.people.get(id).filter(|_| *kind == RecordObject::Lead).into_iter().flatten();
        let with_people: Vec<ObjectId> = people.map(|person| (RecordObject::Contact, person.clone())).collect();
        self.on(record).chain(with_people.iter().flat_map(|person| self.on(person))).collect()
    }
}

/// The facts that the answers tell of, read at `now`.
pub fn facts(crm: &CrmId, answers: &Answers, directory: &Directory, now: Instant) -> Facts {
    let mut facts = Facts::default();
    let happened = engagement::happened(&answers.engagements, directory, now, &mut facts.warnings);
    let companies = answers.companies.iter().filter_map(company).collect();
    let context = Context { directory, companies: &companies, now };
    for (kind, object) in &answers.objects {
        let Some(mut object) = Object::new(kind.objects(), object, &mut facts.warnings) else { continue };
        let id = object.id();
        let read = match kind {
            RecordObject::Contact => record::contact,
            RecordObject::Lead => record::lead,
            RecordObject::Deal => record::deal,
        };
        let Some((mut own, edit)) = read(key(crm, *kind, id), &mut object, &context) else { continue };
        let record = (*kind, id.to_owned());
        let touches = answers.on(&record).filter_map(|engagement| happened.get(engagement)?.touch.clone());
        let answering = answers.answering(&record).into_iter();
        let responses = answering.filter_map(|engagement| happened.get(engagement)?.response.clone());
        record::add(&mut own, touches, responses);
        facts.records.push(own);
        facts.edits.extend(edit);
    }
    facts
}

fn company(told: &Value) -> Option<(String, String)> {
    let name = told.pointer("/properties/name")?.as_str()?.trim();
    Some((object::id(told)?.to_owned(), name.to_owned()))
}

/// The key of an object.
pub fn key(crm: &CrmId, object: RecordObject, id: &str) -> RecordKey {
    RecordKey { crm: crm.clone(), object: ObjectType::new(object.type_id()), id: RecordId::new(id) }
}

#[cfg(test)]
mod tests;
