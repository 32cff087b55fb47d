//! What is wrong with one field of a payload.

use std::fmt;

use thiserror::Error;

/// A field that is not of the type it should be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{model} {id}: field {field} should be {expected} but is {found}")]
pub struct FieldError {
    /// Of which model or type of object.
    pub model: &'static str,
    /// Of which of its records.
    pub id: String,
    /// Which field.
    pub field: &'static str,
    /// What was expected.
    pub expected: &'static str,
    /// What came, shortened.
    pub found: String,
}

/// What came, so long that it can be recognised.
pub(crate) fn found(value: &impl fmt::Display) -> String {
    shortened(&value.to_string(), 40)
}

/// The first `most` characters of a text, marked where something is cut off.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let text = text.trim();
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
