//! How long the hub takes to answer one record from its store: `cargo xtask bench` runs this and judges the figures.
//!
//! Two stores are made, of 1 million contacts and of a tenth of that, and kept for the next run. The real router is asked
//! for records that are young enough to be shown as they are stored, so no answer needs the CRM; the one connected here cannot
//! be reached. One request at a time, each from its first byte to the last one of the compressed answer: identity, the record
//! with its circle and touches, reports, clocks, credits and content. What the hub remembers between requests (the library
//! until it changes, how often objections were reported for a minute) it remembers here too; a second passes between two
//! requests.

mod ask;
mod load;
#[path = "../rig/mod.rs"]
mod rig;

use std::path::Path;

use rig::{Outcome, growth};
use serde_json::{Value, json};

/// What the budget is for.
const CONTACTS: u32 = 1_000_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = rig::folder()?;
    let tenth = measure(&folder, CONTACTS / 10).await?;
    let mut report = measure(&folder, CONTACTS).await?;
    report["p99_growth"] = json!(growth(&report, &tenth, "p99"));
    report["p50_growth"] = json!(growth(&report, &tenth, "p50"));
    report["tenth"] = tenth;
    rig::write(&folder, "record", &json!({"hub_record_ms": report}))
}

async fn measure(folder: &Path, contacts: u32) -> Outcome<Value> {
    let made = load::store(folder, contacts).await?;
    let times = ask::ask(&made.file, contacts).await?;
    Ok(json!({
        "p50": times.all.at(50), "p99": times.all.at(99), "max": times.all.at(100),
        "first_p50": times.first.at(50), "first_p99": times.first.at(99),
        "again_p50": times.again.at(50), "again_p99": times.again.at(99),
        "disk_p50": times.disk.at(50), "disk_p99": times.disk.at(99),
        "answer_bytes_p50": times.bytes.at(50), "answer_bytes_p99": times.bytes.at(99),
        "answers": times.all.len(), "contacts": contacts, "touches": made.rows("touches").await?, "records": made.rows("records").await?,
        "file_bytes": made.bytes()?, "load_s": made.seconds,
    }))
}
