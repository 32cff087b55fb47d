use std::collections::HashMap;

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::content::Content;
use plumbline_domain::ids::{ContentId, ObjectionId, PersonId, ReportId};
use plumbline_domain::objection::{Handling, Report};
use plumbline_domain::record::RecordKey;
use plumbline_protocol::report::ReportView;
use sqlx::FromRow;
use uuid::Uuid;

use super::SqliteStore;
use super::columns::{corrupt, from_word, instant, millis, record_key, word};
use crate::store::{LibraryStore, NewHandling, PutReport, ReportStore, ReportsOf, StoreError};

/// How a report's handling is named in its column.
mod status {
    pub(super) const NEW: &str = "new";
    pub(super) const ACKNOWLEDGED: &str = "acknowledged";
    pub(super) const ANSWERED: &str = "answered";
}

#[derive(FromRow)]
struct ReportRow {
    id: String,
    revision: i64,
    reporter: String,
    reporter_name: String,
    record: String,
    objection: String,
    objection_name: String,
    heard_at: i64,
    words: Option<String>,
    severity: Option<String>,
    competitor: Option<String>,
    withdrawn: bool,
    handling: String,
    handler_name: Option<String>,
    handled_at: Option<i64>,
    answer_content: Option<String>,
    answer_words: Option<String>,
}

impl ReportRow {
    fn into_view(self, viewer: &PersonId, content: &HashMap<ContentId, Content>) -> Result<ReportView, StoreError> {
        let handling = self.handling()?;
        let answer = self.answer_content.map(ContentId::new).and_then(|id| content.get(&id).cloned());
        let report = Report {
            id: ReportId(Uuid::parse_str(&self.id).map_err(|_| corrupt("report id", &self.id))?),
            revision: u32::try_from(self.revision).map_err(|_| corrupt("revision", self.revision))?,
            record: record_key(&self.record)?,
            objection: ObjectionId::new(self.objection),
            heard_at: instant(self.heard_at)?,
            words: self.words,
            severity: self.severity.map(|severity| from_word("severity", &severity)).transpose()?,
            competitor: self.competitor,
            withdrawn: self.withdrawn,
        };
        Ok(ReportView {
            report,
            objection: self.objection_name,
            reporter: self.reporter_name,
            is_mine: self.reporter == viewer.as_str(),
            handling,
            answer,
        })
    }

    fn handling(&self) -> Result<Handling, StoreError> {
        let by = self.handler_name.clone().unwrap_or_default();
        let at = instant(self.handled_at.unwrap_or_default())?;
        match self.handling.as_str() {
            status::NEW => Ok(Handling::New),
            status::ACKNOWLEDGED => Ok(Handling::Acknowledged { by, at }),
            status::ANSWERED => Ok(Handling::Answered {
                by,
                at,
                content: self.answer_content.clone().map(ContentId::new),
                words: self.answer_words.clone(),
            }),
            other => Err(corrupt("handling", other)),
        }
    }
}

const STORED: &str =
    "SELECT revision, reporter, objection, words, severity, competitor, withdrawn FROM reports WHERE id = $1";

/// What a report that arrives again is compared with: all that a person chose or typed. The record is not, since it may go by
/// another name until its CRM can be asked; nor is the time, of which the browser's fractions are not kept.
#[derive(FromRow)]
struct StoredReport {
    revision: i64,
    reporter: String,
    objection: String,
    words: Option<String>,
    severity: Option<String>,
    competitor: Option<String>,
    withdrawn: bool,
}

impl StoredReport {
    fn says_the_same(&self, report: &Report) -> bool {
        self.objection == report.objection.as_str()
            && self.words == report.words
            && self.severity == report.severity.map(word)
            && self.competitor == report.competitor
            && self.withdrawn == report.withdrawn
    }
}

/// One statement for every list, so that a report reads the same wherever it is shown.
macro_rules! select_reports {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.revision, r.reporter, p.name AS reporter_name, r.record, r.objection, o.name AS objection_name, ",
            "r.heard_at, r.words, r.severity, r.competitor, r.withdrawn, r.handling, h.name AS handler_name, r.handled_at, ",
            "r.answer_content, r.answer_words FROM reports r JOIN people p ON p.id = r.reporter ",
            "JOIN objections o ON o.id = r.objection LEFT JOIN people h ON h.id = r.handled_by WHERE ",
            $rest
        )
    };
}

const EVERYBODY: &str = select_reports!("r.withdrawn = FALSE ORDER BY r.heard_at DESC, r.id LIMIT $1");
const OF_RECORD: &str = select_reports!("r.withdrawn = FALSE AND r.record = $1 ORDER BY r.heard_at DESC, r.id");
const ONE: &str = select_reports!("r.withdrawn = FALSE AND r.id = $1");
const UNSEEN: &str = select_reports!(
    "r.withdrawn = FALSE AND r.reporter = $1 AND r.handling = 'answered' AND r.answer_seen = FALSE \
     ORDER BY r.handled_at DESC, r.id"
);

const UNSEEN_HERE: &str = "SELECT 1 FROM reports WHERE record = $1 AND reporter = $2 AND handling = 'answered' \
                           AND answer_seen = FALSE LIMIT 1";

