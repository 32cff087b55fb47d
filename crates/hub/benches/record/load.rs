//! A CRM's worth of records, straight into the hub's own tables.

use std::path::Path;

use super::rig::{Bulk, Made, Outcome, made, now};

const LOAD: &str = include_str!("load.sql");

/// The store of so many contacts.
pub(crate) async fn store(folder: &Path, contacts: u32) -> Outcome<Made> {
    made(folder, &format!("hub-{contacts}"), LOAD, async |file| {
        let mut bulk = Bulk::begin(file).await?;
        let now = now()?.timestamp_millis();
        bulk.run(format!("CREATE TEMP TABLE size AS SELECT {contacts} AS contacts, {now} AS now")).await?;
        bulk.run(format!("BEGIN; {LOAD} COMMIT")).await?;
        bulk.end().await
    })
    .await
}
