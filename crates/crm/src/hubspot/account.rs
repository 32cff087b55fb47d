use std::fmt;

use serde::{Deserialize, Serialize};

/// Where HubSpot's interface is reached, whatever the account's data centre.
pub const API_URL: &str = "https://api.hubapi.com";

/// One account, by the number that stands behind `contacts` in the address of each of its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PortalId(pub u64);

impl fmt::Display for PortalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
