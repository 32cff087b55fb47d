//! Reports from the field.

pub(super) mod handling;
mod heard;
mod inbox;

use std::sync::Arc;

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::{ObjectionId, PersonId, ReportId};
use plumbline_domain::objection::stake::HeardOn;
use plumbline_domain::objection::{Handling, Report};
use plumbline_domain::record::RecordKey;
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::ReporterCount;
use sqlx::FromRow;
use uuid::Uuid;

use super::columns::{corrupt, from_word, instant, millis, record_key, word};
use super::{SqliteStore, erasing, notes};
use crate::store::{
    HeardRow, InboxPage, LabelledWords, Library, LibraryStore, NewHandling, NewNote, PutReport, ReportNote,
    ReportStore, ReportsOf, StoreError, Wanted,
};
use handling::HandlingColumns;

#[derive(FromRow)]
struct ReportRow {
    id: String,
    revision: i64,
    reporter: String,
    reporter_name: String,
    record: String,
    objection: Option<String>,
    filed_under: Option<String>,
    counts_as: Option<String>,
    objection_name: Option<String>,
    heard_at: i64,
    words: Option<String>,
    severity: Option<String>,
    competitor: Option<String>,
    segment: Option<String>,
    withdrawn: bool,
    #[sqlx(flatten)]
    handling: HandlingColumns,
}

impl ReportRow {
    fn into_view(self, viewer: &PersonId, library: &Library) -> Result<ReportView, StoreError> {
        let handling = self.handling.into_handling()?;
        let answer = match &handling {
            Handling::Answered { content: Some(id), .. } => library.piece(id).map(|entry| entry.content.clone()),
            _ => None,
        };
        let report = Report {
            id: ReportId(Uuid::parse_str(&self.id).map_err(|_| corrupt("report id", &self.id))?),
            revision: u32::try_from(self.revision).map_err(|_| corrupt("revision", self.revision))?,
            record: record_key(&self.record)?,
            objection: self.objection.map(ObjectionId::new),
            heard_at: instant(self.heard_at)?,
            words: self.words,
            severity: self.severity.map(|severity| from_word("severity", &severity)).transpose()?,
            competitor: self.competitor,
            segment: self.segment,
            withdrawn: self.withdrawn,
        };
        Ok(ReportView {
            report,
            objection: self.objection_name,
            counts_as: self.counts_as.map(ObjectionId::new),
            filed_under: self.filed_under.map(ObjectionId::new),
            reporter: self.reporter_name,
            is_mine: self.reporter == viewer.as_str(),
            handling,
            answer,
        })
    }
}

const STORED: &str =
    "SELECT revision, reporter, objection, words, severity, competitor, segment, withdrawn FROM reports WHERE id = $1";

/// What a report that arrives again is compared with: all that a person chose or typed. The record is not, since it may go by
/// another name until its CRM can be asked; nor is the time, of which the browser's fractions are not kept.
#[derive(FromRow)]
struct StoredReport {
    revision: i64,
    reporter: String,
    objection: Option<String>,
    words: Option<String>,
    severity: Option<String>,
    competitor: Option<String>,
    segment: Option<String>,
    withdrawn: bool,
}

impl StoredReport {
    fn says_the_same(&self, report: &Report) -> bool {
        self.objection.as_deref() == report.objection.as_ref().map(ObjectionId::as_str)
            && self.words == report.words
            && self.severity == report.severity.map(word)
            && self.competitor == report.competitor
            && self.segment == report.segment
            && self.withdrawn == report.withdrawn
    }
}

/// One statement for every list, so that a report reads the same wherever it is shown.
macro_rules! select_reports {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.revision, r.reporter, p.name AS reporter_name, r.record, r.objection, r.filed_under, r.counts_as, ",
            "o.name AS objection_name, r.heard_at, r.words, r.severity, r.competitor, r.segment, r.withdrawn, r.handling, ",
            "h.name AS handler_name, r.handled_at, r.answer_content, r.answer_words FROM reports r ",
            "JOIN people p ON p.id = r.reporter LEFT JOIN objections o ON o.id = r.counts_as ",
            "LEFT JOIN people h ON h.id = r.handled_by ",
            $rest
        )
    };
}
use select_reports;

const OF_RECORD: &str = select_reports!("WHERE r.withdrawn = FALSE AND r.record = $1 ORDER BY r.heard_at DESC, r.id");
const ONE: &str = select_reports!("WHERE r.withdrawn = FALSE AND r.id = $1");
const UNSEEN: &str = select_reports!(
    "WHERE r.withdrawn = FALSE AND r.reporter = $1 AND r.handling IN ('answered', 'declined') AND r.answer_seen = FALSE \
     ORDER BY r.handled_at DESC, r.id"
);

const UNSEEN_HERE: &str = "SELECT 1 FROM reports WHERE record = $1 AND reporter = $2 \
                           AND handling IN ('answered', 'declined') AND answer_seen = FALSE LIMIT 1";

const COUNTS: &str = "SELECT objection, count FROM (SELECT o.id AS objection, (SELECT COUNT(*) FROM reports r \
                      WHERE r.counts_as = o.id AND r.heard_at >= $1 AND r.withdrawn = FALSE) AS count FROM objections o) \
                      AS counts WHERE count > 0";

