//! Values as columns have them.

use chrono::{DateTime, Utc};
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use serde::Serialize;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::store::StoreError;

/// Between identifiers that a statement puts into one text; none has it.
pub(super) const SEPARATOR: char = '\u{1f}';

/// Milliseconds since 1970.
pub(super) fn millis(at: Instant) -> i64 {
    at.timestamp_millis()
}

/// The moment that was written by [`millis`].
pub(super) fn instant(millis: i64) -> Result<Instant, StoreError> {
    DateTime::<Utc>::from_timestamp_millis(millis).ok_or_else(|| corrupt("moment", millis))
}

/// The moment that was written by [`millis`], if one was.
pub(super) fn instant_or_none(millis: Option<i64>) -> Result<Option<Instant>, StoreError> {
    millis.map(instant).transpose()
}

/// The word that a closed enum has on the wire.
pub(super) fn word<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        // Only enums without data come here.
        _ => String::new(),
    }
}

/// The value that was written by [`word`].
pub(super) fn from_word<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    let word: StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
    T::deserialize(word).map_err(|_| corrupt(what, text))
}

/// A list as JSON text.
pub(super) fn list<T: Serialize>(values: &[T]) -> String {
    serde_json::to_string(values).unwrap_or_else(|_| "[]".to_owned())
}

/// An object as JSON text.
pub(super) fn object<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}

/// What was written by [`object`].
pub(super) fn from_object<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| corrupt(what, text))
}

/// The list that was written by [`list`].
pub(super) fn from_list<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(text).map_err(|_| corrupt(what, text))
}

/// A part of a pattern of `LIKE` in which signs stand for themselves.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The record that a column names.
pub(super) fn record_key(text: &str) -> Result<RecordKey, StoreError> {
    text.parse().map_err(|_| corrupt("record", text))
}

pub(super) fn corrupt(what: &'static str, value: impl ToString) -> StoreError {
    StoreError::Corrupt { what, value: value.to_string() }
}
