//! Forgetting a person: what says who they are goes, what is counted stays.
//!
//! | table | of the erased contact | of others, where it names them |
//! | --- | --- | --- |
//! | `records` | title, company, addresses, who entered it; the words of rejections. It counts from now on, also if it was deleted, and waits for nothing | name and addresses within title, company, profile and events |
//! | `touches` | contact and summary of all; name and addresses within source, medium and campaign | the same of touches that name the contact; name and addresses within summaries of others |
//! | `signals` | address, contact and summary of all that was told by the record or an address | name and addresses within touches told of records near it |
//! | `record_emails` | all | rows with the addresses |
//! | `origins`, `origin_changes` | name and addresses | the same, of records near it |
//! | `reports` | words, and those of the answer, also of the one before | name and addresses within words, answers, competitor and segment |
//! | `decisions` | the words of rejections | name and addresses |
//! | `crm_notes` | the whole row: it is not left in the CRM | name and addresses within words |
//! | `objections` | – | name and addresses within answers |
//! | `number_generations`, `number_contributions`, `number_cells`, `number_entries`, `number_names` | made anew from the touches; all of them, where the name or an address was a source, medium or campaign | the same |
//! | `circles` | nothing: names of records only. A contact that the CRM does not tell of any more stays in them, so credit stays | nothing |
//! | `erasures`, `merges`, `webhook_events`, `webhook_records`, `escalations`, `number_changes`, `content_uses` | nothing: names of records, rules, content and colleagues, and times | nothing |
//! | `people`, `crm_users`, `enrolments`, `devices`, `content`, `library_changes`, `cursors`, `versions`, `digests` | nothing: they are not about buyers | nothing |
//!
//! What was merged into the contact before is erased with it. The owner stays, who is a colleague, and so do segments, team, country and source: promises are chosen by them, and the figures
//! would change. Near it are the records that share a circle with it or have one of its addresses; people's words are
//! searched in the whole store. What was deleted is overwritten in the file (`secure_delete`), and the log emptied.

mod texts;
mod words;

use std::collections::BTreeSet;

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::origin::CreatorPart;
use plumbline_domain::record::{Profile, RecordKey};
use plumbline_domain::sla::{Event, EventKind};
use plumbline_domain::touch::Touch;
use sqlx::{Sqlite, SqlitePool, Transaction};
use uuid::Uuid;

use super::columns::{corrupt, from_list, from_object, list, millis, object, record_key};
use super::records::shown_with;
use super::{SqliteStore, numbers, signals};
use crate::store::{Erased, ErasureStore, StoreError};
use texts::{EVERYWHERE, NEAR, take_out};
use words::{ERASED, Words};

type Tx<'a> = Transaction<'a, Sqlite>;

#[async_trait]
impl ErasureStore for SqliteStore {
    async fn erase(&self, contact: &RecordKey, now: Instant) -> Result<Erased, StoreError> {
        // It reads before it writes: begun as a reader, it would fail when another writer came between.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let name = contact.to_string();
        let (mut changed, mut erased) = (BTreeSet::new(), Erased::default());
        for former in merged_into(&mut transaction, &name).await? {
            changed.extend(erase_one(&mut transaction, &former, now, &mut erased).await?);
        }
        changed.extend(erase_one(&mut transaction, &name, now, &mut erased).await?);
        execute(&mut transaction, "UPDATE records SET is_gone = FALSE WHERE record = $1", &name).await?;
        let shown_on = shown_with(&mut transaction, &changed).await?;
        numbers::note_changed(&mut transaction, &shown_on).await?;
        transaction.commit().await?;
        empty_log(&self.pool).await?;
        let shown_on = shown_on.iter().map(|name| record_key(name)).collect::<Result<_, _>>()?;
        Ok(Erased { shown_on, ..erased })
    }
}

