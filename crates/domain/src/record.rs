//! Records of a CRM: contacts, leads and deals.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::{CrmId, ObjectType, PersonId, RecordId};
use crate::money::Money;
use crate::origin::{Creator, Origin};

/// Names one record of one CRM. Written `crm/object/id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordKey {
    /// Which CRM.
    pub crm: CrmId,
    /// Which of its objects.
    pub object: ObjectType,
    /// Which record of that object.
    pub id: RecordId,
}

impl RecordKey {
    /// Of these parts, as they are.
    pub fn new(crm: impl Into<String>, object: impl Into<String>, id: impl Into<String>) -> Self {
        Self { crm: CrmId::new(crm), object: ObjectType::new(object), id: RecordId::new(id) }
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.crm, self.object, self.id)
    }
}

/// The text is not `crm/object/id`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' does not name a record; it is written crm/object/id")]
pub struct RecordKeyError(pub String);

impl FromStr for RecordKey {
    type Err = RecordKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split('/').collect();
        match parts[..] {
            [crm, object, id] if !crm.is_empty() && !object.is_empty() && !id.is_empty() => {
                Ok(Self::new(crm, object, id))
            }
            _ => Err(RecordKeyError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for RecordKey {
    type Error = RecordKeyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<RecordKey> for String {
    fn from(key: RecordKey) -> Self {
        key.to_string()
    }
}

/// What a record is to the people who work it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// A person or company.
    Contact,
    /// Interest that sales has not yet qualified.
    Lead,
    /// A qualified chance of revenue; Salesforce and Odoo say opportunity.
    Deal,
}

/// Where a deal stands in the CRM's pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stage {
    /// The CRM's name for it, such as `Proposition`.
    pub name: String,
    /// Won, lost or neither.
    pub outcome: Outcome,
}

/// How a deal ended, if it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Still being worked.
    Open,
    /// Closed won.
    Won,
    /// Closed lost.
    Lost,
}

/// A person as the CRM knows them: the owner of a record, or who responded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmUser {
    /// The CRM's identifier.
    pub id: String,
    /// As the CRM shows it.
    pub name: String,
}

/// One record with the facts that every panel needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Record {
    /// Which record.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "odoo-main/crm.lead/17"))]
    pub key: RecordKey,
    /// Contact, lead or deal.
    pub kind: RecordKind,
    /// Its name in the CRM.
    pub title: String,
    /// The company behind it, where known.
    pub company: Option<String>,
    /// Pipeline stage; contacts have none.
    pub stage: Option<Stage>,
    /// Expected revenue, where the CRM has one.
    pub amount: Option<Money>,
    /// Who in sales owns it.
    pub owner: Option<CrmUser>,
    /// Competitors named on it.
    pub competitors: Vec<String>,
    /// Entered into the CRM.
    pub created_at: DateTime<Utc>,
    /// Became a deal: lead converted, or created as one.
    pub became_deal_at: Option<DateTime<Utc>>,
    /// Won or lost.
    pub closed_at: Option<DateTime<Utc>>,
}

/// What is known of a record besides what its panel shows, for rules and to find it by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The segments that it belongs to, as the CRM marks them.
    pub segments: Vec<String>,
    /// The sales team that it belongs to.
    pub team: Option<String>,
    /// The country of the buyer, by the CRM's name for it.
    pub country: Option<String>,
    /// The buyer's addresses, in lower case.
    pub emails: Vec<String>,
    /// Where it came from, by the CRM's own fields as they are now; `None` where these were never read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Who entered it into the CRM, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<Creator>,
    /// When a contact became what marketing calls a lead, in a CRM that has contacts for leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub became_lead_at: Option<DateTime<Utc>>,
}

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works records and reports objections.
    Rep,
    /// Works what the field reports.
    Marketer,
    /// Both, and sees every person's devices.
    Admin,
    /// A program, not a person: tells what buyers do, and sees nothing.
    Integration,
}

/// A person known to the hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// The hub's identifier.
    pub id: PersonId,
    /// As shown to colleagues.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_as_it_is_written() {
        let key: RecordKey = "odoo-main/crm.lead/17".parse().unwrap();
        assert_eq!((key.crm.as_str(), key.object.as_str(), key.id.as_str()), ("odoo-main", "crm.lead", "17"));
        assert_eq!(key.to_string(), "odoo-main/crm.lead/17");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "a/b", "a/b/c/d", "/b/c", "a//c", "a/b/"] {
            assert_eq!(text.parse::<RecordKey>(), Err(RecordKeyError(text.to_owned())));
        }
    }
}
