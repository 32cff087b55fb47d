//! Records and touches as rows.

use std::collections::HashMap;

use plumbline_crm::reading::RecordFacts;
use plumbline_domain::ids::{SignalKind, TouchId};
use plumbline_domain::money::Money;
use plumbline_domain::record::{CrmUser, Outcome, Record, RecordKey, Stage};
use plumbline_domain::touch::{Touch, in_order};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, Sqlite, Transaction};

use super::columns::{
    corrupt, from_list, from_object, from_word, instant, instant_or_none, list, millis, object, record_key, word,
};
use super::numbers;
use crate::store::StoreError;

/// All columns of records, in a statement that goes on after `FROM records`.
macro_rules! select_records {
    ($rest:literal) => {
        concat!(
            "SELECT r.record, r.kind, r.title, r.company, r.stage, r.outcome, r.amount_minor, r.currency, r.owner_id, ",
            "r.owner_name, r.competitors, r.created_at, r.became_deal_at, r.closed_at, r.events, r.profile, r.circle_read_at, r.is_gone ",
            "FROM records ",
            $rest
        )
    };
}

/// All columns of touches, in a statement that goes on after `FROM touches`.
macro_rules! select_touches {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.record, t.happened_at, t.actor, t.channel, t.source, t.medium, t.campaign, t.contact, t.summary, t.signal ",
            "FROM touches ",
            $rest
        )
    };
}

pub(super) use {select_records, select_touches};

#[derive(FromRow)]
pub(super) struct RecordRow {
    pub(super) record: String,
    kind: String,
    title: String,
    company: Option<String>,
    stage: Option<String>,
    outcome: Option<String>,
    amount_minor: Option<i64>,
    currency: Option<String>,
    owner_id: Option<String>,
    owner_name: Option<String>,
    competitors: String,
    created_at: i64,
    became_deal_at: Option<i64>,
    closed_at: Option<i64>,
    events: String,
    profile: String,
    pub(super) circle_read_at: Option<i64>,
    pub(super) is_gone: bool,
}

impl RecordRow {
    pub(super) fn into_facts(self, touches: Vec<TouchRow>) -> Result<RecordFacts, StoreError> {
        let events = from_list("list of events", &self.events)?;
        let profile = from_object("profile", &self.profile)?;
        let touches = touches.into_iter().map(TouchRow::into_touch).collect::<Result<_, _>>()?;
        Ok(RecordFacts { events, profile, touches: in_order(touches), record: self.into_record()? })
    }

    fn into_record(self) -> Result<Record, StoreError> {
        let stage = match self.stage.zip(self.outcome) {
            Some((name, outcome)) => Some(Stage { name, outcome: from_word::<Outcome>("outcome", &outcome)? }),
            None => None,
        };
        let amount = match self.amount_minor.zip(self.currency) {
            Some((minor, code)) => {
                Some(Money { minor, currency: code.parse().map_err(|_| corrupt("currency", &code))? })
            }
            None => None,
        };
        Ok(Record {
            key: record_key(&self.record)?,
            kind: from_word("kind of record", &self.kind)?,
            title: self.title,
            company: self.company,
            stage,
            amount,
            owner: self.owner_id.zip(self.owner_name).map(|(id, name)| CrmUser { id, name }),
            competitors: from_list("list of competitors", &self.competitors)?,
            created_at: instant(self.created_at)?,
            became_deal_at: instant_or_none(self.became_deal_at)?,
            closed_at: instant_or_none(self.closed_at)?,
        })
    }
}

pub(super) struct TouchRow {
    id: String,
    pub(super) record: String,
    happened_at: i64,
    actor: String,
    channel: String,
    source: Option<String>,
    medium: Option<String>,
    campaign: Option<String>,
    contact: Option<String>,
    summary: String,
    signal: Option<String>,
}

/// By place and not by name: a large record has hundreds of touches, and finding ten names in each took longer than the rest.
impl FromRow<'_, SqliteRow> for TouchRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get(0)?,
            record: row.try_get(1)?,
            happened_at: row.try_get(2)?,
            actor: row.try_get(3)?,
            channel: row.try_get(4)?,
            source: row.try_get(5)?,
            medium: row.try_get(6)?,
            campaign: row.try_get(7)?,
            contact: row.try_get(8)?,
            summary: row.try_get(9)?,
            signal: row.try_get(10)?,
        })
    }
}

