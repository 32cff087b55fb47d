//! A line's question, read strictly: what is not understood is refused by name.

use std::borrow::Cow;
use std::fmt;

use chrono::{TimeDelta, Weekday};
use chrono_tz::Tz;
use plumbline_domain::Instant;
use plumbline_domain::sla::calendar::{Calendar, CalendarError, Extra, Holiday, Opening, Schedule, Shift, zone};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::super::line::{Moment, Object, Words, object};

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
    let Line { calendar, start, target_s, from, to } = object(line)?;
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

fn zone_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
    let text: Cow<'de, str> = Deserialize::deserialize(deserializer)?;
    zone(&text).map_err(D::Error::custom)
}
