//! JavaScript values as Rust values.
//!
//! The browser has read the JSON already; what is left is to take its objects apart. A general deserializer would do it at a
//! third of the panel's size, so there is this small one: a trait, and two macros that list a type's fields or words. A field
//! that is missing from a list does not compile, and a test compares all of it with what serde reads.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Date, Object, Reflect};
use thiserror::Error;
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};

/// A value is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ReadError {
    /// Where, such as `.source.touches[3].at`.
    pub path: String,
    /// What should be there.
    pub expected: &'static str,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        f.write_str(": expected ")?;
        f.write_str(self.expected)
    }
}

/// A reading under way. It never breaks off: what is not as expected is noted, and something blank is read in its place. To break
/// off would need code at every field that takes apart what was read before it, which was a tenth of the panel.
#[derive(Debug, Default)]
pub struct Reading {
    path: Vec<Step>,
    wrong: Option<ReadError>,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Field(&'static str),
    Place(usize),
}

impl Reading {
    /// Notes what should be here. Only the first such note is kept.
    #[inline(never)]
    pub fn expected(&mut self, expected: &'static str) {
        if self.wrong.is_none() {
            let mut path = String::new();
            for step in &self.path {
                match step {
                    Step::Field(name) => path.extend([".", name]),
                    Step::Place(place) => path.extend(["[", &place.to_string(), "]"]),
                }
            }
            self.wrong = Some(ReadError { path, expected });
        }
    }

    #[inline(never)]
    fn enter(&mut self, object: &JsValue, name: &'static str) -> JsValue {
        self.path.push(Step::Field(name));
        Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }

    #[inline(never)]
    fn leave(&mut self) {
        self.path.pop();
    }
}

/// A type that can be read from a JavaScript value, in the shape that serde gives it.
pub trait Read: Sized {
    /// Reads it as a part of a reading; what is wrong with it is noted there.
    fn part(value: &JsValue, reading: &mut Reading) -> Self;

    /// Reads it.
    ///
    /// # Errors
    /// Names the first place that is wrong and what should be there.
    fn read(value: &JsValue) -> Result<Self, ReadError> {
        let mut reading = Reading::default();
        let read = Self::part(value, &mut reading);
        reading.wrong.map_or(Ok(read), Err)
    }
}

/// Reads one field of an object.
#[inline(never)]
pub fn field<T: Read>(object: &JsValue, name: &'static str, reading: &mut Reading) -> T {
    let value = reading.enter(object, name);
    let read = T::part(&value, reading);
    reading.leave();
    read
}

/// What was found, or `blank` with a note of what was expected.
pub fn found<T>(found: Option<T>, blank: T, expected: &'static str, reading: &mut Reading) -> T {
    if found.is_none() {
        reading.expected(expected);
    }
    found.unwrap_or(blank)
}

/// The name of an enum's variant and what it carries: `"name"`, or `{"name": …}`.
#[inline(never)]
pub fn variant(value: &JsValue, reading: &mut Reading) -> (String, JsValue) {
    if let Some(name) = value.as_string() {
        return (name, JsValue::UNDEFINED);
    }
    let entry = value.dyn_ref::<Object>().map(|object| Object::entries(object).get(0)).filter(JsValue::is_object);
    let Some(entry) = entry else {
        reading.expected("a variant");
        return (String::new(), JsValue::UNDEFINED);
    };
    let entry: Array = entry.unchecked_into();
    (entry.get(0).as_string().unwrap_or_default(), entry.get(1))
}

/// Reads structs by their fields.
macro_rules! read_structs {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::platform::read::Read for $type {
            fn part(value: &wasm_bindgen::JsValue, reading: &mut $crate::platform::read::Reading) -> Self {
                Self { $($field: $crate::platform::read::field(value, stringify!($field), reading)),+ }
            }
        }
    )+};
}

/// Reads and writes enums without data by their words; the first one stands for any other.
macro_rules! read_words {
    ($($type:ident { $blank:ident = $first:literal $(, $variant:ident = $word:literal)* $(,)? })+) => {$(
        impl $crate::platform::read::Read for $type {
            fn part(value: &wasm_bindgen::JsValue, reading: &mut $crate::platform::read::Reading) -> Self {
                match value.as_string().as_deref() {
                    Some($first) => Self::$blank,
                    $(Some($word) => Self::$variant,)*
                    _ => {
                        reading.expected(stringify!($type));
                        Self::$blank
                    }
                }
            }
        }

        impl $crate::platform::write::Write for $type {
            fn write(&self) -> wasm_bindgen::JsValue {
                wasm_bindgen::JsValue::from_str(match self {
                    Self::$blank => $first,
                    $(Self::$variant => $word,)*
                })
            }
        }
    )+};
}

pub(crate) use {read_structs, read_words};

impl Read for String {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        found(value.as_string(), Self::new(), "text", reading)
    }
}

impl Read for bool {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        found(value.as_bool(), false, "true or false", reading)
    }
}

impl Read for i64 {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        const SAFE: f64 = 9_007_199_254_740_991.0;
        let number = value.as_f64().filter(|number| number.trunc() == *number && number.abs() <= SAFE);
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within range")]
        found(number.map(|number| number as Self), 0, "a whole number", reading)
    }
}

macro_rules! read_small_numbers {
    ($($type:ty),+) => {$(
        impl Read for $type {
            fn part(value: &JsValue, reading: &mut Reading) -> Self {
                found(Self::try_from(i64::part(value, reading)).ok(), 0, "a smaller whole number", reading)
            }
        }
    )+};
}

read_small_numbers!(u8, u16, u32, usize);

impl<T: Read> Read for Option<T> {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        if value.is_null() || value.is_undefined() { None } else { Some(T::part(value, reading)) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let values = elements(value, reading);
        let mut read = Self::with_capacity(values.len());
        for (place, value) in values.iter().enumerate() {
            reading.path.push(Step::Place(place));
            read.push(T::part(value, reading));
            reading.leave();
        }
        read
    }
}

/// The same for lists of whatever, so it is here once.
#[inline(never)]
fn elements(value: &JsValue, reading: &mut Reading) -> Vec<JsValue> {
    let array = value.dyn_ref::<Array>().map(|array| array.iter().collect());
    found(array, Vec::new(), "a list", reading)
}

impl Read for DateTime<Utc> {
    /// To the millisecond, as the browser's clock.
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let milliseconds =
            value.as_string().map(|text| Date::parse(&text)).filter(|milliseconds| !milliseconds.is_nan());
        #[expect(clippy::cast_possible_truncation, reason = "a date's milliseconds are whole and below 2^53")]
        let at = milliseconds.and_then(|milliseconds| Self::from_timestamp_millis(milliseconds as i64));
        found(at, Self::UNIX_EPOCH, "an instant such as 2026-11-23T09:29:00Z", reading)
    }
}

impl Read for NaiveDate {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let text = value.as_string().unwrap_or_default();
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok());
        let date = match (next(), next(), next()) {
            (Some(year), Some(month), Some(day)) => {
                i32::try_from(year).ok().and_then(|year| Self::from_ymd_opt(year, month, day))
            }
            _ => None,
        };
        found(date, Self::default(), "a date such as 2026-11-23", reading)
    }
}

impl Read for Uuid {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let id = value.as_string().and_then(|text| Self::parse_str(&text).ok());
        found(id, Self::nil(), "a UUID", reading)
    }
}
