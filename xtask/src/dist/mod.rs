//! `cargo xtask dist`: the zip for the Chrome and Edge stores, made only if it passes every check.

mod archive;
mod html;
mod manifest;
mod pages;
pub mod size;

use crate::build;
use crate::freshness;
use crate::places::target;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A file of the extension: its path inside, and its bytes.
pub struct File {
    /// With forward slashes, relative to the manifest.
    pub name: String,
    /// As shipped.
    pub bytes: Vec<u8>,
}

impl File {
    /// What it says, if it is a text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// Whether its name ends in `.extension`.
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.name).extension().is_some_and(|found| found == extension)
    }
}

/// Builds, checks, and writes the zip.
pub fn run() -> Result<()> {
    build::run(&build::Options { release: true, ..Default::default() })?;
    package()
}

/// Checks the built extension and writes the zip.
pub fn package() -> Result<()> {
    let files = read_extension(&build::extension())?;
    let manifest = manifest_of(&files)?;
    let mut problems = pages::problems(&files);
    problems.extend(manifest::unknown_hosts(&manifest, plumbline_crm::manifest_hosts()));
    problems.extend(size::problems(&files, &manifest));
    if !problems.is_empty() {
        bail!("the extension must not be shipped like this:\n  {}", problems.join("\n  "));
    }
    let version = manifest["version"].as_str().context("the manifest has no version")?;
    let path = target("dist").join(format!("plumbline-chrome-{version}.zip"));
    fs::create_dir_all(target("dist")).context("cannot make target/dist")?;
    fs::write(&path, archive::zip(&files)?).with_context(|| format!("cannot write {}", path.display()))?;
    println!("dist: {} ({} files)", path.display(), files.len());
    if let Some(sizes) = size::measure(&files, &manifest) {
        println!(
            "dist: content.js {} bytes, panel with all it loads {} bytes compressed",
            sizes.content_js_bytes, sizes.panel_gzip_bytes
        );
    }
    Ok(())
}

/// Every file of an unpacked extension, sorted by name.
pub fn read_extension(folder: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for (path, _, _) in freshness::files(folder)? {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push(File { name: path.strip_prefix(folder)?.to_string_lossy().into_owned(), bytes });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The extension's manifest.
pub fn manifest_of(files: &[File]) -> Result<Value> {
    let file = files.iter().find(|file| file.name == "manifest.json").context("the extension has no manifest.json")?;
    serde_json::from_slice(&file.bytes).context("the extension's manifest.json is no JSON")
}

#[cfg(test)]
fn file(name: &str, text: &str) -> File {
    File { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}
