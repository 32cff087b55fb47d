//! `[[crm]]`: how each CRM is reached, and what only its vendor's have.

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use plumbline_crm::{PageUrl, hubspot};
use plumbline_domain::ids::CrmId;
use plumbline_domain::site::{CrmSite, Vendor};
use toml::Spanned;

use super::duration::duration;
use super::error::Located;
use super::file;
use super::settings::{Secret, Written, origin, text_or_file};

/// How one CRM is reached.
#[derive(Debug, Clone)]
pub struct CrmSettings {
    /// How the hub calls it.
    pub id: CrmId,
    /// As people reach it: scheme, host and port, without a slash at the end.
    pub url: String,
    /// Whose product it is, and what is set for these only.
    pub vendor: VendorSettings,
    /// Where the hub reaches it, without a slash at the end.
    pub api_url: String,
    /// What the hub signs in with.
    pub key: Secret,
    /// From which age on an opened record is read anew.
    pub refresh_after: Duration,
    /// How often to ask for changes.
    pub poll_every: Duration,
    /// How long to wait for one answer.
    pub timeout: Duration,
    /// Whether it is told what was decided and escalated here.
    pub write_back: bool,
}

/// What is set for one vendor's CRMs only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VendorSettings {
    /// Odoo.
    Odoo {
        /// Which of the server's databases.
        database: Option<String>,
    },
    /// HubSpot.
    Hubspot(HubspotSettings),
}

/// What is set for HubSpot only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubspotSettings {
    /// Whose records they are: those of any other portal are not ours.
    pub portal: hubspot::PortalId,
    /// Which version of its interface is asked.
    pub api_version: ApiVersion,
    /// What its webhooks are signed with. None are taken without; with one, the hub has a public URL.
    pub client_secret: Option<Secret>,
}

/// A version of HubSpot's interface, as it stands in paths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ApiVersion {
    /// `v3`, in front of the kind of object: `/crm/v3/objects/contacts`.
    #[default]
    V3,
    /// One named by its month, such as `2026-03`, behind it: `/crm/objects/2026-03/contacts`.
    Dated(String),
}

impl CrmSettings {
    /// As people reach it.
    pub fn site(&self) -> CrmSite {
        let (vendor, account) = match &self.vendor {
            VendorSettings::Odoo { .. } => (Vendor::Odoo, None),
            VendorSettings::Hubspot(settings) => (Vendor::Hubspot, Some(settings.portal.to_string())),
        };
        CrmSite { id: self.id.clone(), vendor, origin: self.url.clone(), account }
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V3 => "v3",
            Self::Dated(month) => month,
        })
    }
}

impl FromStr for ApiVersion {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "v3" => Ok(Self::V3),
            dated if is_month(dated) => Ok(Self::Dated(dated.to_owned())),
            other => Err(format!("'{other}' is not a version such as \"v3\" or \"2026-03\"")),
        }
    }
}

/// HubSpot has named its versions this way since 2026.
fn is_month(text: &str) -> bool {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u16>().ok())?;
    let Some((year, month)) = text.split_once('-').filter(|(year, month)| (year.len(), month.len()) == (4, 2)) else {
        return false;
    };
    number(year).is_some_and(|year| year >= 2026) && number(month).is_some_and(|month| (1..=12).contains(&month))
}

/// What the rest of the file says that a CRM's settings depend on.
pub(super) struct Reached<'a> {
    /// What paths are relative to.
    pub(super) folder: &'a Path,
    /// Whether the hub knows its own address.
    pub(super) from_outside: bool,
}

