//! Notes for CRMs: one row each, which moves between waiting and claimed, and once to an end.

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::{CrmId, ObjectionId, ReportId};
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

const ADD: &str = "INSERT INTO crm_notes (id, crm, record, happened_at, words, state, attempts, not_before) \
                   VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $4) ON CONFLICT (id) DO NOTHING";

const REVISE: &str = "INSERT INTO crm_notes (id, crm, record, happened_at, words, state, attempts, not_before) \
                      VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $4) ON CONFLICT (id) DO UPDATE SET words = excluded.words, \
                      happened_at = excluded.happened_at, not_before = excluded.not_before, state = 'waiting', attempts = 0";

/// What marketing answered is part of what is said of a report.
const OF_REPORT: &str = "UPDATE crm_notes SET state = 'waiting', attempts = 0, happened_at = $1, not_before = $1 \
                         WHERE id = 'report/' || $2";

const OF_REPORTS: &str = "UPDATE crm_notes SET state = 'waiting', attempts = 0, happened_at = $1, not_before = $1 WHERE id IN \
                          (SELECT 'report/' || id FROM reports WHERE counts_as = $2 AND handled_at = $3)";

/// Lets what is said of a report be said anew, where anything was to be said of it.
pub(super) async fn revise_report(
    on: impl Executor<'_, Database = Sqlite>,
    report: ReportId,
    now: Instant,
) -> Result<(), StoreError> {
    sqlx::query(OF_REPORT).bind(millis(now)).bind(report.to_string()).execute(on).await?;
    Ok(())
}

/// The same for all reports of an objection that were handled at one moment.
pub(super) async fn revise_reports(
    on: impl Executor<'_, Database = Sqlite>,
    objection: &ObjectionId,
    handled_at: Instant,
    now: Instant,
) -> Result<(), StoreError> {
    sqlx::query(OF_REPORTS).bind(millis(now)).bind(objection.as_str()).bind(millis(handled_at)).execute(on).await?;
    Ok(())
}

/// Keeps a note, unless it was kept before.
pub(super) async fn add(on: impl Executor<'_, Database = Sqlite>, note: NewNote<'_>) -> Result<(), StoreError> {
    put(on, ADD, note).await
}

/// Keeps a note in the place of what it said before, also where that was left already. Whoever is just leaving that ends a
/// claim that is no more.
pub(super) async fn revise(on: impl Executor<'_, Database = Sqlite>, note: NewNote<'_>) -> Result<(), StoreError> {
    put(on, REVISE, note).await
}

async fn put(
    on: impl Executor<'_, Database = Sqlite>,
    statement: &'static str,
    note: NewNote<'_>,
) -> Result<(), StoreError> {
    sqlx::query(statement)
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
