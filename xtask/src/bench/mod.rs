//! `cargo xtask bench`: measures, writes `target/bench/report.json`, and fails on a broken budget.
//!
//! The extension's times come from `tests/e2e/bench.mjs`, in a real browser against the real Odoo, the hub's from
//! [`native`]; sizes are added here.

pub mod budgets;
mod native;

use crate::build;
use crate::dist;
use crate::dist::size;
use crate::e2e;
use crate::odoo;
use crate::places::target;
use crate::process;
use crate::setup;
use anyhow::{Context, Result};
use budgets::{BUDGETS, Budget, SHOWN};
use clap::Args;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Only these parts; of the others the report keeps what it has
    #[arg(long, value_parser = [BROWSER, "sla", "attribution", "content", "recognise", "record", "numbers", "inbox", "hubspot"])]
    only: Vec<String>,
}

const BROWSER: &str = "browser";

impl Options {
    fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == part)
    }
}

/// Measures.
pub fn run(options: &Options) -> Result<ExitCode> {
    let path = target("bench/report.json");
    let mut report = if options.only.is_empty() { json!({}) } else { last_report(&path)? };
    if options.wants(BROWSER) {
        setup::run(&setup::BROWSER_AND_CRM)?;
        build::run(&build::Options { release: true, grant: e2e::granted_origins()?, ..Default::default() })?;
        merge(&mut report, in_browser()?);
        add_sizes(&mut report)?;
    }
    for bench in native::BENCHES.iter().filter(|bench| options.wants(bench.name())) {
        merge(&mut report, bench.run()?);
    }
    fs::write(&path, serde_json::to_string_pretty(&report)?)
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!("\nbench: {}", path.display());
    print!("{}", table(&report));
    let all_hold = BUDGETS.iter().all(|budget| budget.holds(&report));
    Ok(if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn last_report(path: &Path) -> Result<Value> {
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display())),
        Err(_) => Ok(json!({})),
    }
}

fn merge(report: &mut Value, figures: Value) {
    for (name, figure) in figures.as_object().into_iter().flatten() {
        report[name] = figure.clone();
    }
}

fn in_browser() -> Result<Value> {
    let measured = target("bench/browser.json");
    fs::create_dir_all(target("bench")).context("cannot make target/bench")?;
    // An old measurement must not stand in for one that failed.
    let _ = fs::remove_file(&measured);
    let _odoo = odoo::Guard::up(true)?;
    let mut node = e2e::node(&["tests/e2e/bench.mjs"])?;
    process::run(node.env("PLUMBLINE_HUB_BIN", build::hub(true)).env("PLUMBLINE_BENCH_OUT", &measured))?;
    let text = fs::read_to_string(&measured).context("tests/e2e/bench.mjs wrote no target/bench/browser.json")?;
    serde_json::from_str(&text).context("target/bench/browser.json is no JSON")
}

fn add_sizes(report: &mut Value) -> Result<()> {
    let files = dist::read_extension(&build::extension())?;
    let sizes = size::measure(&files, &dist::manifest_of(&files)?)
        .context("the built extension lacks content.js or the panel page")?;
    report["content_js_bytes"] = json!(sizes.content_js_bytes);
    report["panel_gzip_bytes"] = json!(sizes.panel_gzip_bytes);
    Ok(())
}

fn table(report: &Value) -> String {
    let line = |meaning: &str, limit: &str, value: Option<f64>, verdict: &str| {
        let value = value.map_or("not measured".to_owned(), |value| format!("{value:.1}"));
        format!("{meaning:<52} {limit:>10} {value:>14}  {verdict}\n")
    };
    let judged = BUDGETS.iter().map(|budget: &Budget| {
        let verdict = if budget.holds(report) { "ok" } else { "BROKEN" };
        line(budget.meaning, &budget.limit.to_string(), budget.value(report), verdict)
    });
    let shown =
        SHOWN.iter().map(|(figure, meaning)| line(meaning, "", report.pointer(figure).and_then(Value::as_f64), ""));
    format!("{:<52} {:>10} {:>14}\n", "", "budget", "value") + &judged.chain(shown).collect::<String>()
}
