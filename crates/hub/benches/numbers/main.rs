//! How long the hub takes to answer the page of the shared numbers: `cargo xtask bench` runs this and judges the figures.
//!
//! Two stores are made, of 1 million deals and of a tenth of that, and kept for the next run. Deals, with ten touches each, are
//! turned into what they add by the domain, and put by the store's own verb, as the hub does when facts change. The real router
//! is asked for the figures of four dimensions over periods from a month to three years, one request at a time, each from its
//! first byte to the last one of the compressed answer. Nothing is remembered between requests.

mod ask;
mod deals;
mod load;
#[path = "../rig/mod.rs"]
mod rig;

use std::path::Path;

use rig::{Outcome, growth};
use serde_json::{Value, json};

/// What the budget is for.
const DEALS: u32 = 1_000_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = rig::folder()?;
    let tenth = measure(&folder, DEALS / 10).await?;
    let mut report = measure(&folder, DEALS).await?;
    report["p50_growth"] = json!(growth(&report, &tenth, "p50"));
    report["p95_growth"] = json!(growth(&report, &tenth, "p95"));
    report["tenth"] = tenth;
    rig::write(&folder, "numbers", &json!({"numbers_page_ms": report}))
}

async fn measure(folder: &Path, deals: u32) -> Outcome<Value> {
    let made = load::store(folder, deals).await?;
    let times = ask::ask(&made.file).await?;
    let (page, list) = (&times.page, &times.list);
    Ok(json!({
        "p50": page.at(50), "p95": page.at(95), "p99": page.at(99), "max": page.at(100), "answers": page.len(),
        "list_p50": list.at(50), "list_p95": list.at(95), "list_p99": list.at(99),
        "change_p50": times.change.at(50), "change_p99": times.change.at(99),
        "deals": deals, "cells": made.rows("number_cells").await?, "file_bytes": made.bytes()?, "load_s": made.seconds,
    }))
}
