use std::collections::BTreeSet;

use async_trait::async_trait;
use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;
use sqlx::{Sqlite, Transaction};

use super::SqliteStore;
use super::columns::{instant_or_none, millis, record_key};
use super::decisions::{self, DecisionRow, ONE_DECISIONS, note_waiting, with_decisions};
use super::origins::ChangeRow;
use super::record_rows::{self, RecordRow, Teller, TouchRow};
use super::signals;
use super::{erasing, hand_offs, numbers, origins};
use crate::store::{Circle, LastRead, RecordStore, StoreError, Waits};

const MEMBERS: &str =
    select_records!("r JOIN circles c ON c.member = r.record WHERE c.record = $1 AND r.is_gone = FALSE");
const MEMBER_TOUCHES: &str = select_touches!("t JOIN circles c ON c.member = t.record WHERE c.record = $1");
const ONE: &str = select_records!("r WHERE r.record = $1");
const ONE_TOUCHES: &str = select_touches!("t WHERE t.record = $1");
const TOLD_TOUCHES: &str = select_touches!("t WHERE t.record = $1 AND t.signal IS NULL AND t.from_outside = FALSE");
const WAITING_TOUCHES: &str = select_touches!(
    "t JOIN records r ON r.record = t.record WHERE r.crm = $1 AND r.waits_since IS NOT NULL AND r.is_gone = FALSE"
);
const UNANSWERED: &str = select_records!(
    "r WHERE r.crm = $1 AND r.unanswered_since IS NOT NULL AND r.is_gone = FALSE ORDER BY r.unanswered_since, r.record"
);
const WAITING: &str = select_records!(
    "r WHERE r.crm = $1 AND r.waits_since IS NOT NULL AND r.is_gone = FALSE ORDER BY r.waits_since, r.record"
);
const MEMBER_DECISIONS: &str =
    "SELECT d.record, d.event FROM decisions d JOIN circles c ON c.member = d.record WHERE c.record = $1";
const WAITING_DECISIONS: &str = "SELECT d.record, d.event FROM decisions d JOIN records r ON r.record = d.record \
                                 WHERE r.crm = $1 AND r.waits_since IS NOT NULL";

/// Whoever was erased is gone from the CRM, and counts.
const MARK_GONE: &str = "UPDATE records SET is_gone = TRUE WHERE record = $1 AND is_gone = FALSE \
                         AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.record = $1)";

/// Without those who were erased: the CRM does not tell of them any more, and they stay.
const MEMBERS_TOLD: &str = "SELECT member FROM circles WHERE record = $1 \
                            AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.record = member)";

use record_rows::{select_records, select_touches};

#[async_trait]
impl RecordStore for SqliteStore {
    async fn circle(&self, record: &RecordKey) -> Result<Option<Circle>, StoreError> {
        let name = record.to_string();
        let found: (Vec<RecordRow>, Vec<TouchRow>, Vec<DecisionRow>, Vec<ChangeRow>) = futures::try_join!(
            sqlx::query_as(MEMBERS).bind(&name).fetch_all(&self.pool),
            sqlx::query_as(MEMBER_TOUCHES).bind(&name).fetch_all(&self.pool),
            sqlx::query_as(MEMBER_DECISIONS).bind(&name).fetch_all(&self.pool),
            sqlx::query_as(origins::LATEST).bind(&name).fetch_all(&self.pool),
        )?;
        let (rows, touches, decisions, changes) = found;
        let origin_changes = origins::changes(&changes)?;
        let mut decided = decisions::by_record(decisions)?;
        let Some(own) = rows.iter().find(|row| row.record == name) else { return self.only_read_within(&name).await };
        let read_at = instant_or_none(own.circle_read_at)?;
        let mut by_record = record_rows::touches_by_record(touches);
        let members = rows.into_iter().map(|row| {
            let touches = by_record.remove(&row.record).unwrap_or_default();
            let decisions = decided.remove(&row.record);
            with_decisions(row.into_facts(touches)?, decisions)
        });
        let members: Vec<RecordFacts> = members.collect::<Result<_, _>>()?;
        let own = members.iter().find(|member| member.record.key == *record).map(|own| own.record.clone());
        Ok(own.map(|record| Circle { record, read_at, members, origin_changes }))
    }

