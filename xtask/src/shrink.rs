//! Makes what Trunk built smaller, with tools that `tests/` pins: wasm-opt (npm package binaryen) for modules, esbuild for
//! the loaders that wasm-bindgen wrote and for style sheets. What people wrote for people to review (`extension/`) stays as
//! it is.

use crate::places::root;
use crate::process;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What rustc emits and every supported browser knows. `--all-features` would let binaryen use what browsers refuse.
const FEATURES: [&str; 6] =
    ["bulk-memory", "sign-ext", "nontrapping-float-to-int", "mutable-globals", "multivalue", "reference-types"];

/// What compresses best: the higher levels trade what repeats for what is short. Flat code with its control flow made anew
/// gives the second round more to find.
const PASSES: [&str; 9] = [
    "-O1",
    "--flatten",
    "--rereloop",
    "-O1",
    "--generate-global-effects",
    "--dae-optimizing",
    "-O1",
    "--strip-debug",
    "--strip-producers",
];

/// Rewrites every file in a folder that has a smaller form.
pub fn folder(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let file = entry?.path();
        let mut command = match file.extension().and_then(|kind| kind.to_str()) {
            Some("wasm") => wasm_opt(&file),
            Some("js" | "css") => esbuild(&file),
            _ => continue,
        };
        process::run(&mut command).with_context(|| format!("cannot shrink {}", file.display()))?;
    }
    Ok(())
}

fn tool(name: &str) -> Command {
    Command::new(root().join("tests/node_modules/.bin").join(name))
}

fn wasm_opt(module: &Path) -> Command {
    let mut command = tool("wasm-opt");
    command.args(PASSES);
    command.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    command.arg(module).arg("-o").arg(module);
    command
}

fn esbuild(file: &Path) -> Command {
    let mut command = tool("esbuild");
    command.args(["--minify", "--target=es2024", "--log-level=warning", "--allow-overwrite"]);
    command.arg(file).arg(format!("--outfile={}", file.display()));
    command
}
