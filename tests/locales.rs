//! Texts and code agree: every text that is asked for is there, and every text that is there is asked for.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| ["rs", "js"].contains(&kind.to_str().unwrap())) {
            found.push(path);
        }
    }
}

fn code() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("extension/manifest.json")];
    for folder in ["src", "extension", "www"] {
        sources(&root.join(folder), &mut files);
    }
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn texts() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let json = fs::read_to_string(root.join("extension/_locales/en/messages.json")).unwrap();
    let messages: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&json).unwrap();
    messages.into_iter().map(|(key, _)| key).collect()
}

/// The literals that `call` is called with.
fn literals<'a>(code: &'a str, call: &str) -> Vec<&'a str> {
    code.split(call).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let (code, texts) = (code(), texts());
    let asked = ["text(\"", "text_with(\"", "getMessage(\""].into_iter().flat_map(|call| literals(&code, call));
    let counted =
        literals(&code, "counted(\"").into_iter().flat_map(|key| ["one", "many"].map(|n| format!("{key}_{n}")));
    let manifest = code.split("__MSG_").skip(1).filter_map(|rest| rest.split("__").next()).map(str::to_owned);
    let asked: BTreeSet<String> = asked.map(str::to_owned).chain(counted).chain(manifest).collect();
    assert!(asked.len() > 50, "the code was not found");
    assert_eq!(asked.difference(&texts).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_text_that_is_there_is_asked_for() {
    let code = code();
    let stem = |key: &str| key.trim_end_matches("_one").trim_end_matches("_many").to_owned();
    let is_asked = |key: &String| {
        code.contains(&format!("\"{key}\""))
            || code.contains(&format!("\"{}\"", stem(key)))
            || code.contains(&format!("__MSG_{key}__"))
    };
    assert_eq!(texts().iter().filter(|key| !is_asked(key)).collect::<Vec<_>>(), Vec::<&String>::new());
}
