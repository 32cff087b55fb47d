//! `cargo xtask odoo`: a real Odoo 19 on this machine, through `xtask/odoo/odoo.sh`.

use crate::places;
use crate::process;
use crate::setup::{self, Need};
use crate::system;
use anyhow::{Context, Result};
use clap::Subcommand;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

const DEFAULT_PORT: u16 = 18069;

/// What to do with it.
#[derive(Subcommand)]
pub enum Action {
    /// Install it if needed, start it, and date the seed records relative to now
    Up {
        /// Put the database back to the state after set-up first
        #[arg(long)]
        reset: bool,
    },
    /// Date the seed records anew, relative to now
    Seed,
    /// Stop Odoo and its PostgreSQL
    Down,
}

/// The command itself.
pub fn run(action: &Action) -> Result<()> {
    match action {
        Action::Up { reset } => up(*reset),
        Action::Seed => script(&["seed"]),
        Action::Down => down(),
    }
}

/// Starts Odoo, seeded relative to now.
pub fn up(reset: bool) -> Result<()> {
    setup::run(&[Need::OdooBase])?;
    script(if reset { &["up", "--reset"] } else { &["up"] })
}

/// Stops Odoo and its PostgreSQL.
pub fn down() -> Result<()> {
    // Not through process::run: this must also work after Ctrl-C.
    let status = command(&["down"])?.status().context("cannot run bash")?;
    anyhow::ensure!(status.success(), "Odoo did not stop; see the message above");
    Ok(())
}

/// Odoo that is stopped at the end of the scope, if it was this scope that started it.
pub struct Guard {
    ours: bool,
}

impl Guard {
    /// Starts Odoo unless it runs already.
    pub fn up(reset: bool) -> Result<Self> {
        let guard = Self { ours: !is_running()? };
        up(reset)?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.ours
            && let Err(error) = down()
        {
            eprintln!("xtask: {error:#}; stop it with `cargo xtask odoo down`");
        }
    }
}

/// Where it answers.
pub fn origin() -> Result<String> {
    Ok(format!("http://127.0.0.1:{}", port()?))
}

/// Keys and the names of the seeded records.
pub fn run_folder() -> Result<PathBuf> {
    let port = port()?;
    let folder = folder()?;
    Ok(if port == DEFAULT_PORT { folder.join("run") } else { folder.join(port.to_string()).join("run") })
}

fn is_running() -> Result<bool> {
    let Ok(pid) = fs::read_to_string(run_folder()?.join("odoo.pid")) else { return Ok(false) };
    // A pid file may outlive its process, and the number may be somebody else's by now.
    let command_line = fs::read_to_string(format!("/proc/{}/cmdline", pid.trim())).unwrap_or_default();
    Ok(command_line.contains(&*folder()?.to_string_lossy()))
}

fn folder() -> Result<PathBuf> {
    Ok(places::cache()?.join("odoo-19"))
}

fn port() -> Result<u16> {
    match env::var("PLUMBLINE_ODOO_PORT") {
        Ok(text) => text.parse().with_context(|| format!("PLUMBLINE_ODOO_PORT is not a port: {text}")),
        Err(_) => Ok(DEFAULT_PORT),
    }
}

fn script(args: &[&str]) -> Result<()> {
    process::run(&mut command(args)?)
}

fn command(args: &[&str]) -> Result<Command> {
    let bash = system::which("bash").context("bash is missing")?;
    let mut command = Command::new(bash);
    command.arg(places::root().join("xtask/odoo/odoo.sh")).args(args);
    command.env("ODOO_DIR", folder()?).env("ODOO_PORT", port()?.to_string());
    Ok(command)
}