/// Two revisions may arrive in any order and any number of times; only a later one of the same person changes anything. The stage is
/// the deal's when the hub first heard of it.
const PUT: &str = "INSERT INTO reports (id, revision, reporter, record, objection, counts_as, heard_at, words, severity, \
                   competitor, segment, withdrawn, stage, handling, answer_seen) VALUES ($1, $2, $3, $4, $5, \
                   (SELECT counts_as FROM objections WHERE id = $5), $6, $7, $8, $9, $10, $11, \
                   (SELECT stage FROM records WHERE record = $4 AND kind = 'deal'), 'new', FALSE) \
                   ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, record = excluded.record, \
                   objection = excluded.objection, counts_as = CASE WHEN reports.filed_under IS NULL THEN excluded.counts_as \
                   ELSE reports.counts_as END, heard_at = excluded.heard_at, words = excluded.words, \
                   severity = excluded.severity, competitor = excluded.competitor, segment = excluded.segment, \
                   withdrawn = excluded.withdrawn WHERE excluded.revision > reports.revision \
                   AND excluded.reporter = reports.reporter";

/// Only what is still filed as it was seen.
const FILE: &str = "UPDATE reports SET filed_under = $1, counts_as = (SELECT o.counts_as FROM objections o \
                    WHERE o.id = COALESCE($1, reports.objection)) WHERE id = $2 AND withdrawn = FALSE \
                    AND filed_under IS NOT DISTINCT FROM $3";

impl SqliteStore {
    async fn views(&self, rows: Vec<ReportRow>, viewer: &PersonId) -> Result<Vec<ReportView>, StoreError> {
        let has_answers = rows.iter().any(|row| row.handling.names_content());
        let library = if has_answers { self.library().await? } else { Arc::default() };
        rows.into_iter().map(|row| row.into_view(viewer, &library)).collect()
    }
}

#[async_trait]
impl ReportStore for SqliteStore {
    async fn put_report(
        &self,
        report: &Report,
        reporter: &PersonId,
        note: Option<ReportNote<'_>>,
    ) -> Result<PutReport, StoreError> {
        let id = report.id.to_string();
        // It reads before it writes: begun as a reader, it would fail when another writer came between.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let is_erased = erasing::is_erased(&mut transaction, &report.record.to_string()).await?;
        let report = if is_erased { &Report { words: None, ..report.clone() } } else { report };
        let done = sqlx::query(PUT)
            .bind(&id)
            .bind(i64::from(report.revision))
            .bind(reporter.as_str())
            .bind(report.record.to_string())
            .bind(report.objection.as_ref().map(ObjectionId::as_str))
            .bind(millis(report.heard_at))
            .bind(&report.words)
            .bind(report.severity.map(word))
            .bind(&report.competitor)
            .bind(&report.segment)
            .bind(report.withdrawn)
            .execute(&mut *transaction)
            .await?;
        let stored: StoredReport = sqlx::query_as(STORED).bind(&id).fetch_one(&mut *transaction).await?;
        if let Some(ReportNote { text, at }) = note.filter(|_| done.rows_affected() > 0 && !is_erased) {
            let note = NewNote { id: &format!("report/{id}"), record: &report.record, text, at };
            notes::revise(&mut *transaction, note).await?;
        }
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
        let mut transaction = self.pool.begin().await?;
        let is_done = handling::handle(&mut transaction, id, seen_at, handling, (by, now)).await?;
        if is_done {
            notes::revise_report(&mut *transaction, id, now).await?;
            transaction.commit().await?;
        }
        Ok(is_done)
    }

    async fn file_report(
        &self,
        id: ReportId,
        seen: Option<&ObjectionId>,
        under: Option<&ObjectionId>,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(FILE)
            .bind(under.map(ObjectionId::as_str))
            .bind(id.to_string())
            .bind(seen.map(ObjectionId::as_str))
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn inbox(&self, wanted: &Wanted, viewer: &PersonId) -> Result<InboxPage, StoreError> {
        inbox::page(self, wanted, viewer).await
    }

    async fn heard(&self) -> Result<Vec<HeardRow>, StoreError> {
        heard::rows(&self.pool).await
    }

    async fn heard_by_week(&self, monday: Instant) -> Result<Vec<(ObjectionId, u32, u32)>, StoreError> {
        heard::by_week(&self.pool, monday).await
    }

    async fn at_stake(&self) -> Result<Vec<HeardOn>, StoreError> {
        heard::at_stake(&self.pool).await
    }

    async fn reporters(&self, objection: &ObjectionId) -> Result<Vec<ReporterCount>, StoreError> {
        heard::reporters(&self.pool, objection).await
    }

    async fn heard_on(&self, objection: &ObjectionId, most: u32) -> Result<Vec<(RecordKey, u64)>, StoreError> {
        heard::heard_on(&self.pool, objection, most).await
    }

    async fn reports(&self, of: ReportsOf<'_>, viewer: &PersonId) -> Result<Vec<ReportView>, StoreError> {
        let query = match of {
            ReportsOf::Record(record) => sqlx::query_as(OF_RECORD).bind(record.to_string()),
            ReportsOf::One(id) => sqlx::query_as(ONE).bind(id.to_string()),
            ReportsOf::UnseenAnswers(person) => sqlx::query_as(UNSEEN).bind(person.as_str().to_owned()),
        };
        let rows: Vec<ReportRow> = query.fetch_all(&self.pool).await?;
        self.views(rows, viewer).await
    }

    async fn report_counts(&self, since: Instant) -> Result<Vec<(ObjectionId, u64)>, StoreError> {
        // One range of an index for each objection: no report is read, and nothing is sorted.
        let rows: Vec<(String, i64)> = sqlx::query_as(COUNTS).bind(millis(since)).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(|(id, count)| (ObjectionId::new(id), u64::try_from(count).unwrap_or(0))).collect())
    }

    async fn labelled_words(&self, most: u32) -> Result<Vec<LabelledWords>, StoreError> {
        heard::labelled_words(&self.pool, most).await
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
             WHERE record = $1 AND reporter = $2 AND handling IN ('answered', 'declined') AND answer_seen = FALSE",
        )
        .bind(record.to_string())
        .bind(person.as_str())
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
