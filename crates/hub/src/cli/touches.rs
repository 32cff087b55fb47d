//! `import touches.csv`: touches that the CRM does not know of.
//!
//! The file is read twice: first all of it is checked, so that one bad line keeps everything out, then it is stored some at a time,
//! so that a hub that runs can go on. What breaks off in between is made up for by importing the file again.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::touch::{TouchRequest, TouchesResponse};
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use super::{CliError, complain, open, say};
use crate::config::Settings;
use crate::csv::{CsvError, Field, Position, Reader};
use crate::store::sqlite::SqliteStore;
use crate::store::{Signal, SignalStore};
use crate::told::{self, FieldError, MOST};

pub(super) const HELP: &str = "\
Columns of a CSV file, in any order: id, at, record or email (or both, with one of them given in each line), actor; and where wanted \
channel, source, medium, campaign, contact, summary.
  id       unique in all such files; a line with a known id changes nothing, or what was imported under it
  at       such as 2026-05-01T14:00:00Z, or 2026-05-01
  record   such as odoo-main/crm.lead/17; email is the buyer's address instead
  actor    marketing, sales or buyer
  channel  such as event or paid_search; without, it follows from source and medium";

/// The columns that a file may have.
const COLUMNS: [&str; 11] =
    ["id", "at", "record", "email", "actor", "channel", "source", "medium", "campaign", "contact", "summary"];

/// Those that it must have, besides `record` or `email`.
const NEEDED: [&str; 3] = ["id", "at", "actor"];

/// Whoever told of them, in their ids.
const TELLER: &str = "import";

/// The most wrong lines that are said: who mends these mends the others.
const MOST_WRONG: usize = 10;

/// After how many touches it is said how far it has come.
const STEP: usize = 100_000;

/// Whether touches are imported from it, rather than objections and content.
pub(super) fn is_csv(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

pub(super) async fn import(settings: &Settings, file: &Path, now: Instant) -> Result<(), CliError> {
    check(&mut Lines::open(settings, file, now)?)?;
    let mut lines = Lines::open(settings, file, now)?;
    let store = open(settings).await?;
    let mut done = TouchesResponse::default();
    let mut batch = Vec::with_capacity(MOST);
    while let Some(touch) = lines.touch()? {
        batch.push(touch.map_err(|wrong| CliError::Refused(format!("{wrong}; the file changed, import it again")))?);
        if batch.len() == MOST {
            put(&store, &mut batch, &mut done, now).await?;
            lines.tell("imported");
        }
    }
    put(&store, &mut batch, &mut done, now).await?;
    store.close().await;
    let TouchesResponse { new, changed, known, waiting } = done;
    say(&format!("{new} new, {changed} changed, {known} known, {waiting} waiting for their record"));
    Ok(())
}

/// Says what is wrong with the file, if anything is.
fn check(lines: &mut Lines<'_>) -> Result<(), CliError> {
    let mut wrong = Vec::new();
    while let Some(touch) = lines.touch()? {
        wrong.extend(touch.err());
        if wrong.len() > MOST_WRONG {
            wrong.truncate(MOST_WRONG);
            wrong.push("… and more".to_owned());
            break;
        }
        lines.tell("checked");
    }
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.push("nothing was imported".to_owned());
    Err(CliError::Refused(wrong.join("\n")))
}

async fn put(
    store: &SqliteStore,
    batch: &mut Vec<Signal>,
    done: &mut TouchesResponse,
    now: Instant,
) -> Result<(), CliError> {
    let put = store.put_touches(batch, now).await?;
    done.new += put.new;
    done.changed += put.changed;
    done.waiting += put.waiting;
    done.known += batch.len() - put.new - put.changed;
    batch.clear();
    Ok(())
}

/// The touches of a file, one after the other.
struct Lines<'a> {
    settings: &'a Settings,
    /// For people.
    name: String,
    reader: Reader<BufReader<File>>,
    /// Where each column is, in the order of [`COLUMNS`].
    places: [Option<usize>; COLUMNS.len()],
    /// How many columns there are.
    width: usize,
    count: usize,
    now: Instant,
}

impl<'a> Lines<'a> {
    fn open(settings: &'a Settings, file: &Path, now: Instant) -> Result<Self, CliError> {
        let name = file.display().to_string();
        let input = File::open(file).map_err(|cause| CliError::File(name.clone(), cause))?;
        let mut reader = Reader::new(BufReader::new(input));
        let header = reader.record().map_err(|error| refused(&name, &error))?.unwrap_or_default();
        let places = places(&header)
            .map_err(|(at, wrong)| CliError::Refused(format!("{}: {wrong}; nothing was imported", place(&name, at))))?;
        Ok(Self { settings, name, reader, places, width: header.len(), count: 0, now })
    }

