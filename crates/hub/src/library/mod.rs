//! Objections and content as they are exchanged: as JSON with all of both, or as CSV with one of the two.
//!
//! What can be read is taken, whatever is wrong with the rest: each row that is refused is named by its line and says why.

mod check;
mod json;
mod table;

use std::collections::{HashMap, HashSet};

use plumbline_domain::content::Content;
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;
use plumbline_protocol::library::RefusedRow;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;

pub use check::{check_content, check_objection};
pub use json::{from_json, to_json};
pub use table::{Kind, from_csv, to_csv};

use crate::store::{Exchanged, Library};

/// A file of which nothing can be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct ImportError(pub String);

/// What a file came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadRows {
    /// What can be taken.
    pub rows: Exchanged,
    /// What cannot, in the order of the file.
    pub refused: Vec<RefusedRow>,
}

/// A row of either form: its line, and its fields by their names.
struct Row {
    line: u64,
    fields: Value,
}

/// Reads rows of objections, and says of each that cannot be taken what is wrong with it.
fn objections(rows: Vec<Row>, refused: &mut Vec<RefusedRow>) -> Vec<Objection> {
    taken(rows, refused, check_objection)
}

/// Reads rows of content. It may answer the objections of the file and those that are `known`.
fn content(rows: Vec<Row>, objections: &[Objection], known: &Library, refused: &mut Vec<RefusedRow>) -> Vec<Content> {
    let of_file: HashSet<&ObjectionId> = objections.iter().map(|objection| &objection.id).collect();
    let is_known = |id: &ObjectionId| known.objection(id).is_some() || of_file.contains(id);
    taken(rows, refused, |content| check_content(content, is_known))
}

fn taken<T: DeserializeOwned>(
    rows: Vec<Row>,
    refused: &mut Vec<RefusedRow>,
    check: impl Fn(&T) -> Result<(), String>,
) -> Vec<T> {
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut read = Vec::new();
    for Row { line, fields } in rows {
        let id = fields.get("id").and_then(Value::as_str).map(ToOwned::to_owned);
        let first = id.and_then(|id| lines.insert(id, line));
        match first.map_or_else(|| value(fields, &check), |first| Err(format!("field id: line {first} has it already")))
        {
            Ok(value) => read.push(value),
            Err(why) => refused.push(RefusedRow { line, why }),
        }
    }
    read
}

fn value<T: DeserializeOwned>(fields: Value, check: impl Fn(&T) -> Result<(), String>) -> Result<T, String> {
    let value: T = serde_path_to_error::deserialize(fields).map_err(|error| with_field(&error))?;
    check(&value)?;
    Ok(value)
}

/// A missing field is named by the message, any other by the path to it.
fn with_field(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    match error.path().to_string().as_str() {
        "." => error.inner().to_string(),
        path => format!("field {path}: {}", error.inner()),
    }
}

#[cfg(test)]
mod tests;
