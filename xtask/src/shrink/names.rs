//! Short names for what a module imports and exports. The long ones end in a hash each, which nothing compresses, and stand
//! in the module and in its loader.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::HashMap;

/// As wasm-opt prints them: imports as module, name and short name, exports as name and short name. The module that is
/// imported from becomes [`MODULE`].
#[derive(Deserialize)]
struct Printed {
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

/// What wasm-opt calls the module that is imported from.
const MODULE: &str = "a";

/// The object on which a loader finds what the module exports.
const EXPORTS: &str = "wasm.";

/// A module's short names by the long ones.
pub struct ShortNames {
    modules: Vec<String>,
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

impl ShortNames {
    /// Reads what wasm-opt printed.
    pub fn read(printed: &str) -> Result<Self> {
        let Printed { imports, exports } =
            serde_json::from_str(printed).context("wasm-opt printed no list of short names")?;
        let mut modules: Vec<String> = imports.iter().map(|(module, ..)| module.clone()).collect();
        modules.dedup();
        let imports = imports.into_iter().map(|(_, name, short)| (name, short)).collect();
        Ok(Self { modules, imports, exports: exports.into_iter().collect() })
    }

    /// A loader with the short names in place of the long ones: imports are properties of an object, exports of [`EXPORTS`].
    pub fn put_into(&self, loader: &str) -> String {
        let mut short = String::with_capacity(loader.len());
        let mut rest = loader;
        while let Some(start) = rest.find(is_in_name) {
            let (before, from_name) = rest.split_at(start);
            let (name, after) =
                from_name.split_at(from_name.find(|letter| !is_in_name(letter)).unwrap_or(from_name.len()));
            short.push_str(before);
            let known = if short.ends_with(EXPORTS) { self.exports.get(name) } else { None };
            let known = known.or_else(|| after.starts_with(':').then(|| self.imports.get(name)).flatten());
            short.push_str(known.map_or(name, String::as_str));
            rest = after;
        }
        short.push_str(rest);
        self.modules.iter().fold(short, |text, module| text.replace(&format!("\"{module}\""), &format!("\"{MODULE}\"")))
    }
}

fn is_in_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{"imports": [["./panel_bg.js", "__wbg_get_12", "b"], ["./panel_bg.js", "main", "c"]],
        "exports": [["memory", "d"], ["main", "e"]]}"#;

    #[track_caller]
    fn check(loader: &str, expect: &str) {
        assert_eq!(ShortNames::read(PRINTED).unwrap().put_into(loader), expect);
    }

    #[test]
    fn imports_are_properties_and_exports_stand_on_the_module() {
        check("{ __wbg_get_12: function(arg0) {", "{ b: function(arg0) {");
        check("__wbg_get_123: 1, x__wbg_get_12: 2", "__wbg_get_123: 1, x__wbg_get_12: 2");
        check("wasm.memory.buffer; const memory = wasm.main();", "wasm.d.buffer; const memory = wasm.e();");
        check("return { \"./panel_bg.js\": import0 };", "return { \"a\": import0 };");
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert!(ShortNames::read("").is_err());
    }
}