const COUNTS: &str = "SELECT objection, count FROM (SELECT o.id AS objection, (SELECT COUNT(*) FROM reports r \
                      WHERE r.objection = o.id AND r.heard_at >= $1 AND r.withdrawn = FALSE) AS count FROM objections o) \
                      AS counts WHERE count > 0";

/// Two revisions may arrive in any order and any number of times; only a later one of the same person changes anything.
const PUT: &str = "INSERT INTO reports (id, revision, reporter, record, objection, heard_at, words, severity, competitor, \
                   withdrawn, handling, answer_seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'new', FALSE) \
                   ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, record = excluded.record, \
                   objection = excluded.objection, heard_at = excluded.heard_at, words = excluded.words, \
                   severity = excluded.severity, competitor = excluded.competitor, withdrawn = excluded.withdrawn \
                   WHERE excluded.revision > reports.revision AND excluded.reporter = reports.reporter";

#[async_trait]
impl ReportStore for SqliteStore {
    async fn put_report(&self, report: &Report, reporter: &PersonId) -> Result<PutReport, StoreError> {
        let id = report.id.to_string();
        let mut transaction = self.pool.begin().await?;
        let done = sqlx::query(PUT)
            .bind(&id)
            .bind(i64::from(report.revision))
            .bind(reporter.as_str())
            .bind(report.record.to_string())
            .bind(report.objection.as_str())
            .bind(millis(report.heard_at))
            .bind(&report.words)
            .bind(report.severity.map(word))
            .bind(&report.competitor)
            .bind(report.withdrawn)
            .execute(&mut *transaction)
            .await?;
        let stored: StoredReport = sqlx::query_as(STORED).bind(&id).fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        let revision = u32::try_from(stored.revision).map_err(|_| corrupt("revision", stored.revision))?;
        Ok(match () {
            () if stored.reporter != reporter.as_str() => PutReport::NotYours,
            () if done.rows_affected() > 0 => PutReport::Stored(revision),
            () if revision == report.revision && !stored.says_the_same(report) => PutReport::Different,
            () => PutReport::Known(revision),
        })
    }

    async fn handle_report(
        &self,
        id: ReportId,
        seen_at: Option<Instant>,
        handling: &NewHandling,
        by: &PersonId,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let (status, content, words) = match handling {
            NewHandling::Acknowledge => (status::ACKNOWLEDGED, None, None),
            NewHandling::Answer { content, words } => {
                (status::ANSWERED, content.as_ref().map(ContentId::as_str), words.as_deref())
            }
            NewHandling::Reopen => (status::NEW, None, None),
        };
        let done = sqlx::query(
            "UPDATE reports SET handling = $1, handled_by = $2, handled_at = $3, answer_content = $4, answer_words = $5, \
             answer_seen = FALSE WHERE id = $6 AND withdrawn = FALSE \
             AND (CASE WHEN handling = 'new' THEN NULL ELSE handled_at END) IS NOT DISTINCT FROM $7",
        )
        .bind(status)
        .bind(by.as_str())
        .bind(millis(now))
        .bind(content)
        .bind(words)
        .bind(id.to_string())
        .bind(seen_at.map(millis))
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn reports(&self, of: ReportsOf<'_>, viewer: &PersonId) -> Result<Vec<ReportView>, StoreError> {
        let query = match of {
            ReportsOf::Everybody(most) => sqlx::query_as(EVERYBODY).bind(i64::from(most)),
            ReportsOf::Record(record) => sqlx::query_as(OF_RECORD).bind(record.to_string()),
            ReportsOf::One(id) => sqlx::query_as(ONE).bind(id.to_string()),
            ReportsOf::UnseenAnswers(person) => sqlx::query_as(UNSEEN).bind(person.as_str().to_owned()),
        };
        let rows: Vec<ReportRow> = query.fetch_all(&self.pool).await?;
        let mut content = HashMap::new();
        if rows.iter().any(|row| row.answer_content.is_some()) {
            let library = self.library().await?;
            content.extend(library.content.iter().map(|piece| (piece.id.clone(), piece.clone())));
        }
        rows.into_iter().map(|row| row.into_view(viewer, &content)).collect()
    }

    async fn report_counts(&self, since: Instant) -> Result<Vec<(ObjectionId, u64)>, StoreError> {
        // One range of an index for each objection: no report is read, and nothing is sorted.
        let rows: Vec<(String, i64)> = sqlx::query_as(COUNTS).bind(millis(since)).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(|(id, count)| (ObjectionId::new(id), u64::try_from(count).unwrap_or(0))).collect())
    }

    async fn mark_answers_seen(&self, record: &RecordKey, person: &PersonId) -> Result<(), StoreError> {
        // Asked for with every record: a write would wait for whoever writes, even if it changes nothing.
        let unseen: Option<(i64,)> = sqlx::query_as(UNSEEN_HERE)
            .bind(record.to_string())
            .bind(person.as_str())
            .fetch_optional(&self.pool)
            .await?;
        if unseen.is_none() {
            return Ok(());
        }
        sqlx::query(
            "UPDATE reports SET answer_seen = TRUE \
             WHERE record = $1 AND reporter = $2 AND handling = 'answered' AND answer_seen = FALSE",
        )
        .bind(record.to_string())
        .bind(person.as_str())
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
