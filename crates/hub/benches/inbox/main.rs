//! How long the hub takes to answer marketing's pages, and to take what the field reports: `cargo xtask bench` runs this and
//! judges the figures.
//!
//! Two stores are made, of 100,000 reports of 5,000 objections with 10,000 pieces of content, and of a tenth of that, and kept
//! for the next run. The real router is asked one request at a time, each from its first byte to the last one of the compressed
//! answer. Nothing is remembered between requests but the library. Reports are taken one after the other, each on disk before it is
//! acknowledged.

mod ask;
#[path = "../rig/mod.rs"]
mod rig;

use std::path::Path;

use rig::{Bulk, Made, Outcome, growth, made, now};
use serde_json::{Value, json};

/// What the budget is for.
const REPORTS: u32 = 100_000;

const LOAD: &str = include_str!("load.sql");

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = rig::folder()?;
    let tenth = measure(&folder, REPORTS / 10).await?;
    let mut report = measure(&folder, REPORTS).await?;
    let ingest = report["report_ingest_per_s"].take();
    report["inbox_p95_growth"] = json!(growth(&report, &tenth, "inbox_p95"));
    report["board_p95_growth"] = json!(growth(&report, &tenth, "board_p95"));
    report["findings_p95_growth"] = json!(growth(&report, &tenth, "findings_p95"));
    report["tenth"] = tenth;
    rig::write(&folder, "inbox", &json!({"inbox_ms": report, "report_ingest_per_s": ingest}))
}

async fn measure(folder: &Path, reports: u32) -> Outcome<Value> {
    let made = store(folder, reports).await?;
    let times = ask::ask(&made.file).await?;
    Ok(json!({
        "inbox_p50": times.inbox.at(50), "inbox_p95": times.inbox.at(95), "inbox_p99": times.inbox.at(99),
        "board_p50": times.board.at(50), "board_p95": times.board.at(95), "board_p99": times.board.at(99),
        "changed_board_p50": times.changed_board.at(50), "changed_board_p95": times.changed_board.at(95),
        "findings_p50": times.findings.at(50), "findings_p95": times.findings.at(95),
        "objection_p50": times.objection.at(50), "objection_p95": times.objection.at(95),
        "p95": times.all.at(95), "answers": times.all.len(),
        "report_ingest_per_s": times.reports_per_second, "reports": made.rows("reports").await?,
        "file_bytes": made.bytes()?, "load_s": made.seconds,
    }))
}

async fn store(folder: &Path, reports: u32) -> Outcome<Made> {
    made(folder, &format!("inbox-{reports}"), LOAD, async |file| {
        let mut bulk = Bulk::begin(file).await?;
        let (now, objections, content, deals) = (now()?.timestamp_millis(), reports / 20, reports / 10, reports / 5);
        let size = format!(
            "CREATE TEMP TABLE size AS SELECT {reports} AS reports, {objections} AS objections, {content} AS content, \
             {deals} AS deals, {now} AS now"
        );
        bulk.run(size).await?;
        bulk.run(format!("BEGIN; {LOAD} COMMIT")).await?;
        bulk.end().await
    })
    .await
}
