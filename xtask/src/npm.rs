//! The npm packages of `tests/`: what drives the browser, and what shrinks the build.

use crate::places;
use crate::process;
use crate::system;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Instant, SystemTime};

/// Installs the packages unless what is there is as new as the lock file.
pub fn ensure() -> Result<()> {
    let folder = places::root().join("tests");
    let lock = folder.join("package-lock.json");
    if !lock.is_file() {
        bail!("{} is missing; run `npm install` in tests/ once and commit it", lock.display());
    }
    let stamp = folder.join("node_modules/.plumbline-stamp");
    if modified(&stamp) >= modified(&lock) {
        return Ok(());
    }
    if system::which("npm").is_none() {
        bail!("npm is missing; install Node 20 or newer");
    }
    println!("setup: installing the npm packages of tests/ (they drive the browser and shrink what is built)");
    let started = Instant::now();
    process::run(&mut install_command(&folder))?;
    fs::write(&stamp, "").with_context(|| format!("cannot write {}", stamp.display()))?;
    println!("setup: npm packages took {} s", started.elapsed().as_secs());
    Ok(())
}

/// The browser comes from Debian, so no package downloads one.
fn install_command(folder: &Path) -> Command {
    let mut command = process::command_in(folder, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").env("PUPPETEER_SKIP_DOWNLOAD", "1");
    command
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|meta| meta.modified()).ok()
}
