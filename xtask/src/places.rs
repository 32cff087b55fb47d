//! Where things are: the repository, and the cache that all clones on this machine share.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The repository's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A path below cargo's target folder.
pub fn target(path: &str) -> PathBuf {
    let folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir));
    folder.join(path)
}

/// Tools and Odoo, shared by every clone. Root's home is closed to the user that Odoo runs as, hence /var/cache.
pub fn cache() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("PLUMBLINE_CACHE") {
        return Ok(PathBuf::from(folder));
    }
    if crate::system::is_root() {
        return Ok(PathBuf::from("/var/cache/plumbline"));
    }
    let base = match env::var_os("XDG_CACHE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env::var_os("HOME").context("HOME is not set; set PLUMBLINE_CACHE to a folder")?)
            .join(".cache"),
    };
    Ok(base.join("plumbline"))
}
