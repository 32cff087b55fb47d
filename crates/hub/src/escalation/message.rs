//! What is told, as its receiver takes it.

use chrono::{DateTime, TimeDelta, Utc};
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::{Clock, ClockState, PromiseKind};
use plumbline_protocol::record_view::HandOffView;
use serde::Serialize;
use serde_json::{Value, json};

use crate::config::{Escalation, MessageFormat, Webhook};
use crate::delivery::escaped_for_slack;

/// A clock that ran too far, at `now`.
#[derive(Debug, Clone)]
pub(super) struct Message<'a> {
    pub(super) rule: &'a Escalation,
    pub(super) view: &'a HandOffView,
    pub(super) clock: &'a Clock,
    /// Where the record is opened.
    pub(super) url: Option<String>,
    pub(super) now: Instant,
}

/// Every figure as a field.
#[derive(Serialize)]
struct Plain<'a> {
    rule: &'a str,
    promise: PromiseKind,
    record: &'a RecordKey,
    title: &'a str,
    owner: Option<&'a str>,
    handed_off_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
    /// Business time; 0 until it is due.
    overdue_seconds: i64,
    url: Option<&'a str>,
    text: String,
}

impl Message<'_> {
    /// What is posted.
    pub(super) fn body(&self, webhook: &Webhook) -> Value {
        match webhook.format {
            MessageFormat::Slack => json!({ "text": self.text(webhook, escaped_for_slack) }),
            MessageFormat::Plain => json!(self.plain(webhook)),
        }
    }

    /// In a few words.
    pub(super) fn summary(&self) -> String {
        let is_overdue = matches!(self.clock.state(self.now), ClockState::Overdue { .. });
        format!("{} {}", self.clock.promise.name, if is_overdue { "overdue" } else { "due soon" })
    }

    /// For the record in the CRM, where title and owner are to be seen.
    pub(super) fn for_crm(&self) -> String {
        format!("{} Escalated as agreed under “{}”.", self.standing(), self.rule.name)
    }

    fn plain(&self, webhook: &Webhook) -> Plain<'_> {
        let overdue = if let ClockState::Overdue { by } = self.clock.state(self.now) { by } else { TimeDelta::zero() };
        Plain {
            rule: &self.rule.name,
            promise: self.rule.promise,
            record: &self.view.record,
            title: &self.view.title,
            owner: self.view.owner.as_ref().map(|owner| owner.name.as_str()),
            handed_off_at: self.clock.started_at,
            due_at: self.clock.due_at,
            overdue_seconds: overdue.num_seconds(),
            url: self.url.as_deref(),
            text: self.text(webhook, str::to_owned),
        }
    }

    /// For people. Only the mention goes in as the operator wrote it, since it is meant to reach somebody.
    fn text(&self, webhook: &Webhook, escaped: fn(&str) -> String) -> String {
        let title = escaped(&one_line(&self.view.title));
        let whose = match &self.view.owner {
            Some(owner) => format!("{title} ({}):", escaped(&one_line(&owner.name))),
            None => format!("{title}:"),
        };
        let standing = escaped(&self.standing());
        let url = self.url.as_deref().map(escaped);
        let parts = webhook.mention.iter().cloned().chain([whose, standing]).chain(url);
        parts.collect::<Vec<_>>().join(" ")
    }

    fn standing(&self) -> String {
        let (name, due_at) = (&self.clock.promise.name, self.clock.due_at.format("%a %-d %b %Y, %H:%M UTC"));
        match self.clock.state(self.now) {
            ClockState::Overdue { by } => format!("{name} was due {due_at}, {} ago in business time.", in_words(by)),
            ClockState::Paused { left } => {
                format!("{name} is paused, with {} of business time left.", in_words(left))
            }
            ClockState::Running { left } | ClockState::DueSoon { left } => {
                format!("{name} is due {due_at}, with {} of business time left.", in_words(left))
            }
            _ => format!("{name} is due {due_at}."),
        }
    }
}

/// Such as `1 h 20 min`.
fn in_words(time: TimeDelta) -> String {
    match (time.num_hours(), time.num_minutes() % 60) {
        (0, 0) => "less than a minute".to_owned(),
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
