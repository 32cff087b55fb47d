//! How long the hub takes to answer one record from its store: `cargo xtask bench` runs this and judges the figures.
//!
//! Two stores are made, of 1 million contacts and of a tenth of that, and kept for the next run. The real router is asked
//! for records that are young enough to be shown as they are stored, so no answer needs the CRM; the one connected here cannot
//! be reached. One request at a time, each from its first byte to the last one of the compressed answer: identity, the record
//! with its circle and touches, reports, clocks, credits and content. What the hub remembers between requests (the library
//! until it changes, how often objections were reported for a minute) it remembers here too; a second passes between two
//! requests.

mod ask;
mod away;
mod load;

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

use plumbline_domain::Instant;
use serde_json::{Value, json};

/// What the budget is for.
const CONTACTS: u32 = 1_000_000;

/// Anything that goes wrong ends the run.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// When everything was last read, and what the hub's clock says.
fn now() -> Outcome<Instant> {
    Ok("2026-11-20T12:00:00Z".parse()?)
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = PathBuf::from(env::var_os("PLUMBLINE_BENCH_FOLDER").ok_or("PLUMBLINE_BENCH_FOLDER is not set")?);
    fs::create_dir_all(&folder)?;
    let tenth = measure(&folder, CONTACTS / 10).await?;
    let mut report = measure(&folder, CONTACTS).await?;
    report["p99_growth"] = json!(ratio(&report, &tenth, "p99"));
    report["p50_growth"] = json!(ratio(&report, &tenth, "p50"));
    report["tenth"] = tenth;
    fs::write(folder.join("record.json"), serde_json::to_string_pretty(&json!({"hub_record_ms": report}))?)?;
    Ok(())
}

async fn measure(folder: &std::path::Path, contacts: u32) -> Outcome<Value> {
    let made = load::store(folder, contacts).await?;
    let times = ask::ask(&made.file, contacts).await?;
    Ok(json!({
        "p50": times.all.at(50), "p99": times.all.at(99), "max": times.all.at(100),
        "first_p50": times.first.at(50), "first_p99": times.first.at(99),
        "again_p50": times.again.at(50), "again_p99": times.again.at(99),
        "disk_p50": times.disk.at(50), "disk_p99": times.disk.at(99),
        "answer_bytes_p50": times.bytes.at(50), "answer_bytes_p99": times.bytes.at(99),
        "answers": times.all.len(), "contacts": contacts, "touches": made.touches, "records": made.records,
        "file_bytes": fs::metadata(&made.file)?.len(), "load_s": made.seconds,
    }))
}

fn ratio(large: &Value, small: &Value, figure: &str) -> Option<f64> {
    Some(large[figure].as_f64()? / small[figure].as_f64()?)
}
