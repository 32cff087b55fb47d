//! Texts and code agree: every text that is asked for is there, and every text that is there is asked for.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use plumbline_domain::attribution::Model;
use plumbline_domain::touch::Channel;

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

/// How the keys begin that are made of a word, such as `channel_` of `text(&format!("channel_{}", …))`.
fn composed(code: &str) -> BTreeSet<&str> {
    let starts = literals(code, "text(&format!(\"").into_iter();
    starts.filter_map(|literal| literal.split_once('{')).map(|(start, _)| start).collect()
}

#[test]
fn every_word_that_keys_are_made_of_has_its_text() {
    let (code, texts) = (code(), texts());
    let models = Model::ALL.map(Model::word).into_iter().chain(["custom"]);
    let words: [(&str, Vec<&str>); 5] = [
        ("actor_", vec!["marketing", "sales", "buyer"]),
        ("channel_", CHANNELS.map(Channel::word).to_vec()),
        ("claim_", vec!["marketing", "sales", "both", "neither"]),
        ("compare_", vec!["by_channel", "by_touch"]),
        ("model_", models.collect()),
    ];
    assert_eq!(composed(&code), words.iter().map(|(start, _)| *start).collect());
    let keys = words.iter().flat_map(|(start, words)| words.iter().map(move |word| format!("{start}{word}")));
    assert_eq!(keys.filter(|key| !texts.contains(key)).collect::<Vec<_>>(), Vec::<String>::new());
}

const CHANNELS: [Channel; 14] = [
    Channel::PaidSearch,
    Channel::OrganicSearch,
    Channel::PaidSocial,
    Channel::OrganicSocial,
    Channel::EmailMarketing,
    Channel::Event,
    Channel::Referral,
    Channel::Direct,
    Channel::Inbound,
    Channel::Email,
    Channel::Call,
    Channel::Meeting,
    Channel::Outbound,
    Channel::Other,
];

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
    let composed = composed(&code);
    let is_asked = |key: &String| {
        composed.iter().any(|start| key.starts_with(start))
            || code.contains(&format!("\"{key}\""))
            || code.contains(&format!("\"{}\"", stem(key)))
            || code.contains(&format!("__MSG_{key}__"))
    };
    assert_eq!(texts().iter().filter(|key| !is_asked(key)).collect::<Vec<_>>(), Vec::<&String>::new());
}
