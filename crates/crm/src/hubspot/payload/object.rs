//! Typed access to one object of an answer.
//!
//! Every property value is a text, also of numbers, dates and truth; it may be empty or null, and portals change the type of
//! their properties. So one that cannot be understood is left out with a warning that names it: a surprise in one property
//! does not take the record away.

use chrono::{DateTime, NaiveDate, NaiveTime};
use plumbline_domain::Instant;
use serde_json::Value;

use crate::field_error::{FieldError, found};

/// What a property said from some time on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// From when on.
    pub at: Instant,
    /// What it said; `None` where it was emptied.
    pub value: Option<String>,
    /// The user who changed it, by the number that owners have as `userId`; `None` where no person did.
    pub user: Option<i64>,
}

/// One object, and where to put warnings.
pub struct Object<'a> {
    kind: &'static str,
    id: &'a str,
    object: &'a Value,
    warnings: &'a mut Vec<String>,
}

impl<'a> Object<'a> {
    /// `None`, with a warning, for an object without an id.
    pub fn new(kind: &'static str, object: &'a Value, warnings: &'a mut Vec<String>) -> Option<Self> {
        match id(object) {
            Some(id) => Some(Self { kind, id, object, warnings }),
            None => {
                warnings.push(format!("{kind}: an object without an id: {}", found(object)));
                None
            }
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// A text that is not blank.
    pub fn text(&mut self, property: &'static str) -> Option<String> {
        self.raw(property).map(ToOwned::to_owned)
    }

    /// The values of a property with several, which are written with `;` between them.
    pub fn texts(&mut self, property: &'static str) -> Vec<String> {
        let text = self.raw(property).unwrap_or_default();
        text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
    }

    /// A number.
    pub fn number(&mut self, property: &'static str) -> Option<f64> {
        self.read(property, "a number", |text| text.parse().ok().filter(|number: &f64| number.is_finite()))
    }

    /// A whole number.
    pub fn whole(&mut self, property: &'static str) -> Option<i64> {
        self.read(property, "a whole number", |text| text.parse().ok())
    }

    /// Yes or no.
    pub fn flag(&mut self, property: &'static str) -> Option<bool> {
        self.read(property, "true or false", |text| text.to_ascii_lowercase().parse().ok())
    }

    /// A moment.
    pub fn time(&mut self, property: &'static str) -> Option<Instant> {
        self.read(property, "a date and time", time)
    }

    /// When it was made, by whichever property says so.
    pub fn created_at(&mut self) -> Option<Instant> {
        let told = self.time("createdate").or_else(|| self.time("hs_createdate"));
        let of_object = || self.object.get("createdAt").and_then(Value::as_str).and_then(time);
        let created_at = told.or_else(of_object);
        if created_at.is_none() {
            self.warnings.push(format!("{} {}: nothing says when it was made", self.kind, self.id));
        }
        created_at
    }

    /// What a property said over time, in order of time. What cannot be dated is left out with a warning.
    pub fn history(&mut self, property: &'static str) -> Vec<Version> {
        let versions = self.object.pointer("/propertiesWithHistory").and_then(|histories| histories.get(property));
        let mut history = Vec::new();
        for told in versions.and_then(Value::as_array).into_iter().flatten() {
            match version(told) {
                Some(version) => history.push(version),
                None => self.warn(property, "a dated value", found(told)),
            }
        }
        // HubSpot tells the latest first. Of one instant, what it tells first came last.
        history.reverse();
        history.sort_by_key(|version| version.at);
        history
    }

    fn raw(&mut self, property: &'static str) -> Option<&'a str> {
        let value = self.object.get("properties")?.get(property)?;
        match value {
            Value::Null => None,
            Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            other => {
                self.warn(property, "text", found(other));
                None
            }
        }
    }

    fn read<T>(
        &mut self,
        property: &'static str,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.raw(property)?;
        let read = read(text);
        if read.is_none() {
            self.warn(property, expected, found(&Value::from(text)));
        }
        read
    }

    fn warn(&mut self, field: &'static str, expected: &'static str, found: String) {
        let error = FieldError { model: self.kind, id: self.id.to_owned(), field, expected, found };
        self.warnings.push(error.to_string());
    }
}

/// The identifier of an object.
pub fn id(object: &Value) -> Option<&str> {
    object.get("id").and_then(Value::as_str).filter(|id| !id.is_empty())
}

/// What a history said at `at`: the last version that had begun by then.
pub fn in_force(history: &[Version], at: Instant) -> Option<&str> {
    history.iter().rfind(|version| version.at <= at).and_then(|version| version.value.as_deref())
}

fn version(told: &Value) -> Option<Version> {
    let at = time(told.get("timestamp")?.as_str()?)?;
    let value = told.get("value").and_then(Value::as_str).map(str::trim);
    let value = value.filter(|value| !value.is_empty()).map(ToOwned::to_owned);
    Some(Version { at, value, user: told.get("updatedByUserId").and_then(Value::as_i64) })
}

/// ISO 8601, a day, or milliseconds since 1970, which HubSpot has all three of.
pub fn time(text: &str) -> Option<Instant> {
    if let Ok(millis) = text.parse::<i64>() {
        return DateTime::from_timestamp_millis(millis);
    }
    let moment = DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc());
    moment.or_else(|| text.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN).and_utc()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn moment(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(value: Value, read: impl Fn(&mut Object<'_>), warnings: &[&str]) {
        let (object, mut found) = (json!({"id": "15", "properties": {"p": value}}), Vec::new());
        read(&mut Object::new("deals", &object, &mut found).unwrap());
        assert_eq!(found, warnings);
    }

    #[test]
    fn every_type_is_written_as_text() {
        check(json!("12000.5"), |o| assert_eq!(o.number("p"), Some(12_000.5)), &[]);
        check(json!("true"), |o| assert_eq!(o.flag("p"), Some(true)), &[]);
        check(json!(" a ; b;;"), |o| assert_eq!(o.texts("p"), ["a", "b"]), &[]);
        let expect = Some(moment("2026-11-02T09:30:00.250Z"));
        check(json!("2026-11-02T09:30:00.250Z"), |o| assert_eq!(o.time("p"), expect), &[]);
        check(json!("1793611800250"), |o| assert_eq!(o.time("p"), expect), &[]);
        check(json!("2026-11-02"), |o| assert_eq!(o.time("p"), Some(moment("2026-11-02T00:00:00Z"))), &[]);
        for empty in [json!(""), json!("  "), Value::Null] {
            check(empty, |o| assert_eq!((o.text("p"), o.number("p"), o.time("p")), (None, None, None)), &[]);
        }
    }

    #[test]
    fn a_property_of_another_type_is_named_and_left_out() {
        check(
            json!("a lot"),
            |o| assert_eq!(o.number("p"), None),
            &["deals 15: field p should be a number but is \"a lot\""],
        );
        check(
            json!("NaN"),
            |o| assert_eq!(o.number("p"), None),
            &["deals 15: field p should be a number but is \"NaN\""],
        );
        check(json!(7), |o| assert_eq!(o.text("p"), None), &["deals 15: field p should be text but is 7"]);
        check(
            json!("soon"),
            |o| assert_eq!(o.time("p"), None),
            &["deals 15: field p should be a date and time but is \"soon\""],
        );
    }

    #[test]
    fn a_history_comes_in_order_of_time_and_says_what_was_in_force() {
        let told = |value: &str, at: &str| json!({"value": value, "timestamp": at, "updatedByUserId": 7});
        let object = json!({"id": "1", "propertiesWithHistory": {"p": [
            told("c", "2026-11-03T00:00:00Z"), told("b", "2026-11-02T00:00:00Z"), told("a", "2026-11-02T00:00:00Z"),
            {"value": "lost"},
        ]}});
        let mut warnings = Vec::new();
        let history = Object::new("contacts", &object, &mut warnings).unwrap().history("p");
        let values: Vec<Option<&str>> = history.iter().map(|version| version.value.as_deref()).collect();
        assert_eq!(values, [Some("a"), Some("b"), Some("c")]);
        assert_eq!(in_force(&history, moment("2026-11-02T12:00:00Z")), Some("b"));
        assert_eq!(in_force(&history, moment("2026-11-01T12:00:00Z")), None);
        assert_eq!(warnings.len(), 1);
    }

    proptest! {
        #[test]
        fn no_text_makes_a_moment_fail(text in ".{0,40}", millis: i64) {
            let _ = (time(&text), time(&millis.to_string()));
        }
    }
}
