//! The records behind a figure, part by part.

use std::sync::Arc;

use plumbline_domain::numbers::{Dimension, Measure, Months, Value};
use plumbline_protocol::numbers::NumberDealView;

use super::App;
use super::error::ApiError;
use super::numbers_csv;
use crate::numbers::deal_view;
use crate::store::{EntriesOf, EntryPlace};

/// Records of one part of a table.
const AT_ONCE: usize = 500;

/// Entries that are read together: some of them do not count for the figure.
const READ_AT_ONCE: u32 = 150;

pub(super) fn cursor_text(place: &EntryPlace) -> String {
    format!("{}/{}/{}", place.month, place.at.timestamp_millis(), place.record)
}

pub(super) fn cursor(text: &str) -> Result<EntryPlace, ApiError> {
    let place = || {
        let (month, rest) = text.split_once('/')?;
        let (at, record) = rest.split_once('/')?;
        let at = chrono::DateTime::from_timestamp_millis(at.parse().ok()?)?;
        Some(EntryPlace { month: month.parse().ok()?, at, record: record.parse().ok()? })
    };
    place().ok_or_else(|| ApiError::invalid("cursor: it is not what an answer had as next"))
}

/// Which records are listed.
pub(super) struct List {
    /// `None` while nothing is stored.
    pub(super) generation: Option<i64>,
    pub(super) dimension: Dimension,
    pub(super) value: Value,
    pub(super) measure: Measure,
    pub(super) months: Months,
}

impl List {
    /// At most so many records after a place, and the place of the last one if there may be more.
    pub(super) async fn part(
        &self,
        app: &App,
        mut after: Option<EntryPlace>,
        most: usize,
    ) -> Result<(Vec<NumberDealView>, Option<EntryPlace>), ApiError> {
        let mut found = Vec::new();
        let Some(generation) = self.generation else { return Ok((found, None)) };
        loop {
            let of = self.entries(generation, after.as_ref());
            let entries = app.store.number_entries(of).await?;
            let is_last = entries.len() < READ_AT_ONCE as usize;
            for entry in entries {
                let place = entry.place.clone();
                if self.measure.counts(&entry.contribution) {
                    if found.len() == most {
                        return Ok((found, after));
                    }
                    let site = app.records.site(&place.record.crm);
                    let url = site.and_then(|site| plumbline_crm::record_url(site, &place.record));
                    found.extend(deal_view(entry, self.dimension, &self.value, url));
                }
                after = Some(place);
            }
            if is_last {
                return Ok((found, None));
            }
        }
    }

    fn entries<'a>(&'a self, generation: i64, after: Option<&'a EntryPlace>) -> EntriesOf<'a> {
        EntriesOf {
            generation,
            dimension: self.dimension,
            value: &self.value,
            dated: self.measure.dated(),
            months: self.months,
            after,
            limit: READ_AT_ONCE,
        }
    }
}

/// What of a table is still to be written.
pub(super) enum Part {
    /// The columns' names, and all lines.
    First(Arc<App>, List),
    /// The lines after this one.
    After(Arc<App>, List, EntryPlace),
    /// Nothing.
    Done,
}

impl Part {
    pub(super) async fn next(self) -> Result<Option<(String, Self)>, StreamError> {
        let (app, list, after, mut text) = match self {
            Self::First(app, list) => (app, list, None, numbers_csv::deal_columns()),
            Self::After(app, list, after) => (app, list, Some(after), String::new()),
            Self::Done => return Ok(None),
        };
        let (deals, next) = list.part(&app, after, AT_ONCE).await.map_err(|_| StreamError)?;
        text.push_str(&numbers_csv::deal_lines(&deals));
        let rest = match next {
            Some(next) => Self::After(app, list, next),
            None => Self::Done,
        };
        Ok(Some((text, rest)))
    }
}

/// Breaks a table off, so that whoever reads it knows that it is not whole. The log says why.
#[derive(Debug, thiserror::Error)]
#[error("the table could not be written to its end")]
pub(super) struct StreamError;
