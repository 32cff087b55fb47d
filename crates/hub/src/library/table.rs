//! A table of objections or of content, as spreadsheets write them.
//!
//! The first line names the columns, in any order. What has no column stays as it is; several values in one field stand between
//! bars (`|`), and a bar within a value is written `\\|`. What a spreadsheet would take for a formula is written with an
//! apostrophe before it, which is passed over when it is read.

use plumbline_protocol::library::RefusedRow;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{ImportError, ReadRows, Row};
use crate::csv::{Csv, CsvError, Field, Reader};
use crate::store::{Exchanged, Library};

/// Of which of the two a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Objections.
    Objections,
    /// Content.
    Content,
}

const OBJECTIONS: [&str; 7] = ["id", "name", "phrases", "stages", "competitors", "segments", "owner"];

const CONTENT: [&str; 13] = [
    "id",
    "title",
    "kind",
    "url",
    "snippet",
    "language",
    "answers",
    "stages",
    "segments",
    "competitors",
    "verifier",
    "verified_on",
    "verify_by",
];

/// The columns with several values.
const LISTS: [&str; 5] = ["phrases", "stages", "segments", "competitors", "answers"];

impl Kind {
    /// The columns that a table may have.
    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Objections => &OBJECTIONS,
            Self::Content => &CONTENT,
        }
    }

    /// Whether every row says something in this column.
    fn needs(self, column: &str) -> bool {
        match self {
            Self::Objections => ["id", "name"].contains(&column),
            Self::Content => ["id", "title", "kind"].contains(&column),
        }
    }
}

/// What to put where something is needed.
fn wanted(column: &str) -> &'static str {
    match column {
        "id" => "letters, digits, '-' and '_' that name nothing else",
        "name" => "what people call it",
        "kind" => "battlecard, case_study, document, video or calculator",
        _ => "its title",
    }
}

/// Reads a table.
///
/// # Errors
/// When its first line does not name columns that there are, each once, and `id` among them.
pub fn from_csv(kind: Kind, bytes: &[u8], known: &Library) -> Result<ReadRows, ImportError> {
    let mut reader = Reader::new(bytes);
    let head = reader.record().map_err(|error| ImportError(error.to_string()))?.unwrap_or_default();
    let head = columns(kind, &head)?;
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    loop {
        match reader.record() {
            Ok(None) => break,
            Ok(Some(record)) => match fields(kind, &head, &record, known) {
                Ok(row) => rows.push(row),
                Err(row) => refused.push(row),
            },
            Err(CsvError::Form { at, wrong }) => refused.push(RefusedRow { line: at.line, why: wrong }),
            Err(error) => return Err(ImportError(error.to_string())),
        }
    }
    let mut read = Exchanged::default();
    match kind {
        Kind::Objections => read.objections = super::objections(rows, &mut refused),
        Kind::Content => read.content = super::content(rows, &[], known, &mut refused),
    }
    refused.sort_by_key(|row| row.line);
    Ok(ReadRows { rows: read, refused })
}

fn columns(kind: Kind, head: &[Field]) -> Result<Vec<&'static str>, ImportError> {
    let mut found: Vec<&'static str> = Vec::new();
    for Field { text, at } in head {
        let name = text.trim();
        let column = kind.columns().iter().find(|column| **column == name);
        let place = format!("line {}, column {}", at.line, at.column);
        match column {
            None => {
                let names = kind.columns().join(", ");
                return Err(ImportError(format!("{place}: there is no column '{name}'; there are {names}")));
            }
            Some(column) if found.contains(column) => {
                return Err(ImportError(format!("{place}: the column '{name}' is there twice")));
            }
            Some(column) => found.push(column),
        }
    }
    match found.contains(&"id") {
        true => Ok(found),
        false => Err(ImportError("line 1: there is no column 'id'".to_owned())),
    }
}

/// What is known under the id, with the row's fields in it.
fn fields(kind: Kind, head: &[&'static str], record: &[Field], known: &Library) -> Result<Row, RefusedRow> {
    let line = record.first().map_or(0, |field| field.at.line);
    if record.len() != head.len() {
        let why = format!("{} fields, but the first line names {}", record.len(), head.len());
        return Err(RefusedRow { line, why });
    }
    let given = head.iter().zip(record);
    let id = given.clone().find(|(column, _)| **column == "id").map_or("", |(_, field)| field.text.trim());
    let mut fields = before(kind, id, known);
    let values: Vec<_> = given.map(|(column, field)| (*column, value(column, unguarded(field.text.trim())))).collect();
    if let Some((column, _)) = values.iter().find(|(column, value)| value.is_null() && kind.needs(column)) {
        return Err(RefusedRow { line, why: format!("field {column}: is empty; give {}", wanted(column)) });
    }
    fields.extend(values.into_iter().map(|(column, value)| (column.to_owned(), value)));
    Ok(Row { line, fields: Value::Object(fields) })
}

fn before(kind: Kind, id: &str, known: &Library) -> Map<String, Value> {
    let value = match kind {
        Kind::Objections => {
            known.objection(&plumbline_domain::ids::ObjectionId::new(id)).map(|entry| json!(entry.objection))
        }
        Kind::Content => known.piece(&plumbline_domain::ids::ContentId::new(id)).map(|entry| json!(entry.content)),
    };
    match value {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// An empty field is none, but for a list, which is empty.
fn value(column: &str, text: &str) -> Value {
    match (LISTS.contains(&column), text) {
        (true, text) => json!(values(text)),
        (false, "") => Value::Null,
        (false, text) => json!(text),
    }
}

fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

/// The values between bars. Only `\\|` and `\\\\` stand for something else.
fn values(text: &str) -> Vec<String> {
    let (mut values, mut value) = (Vec::new(), String::new());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '|' => values.push(std::mem::take(&mut value)),
            '\\' => value.extend(characters.next()),
            character => value.push(character),
        }
    }
    values.push(value);
    values.into_iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

/// The table that [`from_csv`] reads.
pub fn to_csv(kind: Kind, rows: &Exchanged) -> String {
    let rows: Vec<Value> = match kind {
        Kind::Objections => rows.objections.iter().map(|row| json!(row)).collect(),
        Kind::Content => rows.content.iter().map(|row| json!(row)).collect(),
    };
    let mut csv = Csv::default();
    csv.line(kind.columns().iter().copied());
    for row in rows {
        let fields: Vec<String> = kind.columns().iter().map(|column| text(&row[*column])).collect();
        csv.line(fields.iter().map(String::as_str));
    }
    csv.into_text()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let bare = values.iter().filter_map(Value::as_str);
            bare.map(|text| text.replace('\\', "\\\\").replace('|', "\\|")).collect::<Vec<_>>().join("|")
        }
        _ => String::new(),
    }
}