/// Touches by the record that they are on.
pub(super) fn touches_by_record(touches: Vec<TouchRow>) -> HashMap<String, Vec<TouchRow>> {
    let mut by_record: HashMap<String, Vec<TouchRow>> = HashMap::new();
    for touch in touches {
        match by_record.get_mut(&touch.record) {
            Some(touches) => touches.push(touch),
            None => drop(by_record.insert(touch.record.clone(), vec![touch])),
        }
    }
    by_record
}

impl TouchRow {
    fn into_touch(self) -> Result<Touch, StoreError> {
        Ok(Touch {
            at: instant(self.happened_at)?,
            actor: from_word("actor", &self.actor)?,
            channel: from_word("channel", &self.channel)?,
            id: TouchId::new(self.id),
            source: self.source,
            medium: self.medium,
            campaign: self.campaign,
            contact: self.contact,
            summary: self.summary,
            signal: self.signal.map(SignalKind::new),
        })
    }
}

const PUT_RECORD: &str = "INSERT INTO records (record, crm, kind, title, company, stage, outcome, amount_minor, currency, \
                          owner_id, owner_name, competitors, created_at, became_deal_at, closed_at, events, profile, is_gone) VALUES \
                          ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, FALSE) \
                          ON CONFLICT (record) DO UPDATE SET \
                          kind = excluded.kind, title = excluded.title, company = excluded.company, stage = excluded.stage, \
                          outcome = excluded.outcome, amount_minor = excluded.amount_minor, currency = excluded.currency, \
                          owner_id = excluded.owner_id, owner_name = excluded.owner_name, \
                          competitors = excluded.competitors, created_at = excluded.created_at, \
                          became_deal_at = excluded.became_deal_at, closed_at = excluded.closed_at, \
                          events = excluded.events, profile = excluded.profile, is_gone = FALSE";

/// Writes a record's own columns.
pub(super) async fn put_record(
    transaction: &mut Transaction<'_, Sqlite>,
    read: &RecordFacts,
) -> Result<(), StoreError> {
    let record = &read.record;
    sqlx::query(PUT_RECORD)
        .bind(record.key.to_string())
        .bind(record.key.crm.as_str())
        .bind(word(record.kind))
        .bind(&record.title)
        .bind(&record.company)
        .bind(record.stage.as_ref().map(|stage| &stage.name))
        .bind(record.stage.as_ref().map(|stage| word(stage.outcome)))
        .bind(record.amount.map(|amount| amount.minor))
        .bind(record.amount.map(|amount| amount.currency.code()))
        .bind(record.owner.as_ref().map(|owner| &owner.id))
        .bind(record.owner.as_ref().map(|owner| &owner.name))
        .bind(list(&record.competitors))
        .bind(millis(record.created_at))
        .bind(record.became_deal_at.map(millis))
        .bind(record.closed_at.map(millis))
        .bind(list(&read.events))
        .bind(object(&read.profile))
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Who told of a touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Teller {
    /// The CRM that its record is of. What it does not tell of any more goes away.
    Crm,
    /// Anybody else. It stays.
    Outside,
}

/// Writes a touch. One that a CRM tells of may be on other records too; one that was told otherwise is on one record of a CRM only, and
/// moves here.
pub(super) async fn put_touch(
    transaction: &mut Transaction<'_, Sqlite>,
    record: &RecordKey,
    touch: &Touch,
    teller: Teller,
) -> Result<(), StoreError> {
    let replaced = match teller {
        Teller::Crm => "DELETE FROM touches WHERE crm = $1 AND id = $2 AND record = $3",
        Teller::Outside => {
            numbers::note_moved(transaction, record, &touch.id).await?;
            "DELETE FROM touches WHERE crm = $1 AND id = $2"
        }
    };
    let query = sqlx::query(replaced).bind(record.crm.as_str()).bind(touch.id.as_str());
    let query = if teller == Teller::Crm { query.bind(record.to_string()) } else { query };
    query.execute(&mut **transaction).await?;
    sqlx::query(
        "INSERT INTO touches (crm, id, record, happened_at, actor, channel, source, medium, campaign, contact, summary, \
         signal, from_outside) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(record.crm.as_str())
    .bind(touch.id.as_str())
    .bind(record.to_string())
    .bind(millis(touch.at))
    .bind(word(touch.actor))
    .bind(word(touch.channel))
    .bind(&touch.source)
    .bind(&touch.medium)
    .bind(&touch.campaign)
    .bind(&touch.contact)
    .bind(&touch.summary)
    .bind(touch.signal.as_ref().map(SignalKind::as_str))
    .bind(teller == Teller::Outside)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
