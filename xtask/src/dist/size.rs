//! What the extension weighs: the content script that every CRM page gets, and the panel with all that it loads.

use super::File;
use crate::bench::budgets;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;

const CONTENT_SCRIPT: &str = "content.js";
const MESSAGES: &str = "_locales/en/messages.json";

/// The two sizes.
#[derive(Debug, PartialEq, Eq)]
pub struct Sizes {
    /// `content.js` as shipped.
    pub content_js_bytes: usize,
    /// Each file that the panel page loads, compressed, summed.
    pub panel_gzip_bytes: usize,
}

/// Measures an extension; `None` if a part of it is missing.
pub fn measure(files: &[File], manifest: &Value) -> Option<Sizes> {
    let content = files.iter().find(|file| file.name == CONTENT_SCRIPT)?;
    let page = panel_page(manifest)?;
    let panel = files.iter().find(|file| file.name == page)?;
    let panel_gzip_bytes = loaded_by(panel, files).into_iter().map(|file| gzip(&file.bytes)).sum();
    Some(Sizes { content_js_bytes: content.bytes.len(), panel_gzip_bytes })
}

/// One line per budget that is exceeded.
pub fn problems(files: &[File], manifest: &Value) -> Vec<String> {
    let Some(sizes) = measure(files, manifest) else {
        return vec!["content.js or the panel page is missing from the extension".to_owned()];
    };
    let measured = [
        (CONTENT_SCRIPT, sizes.content_js_bytes, budgets::CONTENT_JS_BYTES),
        ("the panel with all that it loads, compressed,", sizes.panel_gzip_bytes, budgets::PANEL_GZIP_BYTES),
    ];
    let over = measured.into_iter().filter(|(_, size, budget)| size > budget);
    over.map(|(what, size, budget)| format!("{what} has {size} bytes; the budget is {budget}")).collect()
}

/// The page that CRM pages may frame is the panel.
fn panel_page(manifest: &Value) -> Option<&str> {
    let entries = manifest.get("web_accessible_resources")?.as_array()?;
    let mut resources = entries.iter().filter_map(|entry| entry.get("resources")?.as_array()).flatten();
    resources.find_map(|resource| resource.as_str().filter(|name| name.ends_with(".html")))
}

/// The page, every file whose name stands in a loaded file, and the messages. Other pages are only linked to.
fn loaded_by<'a>(page: &'a File, files: &'a [File]) -> Vec<&'a File> {
    let mut loaded = vec![page];
    let mut next = 0;
    while let Some(file) = loaded.get(next).copied() {
        next += 1;
        let Some(text) = file.text() else { continue };
        for other in files {
            let named = text.contains(other.name.rsplit('/').next().unwrap_or(&other.name));
            let known = loaded.iter().any(|seen| seen.name == other.name);
            if named && !known && !other.is("html") && !other.is("json") {
                loaded.push(other);
            }
        }
    }
    loaded.extend(files.iter().find(|file| file.name == MESSAGES));
    loaded
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |packed| packed.len())
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;
    use serde_json::json;

    fn extension(content: &str, wasm: Vec<u8>) -> Vec<File> {
        vec![
            file("panel.html", "<script src='boot.js'></script><a href='options.html'></a>"),
            file("boot.js", "import init from './panel.js'"),
            file("panel.js", "new URL('panel_bg.wasm', import.meta.url)"),
            File { name: "panel_bg.wasm".to_owned(), bytes: wasm },
            file("options.html", "<script src='options.js'></script>"),
            file("options.js", "1"),
            file("content.js", content),
            file(MESSAGES, "{}"),
        ]
    }

    fn manifest() -> Value {
        json!({"web_accessible_resources": [{"resources": ["panel.html"], "matches": []}]})
    }

    #[test]
    fn the_panel_is_all_that_its_page_leads_to() {
        let files = extension("1", vec![0]);
        let names: Vec<_> = loaded_by(&files[0], &files).iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["panel.html", "boot.js", "panel.js", "panel_bg.wasm", MESSAGES]);
        assert_eq!(problems(&files, &manifest()), Vec::<String>::new());
    }

    #[test]
    fn a_heavy_content_script_is_refused() {
        let found = problems(&extension(&"x".repeat(6145), vec![0]), &manifest());
        assert!(found.len() == 1 && found[0].starts_with("content.js has 6145 bytes"), "{found:?}");
    }

    #[test]
    fn a_heavy_panel_is_refused() {
        // Noise, which does not compress.
        let mut state = 1u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        let wasm = (0..160 * 1024).map(|_| noise()).collect();
        let found = problems(&extension("1", wasm), &manifest());
        assert!(found.len() == 1 && found[0].starts_with("the panel"), "{found:?}");
    }

    #[test]
    fn a_missing_part_is_refused() {
        assert_eq!(problems(&[], &manifest()).len(), 1);
        assert_eq!(problems(&extension("1", vec![0]), &json!({})).len(), 1);
    }
}
