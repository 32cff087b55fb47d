//! From the file to what the hub works with: defaults filled in, every value checked.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::ops::Range;
use std::path::Path;

use plumbline_crm::PageUrl;
use plumbline_crm::sales::SalesTeam;
use plumbline_domain::attribution::{OutboundWords, Sourcing, Terms};
use plumbline_domain::ids::CrmId;
use toml::Spanned;

use super::crm::{self, CrmSettings};
use super::digest::Digest;
use super::error::Located;
use super::escalation::{Escalation, escalations};
use super::sla::Sla;
use super::{Agreed, attribution, digest, file, hours, sla};

/// HubSpot's names for a lead that marketing, or sales itself, found to be one.
const TAKES_OVER_IN: [&str; 2] = ["marketingqualifiedlead", "salesqualifiedlead"];

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
    /// The last stages before a deal is decided, by their names in the CRM; none where nobody agreed on any.
    pub final_stages: Vec<String>,
    /// The weekly digest, where one is sent.
    pub digest: Option<Digest>,
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
        self.crms.iter().any(|settings| settings.id == *crm && settings.write_back)
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
        takes_over_in: file.sales.takes_over_in.unwrap_or_else(|| TAKES_OVER_IN.map(ToOwned::to_owned).to_vec()),
        outbound: sourcing.outbound.clone(),
    };
    let public_url = file.public_url.map(|url| origin("public_url", &url)).transpose()?;
    let reached = crm::Reached { folder, from_outside: public_url.is_some() };
    Ok(Settings {
        listen: listen(file.listen)?,
        public_url,
        trusted_proxies: file.trusted_proxies.iter().map(proxy).collect::<Result<_, _>>()?,
        database: database(file.database.as_ref(), folder)?,
        crms: file.crm.iter().map(|crm| reached.crm(crm.get_ref())).collect::<Result<_, _>>()?,
        escalations: escalations(&file.escalation, &sla, &sales, folder)?,
        sla: Agreed::new(sla),
        terms: attribution::terms(&file.attribution)?,
        sourcing,
        sales,
        final_stages: digest::final_stages(&file.findings)?,
        digest: file.digest.as_ref().map(|written| digest::digest(written, folder)).transpose()?,
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
pub(super) fn origin(key: &str, url: &Spanned<String>) -> Result<String, Located> {
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

/// A text that may be there.
pub(super) type Written = Option<Spanned<String>>;

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
