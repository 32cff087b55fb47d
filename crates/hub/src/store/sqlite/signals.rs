//! Signals, and the records that they are placed on.

use std::collections::BTreeSet;

use async_trait::async_trait;
use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::record::{RecordKey, RecordKind};
use plumbline_domain::touch::Touch;
use sqlx::{Sqlite, Transaction};

use super::columns::{from_object, millis, object, record_key};
use super::record_rows::{Teller, put_touch};
use super::records::shown_with;
use super::{SqliteStore, erasing, numbers};
use crate::store::{PutSignals, Signal, SignalStore, SignalTarget, StoreError};

/// The leads and deals of whoever has an address, the best place for a signal first.
const OF_EMAIL: &str = "SELECT r.record, r.crm FROM record_emails e JOIN records r ON r.record = e.record \
                        WHERE e.email = $1 AND r.kind <> 'contact' AND r.is_gone = FALSE ORDER BY \
                        CASE WHEN r.outcome IS NULL OR r.outcome = 'open' THEN 0 ELSE 1 END, r.created_at DESC, r.record";

/// The records on which a touch is. Touches are found by CRM and id, so the CRMs are gone through first, one by one.
const PLACES_OF: &str = "WITH RECURSIVE known (crm) AS (SELECT MIN(crm) FROM touches UNION ALL \
                         SELECT (SELECT MIN(t.crm) FROM touches t WHERE t.crm > known.crm) FROM known \
                         WHERE known.crm IS NOT NULL) \
                         SELECT t.record FROM known JOIN touches t ON t.crm = known.crm AND t.id = $1";

type Tx<'a> = Transaction<'a, Sqlite>;

/// What telling of a thing once more does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// Nothing, whatever is said.
    ChangesNothing,
    /// What is said now takes the place of what was said.
    Replaces,
}

/// What the store knows of something that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    New,
    Changed,
    Known,
}

#[async_trait]
impl SignalStore for SqliteStore {
    async fn put_signals(&self, signals: &[Signal], now: Instant) -> Result<PutSignals, StoreError> {
        self.put(signals, Again::ChangesNothing, now).await
    }

    async fn put_touches(&self, touches: &[Signal], now: Instant) -> Result<PutSignals, StoreError> {
        self.put(touches, Again::Replaces, now).await
    }
}

impl SqliteStore {
    async fn put(&self, told: &[Signal], again: Again, now: Instant) -> Result<PutSignals, StoreError> {
        let mut put = PutSignals::default();
        let (mut placed_on, mut left) = (BTreeSet::new(), BTreeSet::new());
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for signal in told {
            if is_of_erased(&mut transaction, &signal.target).await? {
                continue;
            }
            match take(&mut transaction, signal, again, now).await? {
                Told::Known => continue,
                Told::New => put.new += 1,
                Told::Changed => {
                    put.changed += 1;
                    left.extend(remove_from_places(&mut transaction, &signal.touch).await?);
                }
            }
            let places = places(&mut transaction, &signal.target).await?;
            put.waiting += usize::from(places.is_empty());
            for place in places {
                place_one(&mut transaction, &place, &signal.touch).await?;
                placed_on.insert(place);
            }
        }
        left.extend(placed_on.iter().cloned());
        let shown_on = shown_with(&mut transaction, &left).await?;
        numbers::note_changed(&mut transaction, &shown_on).await?;
        transaction.commit().await?;
        let keys = |names: BTreeSet<String>| names.iter().map(|name| record_key(name)).collect::<Result<Vec<_>, _>>();
        Ok(PutSignals { placed_on: keys(placed_on)?, shown_on: keys(shown_on)?, ..put })
    }
}

/// What is told of somebody who was erased is not kept, as if it had been told before.
async fn is_of_erased(transaction: &mut Tx<'_>, target: &SignalTarget) -> Result<bool, StoreError> {
    match target {
        SignalTarget::Record(record) => erasing::is_erased(transaction, &record.to_string()).await,
        SignalTarget::Email(_) => Ok(false),
    }
}

async fn take(transaction: &mut Tx<'_>, signal: &Signal, again: Again, now: Instant) -> Result<Told, StoreError> {
    if insert(transaction, signal, now).await? {
        return Ok(Told::New);
    }
    match again {
        Again::ChangesNothing => Ok(Told::Known),
        Again::Replaces if replace(transaction, signal, now).await? => Ok(Told::Changed),
        Again::Replaces => Ok(Told::Known),
    }
}

/// The names of a record and an address, of which a target has one.
fn named(target: &SignalTarget) -> (Option<String>, Option<&String>) {
    match target {
        SignalTarget::Record(record) => (Some(record.to_string()), None),
        SignalTarget::Email(email) => (None, Some(email)),
    }
}

