//! Notes for CRMs: one row each, which moves between waiting and claimed, and once to an end.

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use sqlx::{Executor, FromRow, Sqlite};

use super::SqliteStore;
use super::columns::{corrupt, instant, millis, record_key};
use crate::store::{ClaimedNote, NewNote, NoteOutcome, NoteStore, StoreError};

/// The oldest that may be tried and has no older one on its record.
const NEXT: &str = "SELECT n.id, n.record, n.words, n.happened_at, n.attempts FROM crm_notes n \
                    WHERE n.crm = $1 AND n.state = 'waiting' AND n.not_before <= $2 AND NOT EXISTS \
                    (SELECT 1 FROM crm_notes o WHERE o.record = n.record AND o.state IN ('waiting', 'claimed') \
                    AND (o.happened_at < n.happened_at OR (o.happened_at = n.happened_at AND o.id < n.id))) \
                    ORDER BY n.happened_at, n.id LIMIT 1";

#[derive(FromRow)]
struct NoteRow {
    id: String,
    record: String,
    words: String,
    happened_at: i64,
    attempts: i64,
}

impl NoteRow {
    fn into_claimed(self) -> Result<ClaimedNote, StoreError> {
        let attempt = u32::try_from(self.attempts + 1).map_err(|_| corrupt("number of attempts", self.attempts))?;
        let (record, at) = (record_key(&self.record)?, instant(self.happened_at)?);
        Ok(ClaimedNote { id: self.id, record, text: self.words, at, attempt })
    }
}

/// Keeps a note, unless it was kept before.
pub(super) async fn add(on: impl Executor<'_, Database = Sqlite>, note: NewNote<'_>) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO crm_notes (id, crm, record, happened_at, words, state, attempts, not_before) \
         VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $4) ON CONFLICT (id) DO NOTHING",
    )
    .bind(note.id)
    .bind(note.record.crm.as_str())
    .bind(note.record.to_string())
    .bind(millis(note.at))
    .bind(note.text)
    .execute(on)
    .await?;
    Ok(())
}

#[async_trait]
impl NoteStore for SqliteStore {
    async fn add_note(&self, note: NewNote<'_>) -> Result<(), StoreError> {
        add(&self.pool, note).await
    }

    async fn claim_note(&self, crm: &CrmId, now: Instant) -> Result<Option<ClaimedNote>, StoreError> {
        let next: Option<NoteRow> =
            sqlx::query_as(NEXT).bind(crm.as_str()).bind(millis(now)).fetch_optional(&self.pool).await?;
        let Some(next) = next else { return Ok(None) };
        // Whoever was faster has changed the number of attempts.
        let taken = sqlx::query(
            "UPDATE crm_notes SET state = 'claimed', attempts = attempts + 1 \
             WHERE id = $1 AND state = 'waiting' AND attempts = $2",
        )
        .bind(&next.id)
        .bind(next.attempts)
        .execute(&self.pool)
        .await?;
        if taken.rows_affected() == 0 { Ok(None) } else { next.into_claimed().map(Some) }
    }

    async fn settle_note(&self, id: &str, outcome: NoteOutcome) -> Result<(), StoreError> {
        let state = match outcome {
            NoteOutcome::Left => "left",
            NoteOutcome::GivenUp => "given_up",
        };
        sqlx::query("UPDATE crm_notes SET state = $1, words = '' WHERE id = $2 AND state = 'claimed'")
            .bind(state)
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn release_note(&self, id: &str, not_before: Instant) -> Result<(), StoreError> {
        sqlx::query("UPDATE crm_notes SET state = 'waiting', not_before = $1 WHERE id = $2 AND state = 'claimed'")
            .bind(millis(not_before))
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn release_lost_notes(&self, not_before: Instant) -> Result<u64, StoreError> {
        let released = sqlx::query("UPDATE crm_notes SET state = 'waiting', not_before = $1 WHERE state = 'claimed'")
            .bind(millis(not_before))
            .execute(&self.pool)
            .await?;
        Ok(released.rows_affected())
    }
}