impl Reached<'_> {
    pub(super) fn crm(&self, crm: &file::Crm) -> Result<CrmSettings, Located> {
        let (id, url) = (id(crm)?, origin("url", &crm.url)?);
        let vendor = self.vendor(crm)?;
        let api_url = match (&crm.api_url, &vendor) {
            (Some(written), _) => origin("api_url", written)?,
            (None, VendorSettings::Odoo { .. }) => url.clone(),
            (None, VendorSettings::Hubspot(_)) => hubspot::API_URL.to_owned(),
        };
        Ok(CrmSettings {
            id,
            url,
            vendor,
            api_url,
            key: self.key(crm)?,
            refresh_after: duration_or("refresh_after", crm.refresh_after.as_ref(), 15)?,
            poll_every: duration_or("poll_every", crm.poll_every.as_ref(), 30)?,
            timeout: duration_or("timeout", crm.timeout.as_ref(), 10)?,
            write_back: crm.write_back,
        })
    }

    fn vendor(&self, crm: &file::Crm) -> Result<VendorSettings, Located> {
        let database = crm.database.as_ref();
        match crm.vendor.get_ref() {
            Vendor::Odoo => {
                refuse_hubspots_keys(crm)?;
                Ok(VendorSettings::Odoo { database: database.map(|name| name.get_ref().clone()) })
            }
            Vendor::Hubspot => {
                database.map_or(Ok(()), |name| Err(only_for("database", name.span(), "odoo")))?;
                self.hubspot(crm).map(VendorSettings::Hubspot)
            }
            Vendor::Salesforce => {
                let message = "key 'vendor': the hub can only read \"odoo\" and \"hubspot\" yet";
                Err(Located::new(crm.vendor.span(), message))
            }
        }
    }

    fn hubspot(&self, crm: &file::Crm) -> Result<HubspotSettings, Located> {
        let is_app = PageUrl::parse(crm.url.get_ref()).is_some_and(|url| hubspot::is_app_host(url.host()));
        if !is_app {
            let message = format!(
                "key 'url': '{}' is not HubSpot as people see it, such as \"https://app.hubspot.com\" or \
                 \"https://app-eu1.hubspot.com\"",
                crm.url.get_ref()
            );
            return Err(Located::new(crm.url.span(), message));
        }
        Ok(HubspotSettings {
            portal: portal(crm)?,
            api_version: api_version(crm)?,
            client_secret: self.client_secret(crm)?,
        })
    }

    fn key(&self, crm: &file::Crm) -> Result<Secret, Located> {
        let given = self.secret("CRM's key", ("key", &crm.key), ("key_file", &crm.key_file))?;
        let missing = "key 'key_file' is missing: what the hub signs in with";
        given.ok_or_else(|| Located::new(crm.id.span(), missing))
    }

    fn client_secret(&self, crm: &file::Crm) -> Result<Option<Secret>, Located> {
        let (text, file) = (&crm.client_secret, &crm.client_secret_file);
        let secret = self.secret("client secret", ("client_secret", text), ("client_secret_file", file))?;
        match text.as_ref().or(file.as_ref()) {
            Some(written) if !self.from_outside => {
                let message =
                    "webhooks are signed together with the address that they are sent to; give 'public_url' too";
                Err(Located::new(written.span(), message))
            }
            _ => Ok(secret),
        }
    }

    fn secret(&self, what: &str, text: (&str, &Written), file: (&str, &Written)) -> Result<Option<Secret>, Located> {
        let Some((text, at)) = text_or_file(text, file, self.folder)? else { return Ok(None) };
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Located::new(at, format!("the {what} is empty, or has characters that none has")));
        }
        Ok(Some(Secret::new(text)))
    }
}

fn id(crm: &file::Crm) -> Result<CrmId, Located> {
    let id = crm.id.get_ref();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
        let message = format!("key 'id': '{id}' may only have letters, digits, '-' and '_'");
        return Err(Located::new(crm.id.span(), message));
    }
    Ok(CrmId::new(id))
}

fn portal(crm: &file::Crm) -> Result<hubspot::PortalId, Located> {
    let missing = "key 'portal' is missing: the number behind 'contacts' in the address of every record";
    let written = crm.portal.as_ref().ok_or_else(|| Located::new(crm.id.span(), missing))?;
    Ok(hubspot::PortalId(*written.get_ref()))
}

fn api_version(crm: &file::Crm) -> Result<ApiVersion, Located> {
    let Some(written) = &crm.api_version else { return Ok(ApiVersion::default()) };
    let parsed = written.get_ref().parse();
    parsed.map_err(|wrong| Located::new(written.span(), format!("key 'api_version': {wrong}")))
}

fn duration_or(key: &str, written: Option<&Spanned<String>>, seconds: u64) -> Result<Duration, Located> {
    let Some(text) = written else { return Ok(Duration::from_secs(seconds)) };
    duration(text.get_ref()).map_err(|wrong| Located::new(text.span(), format!("key '{key}': {wrong}")))
}

fn refuse_hubspots_keys(crm: &file::Crm) -> Result<(), Located> {
    let portal = crm.portal.as_ref().map(|written| ("portal", written.span()));
    let texts = [
        ("api_version", &crm.api_version),
        ("client_secret", &crm.client_secret),
        ("client_secret_file", &crm.client_secret_file),
    ];
    let mut texts = texts.into_iter().filter_map(|(key, written)| Some((key, written.as_ref()?.span())));
    portal.or_else(|| texts.next()).map_or(Ok(()), |(key, at)| Err(only_for(key, at, "hubspot")))
}

fn only_for(key: &str, at: Range<usize>, vendor: &str) -> Located {
    Located::new(at, format!("key '{key}': only for vendor = \"{vendor}\""))
}