/// Whether it is new.
async fn insert(transaction: &mut Tx<'_>, signal: &Signal, now: Instant) -> Result<bool, StoreError> {
    let (record, email) = named(&signal.target);
    let done = sqlx::query(
        "INSERT INTO signals (id, record, email, happened_at, received_at, touch, is_placed) \
         VALUES ($1, $2, $3, $4, $5, $6, FALSE) ON CONFLICT (id) DO NOTHING",
    )
    .bind(signal.touch.id.as_str())
    .bind(record)
    .bind(email)
    .bind(millis(signal.touch.at))
    .bind(millis(now))
    .bind(object(&signal.touch))
    .execute(&mut **transaction)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Puts it in the place of what was told before, and says whether that was something else.
async fn replace(transaction: &mut Tx<'_>, signal: &Signal, now: Instant) -> Result<bool, StoreError> {
    let (record, email) = named(&signal.target);
    let done = sqlx::query(
        "UPDATE signals SET record = $2, email = $3, happened_at = $4, received_at = $5, touch = $6, is_placed = FALSE \
         WHERE id = $1 AND is_erased = FALSE AND NOT (touch = $6 AND COALESCE(record, '') = COALESCE($2, '') \
         AND COALESCE(email, '') = COALESCE($3, ''))",
    )
    .bind(signal.touch.id.as_str())
    .bind(record)
    .bind(email)
    .bind(millis(signal.touch.at))
    .bind(millis(now))
    .bind(object(&signal.touch))
    .execute(&mut **transaction)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes a touch from the records on which it was, whichever CRMs these are of, and says which they were.
async fn remove_from_places(transaction: &mut Tx<'_>, touch: &Touch) -> Result<Vec<String>, StoreError> {
    let places = places_of(transaction, touch.id.as_str()).await?;
    for record in &places {
        sqlx::query("DELETE FROM touches WHERE crm = $1 AND id = $2")
            .bind(record_key(record)?.crm.as_str())
            .bind(touch.id.as_str())
            .execute(&mut **transaction)
            .await?;
    }
    Ok(places)
}

/// The records on which a touch is.
pub(super) async fn places_of(transaction: &mut Tx<'_>, touch: &str) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar(PLACES_OF).bind(touch).fetch_all(&mut **transaction).await?)
}

/// The records on which it belongs, of those that are known.
async fn places(transaction: &mut Tx<'_>, target: &SignalTarget) -> Result<Vec<String>, StoreError> {
    match target {
        SignalTarget::Record(record) => {
            let row: Option<(String,)> =
                sqlx::query_as("SELECT record FROM records WHERE record = $1 AND is_gone = FALSE")
                    .bind(record.to_string())
                    .fetch_optional(&mut **transaction)
                    .await?;
            Ok(row.into_iter().map(|(record,)| record).collect())
        }
        SignalTarget::Email(email) => {
            let rows: Vec<(String, String)> =
                sqlx::query_as(OF_EMAIL).bind(email).fetch_all(&mut **transaction).await?;
            let mut seen = BTreeSet::new();
            Ok(rows.into_iter().filter(|(_, crm)| seen.insert(crm.clone())).map(|(record, _)| record).collect())
        }
    }
}

async fn place_one(transaction: &mut Tx<'_>, record: &str, touch: &Touch) -> Result<(), StoreError> {
    put_touch(transaction, &record_key(record)?, touch, Teller::Outside).await?;
    sqlx::query("UPDATE signals SET is_placed = TRUE WHERE id = $1")
        .bind(touch.id.as_str())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Remembers by which addresses a record's buyer is known, and places on it what waited for it.
pub(super) async fn place_on(transaction: &mut Tx<'_>, read: &RecordFacts) -> Result<(), StoreError> {
    let key: &RecordKey = &read.record.key;
    put_emails(transaction, key, &read.profile.emails).await?;
    let mut waiting: Vec<(String,)> =
        sqlx::query_as("SELECT touch FROM signals WHERE record = $1 AND is_placed = FALSE")
            .bind(key.to_string())
            .fetch_all(&mut **transaction)
            .await?;
    // A contact is no place for a signal by address: the clocks are on leads and deals.
    let emails = read.profile.emails.iter().filter(|_| read.record.kind != RecordKind::Contact);
    for email in emails {
        let rows: Vec<(String,)> = sqlx::query_as("SELECT touch FROM signals WHERE email = $1 AND is_placed = FALSE")
            .bind(email)
            .fetch_all(&mut **transaction)
            .await?;
        waiting.extend(rows);
    }
    for (touch,) in waiting {
        place_one(transaction, &key.to_string(), &from_object("touch", &touch)?).await?;
    }
    Ok(())
}

async fn put_emails(transaction: &mut Tx<'_>, record: &RecordKey, emails: &[String]) -> Result<(), StoreError> {
    let name = record.to_string();
    sqlx::query("DELETE FROM record_emails WHERE record = $1").bind(&name).execute(&mut **transaction).await?;
    for email in emails {
        sqlx::query("INSERT INTO record_emails (record, email) VALUES ($1, $2) ON CONFLICT (record, email) DO NOTHING")
            .bind(&name)
            .bind(email)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}
