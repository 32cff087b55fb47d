//! Makes a large store fast: rows straight into the hub's own tables, indexes last.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use plumbline_hub::store::TokenHash;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::tokens;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr};

use super::{Outcome, now};

const LOAD: &str = include_str!("load.sql");

const INDEXES: &str = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";

/// A store that is there.
pub(crate) struct Made {
    pub(crate) file: PathBuf,
    pub(crate) records: i64,
    pub(crate) touches: i64,
    /// What making it took; nothing when it was there from an earlier run.
    pub(crate) seconds: Option<f64>,
}

/// The store of so many contacts, made unless an earlier run left the same one.
pub(crate) async fn store(folder: &Path, contacts: u32) -> Outcome<Made> {
    let file = folder.join(format!("hub-{contacts}.db"));
    let stamp = file.with_extension("stamp");
    let wanted = fingerprint(folder).await?;
    let is_there = file.exists() && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    let began = Instant::now();
    if !is_there {
        remove(&[&stamp, &file])?;
        make(&file, contacts).await?;
        fs::write(&stamp, wanted)?;
    }
    let seconds = (!is_there).then(|| began.elapsed().as_secs_f64());
    let mut database = SqliteConnectOptions::new().filename(&file).connect().await?;
    let count = |table: &str| AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")).into_sql_str();
    let records = sqlx::query_scalar(count("records")).fetch_one(&mut database).await?;
    let touches = sqlx::query_scalar(count("touches")).fetch_one(&mut database).await?;
    database.close().await?;
    Ok(Made { file, records, touches, seconds })
}

/// Of what is loaded and of the tables that it is loaded into.
async fn fingerprint(folder: &Path) -> Outcome<String> {
    let empty = folder.join("empty.db");
    remove(&[&empty])?;
    SqliteStore::open(&empty).await?.close().await;
    let mut database = SqliteConnectOptions::new().filename(&empty).connect().await?;
    let schema: Vec<String> = sqlx::query_scalar("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        .fetch_all(&mut database)
        .await?;
    database.close().await?;
    remove(&[&empty])?;
    let TokenHash(hash) = tokens::hash(&format!("{LOAD}{}{}", schema.join("\n"), now()?));
    Ok(hash)
}

async fn make(file: &Path, contacts: u32) -> Outcome<()> {
    SqliteStore::open(file).await?.close().await;
    // Nothing here needs to survive a crash: without its stamp the file is made anew.
    let mut database = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false)
        .pragma("cache_size", "-1000000")
        .pragma("temp_store", "MEMORY")
        .connect()
        .await?;
    let indexes: Vec<(String, String)> = sqlx::query_as(INDEXES).fetch_all(&mut database).await?;
    for (name, _) in &indexes {
        run(&mut database, format!("DROP INDEX {name}")).await?;
    }
    let size = format!("CREATE TEMP TABLE size AS SELECT {contacts} AS contacts, {} AS now", now()?.timestamp_millis());
    run(&mut database, size).await?;
    run(&mut database, format!("BEGIN; {LOAD} COMMIT")).await?;
    for (_, index) in indexes {
        run(&mut database, index).await?;
    }
    database.close().await?;
    Ok(())
}

async fn run(database: &mut SqliteConnection, statements: String) -> Outcome<()> {
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(database).await?;
    Ok(())
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
