//! Records whose contribution is to be made anew.

use std::collections::BTreeSet;

use plumbline_domain::Instant;
use plumbline_domain::ids::TouchId;
use plumbline_domain::record::RecordKey;
use sqlx::SqlitePool;
use uuid::Uuid;

use super::Tx;
use crate::store::sqlite::columns::{millis, record_key};
use crate::store::{Changed, MadeAnew, StoreError};

/// Due as early as anything can be: at once.
const AT_ONCE: i64 = 0;

const PUT: &str = "INSERT INTO number_changes (record, change, due_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (record) DO UPDATE SET change = excluded.change, due_at = excluded.due_at";

/// On the record that has a touch now, and on those in whose circle that record is.
const OF_TOUCH: &str = "SELECT t.record FROM touches t WHERE t.crm = $1 AND t.id = $2 AND t.record <> $3 UNION \
                        SELECT c.record FROM touches t JOIN circles c ON c.member = t.record \
                        WHERE t.crm = $1 AND t.id = $2 AND t.record <> $3";

/// Notes that the facts of records change in this transaction.
pub(in crate::store::sqlite) async fn note_changed(
    transaction: &mut Tx<'_>,
    records: &BTreeSet<String>,
) -> Result<(), StoreError> {
    let change = Uuid::new_v4().to_string();
    for record in records {
        sqlx::query(PUT).bind(record).bind(&change).bind(AT_ONCE).execute(&mut **transaction).await?;
    }
    Ok(())
}

/// Notes that a touch leaves whichever record has it for another one.
pub(in crate::store::sqlite) async fn note_moved(
    transaction: &mut Tx<'_>,
    to: &RecordKey,
    touch: &TouchId,
) -> Result<(), StoreError> {
    let left: Vec<(String,)> = sqlx::query_as(OF_TOUCH)
        .bind(to.crm.as_str())
        .bind(touch.as_str())
        .bind(to.to_string())
        .fetch_all(&mut **transaction)
        .await?;
    note_changed(transaction, &left.into_iter().map(|(record,)| record).collect()).await
}

pub(super) async fn due(pool: &SqlitePool, now: Instant, limit: u32) -> Result<Vec<Changed>, StoreError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT record, change FROM number_changes WHERE due_at <= $1 ORDER BY due_at, record LIMIT $2")
            .bind(millis(now))
            .bind(limit)
            .fetch_all(pool)
            .await?;
    rows.into_iter().map(|(record, change)| Ok(Changed { record: record_key(&record)?, change })).collect()
}

pub(super) async fn count(pool: &SqlitePool, now: Instant) -> Result<i64, StoreError> {
    let count = sqlx::query_scalar("SELECT COUNT(*) FROM number_changes WHERE due_at <= $1");
    Ok(count.bind(millis(now)).fetch_one(pool).await?)
}

pub(super) async fn settle(pool: &SqlitePool, settled: &[MadeAnew]) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
    for MadeAnew { changed, again_at } in settled {
        let statement = match again_at {
            Some(_) => "UPDATE number_changes SET due_at = $3 WHERE record = $1 AND change = $2",
            None => "DELETE FROM number_changes WHERE record = $1 AND change = $2",
        };
        let query = sqlx::query(statement).bind(changed.record.to_string()).bind(&changed.change);
        let query = if let Some(at) = again_at { query.bind(millis(*at)) } else { query };
        query.execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn schedule(pool: &SqlitePool, records: &[(RecordKey, Instant)]) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
    let change = Uuid::new_v4().to_string();
    for (record, at) in records {
        sqlx::query(
            "INSERT INTO number_changes (record, change, due_at) VALUES ($1, $2, $3) ON CONFLICT (record) DO NOTHING",
        )
        .bind(record.to_string())
        .bind(&change)
        .bind(millis(*at))
        .execute(&mut *transaction)
        .await?;
    }
    transaction.commit().await?;
    Ok(())
}
