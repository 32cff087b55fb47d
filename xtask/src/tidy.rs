//! Rules about the repository itself, held by tests: who may depend on whom, and how long a file may be.

use crate::freshness;
use crate::places::root;
use crate::process;
use serde_json::Value;
use std::fs;
use std::path::Path;

const MOST_LINES: usize = 400;

/// The crates of the workspace, and the ones that each may depend on. Whoever is not named may not exist.
const ALLOWED: [(&str, &[&str]); 8] = [
    ("plumbline-domain", &[]),
    ("plumbline-crm", &["plumbline-domain"]),
    ("plumbline-protocol", &["plumbline-domain"]),
    // The simulator only for its tests.
    ("plumbline-hub", &["plumbline-domain", "plumbline-crm", "plumbline-protocol", "plumbline-simcrm"]),
    ("plumbline-review", &["plumbline-domain", "plumbline-crm", "plumbline-protocol"]),
    ("plumbline", &["plumbline-domain", "plumbline-crm", "plumbline-protocol"]),
    // It judges the others, so it shares nothing with them.
    ("plumbline-simcrm", &[]),
    ("xtask", &["plumbline-crm"]),
];

/// One line per dependency between crates of the workspace that [`ALLOWED`] does not name.
fn forbidden_edges(metadata: &Value) -> Vec<String> {
    let packages = || metadata["packages"].as_array().into_iter().flatten();
    let ours: Vec<_> = packages().filter_map(|package| package["name"].as_str()).collect();
    let mut found = Vec::new();
    for package in packages() {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = ALLOWED.iter().find(|(crate_name, _)| *crate_name == name) else {
            found.push(format!("{name} is not in the list of crates in xtask/src/tidy.rs"));
            continue;
        };
        let dependencies = package["dependencies"].as_array().into_iter().flatten();
        let names = dependencies.filter_map(|dependency| dependency["name"].as_str());
        let wrong = names.filter(|other| ours.contains(other) && !allowed.contains(other));
        found.extend(wrong.map(|other| format!("{name} must not depend on {other}")));
    }
    found
}

/// One line per file that is longer than a reader can hold.
fn too_long(folder: &Path) -> Vec<String> {
    let files = freshness::files(folder).unwrap_or_default();
    let written = |path: &Path| {
        path.extension().is_some_and(|kind| ["rs", "js", "mjs", "css", "py", "sh"].iter().any(|k| kind == *k))
    };
    let lines = |path: &Path| fs::read_to_string(path).map_or(0, |text| text.lines().count());
    let counted = files.into_iter().filter(|(path, ..)| written(path)).map(|(path, ..)| (lines(&path), path));
    let long = counted.filter(|(lines, _)| *lines > MOST_LINES);
    long.map(|(lines, path)| format!("{} has {lines} lines; split it, {MOST_LINES} is the limit", path.display()))
        .collect()
}

#[test]
fn crates_depend_one_way() {
    let mut command =
        process::command_in(&root(), "cargo", &["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    let metadata: Value = serde_json::from_str(&process::read(&mut command).unwrap()).unwrap();
    assert_eq!(forbidden_edges(&metadata), Vec::<String>::new());
    let count = metadata["packages"].as_array().map_or(0, Vec::len);
    assert_eq!(count, ALLOWED.len(), "a crate of the list is gone");
}

#[test]
fn a_forbidden_edge_is_found() {
    let package = |name: &str, dependency: &str| serde_json::json!({"name": name, "dependencies": [{"name": dependency}, {"name": "serde"}]});
    let metadata = |packages: [Value; 2]| serde_json::json!({"packages": packages});
    let good = metadata([package("plumbline-crm", "plumbline-domain"), package("plumbline-domain", "chrono")]);
    assert_eq!(forbidden_edges(&good), Vec::<String>::new());
    let upwards =
        metadata([package("plumbline-crm", "plumbline-domain"), package("plumbline-domain", "plumbline-crm")]);
    assert_eq!(forbidden_edges(&upwards), ["plumbline-domain must not depend on plumbline-crm"]);
    let stranger = metadata([package("plumbline-crm", "plumbline-domain"), package("plumbline-new", "chrono")]);
    assert_eq!(forbidden_edges(&stranger).len(), 1);
}

#[test]
fn files_are_short() {
    let folders = ["src", "crates", "extension", "www", "tests", "xtask"];
    let long: Vec<_> = folders.iter().flat_map(|folder| too_long(&root().join(folder))).collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn a_long_file_is_found() {
    let folder = std::env::temp_dir().join(format!("plumbline-tidy-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("fits.rs"), "\n".repeat(MOST_LINES)).unwrap();
    assert_eq!(too_long(&folder).len(), 0);
    fs::write(folder.join("long.rs"), "\n".repeat(MOST_LINES + 1)).unwrap();
    assert_eq!(too_long(&folder).len(), 1);
    fs::remove_dir_all(folder).unwrap();
}
