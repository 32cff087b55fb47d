//! HubSpot.

mod account;
mod address;
#[cfg(feature = "payloads")]
pub mod payload;
#[cfg(feature = "payloads")]
pub mod signature;
#[cfg(feature = "payloads")]
pub mod webhook;

/// HubSpot's object type of contacts.
pub const CONTACT: &str = "0-1";

/// HubSpot's object type of deals.
pub const DEAL: &str = "0-3";

/// HubSpot's object type of leads.
pub const LEAD: &str = "0-136";

/// HubSpot's object type of companies.
pub const COMPANY: &str = "0-2";

pub use account::{API_URL, PortalId};
pub(crate) use address::path;
#[cfg(test)]
pub(crate) use address::{NOT_RECORDS, SAMPLES};
pub use address::{address, is_app_host};
