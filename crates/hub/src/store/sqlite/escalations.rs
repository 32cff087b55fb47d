//! Escalations: one row each, which only ever moves from claimed to released and back, and once to an end.

use std::collections::HashSet;

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use sqlx::FromRow;

use super::SqliteStore;
use super::columns::{corrupt, instant, millis, record_key};
use crate::store::{Claim, Escalated, EscalationStore, Settled, StoreError};

/// Takes the row when there was none, or when it was released; no row is changed otherwise.
const CLAIM: &str = "INSERT INTO escalations (record, handed_off_at, rule, state, attempts, first_claimed_at, not_before) \
                     VALUES ($1, $2, $3, 'claimed', 1, $4, $4) ON CONFLICT (record, handed_off_at, rule) \
                     DO UPDATE SET state = 'claimed', attempts = escalations.attempts + 1 \
                     WHERE escalations.state = 'released' AND escalations.not_before <= $4";

const CLAIMED: &str = "SELECT e.record, e.handed_off_at, e.rule FROM escalations e JOIN records r ON r.record = e.record \
                       WHERE r.crm = $1 AND r.waits_since IS NOT NULL AND NOT (e.state = 'released' AND e.not_before <= $2)";

#[derive(FromRow)]
struct EscalatedRow {
    record: String,
    handed_off_at: i64,
    rule: String,
}

impl EscalatedRow {
    fn into_escalated(self) -> Result<Escalated, StoreError> {
        Ok(Escalated::new(record_key(&self.record)?, instant(self.handed_off_at)?, self.rule))
    }
}

/// The state of a claim that ended.
pub(super) const fn ended(outcome: Settled) -> &'static str {
    match outcome {
        Settled::Sent => "sent",
        Settled::Unknown => "unknown",
        Settled::GivenUp => "given_up",
    }
}

/// How often something was claimed.
pub(super) fn attempts(stored: i64) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|_| corrupt("number of attempts", stored))
}

#[async_trait]
impl EscalationStore for SqliteStore {
    async fn claim_escalation(&self, what: &Escalated, now: Instant) -> Result<Option<Claim>, StoreError> {
        // Not one statement that also answers: its row would come before it is on disk.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let taken = sqlx::query(CLAIM)
            .bind(what.record.to_string())
            .bind(millis(what.handed_off_at))
            .bind(&what.rule)
            .bind(millis(now))
            .execute(&mut *transaction)
            .await?;
        if taken.rows_affected() == 0 {
            return Ok(None);
        }
        let (made, first_at): (i64, i64) = sqlx::query_as(
            "SELECT attempts, first_claimed_at FROM escalations WHERE record = $1 AND handed_off_at = $2 AND rule = $3",
        )
        .bind(what.record.to_string())
        .bind(millis(what.handed_off_at))
        .bind(&what.rule)
        .fetch_one(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Some(Claim { attempt: attempts(made)?, first_at: instant(first_at)? }))
    }

    async fn settle_escalation(&self, what: &Escalated, outcome: Settled) -> Result<(), StoreError> {
        self.end_claim(what, ended(outcome), what.handed_off_at).await
    }

    async fn release_escalation(&self, what: &Escalated, not_before: Instant) -> Result<(), StoreError> {
        self.end_claim(what, "released", not_before).await
    }

    async fn claimed_escalations(&self, crm: &CrmId, now: Instant) -> Result<HashSet<Escalated>, StoreError> {
        let rows: Vec<EscalatedRow> =
            sqlx::query_as(CLAIMED).bind(crm.as_str()).bind(millis(now)).fetch_all(&self.pool).await?;
        rows.into_iter().map(EscalatedRow::into_escalated).collect()
    }

    async fn open_escalations(&self) -> Result<Vec<Escalated>, StoreError> {
        let rows: Vec<EscalatedRow> = sqlx::query_as(
            "SELECT record, handed_off_at, rule FROM escalations WHERE state = 'claimed' ORDER BY record, handed_off_at, rule",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(EscalatedRow::into_escalated).collect()
    }
}

impl SqliteStore {
    /// Of a claim only: what came to an end stays there.
    async fn end_claim(&self, what: &Escalated, state: &str, not_before: Instant) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE escalations SET state = $1, not_before = $2 \
             WHERE record = $3 AND handed_off_at = $4 AND rule = $5 AND state = 'claimed'",
        )
        .bind(state)
        .bind(millis(not_before))
        .bind(what.record.to_string())
        .bind(millis(what.handed_off_at))
        .bind(&what.rule)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