/// Erases what one record says of a person, and says which records say something else since.
async fn erase_one(
    transaction: &mut Tx<'_>,
    name: &str,
    now: Instant,
    erased: &mut Erased,
) -> Result<BTreeSet<String>, StoreError> {
    let person = person(transaction, name).await?;
    let near = near(transaction, name, &person.emails).await?;
    remember(transaction, name, now).await?;
    erased.reports.extend(empty_reports(transaction, name).await?);
    empty_decisions(transaction, name).await?;
    erased.notes += execute(transaction, "DELETE FROM crm_notes WHERE record = $1", name).await?;
    let mut changed = empty_signals(transaction, name, &person.emails).await?;
    forget_emails(transaction, name, &person.emails).await?;
    if !person.words.is_empty() {
        for record in &near {
            take_out(transaction, &NEAR, Some(record), &person.words).await?;
        }
        take_out(transaction, &EVERYWHERE, None, &person.words).await?;
        numbers::forget(transaction, |text| person.words.without(text).is_some()).await?;
    }
    husk(transaction, name).await?;
    changed.extend(near);
    Ok(changed)
}

/// What became a part of the record, at once or by way of others.
async fn merged_into(transaction: &mut Tx<'_>, name: &str) -> Result<Vec<String>, StoreError> {
    let former = "WITH RECURSIVE former (record) AS (SELECT record FROM merges WHERE merged_into = $1 UNION \
                  SELECT m.record FROM merges m JOIN former ON m.merged_into = former.record) \
                  SELECT record FROM former WHERE record <> $1";
    Ok(sqlx::query_scalar(former).bind(name).fetch_all(&mut **transaction).await?)
}

/// Whether a record is of somebody who was erased.
pub(super) async fn is_erased(transaction: &mut Tx<'_>, record: &str) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM erasures WHERE record = $1")
        .bind(record)
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(found.is_some())
}

/// The event without what people wrote about a buyer.
pub(super) fn without_words(mut event: Event) -> Event {
    if let EventKind::Rejected { words, .. } = &mut event.kind {
        *words = None;
    }
    event
}

/// What the store knows somebody by.
struct Person {
    words: Words,
    emails: Vec<String>,
}

async fn person(transaction: &mut Tx<'_>, name: &str) -> Result<Person, StoreError> {
    let row: Option<(String, String)> = sqlx::query_as("SELECT title, profile FROM records WHERE record = $1")
        .bind(name)
        .fetch_optional(&mut **transaction)
        .await?;
    let mut emails: Vec<String> = sqlx::query_scalar("SELECT email FROM record_emails WHERE record = $1")
        .bind(name)
        .fetch_all(&mut **transaction)
        .await?;
    if let Some((_, profile)) = &row {
        emails.extend(from_object::<Profile>("profile", profile)?.emails);
    }
    emails.sort();
    emails.dedup();
    let title = row.as_ref().map(|(title, _)| title.as_str());
    Ok(Person { words: Words::new(title, emails.iter().map(String::as_str)), emails })
}

/// The record, those that share a circle with it, and those that have one of the addresses.
async fn near(transaction: &mut Tx<'_>, name: &str, emails: &[String]) -> Result<BTreeSet<String>, StoreError> {
    let mut near = BTreeSet::from([name.to_owned()]);
    let sharing = "SELECT m.member FROM circles c JOIN circles m ON m.record = c.record WHERE c.member = $1 UNION \
                   SELECT record FROM circles WHERE member = $1 UNION SELECT member FROM circles WHERE record = $1";
    let found: Vec<String> = sqlx::query_scalar(sharing).bind(name).fetch_all(&mut **transaction).await?;
    near.extend(found);
    for email in emails {
        let found: Vec<String> = sqlx::query_scalar("SELECT record FROM record_emails WHERE email = $1")
            .bind(email)
            .fetch_all(&mut **transaction)
            .await?;
        near.extend(found);
    }
    Ok(near)
}

