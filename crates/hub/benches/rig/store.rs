//! Large stores, kept for the next run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use plumbline_hub::store::TokenHash;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::tokens;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use super::{Outcome, now};

const INDEXES: &str = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";

/// A store that is there.
pub(crate) struct Made {
    pub(crate) file: PathBuf,
    /// What making it took; nothing when it was there from an earlier run.
    pub(crate) seconds: Option<f64>,
}

impl Made {
    pub(crate) async fn rows(&self, table: &str) -> Outcome<i64> {
        let mut database = SqliteConnectOptions::new().filename(&self.file).connect().await?;
        let statement = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        let rows = sqlx::query_scalar(statement).fetch_one(&mut database).await?;
        database.close().await?;
        Ok(rows)
    }

    pub(crate) fn bytes(&self) -> Outcome<u64> {
        Ok(fs::metadata(&self.file)?.len())
    }
}

/// The store of this name, filled unless an earlier run left one that was made from the same input for the same tables.
pub(crate) async fn made(
    folder: &Path,
    name: &str,
    input: &str,
    fill: impl AsyncFnOnce(&Path) -> Outcome<()>,
) -> Outcome<Made> {
    let file = folder.join(format!("{name}.db"));
    let stamp = file.with_extension("stamp");
    let wanted = fingerprint(folder, input).await?;
    let is_there = file.exists() && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    let began = Instant::now();
    if !is_there {
        remove(&[&stamp, &file])?;
        SqliteStore::open(&file).await?.close().await;
        fill(&file).await?;
        fs::write(&stamp, wanted)?;
    }
    let seconds = (!is_there).then(|| began.elapsed().as_secs_f64());
    Ok(Made { file, seconds })
}

/// Of what is loaded and of the tables that it is loaded into.
async fn fingerprint(folder: &Path, input: &str) -> Outcome<String> {
    let empty = folder.join("empty.db");
    remove(&[&empty])?;
    SqliteStore::open(&empty).await?.close().await;
    let mut database = SqliteConnectOptions::new().filename(&empty).connect().await?;
    let schema: Vec<String> = sqlx::query_scalar("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        .fetch_all(&mut database)
        .await?;
    database.close().await?;
    remove(&[&empty])?;
    let TokenHash(hash) = tokens::hash(&format!("{input}{}{}", schema.join("\n"), now()?));
    Ok(hash)
}

/// With what SQLite puts beside a file.
fn remove(files: &[&Path]) -> Outcome<()> {
    for file in files {
        for suffix in ["", "-wal", "-shm"] {
            let path = PathBuf::from(format!("{}{suffix}", file.display()));
            if path.exists() {
                fs::remove_file(path)?;
            }
        }
    }
    Ok(())
}

/// Rows straight into the hub's own tables, indexes last. Nothing here needs to survive a crash: without its stamp the file is
/// made anew.
pub(crate) struct Bulk {
    database: SqliteConnection,
    indexes: Vec<(String, String)>,
}

impl Bulk {
    pub(crate) async fn begin(file: &Path) -> Outcome<Self> {
        let mut database = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            .foreign_keys(false)
            .pragma("cache_size", "-1000000")
            .pragma("temp_store", "MEMORY")
            .connect()
            .await?;
        let indexes = sqlx::query_as(INDEXES).fetch_all(&mut database).await?;
        let mut bulk = Self { database, indexes };
        for (name, _) in bulk.indexes.clone() {
            bulk.run(format!("DROP INDEX {name}")).await?;
        }
        Ok(bulk)
    }

    pub(crate) async fn run(&mut self, statements: String) -> Outcome<()> {
        sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut self.database).await?;
        Ok(())
    }

    pub(crate) async fn end(mut self) -> Outcome<()> {
        for (_, index) in self.indexes.clone() {
            self.run(index).await?;
        }
        Ok(self.database.close().await?)
    }
}
