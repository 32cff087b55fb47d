//! What both teams mean by their words, and whose months the shared numbers are by.

use chrono::NaiveDate;
use chrono_tz::Tz;
use plumbline_domain::numbers::Definition;
use plumbline_domain::sla::calendar;
use toml::Spanned;

use super::error::Located;
use super::file;

pub(super) fn definitions(written: &[Spanned<file::Definition>]) -> Result<Vec<Definition>, Located> {
    let mut found: Vec<Definition> = Vec::new();
    for one in written {
        let new = definition(one.get_ref())?;
        refuse_again(&found, &new, one.get_ref())?;
        found.push(new);
    }
    Ok(found)
}

fn definition(written: &file::Definition) -> Result<Definition, Located> {
    let version = *written.version.get_ref();
    if version == 0 {
        return Err(Located::new(written.version.span(), "key 'version': must be 1 or more"));
    }
    let found = Definition {
        term: filled("term", &written.term)?,
        version,
        since: date(&written.since)?,
        text: filled("text", &written.text)?,
        stages: written.stages.as_ref().map(|stages| stages.get_ref().clone()).unwrap_or_default(),
    };
    match &written.stages {
        Some(stages) if !found.is_of_qualified() => {
            let message = "key 'stages': only the definition of 'qualified' has stages; the others are words alone";
            Err(Located::new(stages.span(), message))
        }
        Some(stages) if stages.get_ref().iter().any(|stage| stage.trim().is_empty()) => {
            Err(Located::new(stages.span(), "key 'stages': one of them is empty"))
        }
        _ => Ok(found),
    }
}

fn filled(key: &str, text: &Spanned<String>) -> Result<String, Located> {
    match text.get_ref().trim() {
        "" => Err(Located::new(text.span(), format!("key '{key}': it is empty"))),
        text => Ok(text.to_owned()),
    }
}

fn date(written: &Spanned<file::Day>) -> Result<NaiveDate, Located> {
    let text = match written.get_ref() {
        file::Day::Text(text) => text.clone(),
        file::Day::Date(date) => date.to_string(),
    };
    let wrong = || format!("key 'since': '{text}' is not a date such as \"2026-01-31\"");
    text.parse().map_err(|_| Located::new(written.span(), wrong()))
}

/// With two of one version, or two from the same day on, nobody could say which is in force.
fn refuse_again(known: &[Definition], new: &Definition, written: &file::Definition) -> Result<(), Located> {
    for known in known.iter().filter(|known| known.is_of(&new.term)) {
        if known.version == new.version {
            let message = format!("there are two of version {} of '{}'", new.version, new.term);
            return Err(Located::new(written.version.span(), message));
        }
        if (known.version < new.version) != (known.since < new.since) {
            let message = format!("key 'since': of '{}', a later version is in force from a later day on", new.term);
            return Err(Located::new(written.since.span(), message));
        }
    }
    Ok(())
}

/// UTC where nobody says.
pub(super) fn zone(written: Option<&Spanned<String>>) -> Result<Tz, Located> {
    let Some(zone) = written else { return Ok(Tz::UTC) };
    calendar::zone(zone.get_ref()).map_err(|wrong| Located::new(zone.span(), format!("key 'zone': {wrong}")))
}
