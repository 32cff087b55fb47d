//! What tools outside the CRM know of touches: webinar and event tools, advertising, outbound tools.

use chrono::{DateTime, Utc};
use plumbline_domain::record::RecordKey;
use plumbline_domain::touch::{Actor, Channel};
use serde::{Deserialize, Serialize};

/// `POST /v1/touches`: from 1 to 500 of them, all or none. Telling one again changes nothing; one that says something else under
/// the same id takes the place of what was said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TouchesRequest {
    /// In any order.
    pub touches: Vec<TouchRequest>,
}

/// One dated interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TouchRequest {
    /// Unique within whatever tells it; at most 100 characters.
    pub id: String,
    /// When it happened: from 1990 to a day ahead of the hub's clock.
    pub at: DateTime<Utc>,
    /// The lead, deal or contact that it is about. Either this or an address is given.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "odoo-main/crm.lead/17"))]
    pub record: Option<RecordKey>,
    /// The buyer's address. It is placed on the latest open lead or deal of whoever has it, also one that is made later.
    #[serde(default)]
    pub email: Option<String>,
    /// Who made it.
    pub actor: Actor,
    /// By what means; when left out, it follows from the source and medium, and is `other` without them.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// The utm source.
    #[serde(default)]
    pub source: Option<String>,
    /// The utm medium.
    #[serde(default)]
    pub medium: Option<String>,
    /// The utm campaign.
    #[serde(default)]
    pub campaign: Option<String>,
    /// The contact it was with.
    #[serde(default)]
    pub contact: Option<String>,
    /// What happened, for people. At most 300 characters, as the four before.
    #[serde(default)]
    pub summary: Option<String>,
}

/// What became of them; they are on disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TouchesResponse {
    /// How many the hub had not heard of.
    pub new: usize,
    /// How many it had heard of otherwise: what they say now stands.
    pub changed: usize,
    /// How many of both wait for a record: nobody is known yet who has that address, or the record is not.
    pub waiting: usize,
    /// How many were there already.
    pub known: usize,
}
