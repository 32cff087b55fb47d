//! How much was heard of each objection.

use plumbline_domain::Instant;
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::money::Money;
use plumbline_domain::objection::stake::HeardOn;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::review::ReporterCount;
use sqlx::SqlitePool;

use crate::store::sqlite::columns::{SEPARATOR, corrupt, instant, millis, record_key};
use crate::store::{HeardRow, LabelledWords, StoreError};

const HEARD: &str = "SELECT counts_as, COUNT(*), SUM(CASE handling WHEN 'new' THEN 1 ELSE 0 END), MAX(heard_at) \
                     FROM reports WHERE withdrawn = FALSE GROUP BY counts_as";

const BY_WEEK: &str = "SELECT counts_as, (heard_at - $1) / 604800000, COUNT(*) FROM reports \
                       WHERE withdrawn = FALSE AND counts_as IS NOT NULL AND heard_at >= $1 GROUP BY 1, 2";

/// From an index alone, and one row a deal: reading a row takes longer than finding it. Then the deals, from another.
const AT_STAKE: &str = "SELECT r.record, r.objections, d.amount_minor, d.currency FROM (SELECT record, \
                        string_agg(counts_as, '\u{1f}') AS objections FROM reports \
                        WHERE withdrawn = FALSE AND counts_as IS NOT NULL GROUP BY record) r CROSS JOIN records d \
                        WHERE d.record = r.record AND d.kind = 'deal' AND d.is_gone = FALSE \
                        AND COALESCE(d.outcome, 'open') = 'open'";

const REPORTERS: &str = "SELECT p.name, COUNT(*) FROM reports r JOIN people p ON p.id = r.reporter \
                         WHERE r.withdrawn = FALSE AND r.counts_as = $1 GROUP BY p.name ORDER BY 2 DESC, 1";

const HEARD_ON: &str = "SELECT record, COUNT(*) FROM reports WHERE withdrawn = FALSE AND counts_as = $1 \
                        GROUP BY record ORDER BY 2 DESC, 1 LIMIT $2";

const LABELLED_WORDS: &str = "SELECT counts_as, words FROM reports WHERE withdrawn = FALSE AND words IS NOT NULL \
                              AND (counts_as IS NOT NULL OR handling <> 'new') ORDER BY heard_at DESC, id LIMIT $1";

fn count(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

pub(super) async fn rows(pool: &SqlitePool) -> Result<Vec<HeardRow>, StoreError> {
    let rows: Vec<(Option<String>, i64, i64, i64)> = sqlx::query_as(HEARD).fetch_all(pool).await?;
    let row = |(objection, reports, new, last_at): (Option<String>, i64, i64, i64)| {
        Ok(HeardRow {
            objection: objection.map(ObjectionId::new),
            reports: count(reports),
            new: count(new),
            last_at: instant(last_at)?,
        })
    };
    rows.into_iter().map(row).collect()
}

pub(super) async fn by_week(pool: &SqlitePool, monday: Instant) -> Result<Vec<(ObjectionId, u32, u32)>, StoreError> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(BY_WEEK).bind(millis(monday)).fetch_all(pool).await?;
    let small = |number: i64| u32::try_from(number).unwrap_or(0);
    Ok(rows.into_iter().map(|(id, week, reports)| (ObjectionId::new(id), small(week), small(reports))).collect())
}

pub(super) async fn at_stake(pool: &SqlitePool) -> Result<Vec<HeardOn>, StoreError> {
    let rows: Vec<(String, String, Option<i64>, Option<String>)> = sqlx::query_as(AT_STAKE).fetch_all(pool).await?;
    let mut heard = Vec::with_capacity(rows.len());
    for (record, objections, minor, currency) in rows {
        let currency = currency.map(|code| code.parse().map_err(|_| corrupt("currency", code))).transpose()?;
        let amount = minor.zip(currency).map(|(minor, currency)| Money { minor, currency });
        let objections = objections.split(SEPARATOR).map(ObjectionId::new).collect();
        heard.push(HeardOn { deal: record_key(&record)?, amount, objections });
    }
    Ok(heard)
}

pub(super) async fn reporters(pool: &SqlitePool, objection: &ObjectionId) -> Result<Vec<ReporterCount>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(REPORTERS).bind(objection.as_str()).fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(name, reports)| ReporterCount { name, reports: count(reports) }).collect())
}

pub(super) async fn heard_on(
    pool: &SqlitePool,
    objection: &ObjectionId,
    most: u32,
) -> Result<Vec<(RecordKey, u64)>, StoreError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as(HEARD_ON).bind(objection.as_str()).bind(i64::from(most)).fetch_all(pool).await?;
    rows.into_iter().map(|(record, reports)| Ok((record_key(&record)?, count(reports)))).collect()
}

pub(super) async fn labelled_words(pool: &SqlitePool, most: u32) -> Result<Vec<LabelledWords>, StoreError> {
    let rows: Vec<(Option<String>, String)> =
        sqlx::query_as(LABELLED_WORDS).bind(i64::from(most)).fetch_all(pool).await?;
    let row = |(objection, words): (Option<String>, String)| LabelledWords {
        objection: objection.map(ObjectionId::new),
        words,
    };
    Ok(rows.into_iter().map(row).collect())
}
