//! Deals, put as the hub puts them.

use std::path::Path;

use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{NewContributions, NumberStore};

use super::deals::{contribution, key};
use super::rig::{Bulk, Made, Outcome, made, now};

/// Deals that are put together: many, so that each sum is written once for many of them.
const BATCH: u32 = 25_000;

/// What is loaded, beside the tables that it is loaded into.
const LOADED: &str = include_str!("deals.rs");

/// The deals' own rows, for their titles.
const RECORDS: &str = "WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < {deals}) \
                       INSERT INTO records (record, crm, kind, title, company, competitors, created_at, circle_read_at, is_gone) \
                       SELECT 'odoo-main/crm.lead/' || i, 'odoo-main', 'deal', 'Deal ' || i, 'Company ' || (i / 3), '[]', 0, 0, FALSE \
                       FROM counted";

/// The store of so many deals.
pub(crate) async fn store(folder: &Path, deals: u32) -> Outcome<Made> {
    made(folder, &format!("numbers-{deals}"), &format!("{LOADED}{RECORDS}"), async |file| make(file, deals).await).await
}

async fn make(file: &Path, deals: u32) -> Outcome<()> {
    let mut bulk = Bulk::begin(file).await?;
    bulk.run(RECORDS.replace("{deals}", &deals.to_string())).await?;
    bulk.end().await?;
    let store = SqliteStore::open(file).await?;
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
