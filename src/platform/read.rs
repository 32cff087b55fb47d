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

/// A value is not what was expected. Boxed wherever it is returned: every field of every type hands it on.
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

impl ReadError {
    /// An error right here.
    #[inline(never)]
    pub fn expected(expected: &'static str) -> Box<Self> {
        Box::new(Self { path: String::new(), expected })
    }

    #[inline(never)]
    fn at(self: Box<Self>, place: usize) -> Box<Self> {
        self.inside("]").inside(&place.to_string()).inside("[")
    }

    #[inline(never)]
    fn inside(mut self: Box<Self>, step: &str) -> Box<Self> {
        self.path.insert_str(0, step);
        self
    }
}

/// A type that can be read from a JavaScript value, in the shape that serde gives it.
pub trait Read: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// Names the place and what should be there.
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>>;
}

/// Reads one field of an object.
///
/// # Errors
/// As [`Read::read`].
#[inline(never)]
pub fn field<T: Read>(object: &JsValue, name: &str) -> Result<T, Box<ReadError>> {
    T::read(&property(object, name)).map_err(|error| error.inside(name).inside("."))
}

#[inline(never)]
fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// The name of an enum's variant and what it carries: `"name"`, or `{"name": …}`.
///
/// # Errors
/// When it is neither.
pub fn variant(value: &JsValue) -> Result<(String, JsValue), Box<ReadError>> {
    if let Some(name) = value.as_string() {
        return Ok((name, JsValue::UNDEFINED));
    }
    let entry = value.dyn_ref::<Object>().map(|object| Object::entries(object).get(0));
    let entry: Array =
        entry.filter(JsValue::is_object).ok_or_else(|| ReadError::expected("a variant"))?.unchecked_into();
    Ok((String::read(&entry.get(0))?, entry.get(1)))
}

/// Reads structs by their fields.
macro_rules! read_structs {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::platform::read::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Result<Self, Box<$crate::platform::read::ReadError>> {
                Ok(Self { $($field: $crate::platform::read::field(value, stringify!($field))?),+ })
            }
        }
    )+};
}

/// Reads enums without data by their words.
macro_rules! read_words {
    ($($type:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl $crate::platform::read::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Result<Self, Box<$crate::platform::read::ReadError>> {
                match value.as_string().as_deref() {
                    $(Some($word) => Ok(Self::$variant),)+
                    _ => Err($crate::platform::read::ReadError::expected(stringify!($type))),
                }
            }
        }
    )+};
}

pub(crate) use {read_structs, read_words};

impl Read for String {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        value.as_string().ok_or_else(|| ReadError::expected("text"))
    }
}

impl Read for bool {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        value.as_bool().ok_or_else(|| ReadError::expected("true or false"))
    }
}

impl Read for i64 {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        const SAFE: f64 = 9_007_199_254_740_991.0;
        let number = value.as_f64().filter(|number| number.trunc() == *number && number.abs() <= SAFE);
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within range")]
        number.map(|number| number as Self).ok_or_else(|| ReadError::expected("a whole number"))
    }
}

macro_rules! read_small_numbers {
    ($($type:ty),+) => {$(
        impl Read for $type {
            fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
                Self::try_from(i64::read(value)?).map_err(|_| ReadError::expected("a smaller whole number"))
            }
        }
    )+};
}

read_small_numbers!(u8, u32, usize);

impl<T: Read> Read for Option<T> {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        if value.is_null() || value.is_undefined() { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        let values = elements(value)?;
        let mut read = Self::with_capacity(values.len());
        for (place, value) in values.iter().enumerate() {
            match T::read(value) {
                Ok(element) => read.push(element),
                Err(error) => return Err(error.at(place)),
            }
        }
        Ok(read)
    }
}

/// The same for lists of whatever, so it is here once.
#[inline(never)]
fn elements(value: &JsValue) -> Result<Vec<JsValue>, Box<ReadError>> {
    let array = value.dyn_ref::<Array>().ok_or_else(|| ReadError::expected("a list"))?;
    Ok(array.iter().collect())
}

impl Read for DateTime<Utc> {
    /// To the millisecond, as the browser's clock.
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        let milliseconds =
            value.as_string().map(|text| Date::parse(&text)).filter(|milliseconds| !milliseconds.is_nan());
        #[expect(clippy::cast_possible_truncation, reason = "a date's milliseconds are whole and below 2^53")]
        let at = milliseconds.and_then(|milliseconds| Self::from_timestamp_millis(milliseconds as i64));
        at.ok_or_else(|| ReadError::expected("an instant such as 2026-11-23T09:29:00Z"))
    }
}

impl Read for NaiveDate {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        let text = String::read(value)?;
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok());
        let date = match (next(), next(), next()) {
            (Some(year), Some(month), Some(day)) => {
                i32::try_from(year).ok().and_then(|year| Self::from_ymd_opt(year, month, day))
            }
            _ => None,
        };
        date.ok_or_else(|| ReadError::expected("a date such as 2026-11-23"))
    }
}

impl Read for Uuid {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        Self::parse_str(&String::read(value)?).map_err(|_| ReadError::expected("a UUID"))
    }
}
