//! What the benches of the hub stand on: a large store that is kept for the next run, a hub over it, and figures.

mod away;
mod figures;
mod hub;
mod random;
mod store;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use plumbline_domain::Instant;
use serde_json::Value;

pub(crate) use away::CRM;
pub(crate) use figures::Figures;
pub(crate) use hub::Hub;
pub(crate) use random::Random;
pub(crate) use store::{Bulk, Made, made};

/// Anything that goes wrong ends the run.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// When everything was last read, and what the hub's clock says at first.
pub(crate) fn now() -> Outcome<Instant> {
    Ok("2026-11-20T12:00:00Z".parse()?)
}

/// Where stores and reports are.
pub(crate) fn folder() -> Outcome<PathBuf> {
    let folder = PathBuf::from(env::var_os("PLUMBLINE_BENCH_FOLDER").ok_or("PLUMBLINE_BENCH_FOLDER is not set")?);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Leaves a bench's figures where they are collected.
pub(crate) fn write(folder: &Path, bench: &str, report: &Value) -> Outcome<()> {
    Ok(fs::write(folder.join(format!("{bench}.json")), serde_json::to_string_pretty(report)?)?)
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// How much a figure grows with the store.
pub(crate) fn growth(large: &Value, small: &Value, figure: &str) -> Option<f64> {
    Some(large[figure].as_f64()? / small[figure].as_f64()?)
}
