//! What records add, and the sums brought up to date with it.

use std::collections::{BTreeSet, HashMap};

use plumbline_domain::Instant;
use plumbline_domain::numbers::{Cell, CellKey, Contribution};
use plumbline_domain::record::RecordKey;
use sqlx::SqlitePool;

use super::entries::Entry;
use super::{Tx, cells, entries};
use crate::store::sqlite::columns::{from_object, millis, object};
use crate::store::{NewContributions, StoreError};

const ONE: &str = "SELECT contribution FROM number_contributions WHERE generation = $1 AND record = $2";

/// What is to be written together.
#[derive(Default)]
struct Differences {
    cells: HashMap<CellKey, Cell>,
    left: BTreeSet<Entry>,
    joined: BTreeSet<Entry>,
}

pub(super) async fn one(
    pool: &SqlitePool,
    generation: i64,
    record: &RecordKey,
) -> Result<Option<Contribution>, StoreError> {
    let text: Option<String> =
        sqlx::query_scalar(ONE).bind(generation).bind(record.to_string()).fetch_optional(pool).await?;
    text.map(|text| from_object("contribution", &text)).transpose()
}

pub(super) async fn put(pool: &SqlitePool, new: NewContributions<'_>, now: Instant) -> Result<(), StoreError> {
    // It reads before it writes: begun as a reader, it would fail when another writer came between.
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    if !note_progress(&mut transaction, new, now).await? {
        return Ok(());
    }
    let mut differences = Differences::default();
    for (record, contribution) in new.contributions {
        replace(&mut transaction, new.generation, record, contribution.as_ref(), &mut differences).await?;
    }
    let left: Vec<&Entry> = differences.left.difference(&differences.joined).collect();
    let joined: Vec<&Entry> = differences.joined.difference(&differences.left).collect();
    entries::replace(&mut transaction, new.generation, &left, &joined).await?;
    cells::add(&mut transaction, new.generation, differences.cells).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether the generation is still kept.
async fn note_progress(transaction: &mut Tx<'_>, new: NewContributions<'_>, now: Instant) -> Result<bool, StoreError> {
    let built = if new.position.is_some() { new.contributions.len() } else { 0 };
    let done = sqlx::query(
        "UPDATE number_generations SET computed_at = $2, position = COALESCE($3, position), done = done + $4 \
         WHERE generation = $1 AND state <> 'dropped'",
    )
    .bind(new.generation)
    .bind(millis(now))
    .bind(new.position)
    .bind(i64::try_from(built).unwrap_or(i64::MAX))
    .execute(&mut **transaction)
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn replace(
    transaction: &mut Tx<'_>,
    generation: i64,
    record: &RecordKey,
    new: Option<&Contribution>,
    differences: &mut Differences,
) -> Result<(), StoreError> {
    let name = record.to_string();
    let old: Option<String> =
        sqlx::query_scalar(ONE).bind(generation).bind(&name).fetch_optional(&mut **transaction).await?;
    let old: Option<Contribution> = old.map(|old| from_object("contribution", &old)).transpose()?;
    if old.as_ref() == new {
        return Ok(());
    }
    if let Some(old) = &old {
        differences.add(&name, old, -1);
    }
    if let Some(new) = new {
        differences.add(&name, new, 1);
    }
    write(transaction, generation, &name, new).await
}

impl Differences {
    fn add(&mut self, record: &str, contribution: &Contribution, times: i64) {
        for (key, cell) in contribution.cells() {
            self.cells.entry(key).or_default().add(&cell, times);
        }
        let entries = if times > 0 { &mut self.joined } else { &mut self.left };
        entries.extend(Entry::all_of(record, contribution));
    }
}

async fn write(
    transaction: &mut Tx<'_>,
    generation: i64,
    record: &str,
    contribution: Option<&Contribution>,
) -> Result<(), StoreError> {
    let Some(contribution) = contribution else {
        sqlx::query("DELETE FROM number_contributions WHERE generation = $1 AND record = $2")
            .bind(generation)
            .bind(record)
            .execute(&mut **transaction)
            .await?;
        return Ok(());
    };
    sqlx::query(
        "INSERT INTO number_contributions (generation, record, contribution) VALUES ($1, $2, $3) \
         ON CONFLICT (generation, record) DO UPDATE SET contribution = excluded.contribution",
    )
    .bind(generation)
    .bind(record)
    .bind(object(contribution))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
