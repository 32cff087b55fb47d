//! Numbers, for tests.

use chrono::{DateTime, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::attribution::Model;
use plumbline_domain::numbers::{Dimension, Figures, Months, NamedPeriod, Value};
use plumbline_protocol::numbers::{NumbersPeriod, NumbersResponse, NumbersRow, NumbersStanding};

/// A moment; the hour counts from the beginning of 1970.
pub fn at(hour: i64) -> Instant {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
}

/// Rows of so much pipeline each, and their total.
pub fn told(rows: &[(Value, i64)]) -> NumbersResponse {
    let figures = |pipeline_minor| Figures { deals: 1, pipeline_minor, ..Figures::default() };
    let months = Months { from: "2026-01".parse().unwrap(), to: "2026-12".parse().unwrap() };
    NumbersResponse {
        as_of: at(12),
        by: Dimension::Source,
        period: NumbersPeriod { months, named: Some(NamedPeriod::ThisYear), zone: "UTC".into() },
        currency: Some("EUR".parse().unwrap()),
        currencies: Vec::new(),
        standing: NumbersStanding { computed_at: Some(at(11)), changed: 0, building: None },
        model: Model::WShaped,
        freshness: Vec::new(),
        total: figures(rows.iter().map(|(_, minor)| minor).sum()),
        rows: rows.iter().map(|(value, minor)| NumbersRow { value: value.clone(), figures: figures(*minor) }).collect(),
        qualified_stages: Vec::new(),
        definitions: Vec::new(),
    }
}