    async fn put_facts(
        &self,
        facts: &Facts,
        subject: Option<&RecordKey>,
        now: Instant,
    ) -> Result<Vec<RecordKey>, StoreError> {
        // It reads before it writes: begun as a reader, it would fail when another writer came between.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let mut changed = BTreeSet::new();
        for read in &facts.records {
            if put_record(&mut transaction, read).await? {
                changed.insert(read.record.key.to_string());
            }
        }
        for edit in &facts.edits {
            if erasing::is_erased(&mut transaction, &edit.record.to_string()).await? {
                continue;
            }
            if origins::note_edit(&mut transaction, edit).await? {
                changed.insert(edit.record.to_string());
            }
        }
        let mut affected = shown_with(&mut transaction, &changed).await?;
        if let Some(subject) = subject {
            let members: BTreeSet<String> = facts.records.iter().map(|read| read.record.key.to_string()).collect();
            if put_circle(&mut transaction, &subject.to_string(), &members, now).await? {
                affected.insert(subject.to_string());
            }
        }
        numbers::note_changed(&mut transaction, &affected).await?;
        transaction.commit().await?;
        affected.iter().map(|name| record_key(name)).collect()
    }

    async fn mark_gone(&self, records: &[RecordKey]) -> Result<Vec<RecordKey>, StoreError> {
        let mut left = Vec::new();
        let mut transaction = self.pool.begin().await?;
        for record in records {
            let done = sqlx::query(MARK_GONE).bind(record.to_string()).execute(&mut *transaction).await?;
            if done.rows_affected() > 0 {
                left.push(record.clone());
            }
        }
        let affected = shown_with(&mut transaction, &left.iter().map(RecordKey::to_string).collect()).await?;
        numbers::note_changed(&mut transaction, &affected).await?;
        transaction.commit().await?;
        Ok(left)
    }

    async fn facts(&self, record: &RecordKey) -> Result<Option<RecordFacts>, StoreError> {
        let name = record.to_string();
        let (row, touches, decisions): (Option<RecordRow>, Vec<TouchRow>, Vec<DecisionRow>) = futures::try_join!(
            sqlx::query_as(ONE).bind(&name).fetch_optional(&self.pool),
            sqlx::query_as(ONE_TOUCHES).bind(&name).fetch_all(&self.pool),
            sqlx::query_as(ONE_DECISIONS).bind(&name).fetch_all(&self.pool),
        )?;
        let mut decided = decisions::by_record(decisions)?;
        let row = row.filter(|row| !row.is_gone);
        row.map(|row| with_decisions(row.into_facts(touches)?, decided.remove(&name))).transpose()
    }

    async fn record(&self, record: &RecordKey) -> Result<Option<LastRead>, StoreError> {
        let row: Option<RecordRow> = sqlx::query_as(ONE).bind(record.to_string()).fetch_optional(&self.pool).await?;
        row.map(|row| Ok(LastRead { is_gone: row.is_gone, record: row.into_facts(Vec::new())?.record })).transpose()
    }

    async fn waiting(&self, crm: &CrmId, waits: Waits) -> Result<Vec<RecordFacts>, StoreError> {
        let wanted = match waits {
            Waits::ForResponse => UNANSWERED,
            Waits::ForResponseOrUpdate => WAITING,
        };
        let (rows, touches, decisions): (Vec<RecordRow>, Vec<TouchRow>, Vec<DecisionRow>) = futures::try_join!(
            sqlx::query_as(wanted).bind(crm.as_str()).fetch_all(&self.pool),
            sqlx::query_as(WAITING_TOUCHES).bind(crm.as_str()).fetch_all(&self.pool),
            sqlx::query_as(WAITING_DECISIONS).bind(crm.as_str()).fetch_all(&self.pool),
        )?;
        let (mut decided, mut by_record) = (decisions::by_record(decisions)?, record_rows::touches_by_record(touches));
        let rows = rows.into_iter().map(|row| {
            let (decisions, touches) = (decided.remove(&row.record), by_record.remove(&row.record));
            with_decisions(row.into_facts(touches.unwrap_or_default())?, decisions)
        });
        rows.collect()
    }

