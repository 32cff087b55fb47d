//! What webhooks told: one row for each event by which it counts once, and one for each record that something is to be done about.

use async_trait::async_trait;
use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use sqlx::{Sqlite, Transaction};
use uuid::Uuid;

use super::SqliteStore;
use super::columns::{from_word, millis, record_key, word};
use crate::store::{Due, DueRecord, HeardEvent, StoreError, WebhookStore};

/// How long an event is remembered. HubSpot tells of one for a day until it is answered.
const REMEMBERED: TimeDelta = TimeDelta::days(3);

const PUT: &str = "INSERT INTO webhook_records (record, crm, what, heard_at, change) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (record) DO UPDATE SET change = excluded.change, \
                   what = CASE WHEN 'erase' IN (webhook_records.what, excluded.what) THEN 'erase' \
                   WHEN 'gone' IN (webhook_records.what, excluded.what) THEN 'gone' ELSE 'read' END";

const PUT_MERGE: &str = "INSERT INTO merges (record, merged_into) VALUES ($1, $2) \
                         ON CONFLICT (record) DO UPDATE SET merged_into = excluded.merged_into";

#[async_trait]
impl WebhookStore for SqliteStore {
    async fn hear(&self, crm: &CrmId, events: &[HeardEvent], now: Instant) -> Result<usize, StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let (mut heard, change) = (0, Uuid::new_v4().to_string());
        for event in events {
            if !is_new(&mut transaction, crm, &event.id, now).await? {
                continue;
            }
            heard += 1;
            for (record, due) in &event.due {
                let put = sqlx::query(PUT).bind(record.to_string()).bind(crm.as_str()).bind(word(*due));
                put.bind(millis(now)).bind(&change).execute(&mut *transaction).await?;
            }
            for (record, into) in &event.merged {
                let put = sqlx::query(PUT_MERGE).bind(record.to_string()).bind(into.to_string());
                put.execute(&mut *transaction).await?;
            }
        }
        forget_before(&mut transaction, now - REMEMBERED).await?;
        transaction.commit().await?;
        Ok(heard)
    }

    async fn due(&self, crm: &CrmId, limit: u32) -> Result<Vec<DueRecord>, StoreError> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT record, what, change FROM webhook_records WHERE crm = $1 ORDER BY heard_at, record LIMIT $2",
        )
        .bind(crm.as_str())
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        let due = |(record, what, change): (String, String, String)| {
            Ok(DueRecord {
                record: record_key(&record)?,
                due: from_word::<Due>("thing to do about a record", &what)?,
                change,
            })
        };
        rows.into_iter().map(due).collect()
    }

    async fn note_done(&self, done: &[DueRecord]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for DueRecord { record, change, .. } in done {
            sqlx::query("DELETE FROM webhook_records WHERE record = $1 AND change = $2")
                .bind(record.to_string())
                .bind(change)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

async fn is_new(
    transaction: &mut Transaction<'_, Sqlite>,
    crm: &CrmId,
    id: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let put = sqlx::query(
        "INSERT INTO webhook_events (crm, id, heard_at) VALUES ($1, $2, $3) ON CONFLICT (crm, id) DO NOTHING",
    );
    let put = put.bind(crm.as_str()).bind(id).bind(millis(now)).execute(&mut **transaction).await?;
    Ok(put.rows_affected() > 0)
}

async fn forget_before(transaction: &mut Transaction<'_, Sqlite>, before: Instant) -> Result<(), StoreError> {
    let forget = sqlx::query("DELETE FROM webhook_events WHERE heard_at < $1").bind(millis(before));
    forget.execute(&mut **transaction).await?;
    Ok(())
}
