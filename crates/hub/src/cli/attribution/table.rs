//! Comma-separated values as RFC 4180 has them, read record by record, with line and column in every error.

use std::io::{self, BufRead};

use thiserror::Error;

/// A table with a line of names at its head.
pub(super) struct Table<R> {
    input: R,
    /// How many lines were read.
    lines: u64,
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
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("line {line}: not UTF-8")]
    NotUtf8 { line: u64 },
    #[error("line {line}, character {character}: a quote inside of a field must be doubled, and the field quoted")]
    StrayQuote { line: u64, character: usize },
    #[error("line {line}: a quote opens in field {field} and is never closed")]
    OpenQuote { line: u64, field: usize },
    #[error("line {line}: {found} fields, but the first line names {expected}")]
    Fields { line: u64, found: usize, expected: usize },
    #[error("line 1: no column names; the file is empty")]
    Empty,
}

impl<R: BufRead> Table<R> {
    /// Reads the head. A byte order mark before it is passed over.
    pub(super) fn new(input: R) -> Result<Self, TableError> {
        let mut table = Self { input, lines: 0, head: Vec::new() };
        let head = table.record()?.ok_or(TableError::Empty)?;
        table.head = head.fields.into_iter().map(|name| name.trim().to_owned()).collect();
        Ok(table)
    }

    /// The next record; lines with nothing on them are passed over.
    pub(super) fn next(&mut self) -> Result<Option<Record>, TableError> {
        let Some(record) = self.record()? else { return Ok(None) };
        let (line, found, expected) = (record.line, record.fields.len(), self.head.len());
        if found != expected { Err(TableError::Fields { line, found, expected }) } else { Ok(Some(record)) }
    }

    fn record(&mut self) -> Result<Option<Record>, TableError> {
        let mut text = String::new();
        while text.is_empty() {
            match self.line()? {
                Some(line) => text = line,
                None => return Ok(None),
            }
        }
        let (line, mut fields) = (self.lines, Fields::default());
        // A quoted field can go on over lines.
        while !fields.take(&text).map_err(|character| TableError::StrayQuote { line: self.lines, character })? {
            let field = fields.done.len() + 1;
            text = self.line()?.ok_or(TableError::OpenQuote { line, field })?;
        }
        Ok(Some(Record { line, fields: fields.done }))
    }

    /// Without its end.
    fn line(&mut self) -> Result<Option<String>, TableError> {
        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        self.lines += 1;
        let mut text = String::from_utf8(bytes).map_err(|_| TableError::NotUtf8 { line: self.lines })?;
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
        if self.lines == 1 && text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Ok(Some(text))
    }
}

/// Where one is in a record.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Begun,
    Plain,
    Quoted,
    /// After a quote within a quoted field: its end, or the first of two.
    Closed,
}

/// The fields of a record, as far as it was read.
#[derive(Default)]
struct Fields {
    done: Vec<String>,
    open: String,
    state: State,
}

impl Fields {
    /// Reads one more line, and says whether the record ends with it; or which of its characters is a quote out of place.
    fn take(&mut self, line: &str) -> Result<bool, usize> {
        if self.state == State::Quoted {
            self.open.push('\n');
        }
        for (place, character) in line.chars().enumerate() {
            self.state = self.next(character).ok_or(place + 1)?;
        }
        if self.state == State::Quoted {
            return Ok(false);
        }
        self.done.push(std::mem::take(&mut self.open));
        Ok(true)
    }

    fn next(&mut self, character: char) -> Option<State> {
        match (self.state, character) {
            (State::Begun, '"') => Some(State::Quoted),
            (State::Quoted, '"') => Some(State::Closed),
            (State::Begun | State::Plain | State::Closed, ',') => {
                self.done.push(std::mem::take(&mut self.open));
                Some(State::Begun)
            }
            (State::Plain, '"') => None,
            (State::Closed, character) if character != '"' => None,
            (state, character) => {
                self.open.push(character);
                Some(if state == State::Begun || state == State::Plain { State::Plain } else { State::Quoted })
            }
        }
    }
}

/// Writes one line of fields, quoted where they need it.
pub(super) fn line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = |field: &str| match field.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    };
    fields.into_iter().map(quoted).collect::<Vec<_>>().join(",")
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
        assert_eq!(line(["x, \"y\"", "z"]), "\"x, \"\"y\"\"\",z");
    }

    #[test]
    fn what_breaks_a_table_is_named_with_its_line() {
        check("", Err("line 1: no column names; the file is empty"));
        check("a,b\n1\n", Err("line 2: 1 fields, but the first line names 2"));
        check("a\n\n\"x\ny\n", Err("line 3: a quote opens in field 1 and is never closed"));
        let stray = "a quote inside of a field must be doubled, and the field quoted";
        check("a\n\"x\n\"y\n", Err(&format!("line 3, character 2: {stray}")));
        check("a\nx\"y\n", Err(&format!("line 2, character 2: {stray}")));
        check("a\n\"x\"y\n", Err(&format!("line 2, character 4: {stray}")));
        assert!(matches!(Table::new(&b"a\xff\n"[..]).err(), Some(TableError::NotUtf8 { line: 1 })));
    }
}
