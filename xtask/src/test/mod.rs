//! `cargo xtask test`: every check and test of the project, the same here and in CI.
//!
//! Steps go on after a failure where that still says something. A table of steps comes last but one; the last line is
//! `N passed, N failed`, and the exit code is a failure unless that second number is nought.

mod steps;
mod summary;

use anyhow::Result;
use clap::{Args, ValueEnum};
use std::process::ExitCode;
use steps::Step;
use summary::Summary;

/// What to run.
#[derive(Args)]
pub struct Options {
    /// Only this part
    #[arg(long, value_enum)]
    only: Option<Part>,
}

/// A part that can be run alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Format, clippy, licences and advisories
    Lint,
    /// Tests of every crate but the hub
    Unit,
    /// Clippy and tests for WebAssembly
    Wasm,
    /// Tests of the hub
    Hub,
    /// HubSpot's own client against the simulated HubSpot
    Simcrm,
    /// The real extension in a real browser against a real Odoo, and the package for the stores
    E2e,
}

impl Part {
    fn steps(only: Option<Self>) -> Vec<Step> {
        match only {
            Some(Self::Lint) => steps::LINT.to_vec(),
            Some(Self::Unit) => vec![steps::UNIT],
            Some(Self::Wasm) => steps::WASM.to_vec(),
            Some(Self::Hub) => vec![steps::HUB],
            Some(Self::Simcrm) => vec![steps::SIMCRM],
            Some(Self::E2e) => steps::E2E.to_vec(),
            // One build for the whole workspace costs less than one for each half.
            None => [&steps::LINT[..], &[steps::WORKSPACE, steps::SIMCRM], &steps::WASM, &steps::E2E].concat(),
        }
    }
}

/// Runs the steps and prints the count.
pub fn run(options: &Options) -> Result<ExitCode> {
    let mut summary = Summary::default();
    let mut unbuilt = false;
    for step in Part::steps(options.only) {
        if unbuilt && step.needs_build {
            summary.skip(step.name, "the build failed");
            continue;
        }
        let ok = summary.run(&step)?;
        unbuilt |= step.is_build && !ok;
    }
    print!("{summary}");
    Ok(if summary.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
