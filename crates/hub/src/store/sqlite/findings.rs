//! What findings are made from.

use std::collections::{BTreeSet, HashMap};

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::findings::{Closed, Heard};
use plumbline_domain::ids::{ContentId, ObjectionId};

use super::SqliteStore;
use super::columns::{SEPARATOR, instant, millis, record_key};
use crate::store::{FindingsStore, StoreError};

const HEARD: &str = "SELECT heard_at, record, counts_as, stage FROM reports \
                     WHERE withdrawn = FALSE AND heard_at >= $1 ORDER BY heard_at, id";

const LAST_USES: &str = "SELECT content, MAX(used_at) FROM content_uses GROUP BY content";

const ADDED: &str = "SELECT SUBSTR(changed, 9), MIN(changed_at) FROM library_changes \
                     WHERE changed >= 'content/' AND changed < 'content0' GROUP BY changed";

/// Why a deal was lost is often reported after it was.
const SAID: &str = "SELECT d.record, d.outcome, r.objections FROM (SELECT record, string_agg(counts_as, '\u{1f}') AS objections \
                    FROM reports WHERE withdrawn = FALSE AND counts_as IS NOT NULL GROUP BY record) r CROSS JOIN records d \
                    WHERE d.record = r.record AND d.kind = 'deal' AND d.outcome IN ('won', 'lost') AND d.is_gone = FALSE \
                    AND d.closed_at >= $1";

/// What was used after the end of a deal did not decide it. CRMs date that to the second.
const USED: &str = "SELECT DISTINCT d.record, u.content FROM content_uses u CROSS JOIN records d \
                    WHERE d.record = u.record AND d.kind = 'deal' AND d.outcome IN ('won', 'lost') AND d.is_gone = FALSE \
                    AND d.closed_at >= $1 AND u.used_at < d.closed_at + 1000";

#[async_trait]
impl FindingsStore for SqliteStore {
    async fn heard_since(&self, since: Instant) -> Result<Vec<Heard>, StoreError> {
        let rows: Vec<(i64, String, Option<String>, Option<String>)> =
            sqlx::query_as(HEARD).bind(millis(since)).fetch_all(&self.pool).await?;
        let row = |(at, record, objection, stage): (i64, String, Option<String>, Option<String>)| {
            let objection = objection.map(ObjectionId::new);
            Ok(Heard { at: instant(at)?, record: record_key(&record)?, objection, stage })
        };
        rows.into_iter().map(row).collect()
    }

    async fn last_uses(&self) -> Result<Vec<(ContentId, Instant)>, StoreError> {
        self.content_moments(LAST_USES).await
    }

    async fn content_added(&self) -> Result<Vec<(ContentId, Instant)>, StoreError> {
        self.content_moments(ADDED).await
    }

    async fn closed_since(&self, since: Instant) -> Result<Vec<Closed>, StoreError> {
        let said: Vec<(String, String, String)> =
            sqlx::query_as(SAID).bind(millis(since)).fetch_all(&self.pool).await?;
        let used: Vec<(String, String)> = sqlx::query_as(USED).bind(millis(since)).fetch_all(&self.pool).await?;
        let mut deals: HashMap<String, Closed> = HashMap::new();
        for (record, outcome, objections) in said {
            let objections = objections.split(SEPARATOR).map(ObjectionId::new).collect();
            deals.insert(record, Closed { is_won: outcome == "won", objections, used: BTreeSet::new() });
        }
        for (record, content) in used {
            if let Some(deal) = deals.get_mut(&record) {
                deal.used.insert(ContentId::new(content));
            }
        }
        Ok(deals.into_values().collect())
    }
}

impl SqliteStore {
    async fn content_moments(&self, query: &'static str) -> Result<Vec<(ContentId, Instant)>, StoreError> {
        let rows: Vec<(String, i64)> = sqlx::query_as(query).fetch_all(&self.pool).await?;
        rows.into_iter().map(|(content, at)| Ok((ContentId::new(content), instant(at)?))).collect()
    }
}
