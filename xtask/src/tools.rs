//! Cargo-installed tools at pinned versions, each in a folder of the cache: clones share them, and a person's own
//! versions stay as they are. Children find them because their folders go first on PATH.

use crate::places;
use crate::process;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

/// A tool that `cargo install` brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Builds the WebAssembly apps.
    Trunk,
    /// Makes the JavaScript glue.
    WasmBindgen,
    /// Checks licences, sources and advisories of the dependencies.
    CargoDeny,
}

impl Tool {
    const ALL: [Self; 3] = [Self::Trunk, Self::WasmBindgen, Self::CargoDeny];

    fn package(self) -> &'static str {
        match self {
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::CargoDeny => "cargo-deny",
        }
    }

    fn program(self) -> &'static str {
        match self {
            Self::WasmBindgen => "wasm-bindgen",
            other => other.package(),
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Self::Trunk => "it builds the extension's pages and the review app",
            Self::WasmBindgen => "the version that Cargo.lock names; both must be the same",
            Self::CargoDeny => "it checks the dependencies' licences and advisories",
        }
    }

    fn version(self) -> Result<String> {
        match self {
            Self::Trunk => Ok("0.21.14".to_owned()),
            Self::CargoDeny => Ok("0.20.2".to_owned()),
            Self::WasmBindgen => {
                let lock = places::root().join("Cargo.lock");
                let text = fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
                locked_version(&text, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen; run `cargo update -w`")
            }
        }
    }

    /// Trunk only starts others, and unoptimized it is there in half the time.
    fn opt_level(self) -> &'static str {
        if self == Self::Trunk { "0" } else { "1" }
    }

    /// The folder that `cargo install --root` gets.
    fn folder(self) -> Result<PathBuf> {
        Ok(places::cache()?.join("tools").join(format!("{}-{}", self.package(), self.version()?)))
    }
}

/// The program, whether it is installed yet or not.
pub fn program(tool: Tool) -> Result<PathBuf> {
    Ok(tool.folder()?.join("bin").join(tool.program()))
}

/// Installs the tool unless it is there.
pub fn ensure(tool: Tool) -> Result<()> {
    if program(tool)?.is_file() {
        return Ok(());
    }
    let folder = tool.folder()?;
    let (package, version) = (tool.package(), tool.version()?);
    println!("setup: installing {package} {version} ({}); this takes some minutes, once", tool.reason());
    let started = Instant::now();
    process::run(&mut install_command(tool, &version, &folder)).with_context(|| {
        format!(
            "cannot install {package} {version}; if crates.io cannot be reached, put {} into {}/bin",
            tool.program(),
            folder.display()
        )
    })?;
    println!("setup: {package} {version} took {} s", started.elapsed().as_secs());
    Ok(())
}

fn install_command(tool: Tool, version: &str, folder: &Path) -> Command {
    let mut command = Command::new("cargo");
    // Outside the repository, so that its .cargo/config.toml and lock file have no say.
    command.current_dir("/").args(["install", "--quiet", tool.package(), "--version", version, "--root"]).arg(folder);
    if tool != Tool::WasmBindgen {
        // wasm-bindgen-cli's own lock file may name patches that a registry mirror does not have yet.
        command.arg("--locked");
    }
    // The tools run for seconds: time to build them counts for more than their speed.
    for (key, value) in [("OPT_LEVEL", tool.opt_level()), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0")] {
        command.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    command.env_remove("CARGO_TARGET_DIR");
    command
}

/// PATH with the pinned tools first.
pub fn path() -> Result<OsString> {
    let mut folders = Vec::new();
    for tool in Tool::ALL {
        folders.push(tool.folder()?.join("bin"));
    }
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).context("a folder on PATH has a colon in its name")
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let after = lock.lines().skip_while(|line| line.trim() != name).nth(1)?;
    Some(after.trim().strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-futures"
version = "0.4.50"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "cfg-if",
]
"#;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures").as_deref(), Some("0.4.50"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }
}
