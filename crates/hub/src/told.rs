//! Checks of what programs and files tell of buyers, before it is kept.

use chrono::{TimeDelta, TimeZone, Utc};
use plumbline_crm::odoo::payload::channel::channel;
use plumbline_domain::Instant;
use plumbline_domain::ids::TouchId;
use plumbline_domain::record::RecordKey;
use plumbline_domain::touch::{Channel, Touch};
use plumbline_protocol::touch::TouchRequest;
use thiserror::Error;

use crate::store::{Signal, SignalTarget};

/// The most that are taken at once.
pub const MOST: usize = 500;

/// The most characters of a name.
const MOST_NAME: usize = 100;

/// The most characters of a text.
const MOST_TEXT: usize = 300;

/// How far ahead a touch may be dated: a day that began somewhere else already, or one without its time.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// Before the first year of it, a date is one that some program makes of nothing.
const EARLIEST_YEAR: i32 = 1990;

/// What is wrong with one field, in words that say what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {wrong}")]
pub struct FieldError {
    /// Which field, as it is called on the wire and in files.
    pub field: &'static str,
    /// What is wrong with it.
    pub wrong: String,
}

impl FieldError {
    /// Of this field.
    pub fn new(field: &'static str, wrong: impl Into<String>) -> Self {
        Self { field, wrong: wrong.into() }
    }
}

/// The touch as it is kept. Whoever tells it (`teller`) cannot be mistaken for another.
///
/// # Errors
/// Names the first field that is wrong.
pub fn touch(teller: &str, told: TouchRequest, now: Instant) -> Result<Signal, FieldError> {
    let id = named("id", &told.id)?;
    let at = dated(told.at, now)?;
    let target = target(told.record.as_ref(), told.email.as_deref())?;
    let (source, medium) = (short("source", told.source)?, short("medium", told.medium)?);
    let by_utm = (source.is_some() || medium.is_some()).then(|| channel(medium.as_deref(), source.as_deref()));
    let touch = Touch {
        id: TouchId::new(format!("touch/{teller}/{id}")),
        at,
        actor: told.actor,
        channel: told.channel.or(by_utm).unwrap_or(Channel::Other),
        source,
        medium,
        campaign: short("campaign", told.campaign)?,
        contact: short("contact", told.contact)?,
        summary: short("summary", told.summary)?.unwrap_or_default(),
        signal: None,
    };
    Ok(Signal { target, touch })
}

fn dated(at: Instant, now: Instant) -> Result<Instant, FieldError> {
    let earliest = Utc.with_ymd_and_hms(EARLIEST_YEAR, 1, 1, 0, 0, 0).single();
    if earliest.is_some_and(|earliest| at < earliest) {
        return Err(FieldError::new("at", format!("{at} is before {EARLIEST_YEAR}; is it a date at all?")));
    }
    if at > now + AHEAD {
        let wrong = format!("{at} is more than a day ahead; the hub's clock says {now}. Tell it once it has happened");
        return Err(FieldError::new("at", wrong));
    }
    Ok(at)
}

/// Whom it is about: a record or an address, not both.
///
/// # Errors
/// Names the field that is wrong, or missing.
pub fn target(record: Option<&RecordKey>, email: Option<&str>) -> Result<SignalTarget, FieldError> {
    match (record, email) {
        (Some(record), None) if record.to_string().len() <= MOST_TEXT => Ok(SignalTarget::Record(record.clone())),
        (Some(_), None) => Err(FieldError::new("record", format!("its name is longer than {MOST_TEXT} characters"))),
        (None, Some(email)) => {
            let email = email.trim().to_lowercase();
            let is_address = email.len() <= MOST_TEXT
                && email.split_once('@').is_some_and(|(who, at)| !who.is_empty() && !at.is_empty());
            is_address.then_some(SignalTarget::Email(email)).ok_or_else(|| FieldError::new("email", "is no address"))
        }
        (Some(_), Some(_)) => Err(FieldError::new("record", "give either it or 'email', not both")),
        (None, None) => Err(FieldError::new("record", "is missing, or 'email': whom it is about")),
    }
}

/// A name of its own.
///
/// # Errors
/// When it is blank or too long.
pub fn named(field: &'static str, text: &str) -> Result<String, FieldError> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > MOST_NAME {
        return Err(FieldError::new(field, format!("must have from 1 to {MOST_NAME} characters, and has {length}")));
    }
    Ok(text.to_owned())
}

/// A text that may be missing; blank is missing too.
///
/// # Errors
/// When it is too long.
pub fn short(field: &'static str, text: Option<String>) -> Result<Option<String>, FieldError> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match text.as_ref().map_or(0, |text| text.chars().count()) {
        0..=MOST_TEXT => Ok(text),
        length => Err(FieldError::new(field, format!("{length} characters are more than {MOST_TEXT}; shorten it"))),
    }
}
