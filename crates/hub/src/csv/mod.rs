//! Comma-separated values, as RFC 4180 has them: read line by line and with the place of everything that is wrong, and written.
//!
//! A UTF-8 mark before the first field is passed over, lines end in LF or CR LF, and empty lines are no records. What is held at
//! once is one record.

mod writer;

use std::io::{BufRead, Read};

use thiserror::Error;

pub use writer::{Csv, plain_line};

/// The most bytes of one record: a quote that is never closed would swallow the rest of the file.
const MOST_BYTES: usize = 64 * 1024;

/// What spreadsheets write before the first field to say that it is UTF-8.
const MARK: &str = "\u{feff}";

/// Where something stands in the file; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u64,
    /// The column.
    pub column: u64,
}

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Without its quotes.
    pub text: String,
    /// Of its first character, or of its first quote.
    pub at: Position,
}

/// What is wrong with the form of a file, and where.
#[derive(Debug, Error)]
pub enum CsvError {
    /// It could not be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A line that cannot be taken apart. The reader goes on with the next.
    #[error("{}:{}: {wrong}", at.line, at.column)]
    Form {
        /// Where.
        at: Position,
        /// What.
        wrong: String,
    },
}

/// Records of a file, one after the other.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    /// Lines that were read.
    line: u64,
    most_bytes: usize,
}

impl<R: BufRead> Reader<R> {
    /// From the beginning of `input`.
    pub fn new(input: R) -> Self {
        Self { input, line: 0, most_bytes: MOST_BYTES }
    }

    /// The same for records of up to so many bytes.
    pub fn with_room(self, most_bytes: usize) -> Self {
        Self { most_bytes, ..self }
    }

    /// The next record; `None` after the last.
    ///
    /// # Errors
    /// When it cannot be read, is no UTF-8, or has quotes in the wrong places; names line and column. Reading can go on.
    pub fn record(&mut self) -> Result<Option<Vec<Field>>, CsvError> {
        let mut text = loop {
            match self.next_line()? {
                None => return Ok(None),
                Some(text) if text.trim_end_matches(['\r', '\n']).is_empty() => {}
                Some(text) => break text,
            }
        };
        let (mut record, mut bytes) = (Record::begun_in(self.line), text.len());
        // A quoted value can go on over lines.
        while !record.take(&text, self.line)? {
            text = match self.next_line()? {
                Some(text) if bytes <= self.most_bytes => text,
                _ => return Err(form(record.at, "a quote that begins here is never closed")),
            };
            bytes += text.len();
        }
        Ok(Some(record.fields))
    }

    /// The next line with its end; `None` after the last.
    fn next_line(&mut self) -> Result<Option<String>, CsvError> {
        let mut bytes = Vec::new();
        let most = u64::try_from(self.most_bytes).unwrap_or(u64::MAX);
        if self.input.by_ref().take(most).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        let at = |column| Position { line: self.line, column };
        if bytes.len() >= self.most_bytes {
            while bytes.last().is_some_and(|last| *last != b'\n') {
                bytes.clear();
                self.input.by_ref().take(most).read_until(b'\n', &mut bytes)?;
            }
            return Err(form(at(1), format!("the line is longer than {} KB", self.most_bytes / 1024)));
        }
        let is_first = self.line == 1;
        match String::from_utf8(bytes) {
            Ok(text) if is_first => Ok(Some(text.trim_start_matches(MARK).to_owned())),
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
                let before = u64::try_from(String::from_utf8_lossy(valid).chars().count()).unwrap_or(u64::MAX);
                Err(form(at(before + 1), "is no UTF-8; save the file as UTF-8"))
            }
        }
    }
}

fn form(at: Position, wrong: impl Into<String>) -> CsvError {
    CsvError::Form { at, wrong: wrong.into() }
}

/// Where one is in a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Begun,
    Plain,
    Quoted,
    /// After a quote within quotes: their end, or the first of two.
    Closed,
}

/// A record, as far as it was read.
struct Record {
    fields: Vec<Field>,
    text: String,
    /// Where the value begins that is being read.
    at: Position,
    state: State,
}

impl Record {
    fn begun_in(line: u64) -> Self {
        Self { fields: Vec::new(), text: String::new(), at: Position { line, column: 1 }, state: State::Begun }
    }

    /// Reads one more line, and says whether the record ends with it.
    fn take(&mut self, text: &str, line: u64) -> Result<bool, CsvError> {
        let end = text.trim_end_matches(['\r', '\n']).len();
        for ((byte, character), column) in text.char_indices().zip(1..) {
            if byte >= end && self.state != State::Quoted {
                break;
            }
            let at = Position { line, column };
            self.state = self.after(character, at).map_err(|wrong| form(at, wrong))?;
        }
        if self.state == State::Quoted {
            return Ok(false);
        }
        self.end_value(self.at);
        Ok(true)
    }

    fn after(&mut self, character: char, at: Position) -> Result<State, &'static str> {
        match (self.state, character) {
            (State::Begun, '"') => Ok(State::Quoted),
            (State::Quoted, '"') => Ok(State::Closed),
            (State::Begun | State::Plain | State::Closed, ',') => {
                self.end_value(Position { column: at.column + 1, ..at });
                Ok(State::Begun)
            }
            (State::Plain, '"') => Err("a quote within a value; put the value in quotes, and double it"),
            (State::Closed, character) if character != '"' => Err("a comma must follow the closing quote"),
            (state, character) => {
                self.text.push(character);
                Ok(if matches!(state, State::Begun | State::Plain) { State::Plain } else { State::Quoted })
            }
        }
    }

    fn end_value(&mut self, next: Position) {
        self.fields.push(Field { text: std::mem::take(&mut self.text), at: self.at });
        self.at = next;
    }
}

#[cfg(test)]
mod tests;
