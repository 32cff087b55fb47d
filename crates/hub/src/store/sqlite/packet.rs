//! Content that was used on a deal, and deals to choose from. Each question reads a part of an index that has an end.

use std::collections::HashMap;

use async_trait::async_trait;
use futures::future::try_join_all;
use plumbline_domain::Instant;
use plumbline_domain::ids::ContentId;
use plumbline_domain::record::{Record, RecordKey};
use sqlx::{FromRow, QueryBuilder, Sqlite};

use super::SqliteStore;
use super::columns::{escaped, from_word, instant, millis};
use super::record_rows::{RecordRow, select_records};
use crate::store::{DealsSought, PacketStore, SoughtDeal, StoreError, UsedContent};

const USES: &str = "SELECT u.content, p.name, u.action, u.used_at FROM content_uses u JOIN people p ON p.id = u.person \
                    WHERE u.record = $1 ORDER BY u.used_at, u.id";

/// So many of the latest reports are looked at.
const MOST_REPORTS: u32 = 2_000;

const HEARD_ON: &str = select_records!(
    "r JOIN (SELECT l.record, MAX(l.heard_at) AS last_at FROM (SELECT record, heard_at FROM reports \
     WHERE withdrawn = FALSE AND heard_at >= "
);

const LAST_BY: &str = select_records!("r JOIN (SELECT d.record FROM (SELECT record, title, company, ");

const HEARD: &str = "SELECT record, COUNT(*) AS reports, MAX(heard_at) AS last_at FROM reports \
                     WHERE withdrawn = FALSE AND heard_at >= ";

type Query = QueryBuilder<Sqlite>;

#[derive(FromRow)]
struct UseRow {
    content: String,
    name: String,
    action: String,
    used_at: i64,
}

impl UseRow {
    fn into_used(self) -> Result<UsedContent, StoreError> {
        Ok(UsedContent {
            content: ContentId::new(self.content),
            by: self.name,
            action: from_word("use of content", &self.action)?,
            at: instant(self.used_at)?,
        })
    }
}

#[async_trait]
impl PacketStore for SqliteStore {
    async fn content_uses(&self, record: &RecordKey) -> Result<Vec<UsedContent>, StoreError> {
        let rows: Vec<UseRow> = sqlx::query_as(USES).bind(record.to_string()).fetch_all(&self.pool).await?;
        rows.into_iter().map(UseRow::into_used).collect()
    }

    async fn deals_to_review(&self, sought: DealsSought<'_>) -> Result<Vec<SoughtDeal>, StoreError> {
        let closed = last_by("closed_at", Some(sought.since), sought);
        let mut queries = [closed, heard_on(sought), last_by("created_at", None, sought)];
        let read = queries.iter_mut().map(|query| query.build_query_as().fetch_all(&self.pool));
        let read: Vec<Vec<RecordRow>> = try_join_all(read).await?;
        let found: HashMap<String, RecordRow> =
            read.into_iter().flatten().map(|row| (row.record.clone(), row)).collect();
        let records = found.into_values().map(|row| Ok(row.into_facts(Vec::new())?.record));
        self.with_reports_since(records.collect::<Result<_, StoreError>>()?, sought.since).await
    }

    async fn with_reports_since(&self, records: Vec<Record>, since: Instant) -> Result<Vec<SoughtDeal>, StoreError> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = QueryBuilder::new(HEARD);
        query.push_bind(millis(since)).push(" AND record IN (");
        let mut names = query.separated(", ");
        for record in &records {
            names.push_bind(record.key.to_string());
        }
        query.push(") GROUP BY record");
        let rows: Vec<(String, i64, i64)> = query.build_query_as().fetch_all(&self.pool).await?;
        let heard = rows
            .into_iter()
            .map(|(record, reports, last_at)| Ok((record, (u64::try_from(reports).unwrap_or(0), instant(last_at)?))));
        let mut heard: HashMap<String, (u64, Instant)> = heard.collect::<Result<_, StoreError>>()?;
        let found =
            records.into_iter().map(|record| SoughtDeal { heard: heard.remove(&record.key.to_string()), record });
        Ok(found.collect())
    }
}

fn heard_on(sought: DealsSought<'_>) -> Query {
    let mut query = QueryBuilder::new(HEARD_ON);
    query.push_bind(millis(sought.since)).push(" ORDER BY heard_at DESC LIMIT ").push_bind(MOST_REPORTS);
    query.push(") l GROUP BY l.record) h ON h.record = r.record WHERE r.kind = 'deal' AND r.is_gone = FALSE");
    named(&mut query, "r", sought.words);
    query.push(" ORDER BY h.last_at DESC LIMIT ").push_bind(sought.most);
    query
}

/// By when they were closed or created, which the index of either has beside the words: no deal is read to be passed over.
fn last_by(column: &str, since: Option<Instant>, sought: DealsSought<'_>) -> Query {
    // Without words the first ones are those that are sought.
    let searched = if sought.words.is_empty() { sought.most } else { sought.searched };
    let mut query = QueryBuilder::new(LAST_BY);
    query.push(format!("{column} AS at FROM records WHERE kind = 'deal' AND is_gone = FALSE AND {column} >= "));
    query.push_bind(since.map_or(i64::MIN, millis)).push(format!(" ORDER BY {column} DESC LIMIT "));
    query.push_bind(searched).push(") d WHERE TRUE");
    named(&mut query, "d", sought.words);
    query.push(" ORDER BY d.at DESC LIMIT ").push_bind(sought.most).push(") f ON f.record = r.record");
    query
}

/// Each word is in the title or in the company.
fn named(query: &mut Query, table: &str, words: &[&str]) {
    for word in words {
        let like = format!("%{}%", escaped(word));
        query.push(format!(" AND ({table}.title LIKE ")).push_bind(like.clone()).push(" ESCAPE '\\' OR ");
        query.push(format!("{table}.company LIKE ")).push_bind(like).push(" ESCAPE '\\')");
    }
}
