//! What needs no browser: a record and the shared numbers from large stores, due times over a year, and credit.
//!
//! The stores stay in `target/bench`, some 10 GB of them, so that only the first run makes them.

use crate::places::{root, target};
use crate::process;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// Arguments to `cargo bench`, and the file that it leaves in `target/bench`.
const BENCHES: [(&[&str], &str); 4] = [
    (&["--package", "plumbline-domain", "--features", "zones", "--bench", "sla"], "bench/sla.json"),
    (&["--package", "plumbline-domain", "--bench", "attribution"], "bench/attribution.json"),
    (&["--package", "plumbline-hub", "--bench", "record"], "bench/record.json"),
    (&["--package", "plumbline-hub", "--bench", "numbers"], "bench/numbers.json"),
];

/// Adds the figures to `report`.
pub fn add(report: &mut Value) -> Result<()> {
    for (args, file) in BENCHES {
        let measured = target(file);
        // An old measurement must not stand in for one that failed.
        let _ = fs::remove_file(&measured);
        let mut cargo = process::command_in(&root(), "cargo", &["bench", "--quiet"]);
        process::run(cargo.args(args).env("PLUMBLINE_BENCH_FOLDER", target("bench")))?;
        let text = fs::read_to_string(&measured).with_context(|| format!("nothing was measured: no target/{file}"))?;
        let figures: Value = serde_json::from_str(&text).with_context(|| format!("target/{file} is no JSON"))?;
        for (name, figure) in figures.as_object().into_iter().flatten() {
            report[name] = figure.clone();
        }
    }
    Ok(())
}
