//! Makes what Trunk built smaller, with tools that `tests/` pins: wasm-opt (npm package binaryen) for modules, esbuild for
//! the loaders that wasm-bindgen wrote and for style sheets. What people wrote for people to review (`extension/`) stays as
//! it is.

mod names;
mod order;

use crate::places::root;
use crate::process;
use anyhow::{Context, Result};
use names::ShortNames;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What rustc emits and every supported browser knows. `--all-features` would let binaryen use what browsers refuse.
const FEATURES: [&str; 6] =
    ["bulk-memory", "sign-ext", "nontrapping-float-to-int", "mutable-globals", "multivalue", "reference-types"];

/// What compresses best: the higher levels trade what repeats for what is short. Flat code with its control flow made anew
/// gives the second round more to find.
const PASSES: [&str; 20] = [
    // The lowest kilobyte of memory is the far end of the stack.
    "--low-memory-unused",
    "-O1",
    "--flatten",
    "--rereloop",
    "-O1",
    "--code-folding",
    "--rse",
    "--generate-global-effects",
    "--dae-optimizing",
    "-O1",
    "--rse",
    "--vacuum",
    "--coalesce-locals",
    "--duplicate-function-elimination",
    "--optimize-instructions",
    // The locals that are used most get the short numbers, and every access says the same of its alignment: both repeat more.
    "--reorder-locals",
    "--dealign",
    "--minify-imports-and-exports-and-modules",
    "--strip-debug",
    "--strip-producers",
];

/// Puts functions in the order of the names that [`order`] gave them.
const BY_NAME: [&str; 2] = ["--reorder-functions-by-name", "--strip-debug"];

/// Rewrites every file in a folder that has a smaller form.
pub fn folder(folder: &Path) -> Result<()> {
    let files = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let files = files.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    // A loader knows its module by the long names, so it is rewritten before its own names become short.
    each(&files, &["wasm"], module)?;
    each(&files, &["js", "css"], |file| process::run(&mut esbuild(file)))
}

fn each(files: &[PathBuf], kinds: &[&str], shrink: impl Fn(&Path) -> Result<()>) -> Result<()> {
    let is_meant =
        |file: &&PathBuf| file.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| kinds.contains(&kind));
    for file in files.iter().filter(is_meant) {
        shrink(file).with_context(|| format!("cannot shrink {}", file.display()))?;
    }
    Ok(())
}

/// A module, and the names by which its loader knows it.
fn module(module: &Path) -> Result<()> {
    let names = ShortNames::read(&process::read(&mut wasm_opt(module, &PASSES))?)?;
    let ordered = order::with_ordered_names(fs::read(module)?)?;
    fs::write(module, ordered)?;
    process::run(&mut wasm_opt(module, &BY_NAME))?;
    let name = module.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let loader = module.with_file_name(name.replace("_bg.wasm", ".js"));
    let text = fs::read_to_string(&loader).with_context(|| format!("cannot read {}", loader.display()))?;
    fs::write(&loader, names.put_into(&text)).with_context(|| format!("cannot write {}", loader.display()))
}

fn tool(name: &str) -> Command {
    Command::new(root().join("tests/node_modules/.bin").join(name))
}

fn wasm_opt(module: &Path, passes: &[&str]) -> Command {
    let mut command = tool("wasm-opt");
    command.args(passes);
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
