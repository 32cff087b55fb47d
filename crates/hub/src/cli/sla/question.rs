//! A line's question, read strictly: what is not understood is refused by name.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Weekday};
use chrono_tz::Tz;
use plumbline_domain::Instant;
use plumbline_domain::sla::calendar::{Calendar, CalendarError, Extra, Holiday, Opening, Schedule, Shift, zone};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

pub(super) struct Question {
    pub(super) calendar: CalendarWords,
    pub(super) asked: Asked,
}

pub(super) enum Asked {
    /// Not negative.
    Due {
        start: Instant,
        target: TimeDelta,
    },
    Elapsed {
        from: Instant,
        to: Instant,
    },
}

/// The calendar of a line, to be compared with the last line's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CalendarWords {
    Always,
    Hours(Box<Hours>),
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hours {
    #[serde(deserialize_with = "zone_name")]
    zone: Tz,
    #[serde(default)]
    week: Object<Week>,
    #[serde(default)]
    holidays: Vec<Words<Holiday>>,
    #[serde(default)]
    extra: Vec<Words<Extra>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Week {
    mon: Vec<Words<Shift>>,
    tue: Vec<Words<Shift>>,
    wed: Vec<Words<Shift>>,
    thu: Vec<Words<Shift>>,
    fri: Vec<Words<Shift>>,
    sat: Vec<Words<Shift>>,
    sun: Vec<Words<Shift>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    calendar: CalendarWords,
    start: Option<Moment>,
    target_s: Option<i64>,
    from: Option<Moment>,
    to: Option<Moment>,
}

/// Reads one line, without its end.
///
/// # Errors
/// Names the field.
pub(super) fn read(line: &[u8]) -> Result<Question, String> {
    if line.trim_ascii_start().is_empty() {
        return Err("the line is empty".to_owned());
    }
    let mut json = serde_json::Deserializer::from_slice(line);
    let read: Object<Line> = serde_path_to_error::deserialize(&mut json).map_err(|error| in_words(&error))?;
    json.end().map_err(|error| without_place(&error))?;
    let Object(Line { calendar, start, target_s, from, to }) = read;
    let asked = match (start, target_s, from, to) {
        (Some(start), Some(target), None, None) => Asked::Due { start: start.0, target: seconds(target)? },
        (None, None, Some(from), Some(to)) => Asked::Elapsed { from: from.0, to: to.0 },
        (None, Some(_), None, None) => return Err("field start is missing".to_owned()),
        (Some(_), None, None, None) => return Err("field target_s is missing".to_owned()),
        (None, None, None, Some(_)) => return Err("field from is missing".to_owned()),
        (None, None, Some(_), None) => return Err("field to is missing".to_owned()),
        _ => return Err("fields start and target_s, or from and to: either the ones or the others".to_owned()),
    };
    Ok(Question { calendar, asked })
}

fn seconds(target: i64) -> Result<TimeDelta, String> {
    if target < 0 {
        return Err(format!("field target_s: {target} is negative"));
    }
    TimeDelta::try_seconds(target).ok_or_else(|| format!("field target_s: {target} is too long"))
}

fn in_words(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let (field, message) = (error.path().to_string(), without_place(error.inner()));
    if field == "." || !error.inner().is_data() { message } else { format!("field {field}: {message}") }
}

/// Every question is on the first line of what serde was given.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    if error.is_data() { message.to_owned() } else { format!("no JSON: {message} at column {}", error.column()) }
}

impl CalendarWords {
    /// The calendar itself.
    ///
    /// # Errors
    /// Names the field.
    pub(super) fn calendar(&self) -> Result<Calendar, String> {
        let (zone, schedule) = match self {
            Self::Always => (Tz::UTC, Schedule::always()),
            Self::Hours(hours) => (hours.zone, hours.schedule()),
        };
        Calendar::new("", zone, schedule).map_err(|error| match error {
            CalendarError::Overlap { .. } => format!("field calendar.week: {error}"),
            CalendarError::NeverOpen => format!("field calendar: {error}"),
        })
    }
}

impl Hours {
    fn schedule(&self) -> Schedule {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let Week { mon, tue, wed, thu, fri, sat, sun } = &self.week.0;
        let days = [(Mon, mon), (Tue, tue), (Wed, wed), (Thu, thu), (Fri, fri), (Sat, sat), (Sun, sun)];
        let week = days.into_iter().flat_map(|(day, hours)| hours.iter().map(move |Words(shift)| (day, *shift)));
        Schedule {
            week: week.map(|(day, shift)| Opening { day, shift }).collect(),
            holidays: self.holidays.iter().map(|Words(holiday)| *holiday).collect(),
            extra: self.extra.iter().map(|Words(extra)| *extra).collect(),
        }
    }
}

impl<'de> Deserialize<'de> for CalendarWords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = CalendarWords;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"24x7\" or an object")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<CalendarWords, E> {
                let wrong = || E::custom(format!("'{text}' is no calendar; use \"24x7\" or an object"));
                (text == "24x7").then_some(CalendarWords::Always).ok_or_else(wrong)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CalendarWords, A::Error> {
                Hours::deserialize(MapAccessDeserializer::new(map)).map(|hours| CalendarWords::Hours(Box::new(hours)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// An object and nothing else: serde would take an array for one, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfMap<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for OfMap<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_map(OfMap(PhantomData)).map(Self)
    }
}

/// What operators write as text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Words<T>(T);

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for Words<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: Cow<'de, str> = Deserialize::deserialize(deserializer)?;
        text.parse().map(Self).map_err(D::Error::custom)
    }
}

fn zone_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
    let text: Cow<'de, str> = Deserialize::deserialize(deserializer)?;
    zone(&text).map_err(D::Error::custom)
}

struct Moment(Instant);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: Cow<'de, str> = Deserialize::deserialize(deserializer)?;
        let wrong = |_| D::Error::custom(format!("'{text}' is not an instant with its zone, as 2026-03-27T15:45:00Z"));
        let at = DateTime::parse_from_rfc3339(&text).map_err(wrong)?;
        // chrono has a leap second as an overlong second before it, which would not add up.
        let whole = DateTime::from_timestamp(at.timestamp(), 0).unwrap_or_default();
        Ok(Self(whole + TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()))))
    }
}
