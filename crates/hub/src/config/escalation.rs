//! Whom the hub tells when a clock has run too far, and how far that is.

use std::ops::Range;
use std::path::Path;

use plumbline_crm::sales::SalesTeam;
use plumbline_domain::sla::{PromiseKind, Threshold};
use serde::Deserialize;
use toml::Spanned;

use super::duration::duration_or_none;
use super::error::Located;
use super::settings::{Secret, refuse_twice, text_or_file};
use super::{Sla, file};

/// How a message is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageFormat {
    /// A sentence as Slack takes it, and whatever takes what Slack does.
    #[default]
    Slack,
    /// Every figure as a field of its own.
    Plain,
}

/// One agreement on who is told of what.
#[derive(Debug, Clone)]
pub struct Escalation {
    /// What people call it. Each hand-off is told of once under each name.
    pub name: String,
    /// Which promise.
    pub promise: PromiseKind,
    /// How far its clock has to run.
    pub threshold: Threshold,
    /// Who learns of it, and how.
    pub target: Target,
}

/// Who learns of a clock that ran too far, and how.
#[derive(Debug, Clone)]
pub enum Target {
    /// Whoever reads what a webhook posts.
    Webhook(Webhook),
    /// A manager, by a to-do on the record in the CRM.
    ToDo {
        /// What the manager signs in to the CRM with.
        login: String,
    },
    /// Another owner, who gets the record.
    Owner {
        /// What the new owner signs in to the CRM with.
        login: String,
    },
}

/// A webhook, and how it is written to.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Where messages go. Whoever knows the address can write there.
    pub url: Secret,
    /// How they are written.
    pub format: MessageFormat,
    /// What is put in front, such as `@sales-lead`.
    pub mention: Option<String>,
}

pub(super) fn escalations(
    written: &[Spanned<file::Escalation>],
    sla: &Sla,
    sales: &SalesTeam,
    folder: &Path,
) -> Result<Vec<Escalation>, Located> {
    refuse_twice("escalation", written.iter().map(|one| &one.get_ref().name))?;
    written.iter().map(|one| escalation(one.get_ref(), sla, sales, folder)).collect()
}

fn escalation(written: &file::Escalation, sla: &Sla, sales: &SalesTeam, folder: &Path) -> Result<Escalation, Located> {
    if written.name.get_ref().trim().is_empty() {
        return Err(Located::new(written.name.span(), "key 'name': it is empty"));
    }
    let promise = *written.promise.get_ref();
    if promise == PromiseKind::Update && !sla.has_update() {
        let message = "key 'promise': there is no [promise.update] to hold anybody to";
        return Err(Located::new(written.promise.span(), message));
    }
    Ok(Escalation {
        name: written.name.get_ref().clone(),
        promise,
        threshold: threshold(written)?,
        target: target(written, sales, folder)?,
    })
}

fn target(written: &file::Escalation, sales: &SalesTeam, folder: &Path) -> Result<Target, Located> {
    refuse_several(written)?;
    match (&written.to_do_for, &written.assign_to) {
        (Some(login), _) => {
            refuse_webhook_keys(written, "to_do_for")?;
            Ok(Target::ToDo { login: named("to_do_for", login)? })
        }
        (None, Some(login)) => {
            refuse_webhook_keys(written, "assign_to")?;
            Ok(Target::Owner { login: owner(login, sales)? })
        }
        (None, None) => Ok(Target::Webhook(webhook(written, folder)?)),
    }
}

/// Each rule is told of once, so it has one receiver.
fn refuse_several(written: &file::Escalation) -> Result<(), Located> {
    let keys = [
        ("url", &written.url),
        ("url_file", &written.url_file),
        ("to_do_for", &written.to_do_for),
        ("assign_to", &written.assign_to),
    ];
    let mut given = keys.into_iter().filter_map(|(key, value)| value.as_ref().map(|value| (key, value.span())));
    match (given.next(), given.next()) {
        (Some((first, _)), Some((second, at))) => {
            Err(Located::new(at, format!("give either '{first}' or '{second}', not both; one table for each receiver")))
        }
        _ => Ok(()),
    }
}

