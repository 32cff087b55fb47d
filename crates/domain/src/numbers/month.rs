use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The years that months are of.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9999;

/// A calendar month, from 1970-01 to 9999-12. Written `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(i32);

/// The text is no month.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is not a month such as 2026-03")]
pub struct MonthError(pub String);

impl Month {
    /// The month of this date; the first or last known one of a date outside the known years.
    pub fn of(date: NaiveDate) -> Self {
        let year = date.year().clamp(*YEARS.start(), *YEARS.end());
        #[expect(clippy::cast_possible_wrap, reason = "a month's number is from 0 to 11")]
        Self(year * 12 + date.month0() as i32)
    }

    /// The month on the wall clock of `zone`.
    #[cfg(feature = "zones")]
    pub fn in_zone(at: crate::Instant, zone: chrono_tz::Tz) -> Self {
        Self::of(at.with_timezone(&zone).date_naive())
    }

    /// So many months later, or earlier for a negative number; at most up to the first or last known month.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let known = (YEARS.start() * 12, YEARS.end() * 12 + 11);
        Self(self.0.saturating_add(months).clamp(known.0, known.1))
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// From 1 to 12.
    pub fn number(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// Months since the year 0, to be stored and compared by.
    pub fn index(self) -> i32 {
        self.0
    }

    /// The month of this [`index`](Self::index), if it is a known one.
    pub fn from_index(index: i32) -> Option<Self> {
        YEARS.contains(&index.div_euclid(12)).then_some(Self(index))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || MonthError(text.to_owned());
        let is_digits =
            |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        let (year, month) =
            text.split_once('-').filter(|(year, month)| is_digits(year, 4) && is_digits(month, 2)).ok_or_else(wrong)?;
        let (year, month): (i32, i32) = year.parse().ok().zip(month.parse().ok()).ok_or_else(wrong)?;
        if YEARS.contains(&year) && (1..=12).contains(&month) { Ok(Self(year * 12 + month - 1)) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Month {
    type Error = MonthError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

/// Some months on end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Months {
    /// The first.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-01"))]
    pub from: Month,
    /// The last, which is included; not before the first.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-12"))]
    pub to: Month,
}

/// A period that is named from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NamedPeriod {
    /// The month of today.
    ThisMonth,
    /// The one before.
    LastMonth,
    /// The calendar quarter of today.
    ThisQuarter,
    /// The one before.
    LastQuarter,
    /// The calendar year of today.
    ThisYear,
    /// The one before.
    LastYear,
    /// The month of today and the eleven before it.
    LastTwelveMonths,
}

impl NamedPeriod {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::ThisMonth,
        Self::LastMonth,
        Self::ThisQuarter,
        Self::LastQuarter,
        Self::ThisYear,
        Self::LastYear,
        Self::LastTwelveMonths,
    ];

    /// As it is written in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::ThisMonth => "this_month",
            Self::LastMonth => "last_month",
            Self::ThisQuarter => "this_quarter",
            Self::LastQuarter => "last_quarter",
            Self::ThisYear => "this_year",
            Self::LastYear => "last_year",
            Self::LastTwelveMonths => "last_twelve_months",
        }
    }

    /// The period of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.word() == word)
    }

    /// Its months, where today is in `this` month.
    pub fn months(self, this: Month) -> Months {
        let quarter = this.plus(-((this.number() - 1) % 3));
        let year = this.plus(1 - this.number());
        let (from, count) = match self {
            Self::ThisMonth => (this, 1),
            Self::LastMonth => (this.plus(-1), 1),
            Self::ThisQuarter => (quarter, 3),
            Self::LastQuarter => (quarter.plus(-3), 3),
            Self::ThisYear => (year, 12),
            Self::LastYear => (year.plus(-12), 12),
            Self::LastTwelveMonths => (this.plus(-11), 12),
        };
        Months { from, to: from.plus(count - 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_reads_as_it_is_written() {
        for text in ["1970-01", "2026-03", "2026-12", "9999-12"] {
            assert_eq!(month(text).to_string(), text);
            assert_eq!(Month::from_index(month(text).index()), Some(month(text)));
        }
        for text in
            ["", "2026", "2026-13", "2026-00", "2026-3", "26-03", "1969-12", "2026-03-01", "2026-+3", "２０２６-03"]
        {
            assert_eq!(text.parse::<Month>(), Err(MonthError(text.to_owned())));
        }
        assert_eq!((month("2026-12").plus(1), month("2026-01").plus(-13)), (month("2027-01"), month("2024-12")));
        assert_eq!((month("1970-01").plus(-1), month("9999-12").plus(1)), (month("1970-01"), month("9999-12")));
    }

    #[test]
    fn named_periods_are_of_today() {
        let check = |period: NamedPeriod, this: &str, expect: (&str, &str)| {
            assert_eq!(period.months(month(this)), Months { from: month(expect.0), to: month(expect.1) }, "{period:?}");
        };
        check(NamedPeriod::ThisMonth, "2026-01", ("2026-01", "2026-01"));
        check(NamedPeriod::LastMonth, "2026-01", ("2025-12", "2025-12"));
        check(NamedPeriod::ThisQuarter, "2026-11", ("2026-10", "2026-12"));
        check(NamedPeriod::ThisQuarter, "2026-03", ("2026-01", "2026-03"));
        check(NamedPeriod::LastQuarter, "2026-02", ("2025-10", "2025-12"));
        check(NamedPeriod::ThisYear, "2026-11", ("2026-01", "2026-12"));
        check(NamedPeriod::LastYear, "2026-11", ("2025-01", "2025-12"));
        check(NamedPeriod::LastTwelveMonths, "2026-11", ("2025-12", "2026-11"));
        for period in NamedPeriod::ALL {
            assert_eq!(NamedPeriod::from_word(period.word()), Some(period));
        }
    }
}
