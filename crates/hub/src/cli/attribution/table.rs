//! A table with a line of names at its head, read record by record.

use std::io::BufRead;

use thiserror::Error;

use crate::csv::{CsvError, Field, Reader};

/// The most bytes of a record: a path of a million steps.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A table.
pub(super) struct Table<R> {
    reader: Reader<R>,
    /// The names of its columns.
    pub(super) head: Vec<String>,
}

/// One record: the line that it begins on, and as many fields as the head has.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: u64,
    pub(super) fields: Vec<String>,
}

/// Why a table cannot be read on.
#[derive(Debug, Error)]
pub(super) enum TableError {
    #[error("line {}, column {}: {wrong}", at.line, at.column)]
    Form { at: crate::csv::Position, wrong: String },
    #[error("{0}")]
    Io(std::io::Error),
    #[error("line {line}: {found} fields, but the first line names {expected}")]
    Fields { line: u64, found: usize, expected: usize },
    #[error("line 1: no column names; the file is empty")]
    Empty,
}

impl From<CsvError> for TableError {
    fn from(error: CsvError) -> Self {
        match error {
            CsvError::Io(error) => Self::Io(error),
            CsvError::Form { at, wrong } => Self::Form { at, wrong },
        }
    }
}

impl<R: BufRead> Table<R> {
    /// Reads the head. A byte order mark before it is passed over.
    pub(super) fn new(input: R) -> Result<Self, TableError> {
        let mut reader = Reader::new(input).with_room(MOST_BYTES);
        let head = reader.record()?.ok_or(TableError::Empty)?;
        Ok(Self { reader, head: head.into_iter().map(|name| name.text.trim().to_owned()).collect() })
    }

    /// The next record; lines with nothing on them are passed over.
    pub(super) fn next(&mut self) -> Result<Option<Record>, TableError> {
        let Some(fields) = self.reader.record()? else { return Ok(None) };
        let line = fields.first().map_or(0, |field| field.at.line);
        let (found, expected) = (fields.len(), self.head.len());
        if found != expected {
            return Err(TableError::Fields { line, found, expected });
        }
        Ok(Some(Record { line, fields: fields.into_iter().map(|Field { text, .. }| text).collect() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<&[(u64, &[&str])], &str>) {
        let read = || {
            let mut table = Table::new(text.as_bytes())?;
            let mut records = vec![(1, table.head.clone())];
            while let Some(record) = table.next()? {
                records.push((record.line, record.fields));
            }
            Ok(records)
        };
        let read = read().map_err(|error: TableError| error.to_string());
        let expect = expect.map(|records| {
            let owned = |fields: &[&str]| fields.iter().map(ToString::to_string).collect::<Vec<_>>();
            records.iter().map(|(line, fields)| (*line, owned(fields))).collect::<Vec<_>>()
        });
        assert_eq!(read.as_ref().map_err(String::as_str), expect.as_ref().map_err(|text| *text), "{text}");
    }

    #[test]
    fn tables_are_read_as_they_are_written() {
        check("a,b\n1,2\n", Ok(&[(1, &["a", "b"]), (2, &["1", "2"])]));
        check("\u{feff}a, b\r\n\r\n1,\r\n", Ok(&[(1, &["a", "b"]), (3, &["1", ""])]));
        check(
            "a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n3,4",
            Ok(&[(1, &["a", "b"]), (2, &["x, \"y\"", "1\n2"]), (4, &["3", "4"])]),
        );
    }

    #[test]
    fn what_breaks_a_table_is_named_with_its_line() {
        check("", Err("line 1: no column names; the file is empty"));
        check("a,b\n1\n", Err("line 2: 1 fields, but the first line names 2"));
        check("a\n\n\"x\ny\n", Err("line 3, column 1: a quote that begins here is never closed"));
        let after = "a comma must follow the closing quote";
        check("a\n\"x\n\"y\n", Err(&format!("line 3, column 2: {after}")));
        check("a\nx\"y\n", Err("line 2, column 2: a quote within a value; put the value in quotes, and double it"));
        check("a\n\"x\"y\n", Err(&format!("line 2, column 4: {after}")));
        let no_text = Table::new(&b"a\xff\n"[..]).err().map(|error| error.to_string());
        assert_eq!(no_text.as_deref(), Some("line 1, column 2: is no UTF-8; save the file as UTF-8"));
    }
}
