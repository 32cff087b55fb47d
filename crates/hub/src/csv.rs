//! Reading comma-separated values, as RFC 4180 has them, line by line and with the place of everything that is wrong.
//!
//! A UTF-8 mark before the first field is passed over, lines end in LF or CR LF, and empty lines are no records. What is held at
//! once is one record.

use std::io::{BufRead, Read};

use thiserror::Error;

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
    text: String,
}

impl<R: BufRead> Reader<R> {
    /// From the beginning of `input`.
    pub fn new(input: R) -> Self {
        Self { input, line: 0, text: String::new() }
    }

    /// The next record; `None` after the last.
    ///
    /// # Errors
    /// When it cannot be read, is no UTF-8, or has quotes in the wrong places; names line and column. Reading can go on.
    pub fn record(&mut self) -> Result<Option<Vec<Field>>, CsvError> {
        loop {
            self.text.clear();
            let first = self.line + 1;
            if !self.add_line()? {
                return Ok(None);
            }
            if self.text.trim_end_matches(['\r', '\n']).is_empty() {
                continue;
            }
            loop {
                match fields(&self.text, first) {
                    Taken::Whole(fields) => return Ok(Some(fields)),
                    Taken::Wrong(at, wrong) => return Err(CsvError::Form { at, wrong: wrong.to_owned() }),
                    Taken::Open(at) if self.text.len() > MOST_BYTES || !self.add_line()? => {
                        return Err(CsvError::Form {
                            at,
                            wrong: "a quote that begins here is never closed".to_owned(),
                        });
                    }
                    Taken::Open(_) => {}
                }
            }
        }
    }

    /// Reads one more line; `false` at the end.
    fn add_line(&mut self) -> Result<bool, CsvError> {
        let mut bytes = Vec::new();
        let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
        if self.input.by_ref().take(most).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(false);
        }
        self.line += 1;
        let wrong = |column: usize, wrong: &str| CsvError::Form {
            at: Position { line: self.line, column: u64::try_from(column).unwrap_or(u64::MAX) },
            wrong: wrong.to_owned(),
        };
        if bytes.len() >= MOST_BYTES {
            while bytes.last().is_some_and(|last| *last != b'\n') {
                bytes.clear();
                self.input.by_ref().take(most).read_until(b'\n', &mut bytes)?;
            }
            return Err(wrong(1, "the line is longer than 64 KB"));
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) => self.text.push_str(if self.line == 1 { text.trim_start_matches(MARK) } else { text }),
            Err(error) => {
                let before = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
                return Err(wrong(before.chars().count() + 1, "is no UTF-8; save the file as UTF-8"));
            }
        }
        Ok(true)
    }
}

/// What becomes of the text of a record.
enum Taken {
    Whole(Vec<Field>),
    /// It ends within the quotes that begin there; the record goes on in the next line.
    Open(Position),
    Wrong(Position, &'static str),
}

fn fields(text: &str, line: u64) -> Taken {
    let mut rest = Rest { text, at: Position { line, column: 1 } };
    let mut fields = Vec::new();
    loop {
        let at = rest.at;
        let text = match rest.text.strip_prefix('"') {
            Some(_) => match rest.quoted() {
                Ok(text) => text,
                Err(taken) => return taken,
            },
            None => rest.plain(),
        };
        fields.push(Field { text, at });
        match rest.text.chars().next() {
            Some(',') => rest.skip(1),
            None | Some('\r' | '\n') => return Taken::Whole(fields),
            Some('"') => {
                return Taken::Wrong(rest.at, "a quote within a value; put the value in quotes, and double it");
            }
            Some(_) => return Taken::Wrong(rest.at, "a comma must follow the closing quote"),
        }
    }
}

/// What is left of a record, and where that begins.
struct Rest<'a> {
    text: &'a str,
    at: Position,
}

impl Rest<'_> {
    /// Goes over so many bytes.
    fn skip(&mut self, bytes: usize) {
        let (over, rest) = self.text.split_at_checked(bytes).unwrap_or((self.text, ""));
        for character in over.chars() {
            match character {
                '\n' => self.at = Position { line: self.at.line + 1, column: 1 },
                _ => self.at.column += 1,
            }
        }
        self.text = rest;
    }

    fn plain(&mut self) -> String {
        let end = self.text.find([',', '"', '\r', '\n']).unwrap_or(self.text.len());
        let text = self.text.get(..end).unwrap_or_default().to_owned();
        self.skip(end);
        text
    }

    fn quoted(&mut self) -> Result<String, Taken> {
        let began = self.at;
        let mut text = String::new();
        loop {
            self.skip(1);
            let Some(end) = self.text.find('"') else { return Err(Taken::Open(began)) };
            text.push_str(self.text.get(..end).unwrap_or_default());
            self.skip(end + 1);
            // A quote within is doubled.
            if !self.text.starts_with('"') {
                return Ok(text);
            }
            text.push('"');
        }
    }
}

#[cfg(test)]
mod tests;