async fn remember(transaction: &mut Tx<'_>, name: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO erasures (record, erased_at) VALUES ($1, $2) ON CONFLICT (record) DO NOTHING")
        .bind(name)
        .bind(millis(now))
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Leaves of a contact's record and touches what is counted.
async fn husk(transaction: &mut Tx<'_>, name: &str) -> Result<(), StoreError> {
    let row: Option<(String, String)> = sqlx::query_as("SELECT events, profile FROM records WHERE record = $1")
        .bind(name)
        .fetch_optional(&mut **transaction)
        .await?;
    let Some((events, profile)) = row else { return Ok(()) };
    let events: Vec<Event> = from_list("list of events", &events)?;
    let profile: Profile = from_object("profile", &profile)?;
    let creator = profile.creator.filter(|creator| creator.part != CreatorPart::Outside);
    let profile = Profile { emails: Vec::new(), creator, ..profile };
    sqlx::query(
        "UPDATE records SET title = $1, company = NULL, events = $2, profile = $3, unanswered_since = NULL, \
         waits_since = NULL WHERE record = $4",
    )
    .bind(ERASED)
    .bind(list(&events.into_iter().map(without_words).collect::<Vec<_>>()))
    .bind(object(&profile))
    .bind(name)
    .execute(&mut **transaction)
    .await?;
    execute(transaction, "UPDATE touches SET contact = NULL, summary = '' WHERE record = $1", name).await?;
    Ok(())
}

async fn empty_reports(transaction: &mut Tx<'_>, name: &str) -> Result<Vec<ReportId>, StoreError> {
    let ids: Vec<String> =
        sqlx::query_scalar("SELECT id FROM reports WHERE record = $1").bind(name).fetch_all(&mut **transaction).await?;
    let empty = "UPDATE reports SET words = NULL, answer_words = NULL, was_answer_words = NULL WHERE record = $1";
    execute(transaction, empty, name).await?;
    let id = |id: String| Uuid::parse_str(&id).map(ReportId).map_err(|_| corrupt("report id", id));
    ids.into_iter().map(id).collect()
}

async fn empty_decisions(transaction: &mut Tx<'_>, name: &str) -> Result<(), StoreError> {
    let decided: Vec<(String, String)> = sqlx::query_as("SELECT id, event FROM decisions WHERE record = $1")
        .bind(name)
        .fetch_all(&mut **transaction)
        .await?;
    for (id, event) in decided {
        let event = without_words(from_object("decision", &event)?);
        sqlx::query("UPDATE decisions SET event = $1 WHERE id = $2")
            .bind(object(&event))
            .bind(id)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// Empties what was told by the record or an address, and says on which records it is besides.
async fn empty_signals(
    transaction: &mut Tx<'_>,
    name: &str,
    emails: &[String],
) -> Result<BTreeSet<String>, StoreError> {
    let mut told: Vec<(String, String)> = sqlx::query_as("SELECT id, touch FROM signals WHERE record = $1")
        .bind(name)
        .fetch_all(&mut **transaction)
        .await?;
    for email in emails {
        let by_email = sqlx::query_as("SELECT id, touch FROM signals WHERE email = $1").bind(email);
        told.extend(by_email.fetch_all(&mut **transaction).await?);
    }
    let mut places = BTreeSet::new();
    for (id, touch) in told {
        let touch = Touch { contact: None, summary: String::new(), ..from_object("touch", &touch)? };
        sqlx::query("UPDATE signals SET email = NULL, touch = $1, is_erased = TRUE WHERE id = $2")
            .bind(object(&touch))
            .bind(&id)
            .execute(&mut **transaction)
            .await?;
        for place in signals::places_of(transaction, &id).await? {
            sqlx::query("UPDATE touches SET contact = NULL, summary = '' WHERE record = $1 AND id = $2")
                .bind(&place)
                .bind(&id)
                .execute(&mut **transaction)
                .await?;
            places.insert(place);
        }
    }
    Ok(places)
}

async fn forget_emails(transaction: &mut Tx<'_>, name: &str, emails: &[String]) -> Result<(), StoreError> {
    execute(transaction, "DELETE FROM record_emails WHERE record = $1", name).await?;
    for email in emails {
        execute(transaction, "DELETE FROM record_emails WHERE email = $1", email).await?;
    }
    Ok(())
}

/// How many rows a statement with one value changes.
async fn execute(transaction: &mut Tx<'_>, statement: &'static str, value: &str) -> Result<u64, StoreError> {
    Ok(sqlx::query(statement).bind(value).execute(&mut **transaction).await?.rows_affected())
}

/// The write-ahead log has pages as they were before; what is in it is written to the file, and it is cut off. Where somebody reads
/// for so long that this cannot be done, it is done by whoever closes the file last.
async fn empty_log(pool: &SqlitePool) -> Result<(), StoreError> {
    let (busy, _, _): (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(pool).await?;
    if busy != 0 {
        tracing::warn!("somebody was erased, and is still in the database's log until the hub stops");
    }
    Ok(())
}
