//! The records behind each row.

use plumbline_domain::numbers::{Contribution, Dated, Month, Value};
use sqlx::{FromRow, QueryBuilder, Sqlite, SqlitePool};

use super::Tx;
use crate::store::sqlite::columns::{corrupt, from_object, instant, millis, record_key};
use crate::store::{EntriesOf, EntryPlace, NumberEntry, StoreError};

/// Rows of one statement: seven values each, of at most 32,766.
const ROWS: usize = 1_000;

const LISTED: &str = "SELECT e.month, e.happened_at, e.record, r.title, r.company, c.contribution FROM number_entries e \
                      JOIN records r ON r.record = e.record \
                      JOIN number_contributions c ON c.generation = e.generation AND c.record = e.record \
                      WHERE e.generation = $1 AND e.dimension = $2 AND e.value = $3 AND e.dated = $4 \
                      AND e.month BETWEEN $5 AND $6 \
                      AND (e.month, e.happened_at, e.record) < ($7, $8, $9) \
                      ORDER BY e.month DESC, e.happened_at DESC, e.record DESC LIMIT $10";

/// That a record is in a row by a date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    dimension: &'static str,
    value: Value,
    dated: Dated,
    month: i32,
    happened_at: i64,
    record: String,
}

impl Entry {
    /// All of a record.
    pub(super) fn all_of(record: &str, contribution: &Contribution) -> Vec<Self> {
        let dates = Dated::ALL.into_iter().filter_map(|dated| Some((dated, dated.of(contribution)?)));
        let entries = dates.flat_map(|(dated, (at, month))| {
            contribution.parts.iter().map(move |part| Self {
                dimension: part.dimension.word(),
                value: part.value.clone(),
                dated,
                month: month.index(),
                happened_at: millis(at),
                record: record.to_owned(),
            })
        });
        entries.collect()
    }
}

pub(super) async fn delete<'a>(
    transaction: &mut Tx<'_>,
    generation: i64,
    entries: impl Iterator<Item = &'a Entry>,
) -> Result<(), StoreError> {
    for entry in entries {
        sqlx::query(
            "DELETE FROM number_entries WHERE generation = $1 AND dimension = $2 AND value = $3 AND dated = $4 \
             AND month = $5 AND happened_at = $6 AND record = $7",
        )
        .bind(generation)
        .bind(entry.dimension)
        .bind(entry.value.to_string())
        .bind(entry.dated.word())
        .bind(entry.month)
        .bind(entry.happened_at)
        .bind(&entry.record)
        .execute(&mut **transaction)
        .await?;
    }
    Ok(())
}

pub(super) async fn insert(transaction: &mut Tx<'_>, generation: i64, entries: &[&Entry]) -> Result<(), StoreError> {
    const INTO: &str = "INSERT INTO number_entries (generation, dimension, value, dated, month, happened_at, record) ";
    for some in entries.chunks(ROWS) {
        let mut statement: QueryBuilder<Sqlite> = QueryBuilder::new(INTO);
        statement.push_values(some, |mut row, entry| {
            row.push_bind(generation)
                .push_bind(entry.dimension)
                .push_bind(entry.value.to_string())
                .push_bind(entry.dated.word())
                .push_bind(entry.month)
                .push_bind(entry.happened_at)
                .push_bind(&entry.record);
        });
        statement.build().execute(&mut **transaction).await?;
    }
    Ok(())
}

#[derive(FromRow)]
struct ListedRow {
    month: i32,
    happened_at: i64,
    record: String,
    title: String,
    company: Option<String>,
    contribution: String,
}

pub(super) async fn listed(pool: &SqlitePool, of: EntriesOf<'_>) -> Result<Vec<NumberEntry>, StoreError> {
    let rows: Vec<ListedRow> = sqlx::query_as(LISTED)
        .bind(of.generation)
        .bind(of.dimension.word())
        .bind(of.value.to_string())
        .bind(of.dated.word())
        .bind(of.months.from.index())
        .bind(of.months.to.index())
        .bind(of.after.map_or(i32::MAX, |after| after.month.index()))
        .bind(of.after.map_or(i64::MAX, |after| millis(after.at)))
        .bind(of.after.map(|after| after.record.to_string()).unwrap_or_default())
        .bind(of.limit)
        .fetch_all(pool)
        .await?;
    rows.into_iter().map(ListedRow::into_entry).collect()
}

impl ListedRow {
    fn into_entry(self) -> Result<NumberEntry, StoreError> {
        let month = Month::from_index(self.month).ok_or_else(|| corrupt("month", self.month))?;
        Ok(NumberEntry {
            place: EntryPlace { month, at: instant(self.happened_at)?, record: record_key(&self.record)? },
            title: self.title,
            company: self.company,
            contribution: from_object("contribution", &self.contribution)?,
        })
    }
}