    async fn unanswered(&self, crm: &CrmId) -> Result<Vec<RecordKey>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT record FROM records WHERE crm = $1 AND unanswered_since IS NOT NULL AND is_gone = FALSE \
             ORDER BY unanswered_since, record",
        )
        .bind(crm.as_str())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|(record,)| record_key(record)).collect()
    }

    async fn not_with_sales(&self) -> Result<Vec<RecordKey>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT record FROM records WHERE kind <> 'contact' AND is_gone = FALSE AND waits_since IS NULL \
             AND (outcome IS NULL OR outcome = 'open')",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|(record,)| record_key(record)).collect()
    }

    async fn handed_off_since(
        &self,
        crm: &CrmId,
        since: Instant,
        waits: Waits,
    ) -> Result<Vec<RecordFacts>, StoreError> {
        hand_offs::handed_off_since(&self.pool, crm, since, waits).await
    }

    async fn without_circle(&self, crm: &CrmId, after: &str, limit: u32) -> Result<Vec<RecordKey>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT record FROM records WHERE crm = $1 AND circle_read_at IS NULL AND record > $2 AND kind <> 'contact' \
             AND is_gone = FALSE ORDER BY record LIMIT $3",
        )
        .bind(crm.as_str())
        .bind(after)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|(record,)| record_key(record)).collect()
    }

    async fn cursor(&self, crm: &CrmId) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = sqlx::query_as("SELECT position FROM cursors WHERE crm = $1")
            .bind(crm.as_str())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|(position,)| position))
    }

    async fn set_cursor(&self, crm: &CrmId, position: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO cursors (crm, position) VALUES ($1, $2) \
             ON CONFLICT (crm) DO UPDATE SET position = excluded.position",
        )
        .bind(crm.as_str())
        .bind(position)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

impl SqliteStore {
    /// A record that was only read as a part of another's circle; `None` when it never was, or is gone.
    async fn only_read_within(&self, name: &str) -> Result<Option<Circle>, StoreError> {
        let row: Option<RecordRow> = sqlx::query_as(ONE).bind(name).fetch_optional(&self.pool).await?;
        let Some(row) = row.filter(|row| !row.is_gone) else { return Ok(None) };
        let read_at = instant_or_none(row.circle_read_at)?;
        let record = row.into_facts(Vec::new())?.record;
        Ok(Some(Circle { record, read_at, members: Vec::new(), origin_changes: Vec::new() }))
    }
}

type Tx<'a> = Transaction<'a, Sqlite>;

/// Writes the facts of one record if they differ from those that are there, and says whether they did. A refresh mostly finds
/// nothing new, and what is not written needs no waiting for the disk.
async fn put_record(transaction: &mut Tx<'_>, read: &RecordFacts) -> Result<bool, StoreError> {
    let name = read.record.key.to_string();
    if erasing::is_erased(transaction, &name).await? {
        return Ok(false);
    }
    let row: Option<RecordRow> = sqlx::query_as(ONE).bind(&name).fetch_optional(&mut **transaction).await?;
    if let Some(row) = row.filter(|row| !row.is_gone) {
        let touches: Vec<TouchRow> = sqlx::query_as(TOLD_TOUCHES).bind(&name).fetch_all(&mut **transaction).await?;
        if row.into_facts(touches)? == *read {
            return Ok(false);
        }
    }
    record_rows::put_record(transaction, read).await?;
    sqlx::query("DELETE FROM touches WHERE record = $1 AND signal IS NULL AND from_outside = FALSE")
        .bind(&name)
        .execute(&mut **transaction)
        .await?;
    for touch in &read.touches {
        record_rows::put_touch(transaction, &read.record.key, touch, Teller::Crm).await?;
    }
    signals::place_on(transaction, read).await?;
    note_waiting(transaction, &name).await?;
    Ok(true)
}

/// The records in whose circle one of these is.
pub(super) async fn shown_with(
    transaction: &mut Tx<'_>,
    changed: &BTreeSet<String>,
) -> Result<BTreeSet<String>, StoreError> {
    let mut affected = changed.clone();
    for name in changed {
        let rows: Vec<(String,)> = sqlx::query_as("SELECT record FROM circles WHERE member = $1")
            .bind(name)
            .fetch_all(&mut **transaction)
            .await?;
        affected.extend(rows.into_iter().map(|(record,)| record));
    }
    Ok(affected)
}

async fn put_circle(
    transaction: &mut Tx<'_>,
    subject: &str,
    members: &BTreeSet<String>,
    now: Instant,
) -> Result<bool, StoreError> {
    sqlx::query("UPDATE records SET circle_read_at = $1 WHERE record = $2")
        .bind(millis(now))
        .bind(subject)
        .execute(&mut **transaction)
        .await?;
    let rows: Vec<(String,)> = sqlx::query_as(MEMBERS_TOLD).bind(subject).fetch_all(&mut **transaction).await?;
    let before: BTreeSet<String> = rows.into_iter().map(|(member,)| member).collect();
    for left in before.difference(members) {
        sqlx::query("DELETE FROM circles WHERE record = $1 AND member = $2")
            .bind(subject)
            .bind(left)
            .execute(&mut **transaction)
            .await?;
    }
    for joined in members.difference(&before) {
        sqlx::query("INSERT INTO circles (record, member) VALUES ($1, $2) ON CONFLICT (record, member) DO NOTHING")
            .bind(subject)
            .bind(joined)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(before != *members)
}
