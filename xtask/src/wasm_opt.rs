//! Makes built WebAssembly smaller still, with the wasm-opt of the npm package binaryen that `tests/` pins.

use crate::places::root;
use crate::process;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What rustc emits and every supported browser knows. `--all-features` would let binaryen use what browsers refuse.
const FEATURES: [&str; 6] =
    ["bulk-memory", "sign-ext", "nontrapping-float-to-int", "mutable-globals", "multivalue", "reference-types"];

/// Rewrites every module in a folder.
pub fn shrink(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let module = entry?.path();
        if module.extension().is_some_and(|kind| kind == "wasm") {
            process::run(&mut command(&module)).with_context(|| format!("cannot shrink {}", module.display()))?;
        }
    }
    Ok(())
}

fn command(module: &Path) -> Command {
    let mut command = Command::new(root().join("tests/node_modules/.bin/wasm-opt"));
    // Of all levels, the one whose output compresses best: the others trade what repeats for what is short.
    command.arg("-O1").args(FEATURES.map(|feature| format!("--enable-{feature}")));
    command.arg(module).arg("-o").arg(module);
    command
}
