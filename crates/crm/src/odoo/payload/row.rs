//! Typed access to one row of a JSON-2 answer.
//!
//! Odoo writes `false` for anything that is empty, whatever its type, and modules change the type of fields. So every field
//! may be absent, and one of another type is left out with a warning that names it: a surprise in one field does not take
//! the record away.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;

use crate::field_error::{FieldError, found};

/// A link to another record: its number and name.
pub type Link = (i64, String);

/// One row, and where to put warnings.
pub struct Row<'a> {
    model: &'static str,
    id: i64,
    row: &'a Value,
    warnings: &'a mut Vec<String>,
}

impl<'a> Row<'a> {
    /// `None`, with a warning, for a row without a number of its own.
    pub fn new(model: &'static str, row: &'a Value, warnings: &'a mut Vec<String>) -> Option<Self> {
        match row.get("id").and_then(Value::as_i64) {
            Some(id) => Some(Self { model, id, row, warnings }),
            None => {
                warnings.push(format!("{model}: a row without an id: {}", found(row)));
                None
            }
        }
    }

    /// The record's number.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// A text that is not blank.
    pub fn text(&mut self, field: &'static str) -> Option<String> {
        let text = self.get(field, "text", |value| value.as_str().map(ToOwned::to_owned))?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// A number.
    pub fn number(&mut self, field: &'static str) -> Option<f64> {
        self.get(field, "a number", Value::as_f64)
    }

    /// A link to another record.
    pub fn link(&mut self, field: &'static str) -> Option<Link> {
        self.get(field, "a pair of id and name", |value| {
            let name = value.get(1)?;
            // The name is `false` for a record whose name the key may not see.
            Some((value.get(0)?.as_i64()?, name.as_str().unwrap_or_default().to_owned()))
        })
    }

    /// The numbers of linked records.
    pub fn ids(&mut self, field: &'static str) -> Vec<i64> {
        self.get(field, "a list of ids", |value| value.as_array()?.iter().map(Value::as_i64).collect())
            .unwrap_or_default()
    }

    /// A moment; Odoo writes UTC without saying so.
    pub fn time(&mut self, field: &'static str) -> Option<DateTime<Utc>> {
        self.get(field, "a date and time", |value| {
            NaiveDateTime::parse_from_str(value.as_str()?, "%Y-%m-%d %H:%M:%S").ok().map(|time| time.and_utc())
        })
    }

    /// A whole number, where Odoo has `0` for nothing.
    pub fn count(&mut self, field: &'static str) -> Option<i64> {
        self.get(field, "a whole number", Value::as_i64)
    }

    /// A linked record that was read along.
    pub fn nested(&mut self, field: &'static str) -> Option<Row<'_>> {
        let nested = self.get(field, "a record", |value| value.is_object().then_some(()));
        nested.and_then(|()| Row::new(self.model, self.row.get(field)?, self.warnings))
    }

    /// Yes or no. Here `false` means no.
    pub fn flag(&mut self, field: &'static str) -> bool {
        self.get(field, "true or false", Value::as_bool).unwrap_or(false)
    }

    /// Whether Odoo has nothing in a field that is no flag.
    pub fn is_empty(&self, field: &str) -> bool {
        matches!(self.row.get(field), None | Some(Value::Null | Value::Bool(false)))
    }

    fn get<T>(&mut self, field: &'static str, expected: &'static str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        match self.row.get(field) {
            None | Some(Value::Null | Value::Bool(false)) => None,
            Some(value) => {
                let read = read(value);
                if read.is_none() {
                    let (id, found) = (self.id.to_string(), found(value));
                    self.warnings.push(FieldError { model: self.model, id, field, expected, found }.to_string());
                }
                read
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn false_is_nothing_whatever_the_type() {
        let (row, mut warnings) = (json!({"id": 1, "a": false, "b": null}), Vec::new());
        let mut row = Row::new("crm.lead", &row, &mut warnings).unwrap();
        assert_eq!((row.text("a"), row.number("a"), row.link("a"), row.time("b")), (None, None, None, None));
        assert_eq!((row.ids("a"), row.flag("a"), row.text("missing")), (Vec::new(), false, None));
        assert_eq!(warnings, Vec::<String>::new());
    }

    #[track_caller]
    fn check_warning(value: Value, read: impl Fn(&mut Row<'_>), expect: &str) {
        let (row, mut warnings) = (json!({"id": 15, "field": value}), Vec::new());
        read(&mut Row::new("crm.lead", &row, &mut warnings).unwrap());
        assert_eq!(warnings, [expect]);
    }

    #[test]
    fn a_field_of_another_type_is_named_and_left_out() {
        check_warning(
            json!("12,000"),
            |row| assert_eq!(row.number("field"), None),
            "crm.lead 15: field field should be a number but is \"12,000\"",
        );
        check_warning(
            json!(7),
            |row| assert_eq!(row.text("field"), None),
            "crm.lead 15: field field should be text but is 7",
        );
        check_warning(
            json!("2026-11-21"),
            |row| assert_eq!(row.time("field"), None),
            "crm.lead 15: field field should be a date and time but is \"2026-11-21\"",
        );
        check_warning(
            json!(["a", "b"]),
            |row| assert_eq!(row.link("field"), None),
            "crm.lead 15: field field should be a pair of id and name but is [\"a\",\"b\"]",
        );
        check_warning(
            json!("é".repeat(100)),
            |row| assert!(!row.flag("field")),
            &format!("crm.lead 15: field field should be true or false but is \"{}…", "é".repeat(39)),
        );
    }
}
