//! Where a record came from by the CRM's own fields, who entered it, and how these fields changed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a CRM's fields say of where a record came from; a field that is empty says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// Such as `Google`; the utm source.
    pub source: Option<String>,
    /// Such as `cpc`; the utm medium.
    pub medium: Option<String>,
    /// Such as `Spring fair`; the utm campaign.
    pub campaign: Option<String>,
}

/// One of the fields of an [`Origin`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OriginField {
    /// The utm source.
    Source,
    /// The utm medium.
    Medium,
    /// The utm campaign.
    Campaign,
}

impl OriginField {
    /// All of them, in the order in which they are said.
    pub const ALL: [Self; 3] = [Self::Source, Self::Medium, Self::Campaign];
}

impl Origin {
    /// What a field says.
    pub fn field(&self, field: OriginField) -> Option<&str> {
        let text = match field {
            OriginField::Source => &self.source,
            OriginField::Medium => &self.medium,
            OriginField::Campaign => &self.campaign,
        };
        text.as_deref()
    }

    /// What the fields say, in the order source, medium, campaign.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        OriginField::ALL.into_iter().filter_map(|field| self.field(field))
    }
}

/// A change of one of these fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OriginChange {
    /// Which field.
    pub field: OriginField,
    /// What it said; `None` where it was empty.
    pub from: Option<String>,
    /// What it says since; `None` where it was emptied.
    pub to: Option<String>,
    /// When, where `after` is `None`. Otherwise the CRM does not date it, and it was no later than this.
    pub at: DateTime<Utc>,
    /// When it was last read as it had been: it changed at some time from then on, and `at` at the latest.
    pub after: Option<DateTime<Utc>>,
    /// Who changed it, where `after` is `None`; otherwise who had edited the record last, by `at`. `None` where it is not known.
    pub by: Option<String>,
}

/// Who entered a record into the CRM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creator {
    /// As the CRM shows them.
    pub name: String,
    /// What they are to sales and marketing.
    pub part: CreatorPart,
}

/// What somebody who enters records is to sales and marketing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreatorPart {
    /// Works in sales.
    Sales,
    /// Works here, but not in sales.
    Marketing,
    /// The CRM itself.
    Machine,
    /// The buyer, by a form or a portal.
    Outside,
}
