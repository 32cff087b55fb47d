//! Generations: begun, built, shown, dropped and swept away.

use plumbline_domain::Instant;
use sqlx::{FromRow, SqlitePool};

use super::Tx;
use crate::store::sqlite::columns::{instant, millis};
use crate::store::{Generation, StoreError};

/// Rows that one sweep deletes of each table.
const AT_ONCE: u32 = 5_000;

/// What a dropped generation leaves behind; the last statement ends it once nothing is left.
const SWEEPS: [&str; 3] = [
    "DELETE FROM number_entries WHERE (generation, place, dated, month, happened_at, record) IN \
     (SELECT generation, place, dated, month, happened_at, record FROM number_entries WHERE generation = $1 LIMIT $2)",
    "DELETE FROM number_contributions WHERE (generation, record) IN \
     (SELECT generation, record FROM number_contributions WHERE generation = $1 LIMIT $2)",
    "DELETE FROM number_cells WHERE (generation, dimension, month, value, currency) IN \
     (SELECT generation, dimension, month, value, currency FROM number_cells WHERE generation = $1 LIMIT $2)",
];

/// Leaves nothing of what was counted, and no name.
const FORGET: [&str; 5] = [
    "UPDATE number_generations SET state = 'dropped'",
    "DELETE FROM number_entries",
    "DELETE FROM number_contributions",
    "DELETE FROM number_cells",
    "DELETE FROM number_names",
];

#[derive(FromRow)]
struct GenerationRow {
    generation: i64,
    terms: String,
    state: String,
    position: String,
    done: i64,
    total: i64,
    computed_at: i64,
}

pub(super) async fn kept(pool: &SqlitePool) -> Result<Vec<Generation>, StoreError> {
    let rows: Vec<GenerationRow> = sqlx::query_as(
        "SELECT generation, terms, state, position, done, total, computed_at FROM number_generations \
         WHERE state <> 'dropped' ORDER BY generation DESC",
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(GenerationRow::into_generation).collect()
}

impl GenerationRow {
    fn into_generation(self) -> Result<Generation, StoreError> {
        Ok(Generation {
            id: self.generation,
            terms: self.terms,
            is_whole: self.state == "shown",
            position: self.position,
            done: self.done,
            total: self.total,
            computed_at: instant(self.computed_at)?,
        })
    }
}

/// Drops all figures, to be made anew, if the name of a row is one that `is_told` knows.
pub(in crate::store::sqlite) async fn forget(
    transaction: &mut Tx<'_>,
    is_told: impl Fn(&str) -> bool,
) -> Result<(), StoreError> {
    let values: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT value FROM number_cells").fetch_all(&mut **transaction).await?;
    if values.iter().any(|value| is_told(value)) {
        for statement in FORGET {
            sqlx::query(statement).execute(&mut **transaction).await?;
        }
    }
    Ok(())
}

pub(super) async fn begin(pool: &SqlitePool, terms: &str, now: Instant) -> Result<(), StoreError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("UPDATE number_generations SET state = 'dropped' WHERE state = 'building'")
        .execute(&mut *transaction)
        .await?;
    sqlx::query(
        "INSERT INTO number_generations (generation, terms, state, position, done, total, computed_at) \
         SELECT COALESCE((SELECT MAX(generation) FROM number_generations), 0) + 1, $1, 'building', '', 0, \
         (SELECT COUNT(*) FROM records WHERE kind <> 'contact' AND is_gone = FALSE), $2",
    )
    .bind(terms)
    .bind(millis(now))
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn finish(pool: &SqlitePool, generation: i64, now: Instant) -> Result<(), StoreError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let done = sqlx::query(
        "UPDATE number_generations SET state = 'shown', computed_at = $2 WHERE generation = $1 AND state = 'building'",
    )
    .bind(generation)
    .bind(millis(now))
    .execute(&mut *transaction)
    .await?;
    // One that was dropped in between is not shown any more, and drops no other.
    if done.rows_affected() > 0 {
        sqlx::query("UPDATE number_generations SET state = 'dropped' WHERE state = 'shown' AND generation <> $1")
            .bind(generation)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn sweep(pool: &SqlitePool) -> Result<bool, StoreError> {
    let dropped: Option<i64> =
        sqlx::query_scalar("SELECT MIN(generation) FROM number_generations WHERE state = 'dropped'")
            .fetch_one(pool)
            .await?;
    let Some(dropped) = dropped else { return Ok(false) };
    let mut deleted = 0;
    for statement in SWEEPS {
        deleted += sqlx::query(statement).bind(dropped).bind(AT_ONCE).execute(pool).await?.rows_affected();
    }
    if deleted == 0 {
        let last = "DELETE FROM number_generations WHERE generation = $1 AND state = 'dropped'";
        sqlx::query(last).bind(dropped).execute(pool).await?;
    }
    Ok(true)
}
