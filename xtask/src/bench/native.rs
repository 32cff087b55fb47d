//! What needs no browser: a record, the shared numbers and the inbox from large stores, due times over a year, credit, and the content for a deal.
//!
//! The stores stay in `target/bench`, some 10 GB of them, so that only the first run makes them.

use crate::places::{root, target};
use crate::process;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// One of `cargo bench`.
pub struct Bench {
    package: &'static str,
    features: &'static [&'static str],
    name: &'static str,
}

const fn of_domain(features: &'static [&'static str], name: &'static str) -> Bench {
    Bench { package: "plumbline-domain", features, name }
}

const fn of_hub(name: &'static str) -> Bench {
    Bench { package: "plumbline-hub", features: &[], name }
}

/// All of them.
pub const BENCHES: [Bench; 8] = [
    of_domain(&["--features", "zones"], "sla"),
    of_domain(&[], "attribution"),
    of_domain(&[], "content"),
    of_domain(&[], "recognise"),
    of_hub("record"),
    of_hub("numbers"),
    of_hub("inbox"),
    of_hub("hubspot"),
];

impl Bench {
    /// As it is chosen by.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its figures, by the names that they have in the report.
    pub fn run(&self) -> Result<Value> {
        let measured = target(&format!("bench/{}.json", self.name));
        // An old measurement must not stand in for one that failed.
        let _ = fs::remove_file(&measured);
        let mut cargo = process::command_in(&root(), "cargo", &["bench", "--quiet", "--package", self.package]);
        cargo.args(self.features).args(["--bench", self.name]).env("PLUMBLINE_BENCH_FOLDER", target("bench"));
        process::run(&mut cargo)?;
        let file = measured.display();
        let text = fs::read_to_string(&measured).with_context(|| format!("nothing was measured: no {file}"))?;
        serde_json::from_str(&text).with_context(|| format!("{file} is no JSON"))
    }
}
