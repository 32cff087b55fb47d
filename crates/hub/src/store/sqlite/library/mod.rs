//! Objections and content.

mod changes;
mod handled;
mod merged;
mod rows;

use std::sync::{Arc, MutexGuard, PoisonError};

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::content::Content;
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::objection::Objection;
use plumbline_protocol::library::{LibraryChange, LibraryChangeKind};
use sqlx::{Sqlite, SqliteExecutor, Transaction};
use uuid::Uuid;

use super::SqliteStore;
use super::columns::{millis, word};
use crate::store::{
    Exchanged, Imported, Kept, Library, LibraryStore, NewContentUse, NewHandling, Seen, StoreError, Written,
};
use rows::{CONTENT, ContentRow, OBJECTIONS, ObjectionRow};

/// A library, and the version that it had when it was about to be read.
#[derive(Debug, Clone)]
pub(super) struct Versioned {
    version: Option<String>,
    library: Arc<Library>,
}

const VERSION: &str = "SELECT version FROM versions WHERE name = 'library'";

const PUT_VERSION: &str = "INSERT INTO versions (name, version) VALUES ('library', $1) \
                           ON CONFLICT (name) DO UPDATE SET version = excluded.version";

const WON_WITH: &str = "SELECT u.content, COUNT(DISTINCT u.record) FROM records d JOIN content_uses u ON u.record = d.record \
                        WHERE d.outcome = 'won' GROUP BY u.content";

type Tx = Transaction<'static, Sqlite>;

async fn read<'e>(from: impl SqliteExecutor<'e> + Copy) -> Result<Library, StoreError> {
    let objections: Vec<ObjectionRow> = sqlx::query_as(OBJECTIONS).fetch_all(from).await?;
    let content: Vec<ContentRow> = sqlx::query_as(CONTENT).fetch_all(from).await?;
    Ok(Library::new(
        objections.into_iter().map(ObjectionRow::into_entry).collect::<Result<_, _>>()?,
        content.into_iter().map(ContentRow::into_entry).collect::<Result<_, _>>()?,
    ))
}

impl SqliteStore {
    fn last_library(&self) -> MutexGuard<'_, Option<Versioned>> {
        // It is replaced as a whole, so a task that failed while holding it left nothing half done.
        self.library.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A transaction in which nobody else changes the library, and the library as it is in it.
    async fn change_library(&self) -> Result<(Tx, Arc<Library>), StoreError> {
        let transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok((transaction, self.library().await?))
    }
}

/// Ends a change of the library: whoever has it in memory reads it again.
async fn commit(mut transaction: Tx) -> Result<(), StoreError> {
    sqlx::query(PUT_VERSION).bind(Uuid::new_v4().to_string()).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether what is there is what was seen; `None` for either is that there is none.
fn as_seen(stored: Option<u32>, seen: Option<u32>) -> Written {
    match (stored, seen) {
        (None, Some(_)) => Written::Missing,
        (stored, seen) if stored == seen => Written::Done,
        _ => Written::SeenOtherwise,
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
        let library = Arc::new(read(&self.pool).await?);
        *self.last_library() = Some(Versioned { version, library: Arc::clone(&library) });
        Ok(library)
    }

    async fn import(&self, rows: &Exchanged, by: &str, now: Instant) -> Result<Imported, StoreError> {
        let (mut transaction, library) = self.change_library().await?;
        let mut imported = Imported::default();
        for objection in &rows.objections {
            let before = library.objection(&objection.id).map(|entry| &entry.objection);
            let change = changes::of_objection(before, objection);
            imported.count(change.as_ref());
            if let Some(change) = change {
                rows::put_objection(objection).execute(&mut *transaction).await?;
                changes::note(&mut transaction, Kept::Objection(&objection.id), &change, by, now).await?;
            }
        }
        for content in &rows.content {
            let before = library.piece(&content.id).map(|entry| (&entry.content, entry.is_retired));
            let change = changes::of_content(before, content, false);
            imported.count(change.as_ref());
            if let Some(change) = change {
                rows::put_content(content, false).execute(&mut *transaction).await?;
                changes::note(&mut transaction, Kept::Content(&content.id), &change, by, now).await?;
            }
        }
        if imported.added + imported.changed > 0 {
            commit(transaction).await?;
        }
        Ok(imported)
    }

    async fn put_objection(&self, objection: &Objection, seen: Seen<'_>) -> Result<Written, StoreError> {
        let (mut transaction, library) = self.change_library().await?;
        let before = library.objection(&objection.id);
        let written = as_seen(before.map(|entry| entry.version), seen.version);
        let change = changes::of_objection(before.map(|entry| &entry.objection), objection);
        if let (Written::Done, Some(change)) = (written, change) {
            rows::put_objection(objection).execute(&mut *transaction).await?;
            changes::note(&mut transaction, Kept::Objection(&objection.id), &change, &seen.by.name, seen.now).await?;
            commit(transaction).await?;
        }
        Ok(written)
    }

    async fn put_piece(&self, content: &Content, is_retired: bool, seen: Seen<'_>) -> Result<Written, StoreError> {
        let (mut transaction, library) = self.change_library().await?;
        let before = library.piece(&content.id);
        let written = as_seen(before.map(|entry| entry.version), seen.version);
        let before = before.map(|entry| (&entry.content, entry.is_retired));
        if let (Written::Done, Some(change)) = (written, changes::of_content(before, content, is_retired)) {
            rows::put_content(content, is_retired).execute(&mut *transaction).await?;
            changes::note(&mut transaction, Kept::Content(&content.id), &change, &seen.by.name, seen.now).await?;
            commit(transaction).await?;
        }
        Ok(written)
    }

    async fn handle_objection(
        &self,
        id: &ObjectionId,
        handling: &NewHandling,
        seen: Seen<'_>,
    ) -> Result<Written, StoreError> {
        let (transaction, library) = self.change_library().await?;
        let Some(entry) = library.objection(id) else { return Ok(Written::Missing) };
        let written = as_seen(Some(entry.version), seen.version);
        if written == Written::Done {
            commit(handled::handle(transaction, entry, handling, seen).await?).await?;
        }
        Ok(written)
    }

    async fn merge(&self, id: &ObjectionId, into: Option<&ObjectionId>, seen: Seen<'_>) -> Result<Written, StoreError> {
        let (transaction, library) = self.change_library().await?;
        let Some(entry) = library.objection(id) else { return Ok(Written::Missing) };
        let written = as_seen(Some(entry.version), seen.version);
        // Whoever asks has checked this too; somebody else may have merged the other way since.
        if into.is_some_and(|into| library.merges().check(id, into).is_err()) {
            return Ok(Written::SeenOtherwise);
        }
        if written == Written::Done && entry.merged_into.as_ref() != into {
            commit(merged::merge(transaction, &library, entry, into, seen).await?).await?;
        }
        Ok(written)
    }

    async fn library_changes(&self, of: Kept<'_>) -> Result<Vec<LibraryChange>, StoreError> {
        changes::latest(&self.pool, of).await
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

    async fn won_with(&self) -> Result<Vec<(ContentId, u32)>, StoreError> {
        let rows: Vec<(String, i64)> = sqlx::query_as(WON_WITH).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(|(id, deals)| (ContentId::new(id), u32::try_from(deals).unwrap_or(u32::MAX))).collect())
    }
}

impl Imported {
    fn count(&mut self, change: Option<&LibraryChangeKind>) {
        match change {
            None => self.unchanged += 1,
            Some(LibraryChangeKind::Added) => self.added += 1,
            Some(_) => self.changed += 1,
        }
    }
}
