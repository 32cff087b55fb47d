//! Whether something must be built again: a fingerprint over the names, sizes and times of what it is made from.

use anyhow::{Context, Result};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// One fingerprint of all files below `inputs`, and of `extra`. A missing input counts as empty.
pub fn fingerprint(inputs: &[PathBuf], extra: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    extra.hash(&mut hasher);
    for input in inputs {
        for (file, size, modified) in files(input)? {
            file.hash(&mut hasher);
            size.hash(&mut hasher);
            modified.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Runs `make` unless `output` was made from the same inputs before, which the file `stamp` remembers.
pub fn unless_fresh(output: &Path, stamp: &Path, fingerprint: &str, make: impl FnOnce() -> Result<()>) -> Result<bool> {
    if output.exists() && fs::read_to_string(stamp).is_ok_and(|old| old == fingerprint) {
        return Ok(false);
    }
    // A failed build must not leave a stamp that calls it fresh.
    let _ = fs::remove_file(stamp);
    make()?;
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(stamp, fingerprint).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(true)
}

/// Every file below a path, sorted by name.
pub fn files(path: &Path) -> Result<Vec<(PathBuf, u64, Option<SystemTime>)>> {
    let Ok(meta) = fs::metadata(path) else { return Ok(Vec::new()) };
    if meta.is_file() {
        return Ok(vec![(path.to_path_buf(), meta.len(), meta.modified().ok())]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?.path();
        // What builds write into source folders is output.
        if !matches!(entry.file_name().and_then(|name| name.to_str()), Some("dist" | "target" | "node_modules")) {
            found.extend(files(&entry)?);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_changed_input_makes_it_stale_and_a_failure_leaves_it_stale() {
        let folder = std::env::temp_dir().join(format!("plumbline-freshness-{}", std::process::id()));
        fs::create_dir_all(folder.join("src")).unwrap();
        let input = folder.join("src/a.rs");
        fs::write(&input, "one").unwrap();
        let inputs = [folder.join("src")];
        let (output, stamp) = (folder.join("out"), folder.join("stamps/out"));
        let made = Cell::new(0);
        let make = || {
            made.set(made.get() + 1);
            fs::write(&output, "x").map_err(Into::into)
        };

        let first = fingerprint(&inputs, "release").unwrap();
        assert!(unless_fresh(&output, &stamp, &first, make).unwrap());
        assert!(!unless_fresh(&output, &stamp, &first, make).unwrap());
        fs::write(&input, "three").unwrap();
        let second = fingerprint(&inputs, "release").unwrap();
        assert_ne!(first, second);
        assert!(unless_fresh(&output, &stamp, &second, || anyhow::bail!("broken")).is_err());
        assert!(unless_fresh(&output, &stamp, &second, make).unwrap());
        assert_ne!(second, fingerprint(&inputs, "dev").unwrap());
        assert_eq!(made.get(), 2);
        fs::remove_dir_all(folder).unwrap();
    }
}
