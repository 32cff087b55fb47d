//! The store in one SQLite file.
//!
//! Statements are written so that PostgreSQL takes them too; see the migrations' README. Write-ahead logging with
//! `synchronous = FULL`: what a client was told is stored survives a power cut, not only a killed process.

mod columns;
mod decisions;
mod digests;
mod erasing;
mod escalations;
mod findings;
mod hand_offs;
mod library;
mod notes;
mod numbers;
mod origins;
mod packet;
mod people;
mod record_rows;
mod records;
mod reports;
mod signals;
mod webhooks;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, SqlitePool};

use super::StoreError;

/// What a connection keeps of the file, in KiB (SQLite counts those as negative): the upper levels of a large store's indexes.
const CACHE: &str = "-16384";

/// Rows that a connection reads ahead: as many as a large record's touches, so that its thread need not wait in between.
const ROWS: usize = 1_024;

/// A store in one file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    pool: SqlitePool,
    /// As last read.
    library: Arc<Mutex<Option<library::Versioned>>>,
}

impl SqliteStore {
    /// Opens the file, made if there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, or is of a later version of the hub.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", CACHE)
            // What is deleted is overwritten, so that nobody who was erased can be found in the file.
            .pragma("secure_delete", "ON")
            .row_buffer_size(ROWS);
        // A connection is to a file, which does not go away: asking each before it is used would only double the way there.
        let pool = SqlitePoolOptions::new().max_connections(8).test_before_acquire(false).connect_with(options).await?;
        sqlx::migrate!("src/store/migrations").run(&pool).await?;
        decisions::note_rest(&pool).await?;
        Ok(Self { pool, library: Arc::default() })
    }

    /// Writes a consistent copy to `path`, which must not exist yet, while the store is in use.
    ///
    /// # Errors
    /// When the copy cannot be written.
    pub async fn backup(&self, path: &Path) -> Result<(), StoreError> {
        // VACUUM takes no parameters; a quote within the path is doubled.
        let target = path.display().to_string().replace('\'', "''");
        sqlx::query(AssertSqlSafe(format!("VACUUM INTO '{target}'"))).execute(&self.pool).await?;
        Ok(())
    }

    /// Ends all connections, so that nothing is left beside the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
