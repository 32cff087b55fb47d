//! `cargo xtask setup`: checks what is needed and installs only what is missing, saying what and why.
//!
//! The other commands call it with just what they need, so it must cost next to nothing when all is there.

use crate::npm;
use crate::places;
use crate::process;
use crate::system;
use crate::tools::{self, Tool};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// Something a command needs.
#[derive(Clone, Copy, Debug)]
pub enum Need {
    /// The compiler's WebAssembly target.
    WasmTarget,
    /// A tool that cargo installs.
    Tool(Tool),
    /// Debian's Chromium.
    Browser,
    /// The npm packages of `tests/`.
    Npm,
    /// PostgreSQL's server programs and Python, for Odoo.
    OdooBase,
}

/// To build the extension and the review app.
pub const BUILD: [Need; 4] = [Need::WasmTarget, Need::Tool(Tool::Trunk), Need::Tool(Tool::WasmBindgen), Need::Npm];
/// To run the real extension in a real browser against a real CRM.
pub const BROWSER_AND_CRM: [Need; 3] = [Need::Browser, Need::Npm, Need::OdooBase];
/// All that any command may need.
pub const EVERYTHING: [Need; 7] = [
    Need::WasmTarget,
    Need::Tool(Tool::Trunk),
    Need::Tool(Tool::WasmBindgen),
    Need::Browser,
    Need::Npm,
    Need::OdooBase,
    Need::Tool(Tool::CargoDeny),
];

/// Makes sure that every need is met.
pub fn run(needs: &[Need]) -> Result<()> {
    for need in needs {
        match need {
            Need::WasmTarget => wasm_target()?,
            Need::Tool(tool) => tools::ensure(*tool)?,
            Need::Browser => browser()?,
            Need::Npm => npm::ensure()?,
            Need::OdooBase => odoo_base()?,
        }
    }
    Ok(())
}

fn wasm_target() -> Result<()> {
    let mut print = process::command_in(
        &places::root(),
        "rustc",
        &["--print", "target-libdir", "--target", "wasm32-unknown-unknown"],
    );
    if Path::new(&process::read(&mut print)?).is_dir() {
        return Ok(());
    }
    if system::which("rustup").is_none() {
        bail!(
            "the compiler has no wasm32-unknown-unknown target and rustup is not here to add it; see https://rustup.rs"
        );
    }
    println!("setup: adding the compiler's wasm32-unknown-unknown target (the extension is WebAssembly)");
    process::run(Command::new("rustup").current_dir(places::root()).args(["target", "add", "wasm32-unknown-unknown"]))
}

fn browser() -> Result<()> {
    if system::chromium().is_none() {
        system::apt_install(&["chromium"], "the browser that the extension runs in; CHROMIUM may name another")?;
    }
    Ok(())
}

fn odoo_base() -> Result<()> {
    if !has_postgres_server() {
        // Debian's package would create and start a cluster of its own; ours is private to Odoo's folder.
        let setting = Path::new("/etc/postgresql-common/createcluster.d/plumbline.conf");
        system::write_as_root(setting, "create_main_cluster = false\n")?;
        system::apt_install(&["postgresql"], "Odoo's database; no system-wide server is started")?;
    }
    if system::which("python3.11").is_none() || !Path::new("/usr/lib/python3.11/ensurepip").is_dir() {
        system::apt_install(&["python3.11", "python3.11-venv"], "Odoo runs on Python 3.11")?;
    }
    let commands =
        [("curl", "curl"), ("setpriv", "util-linux"), ("flock", "util-linux"), ("psql", "postgresql-client")];
    for (command, package) in commands {
        if system::which(command).is_none() {
            system::apt_install(&[package], "Odoo's start script uses it")?;
        }
    }
    Ok(())
}

fn has_postgres_server() -> bool {
    let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") else { return false };
    versions.flatten().any(|version| version.path().join("bin/initdb").is_file())
}
