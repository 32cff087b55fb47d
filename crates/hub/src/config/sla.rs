//! What sales promised, by which calendar it is counted, and the agreed reasons to say no.

use chrono::{TimeDelta, Utc};
use plumbline_domain::ids::ReasonCode;
use plumbline_domain::sla::calendar::{Calendar, Prepared};
use plumbline_domain::sla::{Promise, RejectionReason};
use toml::Spanned;

use super::duration::duration;
use super::error::Located;
use super::settings::refuse_twice;
use super::{file, hours};
use crate::store::Waits;

/// The reasons where the configuration names none.
const REASONS: [(&str, &str, bool); 6] = [
    ("wrong_fit", "Does not fit our criteria", false),
    ("no_interest", "No interest, or too early", false),
    ("bad_data", "Contact details are wrong", false),
    ("duplicate", "We know them already", false),
    ("spam", "Student, supplier or spam", false),
    ("other", "Other", true),
];

/// The longest that may be promised, in days on the wall: longer is a slip of the pen.
const LONGEST: i64 = 366;

/// A promise with the calendar that it counts by.
#[derive(Debug, Clone)]
pub struct Promised {
    /// What was promised.
    pub promise: Promise,
    /// Whose hours count.
    pub calendar: Calendar,
}

/// Sales' side of the agreement.
#[derive(Debug, Clone)]
pub struct Sla {
    /// To respond.
    pub response: Promised,
    /// To bring the CRM's status up to date, if that was promised.
    pub update: Option<Promised>,
    /// The agreed reasons to reject a hand-off.
    pub reasons: Vec<RejectionReason>,
}

impl Sla {
    /// All that was promised.
    pub fn promises(&self) -> impl Iterator<Item = &Promised> {
        std::iter::once(&self.response).chain(&self.update)
    }

    /// What a hand-off can wait for.
    pub fn waits(&self) -> Waits {
        if self.update.is_some() { Waits::ForResponseOrUpdate } else { Waits::ForResponse }
    }

    /// The reason of this code.
    pub fn reason(&self, code: &ReasonCode) -> Option<&RejectionReason> {
        self.reasons.iter().find(|reason| reason.code == *code)
    }
}

pub(super) fn sla(
    promises: Option<&file::Promises>,
    rejections: &[Spanned<file::Rejection>],
    calendars: &[Calendar],
) -> Result<Sla, Located> {
    let response = promises.and_then(|promises| promises.response.as_ref());
    let response = response.ok_or_else(|| Located::of_whole("table [promise.response] is missing"))?;
    let update = promises.and_then(|promises| promises.update.as_ref());
    Ok(Sla {
        response: promised(response, "First response", calendars)?,
        update: update.map(|update| promised(update, "CRM status updated", calendars)).transpose()?,
        reasons: reasons(rejections)?,
    })
}

fn promised(written: &file::Promise, name: &str, calendars: &[Calendar]) -> Result<Promised, Located> {
    let calendar = calendar(&written.calendar, calendars)?;
    let within_seconds = seconds("within", &written.within)?;
    let now = Utc::now();
    let due = Prepared::new(calendar.clone()).due(now, TimeDelta::seconds(within_seconds));
    if due.is_none_or(|due| due - now > TimeDelta::days(LONGEST)) {
        let message = format!("key 'within': '{}' is not open for that long within a year", calendar.name());
        return Err(Located::new(written.within.span(), message));
    }
    let promise = Promise {
        name: written.name.clone().unwrap_or_else(|| name.to_owned()),
        within_seconds,
        due_soon_percent: percent(written.due_soon_percent.as_ref())?,
        due_soon_seconds: written.due_soon_left.as_ref().map(|left| seconds("due_soon_left", left)).transpose()?,
        calendar: calendar.name().to_owned(),
        hours: hours::in_words(calendar),
    };
    Ok(Promised { promise, calendar: calendar.clone() })
}

fn calendar<'a>(named: &Spanned<String>, calendars: &'a [Calendar]) -> Result<&'a Calendar, Located> {
    calendars.iter().find(|calendar| calendar.name() == named.get_ref()).ok_or_else(|| {
        let known: Vec<String> = calendars.iter().map(|calendar| format!("'{}'", calendar.name())).collect();
        let known =
            if known.is_empty() { "there is none".to_owned() } else { format!("there is {}", known.join(", ")) };
        Located::new(named.span(), format!("key 'calendar': no [[calendar]] is named '{}'; {known}", named.get_ref()))
    })
}

fn seconds(key: &str, written: &Spanned<String>) -> Result<i64, Located> {
    let within =
        duration(written.get_ref()).map_err(|wrong| Located::new(written.span(), format!("key '{key}': {wrong}")))?;
    Ok(i64::try_from(within.as_secs()).unwrap_or(i64::MAX))
}

fn percent(percent: Option<&Spanned<u8>>) -> Result<u8, Located> {
    match percent {
        None => Ok(75),
        Some(percent) if (1..=99).contains(percent.get_ref()) => Ok(*percent.get_ref()),
        Some(percent) => Err(Located::new(percent.span(), "key 'due_soon_percent': must be from 1 to 99")),
    }
}

fn reasons(written: &[Spanned<file::Rejection>]) -> Result<Vec<RejectionReason>, Located> {
    refuse_twice("rejection", written.iter().map(|reason| &reason.get_ref().code))?;
    if let Some(blank) = written.iter().find(|reason| reason.get_ref().code.get_ref().trim().is_empty()) {
        return Err(Located::new(blank.get_ref().code.span(), "key 'code': it is empty"));
    }
    let reason = |code: &str, name: &str, needs_words| RejectionReason {
        code: ReasonCode::new(code),
        name: name.to_owned(),
        needs_words,
    };
    if written.is_empty() {
        return Ok(REASONS.map(|(code, name, needs_words)| reason(code, name, needs_words)).to_vec());
    }
    let written = written.iter().map(Spanned::get_ref);
    Ok(written.map(|written| reason(written.code.get_ref(), &written.name, written.needs_words)).collect())
}
