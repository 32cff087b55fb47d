//! The records behind each row.

use std::collections::HashMap;

use plumbline_domain::numbers::{Contribution, Dated, Month};
use sqlx::{FromRow, QueryBuilder, Sqlite, SqlitePool};

use super::names::row_name;
use super::{Tx, names};
use crate::store::sqlite::columns::{corrupt, from_object, instant, millis, record_key};
use crate::store::{EntriesOf, EntryPlace, NumberEntry, StoreError};

/// Rows of one statement: six values each, of at most 32,766.
const ROWS: usize = 5_000;

const LISTED: &str = "SELECT e.month, e.happened_at, r.record, r.title, r.company, c.contribution FROM number_entries e \
                      JOIN number_names n ON n.number = e.record JOIN records r ON r.record = n.name \
                      JOIN number_contributions c ON c.generation = e.generation AND c.record = r.record \
                      WHERE e.generation = $1 AND e.place = (SELECT number FROM number_names WHERE name = $2) \
                      AND e.dated = $3 AND e.month BETWEEN $4 AND $5 AND (e.month, e.happened_at, e.record) < \
                      ($6, $7, COALESCE((SELECT number FROM number_names WHERE name = $8), 0)) \
                      ORDER BY e.month DESC, e.happened_at DESC, e.record DESC LIMIT $9";

/// That a record is in a row by a date. Rows and records are named as [`names`] has them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    place: String,
    dated: Dated,
    month: i32,
    happened_at: i64,
    record: String,
}

/// An entry as a row has it, but for the generation.
type Numbered = [i64; 5];

impl Entry {
    /// All of a record.
    pub(super) fn all_of(record: &str, contribution: &Contribution) -> Vec<Self> {
        let dates = Dated::ALL.into_iter().filter_map(|dated| Some((dated, dated.of(contribution)?)));
        let entries = dates.flat_map(|(dated, (at, month))| {
            contribution.parts.iter().map(move |part| Self {
                place: row_name(part.dimension, &part.value),
                dated,
                month: month.index(),
                happened_at: millis(at),
                record: record.to_owned(),
            })
        });
        entries.collect()
    }

    fn numbered(&self, numbers: &HashMap<String, i64>) -> Option<Numbered> {
        let (place, record) = (*numbers.get(&self.place)?, *numbers.get(&self.record)?);
        Some([place, self.dated.number(), self.month.into(), self.happened_at, record])
    }
}

/// Takes entries out and puts others in.
pub(super) async fn replace(
    transaction: &mut Tx<'_>,
    generation: i64,
    left: &[&Entry],
    joined: &[&Entry],
) -> Result<(), StoreError> {
    let named = left.iter().chain(joined).flat_map(|entry| [entry.place.as_str(), entry.record.as_str()]);
    let numbers = names::numbered(transaction, named.collect()).await?;
    let numbered =
        |entries: &[&Entry]| -> Vec<Numbered> { entries.iter().filter_map(|entry| entry.numbered(&numbers)).collect() };
    delete(transaction, generation, &numbered(left)).await?;
    insert(transaction, generation, &numbered(joined)).await
}

async fn delete(transaction: &mut Tx<'_>, generation: i64, entries: &[Numbered]) -> Result<(), StoreError> {
    for entry in entries {
        let query = sqlx::query(
            "DELETE FROM number_entries WHERE generation = $1 AND place = $2 AND dated = $3 AND month = $4 \
             AND happened_at = $5 AND record = $6",
        );
        let query = entry.iter().fold(query.bind(generation), |query, value| query.bind(*value));
        query.execute(&mut **transaction).await?;
    }
    Ok(())
}

async fn insert(transaction: &mut Tx<'_>, generation: i64, entries: &[Numbered]) -> Result<(), StoreError> {
    const INTO: &str = "INSERT INTO number_entries (generation, place, dated, month, happened_at, record) ";
    for some in entries.chunks(ROWS) {
        let mut statement: QueryBuilder<Sqlite> = QueryBuilder::new(INTO);
        statement.push_values(some, |mut row, entry| {
            row.push_bind(generation);
            for value in entry {
                row.push_bind(*value);
            }
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
        .bind(row_name(of.dimension, of.value))
        .bind(of.dated.number())
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
