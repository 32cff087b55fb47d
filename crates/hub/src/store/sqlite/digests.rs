//! Digests: one row each, which only ever moves from claimed to released and back, and once to an end.

use async_trait::async_trait;
use plumbline_domain::Instant;

use super::SqliteStore;
use super::columns::{instant, millis};
use super::escalations::{attempts, ended};
use crate::store::{Claim, DigestStore, Settled, StoreError};

/// Takes the row when there was none, or when it was released; no row is changed otherwise.
const CLAIM: &str = "INSERT INTO digests (due_at, state, attempts, first_claimed_at, not_before) VALUES ($1, 'claimed', 1, $2, $2) \
                     ON CONFLICT (due_at) DO UPDATE SET state = 'claimed', attempts = digests.attempts + 1 \
                     WHERE digests.state = 'released' AND digests.not_before <= $2";

#[async_trait]
impl DigestStore for SqliteStore {
    async fn claim_digest(&self, due_at: Instant, now: Instant) -> Result<Option<Claim>, StoreError> {
        // Not one statement that also answers: its row would come before it is on disk.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let taken = sqlx::query(CLAIM).bind(millis(due_at)).bind(millis(now)).execute(&mut *transaction).await?;
        if taken.rows_affected() == 0 {
            return Ok(None);
        }
        let (made, first_at): (i64, i64) =
            sqlx::query_as("SELECT attempts, first_claimed_at FROM digests WHERE due_at = $1")
                .bind(millis(due_at))
                .fetch_one(&mut *transaction)
                .await?;
        transaction.commit().await?;
        Ok(Some(Claim { attempt: attempts(made)?, first_at: instant(first_at)? }))
    }

    async fn settle_digest(&self, due_at: Instant, outcome: Settled) -> Result<(), StoreError> {
        self.end_digest(due_at, ended(outcome), due_at).await
    }

    async fn release_digest(&self, due_at: Instant, not_before: Instant) -> Result<(), StoreError> {
        self.end_digest(due_at, "released", not_before).await
    }

    async fn open_digests(&self) -> Result<Vec<Instant>, StoreError> {
        let open: Vec<i64> = sqlx::query_scalar("SELECT due_at FROM digests WHERE state = 'claimed' ORDER BY due_at")
            .fetch_all(&self.pool)
            .await?;
        open.into_iter().map(instant).collect()
    }
}

impl SqliteStore {
    /// Of a claim only: what came to an end stays there.
    async fn end_digest(&self, due_at: Instant, state: &str, not_before: Instant) -> Result<(), StoreError> {
        sqlx::query("UPDATE digests SET state = $1, not_before = $2 WHERE due_at = $3 AND state = 'claimed'")
            .bind(state)
            .bind(millis(not_before))
            .bind(millis(due_at))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
