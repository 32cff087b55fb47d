//! Whom the hub tells when a clock has run too far, and how far that is.

use std::path::Path;

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
    /// What people call it. A message is told once under each name.
    pub name: String,
    /// Which promise.
    pub promise: PromiseKind,
    /// How far its clock has to run.
    pub threshold: Threshold,
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
    folder: &Path,
) -> Result<Vec<Escalation>, Located> {
    refuse_twice("escalation", written.iter().map(|one| &one.get_ref().name))?;
    written.iter().map(|one| escalation(one.get_ref(), sla, folder)).collect()
}

fn escalation(written: &file::Escalation, sla: &Sla, folder: &Path) -> Result<Escalation, Located> {
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
        url: url(written, folder)?,
        format: written.format.unwrap_or_default(),
        mention: written.mention.clone().filter(|mention| !mention.trim().is_empty()),
    })
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

/// What is wrong with it is said without it: it is a secret.
fn url(written: &file::Escalation, folder: &Path) -> Result<Secret, Located> {
    let given = text_or_file(("url", &written.url), ("url_file", &written.url_file), folder)?;
    let missing = "key 'url_file' is missing: where messages go";
    let (text, at) = given.ok_or_else(|| Located::new(written.name.span(), missing))?;
    let text = text.trim();
    let parsed = reqwest::Url::parse(text).ok();
    match parsed.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) {
        Some(_) => Ok(Secret::new(text)),
        None => Err(Located::new(at, "the webhook's address does not start with https:// or http:// and a host")),
    }
}
