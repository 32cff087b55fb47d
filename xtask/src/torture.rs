//! `cargo xtask torture`: the outbox under blows for as long as somebody likes. The short run is one of the end-to-end tests.
//!
//! Needs no CRM: `tests/e2e/torture` has one that shows blank pages.

use crate::build;
use crate::e2e;
use crate::process;
use crate::setup::{self, Need};
use anyhow::Result;
use clap::Args;

/// How long, and which.
#[derive(Args)]
pub struct Options {
    /// Decides what is written and which blows fall, as a failed run printed it; otherwise the short run's
    #[arg(long)]
    seed: Option<u32>,
    /// For how long blows fall
    #[arg(long, default_value_t = 10)]
    minutes: u32,
}

/// Builds what has changed and runs it.
pub fn run(options: &Options) -> Result<()> {
    setup::run(&[Need::Browser, Need::Npm])?;
    build::run(&build::Options { grant: e2e::granted_origins()?, ..Default::default() })?;
    let mut node = e2e::node(&["--test", "--test-reporter=spec", "tests/e2e/torture.test.mjs"])?;
    node.env("PLUMBLINE_HUB_BIN", build::hub(false)).env("PLUMBLINE_TORTURE_MINUTES", options.minutes.to_string());
    if let Some(seed) = options.seed {
        node.env("PLUMBLINE_TORTURE_SEED", seed.to_string());
    }
    process::run(&mut node)
}
