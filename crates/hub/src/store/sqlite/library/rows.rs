//! Objections and content as their tables have them.

use chrono::NaiveDate;
use plumbline_domain::content::Content;
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::objection::Objection;
use plumbline_protocol::library::{ContentEntry, ObjectionEntry};
use sqlx::sqlite::SqliteArguments;
use sqlx::{FromRow, Sqlite, query::Query};

use crate::store::StoreError;
use crate::store::sqlite::columns::{corrupt, from_list, from_word, list, word};
use crate::store::sqlite::reports::handling::HandlingColumns;

/// Every objection with all that is kept of it.
pub(super) const OBJECTIONS: &str = "SELECT o.id, o.name, o.phrases, o.stages, o.competitors, o.segments, o.owner, o.merged_into, \
     o.version, o.handling, h.name AS handler_name, o.handled_at, o.answer_content, o.answer_words FROM objections o \
     LEFT JOIN people h ON h.id = o.handled_by ORDER BY o.name, o.id";

/// Every piece of content with all that is kept of it.
pub(super) const CONTENT: &str = "SELECT id, title, kind, url, snippet, language, answers, stages, segments, competitors, verifier, \
     verified_on, verify_by, is_retired, version FROM content ORDER BY title, id";

pub(super) const PUT_OBJECTION: &str = "INSERT INTO objections (id, name, phrases, stages, competitors, segments, owner, counts_as) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $1) ON CONFLICT (id) DO UPDATE SET name = excluded.name, phrases = excluded.phrases, \
     stages = excluded.stages, competitors = excluded.competitors, segments = excluded.segments, owner = excluded.owner, \
     version = objections.version + 1";

pub(super) const PUT_CONTENT: &str = "INSERT INTO content (id, title, kind, url, snippet, language, answers, stages, segments, \
     competitors, verifier, verified_on, verify_by, is_retired) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind, url = excluded.url, snippet = excluded.snippet, \
     language = excluded.language, answers = excluded.answers, stages = excluded.stages, segments = excluded.segments, \
     competitors = excluded.competitors, verifier = excluded.verifier, verified_on = excluded.verified_on, \
     verify_by = excluded.verify_by, is_retired = excluded.is_retired, version = content.version + 1";

#[derive(FromRow)]
pub(super) struct ObjectionRow {
    id: String,
    name: String,
    phrases: String,
    stages: String,
    competitors: String,
    segments: String,
    owner: Option<String>,
    merged_into: Option<String>,
    version: i64,
    #[sqlx(flatten)]
    handling: HandlingColumns,
}

impl ObjectionRow {
    pub(super) fn into_entry(self) -> Result<ObjectionEntry, StoreError> {
        Ok(ObjectionEntry {
            objection: Objection {
                phrases: from_list("list of phrases", &self.phrases)?,
                stages: from_list("list of stages", &self.stages)?,
                competitors: from_list("list of competitors", &self.competitors)?,
                segments: from_list("list of segments", &self.segments)?,
                id: ObjectionId::new(self.id),
                name: self.name,
                owner: self.owner,
            },
            handling: self.handling.into_handling()?,
            merged_into: self.merged_into.map(ObjectionId::new),
            version: version(self.version)?,
        })
    }
}

#[derive(FromRow)]
pub(super) struct ContentRow {
    id: String,
    title: String,
    kind: String,
    url: String,
    snippet: Option<String>,
    language: Option<String>,
    answers: String,
    stages: String,
    segments: String,
    competitors: String,
    verifier: Option<String>,
    verified_on: Option<String>,
    verify_by: Option<String>,
    is_retired: bool,
    version: i64,
}

impl ContentRow {
    pub(super) fn into_entry(self) -> Result<ContentEntry, StoreError> {
        let date = |text: String| text.parse::<NaiveDate>().map_err(|_| corrupt("date", text));
        Ok(ContentEntry {
            content: Content {
                kind: from_word("kind of content", &self.kind)?,
                answers: from_list("list of objections", &self.answers)?,
                stages: from_list("list of stages", &self.stages)?,
                segments: from_list("list of segments", &self.segments)?,
                competitors: from_list("list of competitors", &self.competitors)?,
                verified_on: self.verified_on.map(date).transpose()?,
                verify_by: self.verify_by.map(date).transpose()?,
                id: ContentId::new(self.id),
                title: self.title,
                url: Some(self.url).filter(|url| !url.is_empty()),
                snippet: self.snippet,
                language: self.language,
                verifier: self.verifier,
            },
            is_retired: self.is_retired,
            version: version(self.version)?,
        })
    }
}

fn version(stored: i64) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|_| corrupt("version", stored))
}

type Statement = Query<'static, Sqlite, SqliteArguments>;

/// Adds an objection, or changes what marketing wrote of it.
pub(super) fn put_objection(objection: &Objection) -> Statement {
    sqlx::query(PUT_OBJECTION)
        .bind(objection.id.to_string())
        .bind(objection.name.clone())
        .bind(list(&objection.phrases))
        .bind(list(&objection.stages))
        .bind(list(&objection.competitors))
        .bind(list(&objection.segments))
        .bind(objection.owner.clone())
}

/// Adds a piece of content, or changes it.
pub(super) fn put_content(content: &Content, is_retired: bool) -> Statement {
    sqlx::query(PUT_CONTENT)
        .bind(content.id.to_string())
        .bind(content.title.clone())
        .bind(word(content.kind))
        .bind(content.url.clone().unwrap_or_default())
        .bind(content.snippet.clone())
        .bind(content.language.clone())
        .bind(list(&content.answers))
        .bind(list(&content.stages))
        .bind(list(&content.segments))
        .bind(list(&content.competitors))
        .bind(content.verifier.clone())
        .bind(content.verified_on.map(|date| date.to_string()))
        .bind(content.verify_by.map(|date| date.to_string()))
        .bind(is_retired)
}
