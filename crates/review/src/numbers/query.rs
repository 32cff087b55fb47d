//! What is looked at on the page of the numbers, as it stands in the address.

use std::fmt;

use plumbline_domain::money::Currency;
use plumbline_domain::numbers::{Dimension, Measure, Month, Months, NamedPeriod, Value};

use crate::ui::address::{decoded, encoded};

/// The longest period that the hub takes, in months.
const MOST_MONTHS: i32 = 120;

/// A dimension, a period, a currency, and which records and word are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// By what rows are told apart.
    pub by: Dimension,
    /// Over which months.
    pub period: Period,
    /// Of amounts; `None` for the most frequent.
    pub currency: Option<Currency>,
    /// Of which figure the records are listed.
    pub measure: Measure,
    /// And of which row.
    pub row: Value,
    /// Whose definition is looked at.
    pub word: Option<String>,
}

/// A period as it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// From today.
    Named(NamedPeriod),
    /// These months.
    Months(Months),
}

impl Default for Query {
    fn default() -> Self {
        Self {
            by: Dimension::Source,
            period: Period::Named(NamedPeriod::LastTwelveMonths),
            currency: None,
            measure: Measure::Deals,
            row: Value::Whole,
            word: None,
        }
    }
}

impl Query {
    /// Reads what [`fmt::Display`] wrote. What it does not know is as if it were not there.
    pub fn parse(text: &str) -> Self {
        let pairs: Vec<(&str, String)> = text
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, decoded(value)))
            .collect();
        let value = |wanted: &str| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str());
        let usual = Self::default();
        Self {
            by: value("by").and_then(Dimension::from_word).unwrap_or(usual.by),
            period: period(value("period"), value("from"), value("to")).unwrap_or(usual.period),
            currency: value("currency").and_then(|code| code.parse().ok()),
            measure: value("list").and_then(Measure::from_word).unwrap_or(usual.measure),
            row: value("row").and_then(|row| row.parse().ok()).unwrap_or(usual.row),
            word: value("word").filter(|word| !word.is_empty()).map(ToOwned::to_owned),
        }
    }

    /// What the figures are asked for with.
    pub fn figures(&self) -> String {
        let currency = self.currency.map(|currency| format!("&currency={}", currency.code())).unwrap_or_default();
        format!("by={}&{}{currency}", self.by.word(), self.period)
    }

    /// What the records behind a figure are asked for with.
    pub fn records(&self) -> String {
        let row = encoded(&self.row.to_string());
        format!("by={}&{}&measure={}&value={row}", self.by.word(), self.period, self.measure.word())
    }

    /// The same figures with other records.
    pub fn listing(&self, measure: Measure, row: Value) -> Self {
        Self { measure, row, word: None, ..self.clone() }
    }

    /// The same with the definition of a word.
    pub fn defining(&self, word: &str) -> Self {
        Self { word: Some(word.to_owned()), ..self.clone() }
    }

    /// Other rows over the same period. Those that were listed are none of these.
    pub fn by(&self, by: Dimension) -> Self {
        Self { by, row: Value::Whole, ..self.clone() }
    }

    /// The same over another period.
    pub fn over(&self, period: Period) -> Self {
        Self { period, ..self.clone() }
    }

    /// The same in another currency.
    pub fn in_currency(&self, currency: Currency) -> Self {
        Self { currency: Some(currency), ..self.clone() }
    }
}

fn period(named: Option<&str>, from: Option<&str>, to: Option<&str>) -> Option<Period> {
    if let Some(named) = named.and_then(NamedPeriod::from_word) {
        return Some(Period::Named(named));
    }
    months(from?, to?).map(Period::Months)
}

/// Months on end as the hub takes them; `None` for what it would refuse.
pub fn months(from: &str, to: &str) -> Option<Months> {
    let months = Months { from: from.parse::<Month>().ok()?, to: to.parse::<Month>().ok()? };
    (0..MOST_MONTHS).contains(&(months.to.index() - months.from.index())).then_some(months)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(named) => write!(f, "period={}", named.word()),
            Self::Months(months) => write!(f, "from={}&to={}", months.from, months.to),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.figures())?;
        let usual = Self::default();
        if self.measure != usual.measure {
            write!(f, "&list={}", self.measure.word())?;
        }
        if self.row != usual.row {
            write!(f, "&row={}", encoded(&self.row.to_string()))?;
        }
        self.word.iter().try_for_each(|word| write!(f, "&word={}", encoded(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_reads_as_it_is_written() {
        let check = |query: Query, expect: &str| {
            assert_eq!(query.to_string(), expect);
            assert_eq!(Query::parse(expect), query);
        };
        let usual = Query::default();
        check(usual.clone(), "by=source&period=last_twelve_months");
        let months = Months { from: "2026-01".parse().unwrap(), to: "2026-03".parse().unwrap() };
        check(usual.over(Period::Months(months)), "by=source&from=2026-01&to=2026-03");
        let listing = usual.listing(Measure::Won, Value::Named("Zu früh & spät".into()));
        let expect = "by=source&period=last_twelve_months&list=won&row=named%3AZu%20fr%C3%BCh%20%26%20sp%C3%A4t";
        check(listing.clone(), expect);
        check(listing.by(Dimension::Campaign), "by=campaign&period=last_twelve_months&list=won");
        check(usual.in_currency("USD".parse().unwrap()), "by=source&period=last_twelve_months&currency=USD");
        check(usual.defining("MQL"), "by=source&period=last_twelve_months&word=MQL");
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        let check = |text: &str| assert_eq!(Query::parse(text), Query::default(), "{text}");
        check("");
        check("by=owner&period=ever&currency=Euro&list=x&row=Google&word=");
        check("by=total&from=2026-01");
        check("from=2026-02&to=2026-01");
        check("from=1990-02&to=2026-01");
    }
}
