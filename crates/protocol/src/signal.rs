//! What programs tell of buyers: a web site, forms, outbound tools.

use chrono::{DateTime, Utc};
use plumbline_domain::ids::SignalKind;
use plumbline_domain::record::RecordKey;
use plumbline_domain::touch::Channel;
use serde::{Deserialize, Serialize};

/// `POST /v1/events`: from 1 to 500 of them, all or none. Telling one again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignalsRequest {
    /// In any order.
    pub events: Vec<SignalRequest>,
}

/// One thing that a buyer did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignalRequest {
    /// Unique within whatever tells it; at most 100 characters.
    pub id: String,
    /// What it was, as the agreed rules call it, such as `pricing_page`; at most 100 characters.
    pub kind: SignalKind,
    /// When it happened; when left out, when the hub heard of it.
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
    /// The lead or deal that it is about. Either this or an address is given.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "odoo-main/crm.lead/17"))]
    pub record: Option<RecordKey>,
    /// The buyer's address. It is placed on the latest open lead or deal of whoever has it, also one that is made later.
    #[serde(default)]
    pub email: Option<String>,
    /// By what means; when left out, it follows from the source and medium, and is `direct` without them.
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
    /// What happened, for people; when left out, its kind. At most 300 characters, as the three before.
    #[serde(default)]
    pub summary: Option<String>,
}

/// What became of them; they are on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignalsResponse {
    /// How many the hub had not heard of.
    pub new: usize,
    /// How many of these wait for a record: nobody is known yet who has that address, or the record is not.
    pub waiting: usize,
    /// How many were there already.
    pub known: usize,
}
