//! The CRMs that a hub is connected to. The domain knows them by name and address only.

use serde::{Deserialize, Serialize};

use crate::ids::CrmId;

/// Whose product a CRM is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    /// Odoo 17 or later.
    Odoo,
    /// HubSpot.
    Hubspot,
    /// Salesforce.
    Salesforce,
}

/// One CRM as people reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmSite {
    /// Its name in the hub's configuration.
    pub id: CrmId,
    /// Whose product it is.
    pub vendor: Vendor,
    /// Scheme, host and port, such as `https://crm.example.com`; no slash at the end.
    pub origin: String,
    /// Its number, for a vendor whose accounts share their addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}
