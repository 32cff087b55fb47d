//! Running the Node programs of `tests/e2e`: one place for the environment that they are given.

use crate::build;
use crate::odoo;
use crate::places::root;
use crate::process;
use crate::system;
use anyhow::{Context, Result};
use std::process::Command;

/// `node ARGS` in the repository's root, told where the parts are.
pub fn node(args: &[&str]) -> Result<Command> {
    let chromium = system::chromium().context("no Chromium; run `cargo xtask setup`")?;
    let mut command = process::command_in(&root(), "node", args);
    command
        .env("CHROMIUM", chromium)
        .env("PLUMBLINE_EXTENSION", build::granted_extension())
        .env("PLUMBLINE_SIMCRM_BIN", build::simcrm(false))
        .env("PLUMBLINE_ODOO", odoo::origin()?)
        .env("PLUMBLINE_ODOO_RUN", odoo::run_folder()?);
    Ok(command)
}

/// Where the simulated HubSpot's pages are seen, in two data centres.
const HUBSPOT: [&str; 2] = ["https://app.hubspot.com", "https://app-eu1.hubspot.com"];

/// The origins that nobody can be asked about in a headless browser. Patterns ignore ports, so the hub's is covered.
pub fn granted_origins() -> Result<Vec<String>> {
    Ok([odoo::origin()?].into_iter().chain(HUBSPOT.map(ToOwned::to_owned)).collect())
}
