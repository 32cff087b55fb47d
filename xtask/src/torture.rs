//! `cargo xtask torture`: the outbox under blows for as long as somebody likes, or a backfill that is killed, of an account as large
//! as they come. The short runs of both are among the end-to-end tests.
//!
//! Needs no CRM: `tests/e2e/torture` has one that shows blank pages, and the account is a simulated one.

use crate::build;
use crate::e2e;
use crate::process;
use crate::setup::{self, Need};
use anyhow::Result;
use clap::Args;
use std::process::Command;

/// How long, and which.
#[derive(Args)]
pub struct Options {
    /// Decides what is written and which blows fall, as a failed run printed it; otherwise the short run's
    #[arg(long)]
    seed: Option<u32>,
    /// For how long blows fall
    #[arg(long, default_value_t = 10)]
    minutes: u32,
    /// In place of that, kills the hub while it reads an account with so many contacts, and a fifth as many deals
    #[arg(long, value_name = "CONTACTS", num_args = 0..=1, default_missing_value = "100000", conflicts_with = "minutes")]
    backfill: Option<u32>,
}

/// Builds what has changed and runs it.
pub fn run(options: &Options) -> Result<()> {
    let mut node = match options.backfill {
        Some(contacts) => backfill(contacts)?,
        None => outbox(options.minutes)?,
    };
    if let Some(seed) = options.seed {
        node.env("PLUMBLINE_TORTURE_SEED", seed.to_string());
    }
    process::run(&mut node)
}

fn outbox(minutes: u32) -> Result<Command> {
    setup::run(&[Need::Browser, Need::Npm])?;
    build::run(&build::Options { grant: e2e::granted_origins()?, ..Default::default() })?;
    let mut node = e2e::node(&["--test", "--test-reporter=spec", "tests/e2e/torture.test.mjs"])?;
    node.env("PLUMBLINE_HUB_BIN", build::hub(false)).env("PLUMBLINE_TORTURE_MINUTES", minutes.to_string());
    Ok(node)
}

/// Optimized, as the hub is where so much is read.
fn backfill(contacts: u32) -> Result<Command> {
    setup::run(&[Need::Browser, Need::Npm])?;
    build::run(&build::Options { release: true, ..Default::default() })?;
    build::simulator(true)?;
    let mut node = e2e::node(&["--test", "--test-reporter=spec", "tests/e2e/backfill.test.mjs"])?;
    node.env("PLUMBLINE_HUB_BIN", build::hub(true))
        .env("PLUMBLINE_SIMCRM_BIN", build::simcrm(true))
        .env("PLUMBLINE_BACKFILL_CONTACTS", contacts.to_string());
    Ok(node)
}
