//! The operator's configuration: one TOML file, checked as a whole before anything starts.

mod agreed;
mod attribution;
mod crm;
mod definition;
mod digest;
mod duration;
mod error;
mod escalation;
mod file;
mod hours;
mod rule;
mod settings;
mod sla;
mod watch;

use std::path::Path;

pub use agreed::Agreed;
pub use crm::{ApiVersion, CrmSettings, HubspotSettings, VendorSettings};
pub use digest::Digest;
pub use duration::duration as parse_duration;
pub use error::ConfigError;
pub use escalation::{Escalation, MessageFormat, Target, Webhook};
pub use settings::{Secret, Settings};
pub use sla::{Applied, Criteria, Policy, Promised, Region, Sla};
pub use watch::keep_agreed;

use error::Located;

/// Reads and checks the configuration at `path`.
///
/// # Errors
/// Names the file, the line and the key.
pub fn load(path: &Path) -> Result<Settings, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|cause| ConfigError::unreadable(path, &cause))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    parse(&text, folder).map_err(|located| located.in_file(path, &text))
}

fn parse(text: &str, folder: &Path) -> Result<Settings, Located> {
    let file: file::File = toml::from_str(text).map_err(|error| Located::from_toml(&error, text))?;
    settings::settings(file, folder)
}

/// What both teams agreed, from the text of a whole configuration or of only these tables. Reads no other file.
///
/// # Errors
/// Names the line and the key.
pub fn parse_agreement(text: &str) -> Result<Sla, ConfigError> {
    let file = toml::from_str(text).map_err(|error| Located::from_toml(&error, text).in_text(text))?;
    settings::agreement(&file).map_err(|located| located.in_text(text))
}

#[cfg(test)]
mod tests;
