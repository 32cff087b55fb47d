//! Calendars as operators write them.
//!
//! | is | such as |
//! | --- | --- |
//! | [`Shift`] | `09:00-12:00`, `13:00-24:00`, `22:00-06:00` |
//! | [`DayPart`] | the same, but within one day |
//! | [`Holiday`] | `2026-12-25`, `2026-12-24 13:00-24:00`, and every year `12-25`, `12-24 13:00-24:00` |
//! | [`Extra`] | `2026-12-19 10:00-14:00` |

use std::str::FromStr;

use chrono::NaiveDate;
use chrono_tz::Tz;
use thiserror::Error;

use super::{DayPart, Extra, Holiday, HolidayDate, MonthDay, Shift, TimeOfDay};

/// What is wrong with an operator's words, which it repeats.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WordsError {
    /// Not two times with a dash.
    #[error("'{0}' is not a span of hours such as \"09:00-17:30\"")]
    Hours(String),
    /// No time is between start and end.
    #[error("'{0}' is empty; a whole day is \"00:00-24:00\"")]
    Empty(String),
    /// Only a week's hours may cross midnight.
    #[error("'{0}' ends before it starts; hours on a date end at \"24:00\" at the latest")]
    EndsFirst(String),
    /// No date, or one that is in no calendar.
    #[error("'{0}' is not a holiday such as \"2026-12-25\", \"2026-12-24 13:00-24:00\" or, every year, \"12-25\"")]
    Holiday(String),
    /// No date, or one without hours.
    #[error("'{0}' is not a date with hours such as \"2026-12-19 10:00-14:00\"")]
    Extra(String),
    /// Not in the IANA database.
    #[error("'{0}' is not an IANA time zone such as Europe/Berlin")]
    Zone(String),
}

/// The zone of that name.
///
/// # Errors
/// When the IANA database has none.
pub fn zone(name: &str) -> Result<Tz, WordsError> {
    name.parse().map_err(|_| WordsError::Zone(name.to_owned()))
}

impl FromStr for Shift {
    type Err = WordsError;

    fn from_str(text: &str) -> Result<Self, WordsError> {
        let (opens, closes) = times(text)?;
        Self::new(opens, closes)
    }
}

impl FromStr for DayPart {
    type Err = WordsError;

    fn from_str(text: &str) -> Result<Self, WordsError> {
        let (from, to) = times(text)?;
        Self::new(from, to)
    }
}

impl FromStr for Holiday {
    type Err = WordsError;

    fn from_str(text: &str) -> Result<Self, WordsError> {
        let (day, part) = day_and_part(text);
        let on = match date(day) {
            Some(date) => HolidayDate::Once(date),
            None => HolidayDate::Yearly(month_day(day).ok_or_else(|| WordsError::Holiday(text.to_owned()))?),
        };
        Ok(Self { on, part: part.map_or(Ok(DayPart::WHOLE), str::parse)? })
    }
}

impl FromStr for Extra {
    type Err = WordsError;

    fn from_str(text: &str) -> Result<Self, WordsError> {
        let (day, part) = day_and_part(text);
        match (date(day), part) {
            (Some(date), Some(part)) => Ok(Self { date, part: part.parse()? }),
            _ => Err(WordsError::Extra(text.to_owned())),
        }
    }
}

fn day_and_part(text: &str) -> (&str, Option<&str>) {
    match text.trim().split_once(char::is_whitespace) {
        Some((day, part)) => (day, Some(part)),
        None => (text.trim(), None),
    }
}

fn times(text: &str) -> Result<(TimeOfDay, TimeOfDay), WordsError> {
    let found = text.split_once('-').and_then(|(from, to)| Some((time(from.trim())?, time(to.trim())?)));
    found.ok_or_else(|| WordsError::Hours(text.to_owned()))
}

fn time(text: &str) -> Option<TimeOfDay> {
    let (hour, minute) = text.split_once(':')?;
    TimeOfDay::new(number(hour, 1..=2)?, number(minute, 2..=2)?)
}

fn date(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(number(year, 4..=4)?, number(month, 2..=2)?, number(day, 2..=2)?)
}

fn month_day(text: &str) -> Option<MonthDay> {
    let (month, day) = text.split_once('-')?;
    MonthDay::new(number(month, 2..=2)?, number(day, 2..=2)?)
}

/// So many digits and nothing else: no sign, no space.
fn number<T: FromStr>(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<T> {
    let is_number = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused<T: FromStr<Err = WordsError> + std::fmt::Debug>(kind: fn(String) -> WordsError, texts: &[&str]) {
        for text in texts {
            assert_eq!(text.parse::<T>().unwrap_err(), kind((*text).to_owned()));
        }
    }

    #[test]
    fn shifts_may_cross_midnight() {
        let check = |text: &str, expect: &str| assert_eq!(text.parse::<Shift>().unwrap().to_string(), expect);
        check("09:00-12:00", "09:00-12:00");
        check(" 9:00 - 12:05 ", "09:00-12:05");
        check("22:00-06:00", "22:00-06:00");
        check("13:00-24:00", "13:00-24:00");
        check("13:00-00:00", "13:00-24:00");
        refused::<Shift>(WordsError::Empty, &["09:00-09:00", "00:00-00:00", "24:00-06:00", "24:00-24:00"]);
        refused::<Shift>(
            WordsError::Hours,
            &["", "-", "9 to 5", "09:00", "09:60-10:00", "24:01-06:00", "25:00-26:00", "9:0-10:00", "+9:00-10:00"],
        );
    }

    #[test]
    fn holidays_are_whole_or_in_part_once_or_yearly() {
        let christmas = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
        let afternoon: DayPart = "13:00-24:00".parse().unwrap();
        let yearly = HolidayDate::Yearly(MonthDay::new(12, 24).unwrap());
        let check = |text: &str, on, part| assert_eq!(text.parse(), Ok(Holiday { on, part }), "{text}");
        check("2026-12-24", HolidayDate::Once(christmas), DayPart::WHOLE);
        check("2026-12-24 13:00-24:00", HolidayDate::Once(christmas), afternoon);
        check("12-24", yearly, DayPart::WHOLE);
        check("12-24  13:00-24:00", yearly, afternoon);
        assert!("02-29".parse::<Holiday>().is_ok());
        refused::<Holiday>(
            WordsError::Holiday,
            &["", "25.12.2026", "2026-02-29", "02-30", "13-01", "00-10", "2026-12", "26-12-24", "1-1", "-12-24"],
        );
        assert_eq!("12-24 at noon".parse::<Holiday>(), Err(WordsError::Hours("at noon".into())));
        assert_eq!("12-24 22:00-02:00".parse::<Holiday>(), Err(WordsError::EndsFirst("22:00-02:00".into())));
        assert_eq!("12-24 22:00-22:00".parse::<Holiday>(), Err(WordsError::Empty("22:00-22:00".into())));
    }

    #[test]
    fn extra_hours_have_a_date_and_hours() {
        assert!("2026-12-19 10:00-14:00".parse::<Extra>().is_ok());
        refused::<Extra>(
            WordsError::Extra,
            &["2026-12-19", "12-19 10:00-14:00", "10:00-14:00", "2026-02-29 10:00-14:00"],
        );
        assert_eq!("2026-12-19 22:00-00:00".parse::<Extra>(), Err(WordsError::EndsFirst("22:00-00:00".into())));
    }
}
