//! Objections and content as marketing's JSON file has them.

use std::collections::HashSet;

use plumbline_domain::content::Content;
use plumbline_domain::objection::Objection;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;

use crate::store::Library;

/// The longest name, title or address.
const MOST: usize = 500;

/// What is wrong with a file, by entry and field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    /// It is no JSON object with the two lists.
    #[error("{0}")]
    Shape(String),
    /// One entry is wrong.
    #[error("{entry}: {wrong}")]
    Entry {
        /// Such as `content[3] 'total-cost'`.
        entry: String,
        /// Names the field.
        wrong: String,
    },
}

/// Reads a file: `{"objections": […], "content": […]}`. Content may answer objections of the file and those `known`.
///
/// # Errors
/// Names the first entry that is wrong, and its field.
pub fn parse(text: &str, known: &Library) -> Result<Library, ImportError> {
    let file: Value = serde_json::from_str(text).map_err(|error| ImportError::Shape(format!("no JSON: {error}")))?;
    let object = file.as_object().ok_or_else(|| shape("it should be an object with 'objections' and 'content'"))?;
    if let Some(key) = object.keys().find(|key| *key != "objections" && *key != "content") {
        return Err(shape(&format!("unknown key '{key}'; there are 'objections' and 'content'")));
    }
    let objections: Vec<Objection> = entries(&file, "objections", check_objection)?;
    let ids = known.objections.iter().chain(&objections).map(|objection| objection.id.as_str().to_owned());
    let ids: HashSet<String> = ids.collect();
    let content = entries(&file, "content", |content| check_content(content, &ids))?;
    Ok(Library { objections, content })
}

/// The file that [`parse`] reads.
pub fn write(library: &Library) -> String {
    // Plain values with text keys: this cannot fail.
    serde_json::to_string_pretty(library).unwrap_or_default() + "\n"
}

fn shape(wrong: &str) -> ImportError {
    ImportError::Shape(wrong.to_owned())
}

fn entries<T: DeserializeOwned>(
    file: &Value,
    list: &str,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<Vec<T>, ImportError> {
    let rows = match file.get(list) {
        None => return Ok(Vec::new()),
        Some(rows) => rows.as_array().ok_or_else(|| shape(&format!("'{list}' should be a list")))?,
    };
    let mut ids = HashSet::new();
    let mut read = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let id = row.get("id").and_then(Value::as_str);
        let entry = || format!("{list}[{index}]{}", id.map(|id| format!(" '{id}'")).unwrap_or_default());
        let wrong = |wrong: String| ImportError::Entry { entry: entry(), wrong };
        if !ids.insert(id) {
            return Err(wrong("field id: there are two with this id".to_owned()));
        }
        let value: T = serde_path_to_error::deserialize(row).map_err(|error| wrong(with_field(&error)))?;
        check(&value).map_err(wrong)?;
        read.push(value);
    }
    Ok(read)
}

/// A missing field is named by the message, any other by the path to it.
fn with_field(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    match error.path().to_string().as_str() {
        "." => error.inner().to_string(),
        path => format!("field {path}: {}", error.inner()),
    }
}

fn check_objection(objection: &Objection) -> Result<(), String> {
    check_id(objection.id.as_str())?;
    check_text("name", &objection.name)
}

fn check_content(content: &Content, objections: &HashSet<String>) -> Result<(), String> {
    check_id(content.id.as_str())?;
    check_text("title", &content.title)?;
    check_text("url", &content.url)?;
    if !content.url.starts_with("https://") && !content.url.starts_with("http://") {
        return Err(format!("field url: '{}' does not start with https:// or http://", content.url));
    }
    match content.answers.iter().find(|id| !objections.contains(id.as_str())) {
        Some(unknown) => Err(format!("field answers: there is no objection '{unknown}'")),
        None => Ok(()),
    }
}

fn check_id(id: &str) -> Result<(), String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if id.is_empty() || id.len() > 100 || !id.bytes().all(is_plain) {
        return Err("field id: 1 to 100 letters, digits, '-' and '_'".to_owned());
    }
    Ok(())
}

fn check_text(field: &str, text: &str) -> Result<(), String> {
    match text.chars().count() {
        _ if text.trim().is_empty() => Err(format!("field {field}: is empty")),
        length if length > MOST => Err(format!("field {field}: {length} characters are more than {MOST}")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
