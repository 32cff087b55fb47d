//! Values as HubSpot keeps them: all are strings, of which some say a number, a moment or a choice.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::{Value, json};

use super::{Definition, Role};
use crate::clock::iso;

/// What is wrong with a value. The codes are HubSpot's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which property.
    pub name: String,
    /// HubSpot's code.
    pub code: &'static str,
    /// What is wrong with it.
    pub message: String,
}

impl Problem {
    /// There is no property of this name.
    pub fn unknown(name: &str) -> Self {
        let message = format!("Property \"{name}\" does not exist");
        Self { name: name.to_owned(), code: "PROPERTY_DOESNT_EXIST", message }
    }

    /// As HubSpot lists it in the message of an error.
    pub fn listed(&self) -> Value {
        json!({
            "isValid": false,
            "message": self.message,
            "error": self.code,
            "name": self.name,
            "localizedErrorMessage": self.message,
            "portalId": null,
        })
    }
}

/// The value as it is kept. Moments may be given in ISO 8601 or in milliseconds since 1970, and are kept in the former.
///
/// # Errors
/// The value does not fit the property.
pub fn normal(definition: &Definition, value: &str) -> Result<String, Problem> {
    if definition.role == Role::ReadOnly {
        return Err(problem(definition, "READ_ONLY_VALUE", "is a read only property; its value cannot be set"));
    }
    let value = value.trim();
    if value.is_empty() {
        return Ok(String::new());
    }
    match definition.kind.as_str() {
        "number" if value.parse::<f64>().is_err() => {
            Err(problem(definition, "INVALID_LONG", &format!("was not a valid number: {value}")))
        }
        "datetime" => moment(value)
            .map(iso)
            .ok_or_else(|| problem(definition, "INVALID_DATE", &format!("was not a valid date: {value}"))),
        "date" => moment(value)
            .map(|at| at.format("%Y-%m-%d").to_string())
            .ok_or_else(|| problem(definition, "INVALID_DATE", &format!("was not a valid date: {value}"))),
        "bool" if !["true", "false"].contains(&value) => {
            Err(problem(definition, "INVALID_BOOLEAN", &format!("was not a valid boolean: {value}")))
        }
        "enumeration" => choice(definition, value),
        "string" if &*definition.name == "email" => email(definition, value),
        _ => Ok(value.to_owned()),
    }
}

fn choice(definition: &Definition, value: &str) -> Result<String, Problem> {
    let known: Vec<_> = definition.options.iter().map(|(value, _)| value.as_str()).collect();
    let several = definition.field == "checkbox";
    let chosen = value.split(';').filter(|part| several && !part.is_empty());
    let wrong = if several { chosen.into_iter().find(|part| !known.contains(part)) } else { Some(value) };
    match wrong {
        Some(wrong) if !known.is_empty() && !known.contains(&wrong) => {
            let text = format!("{wrong} was not one of the allowed options: [{}]", known.join(", "));
            Err(problem(definition, "INVALID_OPTION", &text))
        }
        _ => Ok(value.to_owned()),
    }
}

fn email(definition: &Definition, value: &str) -> Result<String, Problem> {
    let fits = value.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if fits && !value.contains(char::is_whitespace) {
        return Ok(value.to_lowercase());
    }
    let message = format!("Email address {value} is invalid");
    Err(Problem { name: definition.name.to_string(), code: "INVALID_EMAIL", message })
}

fn problem(definition: &Definition, code: &'static str, what: &str) -> Problem {
    Problem { name: definition.name.to_string(), code, message: format!("{} {what}", definition.name) }
}

/// A moment in milliseconds since 1970, in ISO 8601, or as a day, which begins at midnight in UTC.
pub fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(millis) = text.parse::<i64>() {
        return DateTime::from_timestamp_millis(millis);
    }
    let day = || text.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    text.parse::<DateTime<Utc>>().ok().or_else(day)
}

#[cfg(test)]
mod tests {
    use super::super::{ObjectType, Schema};
    use super::*;

    #[track_caller]
    fn check(kind: ObjectType, name: &str, value: &str, expect: Result<&str, &str>) {
        let schema = Schema::default();
        let found = normal(schema.find(kind, name).unwrap(), value);
        assert_eq!(found.as_deref().map_err(|problem| problem.code), expect);
    }

    #[test]
    fn values_are_kept_in_one_form() {
        check(ObjectType::Deal, "amount", "1200.50", Ok("1200.50"));
        check(ObjectType::Deal, "amount", "", Ok(""));
        check(ObjectType::Deal, "closedate", "1772355600000", Ok("2026-03-01T09:00:00.000Z"));
        check(ObjectType::Deal, "closedate", "2026-03-01", Ok("2026-03-01T00:00:00.000Z"));
        check(ObjectType::Deal, "closedate", "2026-03-01T10:00:00+01:00", Ok("2026-03-01T09:00:00.000Z"));
        check(ObjectType::Contact, "email", "Ada@Example.COM", Ok("ada@example.com"));
        check(ObjectType::Contact, "lifecyclestage", "lead", Ok("lead"));
        check(ObjectType::Deal, "dealstage", "anything", Ok("anything"));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        check(ObjectType::Deal, "amount", "a lot", Err("INVALID_LONG"));
        check(ObjectType::Deal, "closedate", "soon", Err("INVALID_DATE"));
        check(ObjectType::Deal, "hs_is_closed", "true", Err("READ_ONLY_VALUE"));
        check(ObjectType::Contact, "lifecyclestage", "warm", Err("INVALID_OPTION"));
        check(ObjectType::Contact, "email", "nobody", Err("INVALID_EMAIL"));
        check(ObjectType::Contact, "email", "a b@example.com", Err("INVALID_EMAIL"));
    }
}
