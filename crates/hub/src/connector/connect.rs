//! Which connector is for which CRM.

use std::sync::Arc;

use plumbline_crm::sales::SalesTeam;
use thiserror::Error;

use super::Connector;
use super::hubspot::Hubspot;
use super::odoo::Odoo;
use crate::clock::Clock;
use crate::config::{CrmSettings, VendorSettings};

/// Why there is no connector.
#[derive(Debug, Error)]
pub enum ConnectError {
    /// The TLS library does not start.
    #[error("no HTTPS: {0}")]
    Http(#[from] reqwest::Error),
}

/// A connector to a CRM of the configuration. Asks the CRM nothing yet.
///
/// # Errors
/// When the TLS library does not start.
pub fn connect(settings: &CrmSettings, team: &SalesTeam, clock: &Clock) -> Result<Arc<dyn Connector>, ConnectError> {
    match &settings.vendor {
        VendorSettings::Odoo { database } => {
            Ok(Arc::new(Odoo::new(settings.clone(), database.clone(), team.clone(), clock.clone())?))
        }
        VendorSettings::Hubspot(own) => Ok(Arc::new(Hubspot::new(settings.clone(), own, team.clone(), clock.clone())?)),
    }
}