    /// The next touch, or what is wrong with its line; `None` after the last.
    fn touch(&mut self) -> Result<Option<Result<Signal, String>>, CliError> {
        let fields = match self.reader.record() {
            Ok(None) => return Ok(None),
            Ok(Some(fields)) => fields,
            Err(error @ CsvError::Form { .. }) => return Ok(Some(Err(format!("{}:{error}", self.name)))),
            Err(error @ CsvError::Io(_)) => return Err(refused(&self.name, &error)),
        };
        self.count += 1;
        let first = fields.first().map_or(Position { line: 0, column: 1 }, |field| field.at);
        if fields.len() != self.width {
            let wrong = format!("{} values, and the header names {}", fields.len(), self.width);
            return Ok(Some(Err(format!("{}: {wrong}", place(&self.name, first)))));
        }
        let named = |wrong: FieldError| {
            let at = self.field(&fields, wrong.field).map_or(first, |field| field.at);
            format!("{}: {wrong}", place(&self.name, at))
        };
        Ok(Some(self.read(&fields).map_err(named)))
    }

    fn read(&self, fields: &[Field]) -> Result<Signal, FieldError> {
        let text = |name| self.field(fields, name).map(|field| field.text.trim()).filter(|text| !text.is_empty());
        let needed = |name| text(name).ok_or_else(|| FieldError::new(name, "is missing"));
        let owned = |name| text(name).map(ToOwned::to_owned);
        let told = TouchRequest {
            id: needed("id")?.to_owned(),
            at: moment(needed("at")?)?,
            record: text("record").map(|text| self.record(text)).transpose()?,
            email: owned("email"),
            actor: word("actor", needed("actor")?)?,
            channel: text("channel").map(|text| word("channel", text)).transpose()?,
            source: owned("source"),
            medium: owned("medium"),
            campaign: owned("campaign"),
            contact: owned("contact"),
            summary: owned("summary"),
        };
        told::touch(TELLER, told, self.now)
    }

    fn record(&self, text: &str) -> Result<RecordKey, FieldError> {
        let key: RecordKey = text.parse().map_err(|error| FieldError::new("record", format!("{error}")))?;
        match self.settings.crms.iter().any(|crm| crm.id == key.crm) {
            true => Ok(key),
            false => Err(FieldError::new("record", format!("the configuration has no CRM '{}'", key.crm))),
        }
    }

    fn field<'f>(&self, fields: &'f [Field], name: &str) -> Option<&'f Field> {
        let column = COLUMNS.iter().position(|column| *column == name)?;
        fields.get((*self.places.get(column)?)?)
    }

    fn tell(&self, what: &str) {
        if self.count.is_multiple_of(STEP) && self.count > 0 {
            complain(&format!("{}: {} {what}", self.name, self.count));
        }
    }
}

type Places = [Option<usize>; COLUMNS.len()];

fn places(header: &[Field]) -> Result<Places, (Position, String)> {
    let mut places = Places::default();
    let start = Position { line: 1, column: 1 };
    for (index, field) in header.iter().enumerate() {
        let name = field.text.trim().to_lowercase();
        let known = COLUMNS.iter().zip(places.iter_mut()).find(|(column, _)| **column == name);
        match known {
            Some((_, place @ None)) => *place = Some(index),
            Some((column, Some(_))) => return Err((field.at, format!("there are two columns '{column}'"))),
            None => {
                let wrong = format!("unknown column '{}'; there are {}", field.text.trim(), COLUMNS.join(", "));
                return Err((field.at, wrong));
            }
        }
    }
    let has = |name: &str| COLUMNS.iter().zip(&places).any(|(column, place)| *column == name && place.is_some());
    match NEEDED.iter().find(|name| !has(name)) {
        Some(name) => Err((start, format!("the column '{name}' is missing"))),
        None if !has("record") && !has("email") => Err((start, "the column 'record' or 'email' is missing".to_owned())),
        None => Ok(places),
    }
}

/// A date alone is the beginning of that day in UTC.
fn moment(text: &str) -> Result<Instant, FieldError> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.with_timezone(&Utc));
    }
    let day = text.parse::<NaiveDate>().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    day.map_err(|_| FieldError::new("at", format!("'{text}' is not such as 2026-05-01T14:00:00Z or 2026-05-01")))
}

/// A value of a closed set, by its word on the wire.
fn word<T: DeserializeOwned>(field: &'static str, text: &str) -> Result<T, FieldError> {
    let word: StrDeserializer<'_, WordError> = text.into_deserializer();
    T::deserialize(word).map_err(|error| FieldError::new(field, error.to_string()))
}

fn place(name: &str, at: Position) -> String {
    format!("{name}:{}:{}", at.line, at.column)
}

fn refused(name: &str, error: &CsvError) -> CliError {
    CliError::Refused(format!("{name}:{error}; nothing was imported"))
}
