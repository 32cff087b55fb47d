//! Decisions on hand-offs, and what follows from them for their records.

use std::collections::HashMap;

use async_trait::async_trait;
use plumbline_crm::reading::RecordFacts;
use plumbline_domain::ids::{EventId, PersonId};
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::{Event, HandOff, hand_offs};
use sqlx::{FromRow, Sqlite, SqlitePool, Transaction};

use super::columns::{corrupt, from_list, millis};
use super::{SqliteStore, erasing, notes};
use crate::store::{Decided, DecisionStore, NewNote, StoreError};

/// Those on one record.
pub(super) const ONE_DECISIONS: &str = "SELECT record, event FROM decisions WHERE record = $1";

/// A row of decisions, with the record that it is on.
#[derive(FromRow)]
pub(super) struct DecisionRow {
    record: String,
    event: String,
}

/// By record.
pub(super) fn by_record(rows: Vec<DecisionRow>) -> Result<HashMap<String, Vec<Event>>, StoreError> {
    let mut events: HashMap<String, Vec<Event>> = HashMap::new();
    for row in rows {
        events.entry(row.record).or_default().push(event(&row.event)?);
    }
    Ok(events)
}

fn event(text: &str) -> Result<Event, StoreError> {
    serde_json::from_str(text).map_err(|_| corrupt("decision", text))
}

/// What the CRM told of a record, and what people decided here.
pub(super) fn with_decisions(mut facts: RecordFacts, decisions: Option<Vec<Event>>) -> Result<RecordFacts, StoreError> {
    facts.events.extend(decisions.unwrap_or_default());
    Ok(facts)
}

#[async_trait]
impl DecisionStore for SqliteStore {
    async fn add_decision(
        &self,
        record: &RecordKey,
        event: &Event,
        by: &PersonId,
        note: Option<&str>,
    ) -> Result<Decided, StoreError> {
        let name = record.to_string();
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let is_erased = erasing::is_erased(&mut transaction, &name).await?;
        let event = if is_erased { &erasing::without_words(event.clone()) } else { event };
        let text = serde_json::to_string(event).map_err(|_| corrupt("decision", event.id.as_str()))?;
        let known: Option<(String, String, String)> =
            sqlx::query_as("SELECT record, person, event FROM decisions WHERE id = $1")
                .bind(event.id.as_str())
                .fetch_optional(&mut *transaction)
                .await?;
        if let Some((on, person, before)) = known {
            let is_same = on == name && person == by.as_str() && self::event(&before)?.kind == event.kind;
            return Ok(if is_same { Decided::Known } else { Decided::Different });
        }
        sqlx::query("INSERT INTO decisions (id, record, person, decided_at, event) VALUES ($1, $2, $3, $4, $5)")
            .bind(event.id.as_str())
            .bind(&name)
            .bind(by.as_str())
            .bind(millis(event.at))
            .bind(text)
            .execute(&mut *transaction)
            .await?;
        if let Some(text) = note.filter(|_| !is_erased) {
            let note = NewNote { id: event.id.as_str(), record, text, at: event.at };
            notes::add(&mut *transaction, note).await?;
        }
        note_waiting(&mut transaction, &name).await?;
        transaction.commit().await?;
        Ok(Decided::Stored)
    }

    async fn decided_by(&self, decision: &EventId) -> Result<Option<PersonId>, StoreError> {
        let row: Option<(String,)> = sqlx::query_as("SELECT person FROM decisions WHERE id = $1")
            .bind(decision.as_str())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|(person,)| PersonId::new(person)))
    }
}

/// Writes that down for the records that were stored before it was kept, some at a time so that others get to write.
pub(super) async fn note_rest(pool: &SqlitePool) -> Result<(), StoreError> {
    loop {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT record FROM records WHERE last_handed_off_at = 0 LIMIT 500").fetch_all(pool).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        for (record,) in &rows {
            note_waiting(&mut transaction, record).await?;
        }
        transaction.commit().await?;
    }
}

/// Writes down when a record was last handed off and since when that waits for something, by all that is known of it.
pub(super) async fn note_waiting(transaction: &mut Transaction<'_, Sqlite>, record: &str) -> Result<(), StoreError> {
    let told: Option<(String,)> = sqlx::query_as("SELECT events FROM records WHERE record = $1")
        .bind(record)
        .fetch_optional(&mut **transaction)
        .await?;
    let Some((told,)) = told else { return Ok(()) };
    let mut events: Vec<Event> = from_list("list of events", &told)?;
    let decided: Vec<DecisionRow> = sqlx::query_as(ONE_DECISIONS).bind(record).fetch_all(&mut **transaction).await?;
    events.extend(by_record(decided)?.into_values().flatten());
    let last = hand_offs(&events).pop();
    let since = |waits: fn(&HandOff) -> bool| last.as_ref().filter(|last| waits(last)).map(|last| millis(last.at));
    sqlx::query(
        // Nobody waits for anything of somebody who was erased.
        "UPDATE records SET unanswered_since = $1, waits_since = $2, last_handed_off_at = $3 WHERE record = $4 \
         AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.record = $4)",
    )
    .bind(since(HandOff::is_unanswered))
    .bind(since(HandOff::is_waiting))
    .bind(since(|_| true))
    .bind(record)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
