//! What comes from the system: Debian packages, and the questions that need no package.

use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Once;

static INDEX_UPDATED: Once = Once::new();

/// Whether this process is root.
pub fn is_root() -> bool {
    // The owner of /proc/self is the user that the process runs as.
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}

/// The full path of a program on PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Installs Debian packages, with sudo when that is needed.
pub fn apt_install(packages: &[&str], why: &str) -> Result<()> {
    if which("apt-get").is_none() {
        bail!("{} is missing ({why}), and this is no Debian: install it by hand", packages.join(" "));
    }
    println!("setup: installing {} ({why})", packages.join(" "));
    INDEX_UPDATED.call_once(|| {
        // An old index may still do, so the install decides.
        let _ = as_root("apt-get", &["update", "-qq"]);
    });
    let mut args = vec!["install", "-qq", "-y", "--no-install-recommends"];
    args.extend(packages);
    as_root("apt-get", &args)
}

/// Writes a small file that only root may write, unless it is there.
pub fn write_as_root(path: &Path, text: &str) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().context("a file has a folder")?.to_string_lossy().into_owned();
    as_root("mkdir", &["-p", &folder])?;
    let script = format!("printf '%s' '{text}' > '{}'", path.display());
    as_root("sh", &["-c", &script])
}

/// In the foreground and in our own process group: sudo may ask for a password on the terminal.
fn as_root(program: &str, args: &[&str]) -> Result<()> {
    let mut command = if is_root() { Command::new(program) } else { Command::new("sudo") };
    if !is_root() {
        command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    }
    // What apt says in detail helps nobody; its errors go to standard error.
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
    let status =
        command.status().with_context(|| format!("cannot run {program} as root; install sudo or run as root"))?;
    if !status.success() {
        bail!("`{program} {}` failed ({status})", args.join(" "));
    }
    Ok(())
}

/// Chromium: what CHROMIUM names, or the one on PATH.
pub fn chromium() -> Option<PathBuf> {
    env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| which("chromium"))
}
