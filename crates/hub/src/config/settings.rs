//! From the file to what the hub works with: defaults filled in, every value checked.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use plumbline_crm::PageUrl;
use plumbline_crm::odoo::payload::SalesTeam;
use plumbline_domain::attribution::{OutboundWords, Sourcing, Terms};
use plumbline_domain::ids::CrmId;
use plumbline_domain::site::{CrmSite, Vendor};
use toml::Spanned;

use super::duration::duration;
use super::error::Located;
use super::escalation::{Escalation, escalations};
use super::sla::Sla;
use super::{Agreed, attribution, file, hours, sla};

/// Everything that the operator decides.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How browsers reach the hub, without a slash at the end.
    pub public_url: Option<String>,
    /// The proxies whose word is taken for whom they were asked by.
    pub trusted_proxies: Vec<IpAddr>,
    /// The hub's file, as SQLite is told it.
    pub database: String,
    /// The CRMs, in the order of the file.
    pub crms: Vec<CrmSettings>,
    /// What both teams agreed, which can change while the hub runs.
    pub sla: Agreed,
    /// Whom to tell when a clock has run too far.
    pub escalations: Vec<Escalation>,
    /// How credit is shared.
    pub terms: Terms,
    /// Which team sourced a deal.
    pub sourcing: Sourcing,
    /// Who counts as sales.
    pub sales: SalesTeam,
}

/// How one CRM is reached.
#[derive(Debug, Clone)]
pub struct CrmSettings {
    /// As people reach it.
    pub site: CrmSite,
    /// Where the hub reaches it, without a slash at the end.
    pub api_url: String,
    /// What the hub signs in with.
    pub key: Secret,
    /// Which of the server's databases.
    pub database: Option<String>,
    /// From which age on an opened record is read anew.
    pub refresh_after: Duration,
    /// How often to ask for changes.
    pub poll_every: Duration,
    /// How long to wait for one answer.
    pub timeout: Duration,
    /// Whether it is told what was decided and escalated here.
    pub write_back: bool,
}

/// Something that must not be seen: printing it shows dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one place that sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Settings {
    /// The same with another database, as the variable `DATABASE_URL` names it.
    ///
    /// # Errors
    /// Says what kind of database there is.
    pub fn with_database(self, url: &str) -> Result<Self, String> {
        let database = sqlite_file(url, Path::new("")).map_err(|wrong| format!("DATABASE_URL: {wrong}"))?;
        Ok(Self { database, ..self })
    }

    /// Whether this CRM is told what was decided and escalated here.
    pub fn writes_back(&self, crm: &CrmId) -> bool {
        self.crms.iter().any(|settings| settings.site.id == *crm && settings.write_back)
    }
}

pub(super) fn settings(file: file::File, folder: &Path) -> Result<Settings, Located> {
    refuse_twice("crm", file.crm.iter().map(|crm| &crm.get_ref().id))?;
    let sla = agreement(&file)?;
    let outbound = file.attribution.outbound.as_deref().map(OutboundWords::new).unwrap_or_default();
    let sourcing = Sourcing { by: file.attribution.sourced_by.unwrap_or_default(), outbound };
    let sales = SalesTeam {
        only: file.sales.only,
        except: file.sales.except,
        waits_in: file.sales.waits_in,
        outbound: sourcing.outbound.clone(),
    };
    Ok(Settings {
        listen: listen(file.listen)?,
        public_url: file.public_url.map(|url| origin("public_url", &url)).transpose()?,
        trusted_proxies: file.trusted_proxies.iter().map(proxy).collect::<Result<_, _>>()?,
        database: database(file.database.as_ref(), folder)?,
        crms: file.crm.iter().map(|crm| crm_settings(crm.get_ref(), folder)).collect::<Result<_, _>>()?,
        escalations: escalations(&file.escalation, &sla, &sales, folder)?,
        sla: Agreed::new(sla),
        terms: attribution::terms(&file.attribution)?,
        sourcing,
        sales,
    })
}

/// What both teams agreed.
pub(super) fn agreement(file: &file::File) -> Result<Sla, Located> {
    let calendars = file.calendar.iter().map(hours::calendar).collect::<Result<Vec<_>, _>>()?;
    refuse_twice("calendar", file.calendar.iter().map(|calendar| &calendar.get_ref().name))?;
    let written = sla::Written {
        promises: file.promise.as_ref(),
        policies: &file.policy,
        criteria: file.criteria.as_ref(),
        regions: &file.region,
        rejections: &file.rejection,
        definitions: &file.definition,
        numbers: &file.numbers,
    };
    sla::sla(written, &calendars)
}

pub(super) fn refuse_twice<'a>(what: &str, names: impl Iterator<Item = &'a Spanned<String>>) -> Result<(), Located> {
    let mut seen = Vec::new();
    for name in names {
        if seen.contains(&name.get_ref()) {
            return Err(Located::new(name.span(), format!("there are two of {what} '{}'", name.get_ref())));
        }
        seen.push(name.get_ref());
    }
    Ok(())
}

