use std::sync::{Arc, MutexGuard, PoisonError};

use async_trait::async_trait;
use plumbline_domain::content::Content;
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::objection::Objection;
use sqlx::FromRow;
use uuid::Uuid;

use super::SqliteStore;
use super::columns::{corrupt, from_list, from_word, list, millis, word};
use crate::store::{Library, LibraryStore, NewContentUse, StoreError};

#[derive(FromRow)]
struct ObjectionRow {
    id: String,
    name: String,
    stages: String,
}

impl ObjectionRow {
    fn into_objection(self) -> Result<Objection, StoreError> {
        Ok(Objection {
            stages: from_list("list of stages", &self.stages)?,
            id: ObjectionId::new(self.id),
            name: self.name,
        })
    }
}

#[derive(FromRow)]
pub(super) struct ContentRow {
    id: String,
    title: String,
    kind: String,
    url: String,
    answers: String,
    stages: String,
    competitors: String,
    verified_on: Option<String>,
}

impl ContentRow {
    pub(super) fn into_content(self) -> Result<Content, StoreError> {
        let date = |text: String| text.parse().map_err(|_| corrupt("date", text));
        Ok(Content {
            kind: from_word("kind of content", &self.kind)?,
            answers: from_list("list of objections", &self.answers)?,
            stages: from_list("list of stages", &self.stages)?,
            competitors: from_list("list of competitors", &self.competitors)?,
            verified_on: self.verified_on.map(date).transpose()?,
            id: ContentId::new(self.id),
            title: self.title,
            url: self.url,
        })
    }
}

const PUT_OBJECTION: &str = "INSERT INTO objections (id, name, stages) VALUES ($1, $2, $3) \
                             ON CONFLICT (id) DO UPDATE SET name = excluded.name, stages = excluded.stages";

const PUT_CONTENT: &str = "INSERT INTO content (id, title, kind, url, answers, stages, competitors, verified_on) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET title = excluded.title, \
                           kind = excluded.kind, url = excluded.url, answers = excluded.answers, stages = excluded.stages, \
                           competitors = excluded.competitors, verified_on = excluded.verified_on";

/// A library, and the version that it had when it was about to be read.
#[derive(Debug, Clone)]
pub(super) struct Versioned {
    version: Option<String>,
    library: Arc<Library>,
}

const VERSION: &str = "SELECT version FROM versions WHERE name = 'library'";

const PUT_VERSION: &str = "INSERT INTO versions (name, version) VALUES ('library', $1) \
                           ON CONFLICT (name) DO UPDATE SET version = excluded.version";

impl SqliteStore {
    async fn read_library(&self) -> Result<Library, StoreError> {
        let objections: Vec<ObjectionRow> =
            sqlx::query_as("SELECT id, name, stages FROM objections ORDER BY name, id").fetch_all(&self.pool).await?;
        let content: Vec<ContentRow> = sqlx::query_as(
            "SELECT id, title, kind, url, answers, stages, competitors, verified_on FROM content ORDER BY title, id",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(Library {
            objections: objections.into_iter().map(ObjectionRow::into_objection).collect::<Result<_, _>>()?,
            content: content.into_iter().map(ContentRow::into_content).collect::<Result<_, _>>()?,
        })
    }

    fn last_library(&self) -> MutexGuard<'_, Option<Versioned>> {
        // It is replaced as a whole, so a task that failed while holding it left nothing half done.
        self.library.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl LibraryStore for SqliteStore {
    /// Every record's answer has parts of it, while it hardly ever changes: only its version is read each time, which tells
    /// of changes by other programs too.
    async fn library(&self) -> Result<Arc<Library>, StoreError> {
        let version: Option<String> = sqlx::query_scalar(VERSION).fetch_optional(&self.pool).await?;
        if let Some(last) = self.last_library().as_ref().filter(|last| last.version == version) {
            return Ok(Arc::clone(&last.library));
        }
        let library = Arc::new(self.read_library().await?);
        *self.last_library() = Some(Versioned { version, library: Arc::clone(&library) });
        Ok(library)
    }

    async fn put_library(&self, library: &Library) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query(PUT_VERSION).bind(Uuid::new_v4().to_string()).execute(&mut *transaction).await?;
        for objection in &library.objections {
            sqlx::query(PUT_OBJECTION)
                .bind(objection.id.as_str())
                .bind(&objection.name)
                .bind(list(&objection.stages))
                .execute(&mut *transaction)
                .await?;
        }
        for content in &library.content {
            sqlx::query(PUT_CONTENT)
                .bind(content.id.as_str())
                .bind(&content.title)
                .bind(word(content.kind))
                .bind(&content.url)
                .bind(list(&content.answers))
                .bind(list(&content.stages))
                .bind(list(&content.competitors))
                .bind(content.verified_on.map(|date| date.to_string()))
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn add_content_use(&self, used: NewContentUse<'_>) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO content_uses (id, content, person, record, action, used_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(Uuid::new_v4().to_string())
        .bind(used.content.as_str())
        .bind(used.person.as_str())
        .bind(used.record.to_string())
        .bind(word(used.action))
        .bind(millis(used.at))
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