fn refuse_webhook_keys(written: &file::Escalation, target: &str) -> Result<(), Located> {
    let refuse = |key: &str, at: Range<usize>| {
        Err(Located::new(at, format!("key '{key}': only a message to a webhook has one, and '{target}' sends none")))
    };
    match (&written.format, &written.mention) {
        (Some(format), _) => refuse("format", format.span()),
        (None, Some(mention)) => refuse("mention", mention.span()),
        (None, None) => Ok(()),
    }
}

fn named(key: &str, login: &Spanned<String>) -> Result<String, Located> {
    match login.get_ref().trim() {
        "" => Err(Located::new(login.span(), format!("key '{key}': it is empty"))),
        login => Ok(login.to_owned()),
    }
}

/// From somebody who is not in sales, whoever gets the record next would be handed it off anew.
fn owner(login: &Spanned<String>, sales: &SalesTeam) -> Result<String, Located> {
    let name = named("assign_to", login)?;
    if sales.has(&name) {
        return Ok(name);
    }
    let message =
        format!("key 'assign_to': [sales] leaves '{name}' out, so the clock would not go on; name somebody in sales");
    Err(Located::new(login.span(), message))
}

fn webhook(written: &file::Escalation, folder: &Path) -> Result<Webhook, Located> {
    let of = WrittenWebhook {
        url: &written.url,
        url_file: &written.url_file,
        format: written.format.as_ref(),
        mention: written.mention.as_ref(),
    };
    let missing = "key 'url_file', 'to_do_for' or 'assign_to' is missing: who is told";
    of.checked(folder)?.ok_or_else(|| Located::new(written.name.span(), missing))
}

/// A webhook as a table of the file has it.
pub(super) struct WrittenWebhook<'a> {
    pub(super) url: &'a Option<Spanned<String>>,
    pub(super) url_file: &'a Option<Spanned<String>>,
    pub(super) format: Option<&'a Spanned<MessageFormat>>,
    pub(super) mention: Option<&'a Spanned<String>>,
}

impl WrittenWebhook<'_> {
    /// `None` where no address is given. What is wrong with one is said without it: it is a secret.
    pub(super) fn checked(&self, folder: &Path) -> Result<Option<Webhook>, Located> {
        let Some((text, at)) = text_or_file(("url", self.url), ("url_file", self.url_file), folder)? else {
            return Ok(None);
        };
        let text = text.trim();
        let parsed = reqwest::Url::parse(text).ok();
        if !parsed.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) {
            let message = "the webhook's address does not start with https:// or http:// and a host";
            return Err(Located::new(at, message));
        }
        let mention = self.mention.map(Spanned::get_ref);
        Ok(Some(Webhook {
            url: Secret::new(text),
            format: self.format.map(|format| *format.get_ref()).unwrap_or_default(),
            mention: mention.filter(|mention| !mention.trim().is_empty()).cloned(),
        }))
    }
}

fn threshold(written: &file::Escalation) -> Result<Threshold, Located> {
    match (&written.used_percent, &written.overdue_by) {
        (Some(percent), None) => match u8::try_from(*percent.get_ref()) {
            Ok(share @ 1..=100) => Ok(Threshold::UsedPercent(share)),
            _ => Err(Located::new(percent.span(), "key 'used_percent': must be from 1 to 100")),
        },
        (None, Some(by)) => {
            let wrong = |wrong| Located::new(by.span(), format!("key 'overdue_by': {wrong}"));
            let by = duration_or_none(by.get_ref()).map_err(wrong)?;
            Ok(Threshold::OverdueBy(i64::try_from(by.as_secs()).unwrap_or(i64::MAX)))
        }
        (Some(_), Some(by)) => Err(Located::new(by.span(), "give either 'used_percent' or 'overdue_by', not both")),
        (None, None) => {
            let message = "key 'used_percent' or 'overdue_by' is missing: from when on to tell";
            Err(Located::new(written.name.span(), message))
        }
    }
}