fn listen(address: Option<Spanned<String>>) -> Result<SocketAddr, Located> {
    let Some(address) = address else { return Ok(SocketAddr::from(([127, 0, 0, 1], 8080))) };
    let wrong = format!("key 'listen': '{}' is not an address such as \"127.0.0.1:8080\"", address.get_ref());
    address.get_ref().parse().map_err(|_| Located::new(address.span(), wrong))
}

fn proxy(address: &Spanned<String>) -> Result<IpAddr, Located> {
    let wrong = format!("key 'trusted_proxies': '{}' is not an address such as \"127.0.0.1\"", address.get_ref());
    let parsed: Result<IpAddr, _> = address.get_ref().parse();
    parsed.map(|address| address.to_canonical()).map_err(|_| Located::new(address.span(), wrong))
}

/// Scheme, host and port only, so that everything else can be put behind it.
fn origin(key: &str, url: &Spanned<String>) -> Result<String, Located> {
    let text = url.get_ref().trim_end_matches('/');
    match PageUrl::parse(text) {
        Some(parsed) if parsed.origin() == text => Ok(text.to_owned()),
        _ => Err(Located::new(
            url.span(),
            format!(
                "key '{key}': '{}' is not scheme, host and port such as \"https://crm.example.com\"",
                url.get_ref()
            ),
        )),
    }
}

fn database(database: Option<&Spanned<String>>, folder: &Path) -> Result<String, Located> {
    let text = database.map_or("sqlite:plumbline.db", |database| database.get_ref());
    sqlite_file(text, folder)
        .map_err(|wrong| Located::new(database.map_or(0..0, Spanned::span), format!("key 'database': {wrong}")))
}

/// The file that a database URL or path names.
fn sqlite_file(text: &str, folder: &Path) -> Result<String, String> {
    if let Some((scheme, _)) = text.split_once(':')
        && scheme != "sqlite"
        && scheme.len() > 1
    {
        return Err(format!("'{scheme}' is not supported yet; use \"sqlite:plumbline.db\""));
    }
    let path = text.strip_prefix("sqlite:").unwrap_or(text);
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() {
        return Err("it names no file".to_owned());
    }
    Ok(folder.join(path).display().to_string())
}

fn crm_settings(crm: &file::Crm, folder: &Path) -> Result<CrmSettings, Located> {
    let id = crm.id.get_ref();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
        let message = format!("key 'id': '{id}' may only have letters, digits, '-' and '_'");
        return Err(Located::new(crm.id.span(), message));
    }
    if *crm.vendor.get_ref() != Vendor::Odoo {
        return Err(Located::new(crm.vendor.span(), "key 'vendor': the hub can only read \"odoo\" yet"));
    }
    let url = origin("url", &crm.url)?;
    let or = |key: &str, value: &Option<Spanned<String>>, seconds| match value {
        Some(text) => {
            duration(text.get_ref()).map_err(|wrong| Located::new(text.span(), format!("key '{key}': {wrong}")))
        }
        None => Ok(Duration::from_secs(seconds)),
    };
    Ok(CrmSettings {
        api_url: crm.api_url.as_ref().map(|url| origin("api_url", url)).transpose()?.unwrap_or_else(|| url.clone()),
        site: CrmSite { id: CrmId::new(id), vendor: *crm.vendor.get_ref(), origin: url },
        key: key(crm, folder)?,
        database: crm.database.clone(),
        refresh_after: or("refresh_after", &crm.refresh_after, 15)?,
        poll_every: or("poll_every", &crm.poll_every, 30)?,
        timeout: or("timeout", &crm.timeout, 10)?,
        write_back: crm.write_back,
    })
}

fn key(crm: &file::Crm, folder: &Path) -> Result<Secret, Located> {
    let given = text_or_file(("key", &crm.key), ("key_file", &crm.key_file), folder)?;
    let missing = "key 'key_file' is missing: what the hub signs in with";
    let (text, at) = given.ok_or_else(|| Located::new(crm.id.span(), missing))?;
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Located::new(at, "the CRM's key is empty, or has characters that no key has"));
    }
    Ok(Secret::new(text))
}

type Written = Option<Spanned<String>>;

/// What is given under one key, or in the file that another key names, and where that is said.
pub(super) fn text_or_file(
    (key, text): (&str, &Written),
    (file_key, file): (&str, &Written),
    folder: &Path,
) -> Result<Option<(String, Range<usize>)>, Located> {
    match (text, file) {
        (Some(text), None) => Ok(Some((text.get_ref().clone(), text.span()))),
        (None, Some(file)) => {
            let path = folder.join(file.get_ref());
            let unreadable = |cause| format!("key '{file_key}': {}: {cause}", path.display());
            let text = std::fs::read_to_string(&path).map_err(|cause| Located::new(file.span(), unreadable(cause)))?;
            Ok(Some((text, file.span())))
        }
        (Some(_), Some(file)) => {
            Err(Located::new(file.span(), format!("give either '{key}' or '{file_key}', not both")))
        }
        (None, None) => Ok(None),
    }
}
