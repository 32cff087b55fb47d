//! Makes a large store, and keeps it for the next run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{NewContributions, NumberStore, TokenHash};
use plumbline_hub::tokens;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use super::deals::{contribution, key};
use super::{Outcome, now};

/// Deals that are put together: many, so that each sum is written once for many of them.
const BATCH: u32 = 25_000;

/// What is loaded, beside the tables that it is loaded into.
const LOADED: &str = include_str!("deals.rs");

/// The deals' own rows, for their titles.
const RECORDS: &str = "WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < {deals}) \
                       INSERT INTO records (record, crm, kind, title, company, competitors, created_at, circle_read_at, is_gone) \
                       SELECT 'odoo-main/crm.lead/' || i, 'odoo-main', 'deal', 'Deal ' || i, 'Company ' || (i / 3), '[]', 0, 0, FALSE \
                       FROM counted";

/// A store that is there.
pub(crate) struct Made {
    pub(crate) file: PathBuf,
    pub(crate) cells: i64,
    /// What making it took; nothing when it was there from an earlier run.
    pub(crate) seconds: Option<f64>,
}

/// The store of so many deals, made unless an earlier run left the same one.
pub(crate) async fn store(folder: &Path, deals: u32) -> Outcome<Made> {
    let file = folder.join(format!("numbers-{deals}.db"));
    let stamp = file.with_extension("stamp");
    let wanted = fingerprint(folder).await?;
    let is_there = file.exists() && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    let began = Instant::now();
    if !is_there {
        remove(&[&stamp, &file])?;
        make(&file, deals).await?;
        fs::write(&stamp, wanted)?;
    }
    let seconds = (!is_there).then(|| began.elapsed().as_secs_f64());
    let mut database = connect(&file).await?;
    let cells = sqlx::query_scalar("SELECT COUNT(*) FROM number_cells").fetch_one(&mut database).await?;
    database.close().await?;
    Ok(Made { file, cells, seconds })
}

async fn make(file: &Path, deals: u32) -> Outcome<()> {
    let store = SqliteStore::open(file).await?;
    let mut database = connect(file).await?;
    sqlx::raw_sql(AssertSqlSafe(RECORDS.replace("{deals}", &deals.to_string()))).execute(&mut database).await?;
    database.close().await?;
    let at = now()?;
    store.begin_number_generation("the bench's", at).await?;
    let generation = store.number_generations().await?.first().ok_or("no generation was begun")?.id;
    for first in (0..deals).step_by(usize::try_from(BATCH)?) {
        let all = (first..deals.min(first + BATCH)).map(|n| Ok((key(n), contribution(n, 0)?)));
        let contributions = all.collect::<Outcome<Vec<_>>>()?;
        store
            .put_contributions(NewContributions { generation, contributions: &contributions, position: None }, at)
            .await?;
    }
    store.finish_number_generation(generation, at).await?;
    store.close().await;
    Ok(())
}

async fn connect(file: &Path) -> Outcome<SqliteConnection> {
    Ok(SqliteConnectOptions::new().filename(file).connect().await?)
}

/// Of what is loaded and of the tables that it is loaded into.
async fn fingerprint(folder: &Path) -> Outcome<String> {
    let empty = folder.join("numbers-empty.db");
    remove(&[&empty])?;
    SqliteStore::open(&empty).await?.close().await;
    let mut database = connect(&empty).await?;
    let schema: Vec<String> = sqlx::query_scalar("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        .fetch_all(&mut database)
        .await?;
    database.close().await?;
    remove(&[&empty])?;
    let TokenHash(hash) = tokens::hash(&format!("{LOADED}{RECORDS}{}{}", schema.join("\n"), now()?));
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
