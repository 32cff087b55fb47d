//! `{"objections": […], "content": […]}`.

use plumbline_protocol::library::RefusedRow;
use serde_json::Value;

use super::{ImportError, ReadRows, Row};
use crate::store::{Exchanged, Library};

/// Reads a file. Rows are named by their place in their list, counted from 1.
///
/// # Errors
/// When it is no JSON object with the two lists.
pub fn from_json(text: &str, known: &Library) -> Result<ReadRows, ImportError> {
    let file: Value = serde_json::from_str(text).map_err(|error| ImportError(format!("no JSON: {error}")))?;
    let object = file.as_object().ok_or_else(|| wrong("it should be an object with 'objections' and 'content'"))?;
    if let Some(key) = object.keys().find(|key| *key != "objections" && *key != "content") {
        return Err(wrong(&format!("unknown key '{key}'; there are 'objections' and 'content'")));
    }
    let (mut of_objections, mut of_content) = (Vec::new(), Vec::new());
    let objections = super::objections(rows(&file, "objections")?, &mut of_objections);
    let content = super::content(rows(&file, "content")?, &objections, known, &mut of_content);
    let refused = named("objections", of_objections).chain(named("content", of_content)).collect();
    Ok(ReadRows { rows: Exchanged { objections, content }, refused })
}

/// Both lists count from 1.
fn named(list: &str, refused: Vec<RefusedRow>) -> impl Iterator<Item = RefusedRow> {
    refused.into_iter().map(move |row| RefusedRow { why: format!("{list}: {}", row.why), ..row })
}

/// The file that [`from_json`] reads.
pub fn to_json(rows: &Exchanged) -> String {
    // Plain values with text keys: this cannot fail.
    serde_json::to_string_pretty(rows).unwrap_or_default() + "\n"
}

fn rows(file: &Value, list: &str) -> Result<Vec<Row>, ImportError> {
    let rows = match file.get(list) {
        None => return Ok(Vec::new()),
        Some(rows) => rows.as_array().ok_or_else(|| wrong(&format!("'{list}' should be a list")))?,
    };
    Ok((1..).zip(rows).map(|(line, fields)| Row { line, fields: fields.clone() }).collect())
}

fn wrong(what: &str) -> ImportError {
    ImportError(what.to_owned())
}
