//! Lines of JSON, read strictly: what is not understood is refused by name.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta};
use plumbline_domain::Instant;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Reads the object that one line is, without its end.
///
/// # Errors
/// Names the field.
pub(super) fn object<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    if line.trim_ascii_start().is_empty() {
        return Err("the line is empty".to_owned());
    }
    match serde_json::from_slice(line) {
        Ok(Object(read)) => Ok(read),
        // Keeping track of where one is takes time, so it is done only when somebody asks for it.
        Err(_) => traced(line),
    }
}

fn traced<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    let mut json = serde_json::Deserializer::from_slice(line);
    let Object(read) = serde_path_to_error::deserialize(&mut json).map_err(|error| in_words(&error))?;
    json.end().map_err(|error| without_place(&error))?;
    Ok(read)
}

fn in_words(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let (field, message) = (error.path().to_string(), without_place(error.inner()));
    if field == "." || !error.inner().is_data() { message } else { format!("field {field}: {message}") }
}

/// All that serde was given is on one line.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    if error.is_data() { message.to_owned() } else { format!("no JSON: {message} at column {}", error.column()) }
}

/// An object and nothing else: serde would take an array for one, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfMap<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for OfMap<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_map(OfMap(PhantomData)).map(Self)
    }
}

/// What operators write as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words<T>(pub(super) T);

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for Words<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: Cow<'de, str> = Deserialize::deserialize(deserializer)?;
        text.parse().map(Self).map_err(D::Error::custom)
    }
}

/// An instant with its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub(super) Instant);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Moment;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an instant with its zone, as \"2026-03-27T15:45:00Z\"")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Moment, E> {
                moment(text).ok_or_else(|| {
                    E::custom(format!("'{text}' is not an instant with its zone, as 2026-03-27T15:45:00Z"))
                })
            }
        }
        deserializer.deserialize_str(Text)
    }
}

fn moment(text: &str) -> Option<Moment> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    // chrono has a leap second as an overlong second before it, which would not add up.
    let whole = DateTime::from_timestamp(at.timestamp(), 0).unwrap_or_default();
    Some(Moment(whole + TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()))))
}
