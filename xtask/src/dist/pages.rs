//! What a store review and the extension's own security policy forbid in pages and scripts.

use super::File;
use super::html::{self, Tag};

/// One line per finding; none means clean.
pub fn problems(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let findings = match file.text() {
            Some(text) if file.is("html") => in_page(text),
            Some(text) if file.is("js") || file.is("mjs") => in_script(text),
            _ => Vec::new(),
        };
        found.extend(findings.into_iter().map(|finding| format!("{}: {finding}", file.name)));
    }
    found
}

fn in_page(page: &str) -> Vec<String> {
    html::tags(page).iter().flat_map(in_tag).collect()
}

fn in_tag(tag: &Tag) -> Vec<String> {
    let mut found = Vec::new();
    if tag.name == "script" && tag.attribute("src").is_none() {
        found.push("an inline <script>; extension pages forbid it, put it into a file".to_owned());
    }
    let loads_code = matches!(tag.name.as_str(), "script" | "link" | "iframe" | "object" | "embed" | "base");
    for (name, value) in &tag.attributes {
        if name.starts_with("on") {
            found.push(format!("an inline handler {name}=; add the listener in a script"));
        }
        if matches!(name.as_str(), "src" | "href" | "data") && loads_code && is_remote(value) {
            found.push(format!("<{}> loads {value}; ship the file with the extension", tag.name));
        }
        if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
            found.push(format!("{name} holds a javascript: address"));
        }
    }
    found
}

fn in_script(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    if calls(script, "eval") {
        found.push("eval(); the code must be known when the store reviews it".to_owned());
    }
    for maker in ["new Function", "new AsyncFunction"] {
        if calls(script, maker) {
            found.push(format!("{maker}(); the code must be known when the store reviews it"));
        }
    }
    for word in ["import", "from", "importScripts", "Worker"] {
        if let Some(address) = remote_after(script, word) {
            found.push(format!("{word} loads {address}; ship the file with the extension"));
        }
    }
    found
}

fn is_remote(address: &str) -> bool {
    let address = address.trim_start().to_ascii_lowercase();
    ["http:", "https:", "//", "ws:", "wss:"].iter().any(|start| address.starts_with(start))
}

/// Whether `name` stands there as a whole word and is called.
fn calls(script: &str, name: &str) -> bool {
    words(script, name).any(|rest| rest.trim_start().starts_with('('))
}

/// The remote address in the quotes that follow a word, as in `import("https://…")` and `from "https://…"`.
fn remote_after<'a>(script: &'a str, word: &'a str) -> Option<&'a str> {
    words(script, word).find_map(|rest| {
        let argument = rest.trim_start().trim_start_matches('(').trim_start();
        let quote = argument.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let address = argument[1..].split(quote).next()?;
        is_remote(address).then_some(address)
    })
}

/// What follows each place where a word stands on its own.
fn words<'a>(script: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    script.match_indices(word).filter_map(move |(at, _)| {
        let rest = &script[at + word.len()..];
        (!script[..at].ends_with(in_name) && !rest.starts_with(in_name)).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[track_caller]
    fn check(name: &str, text: &str, expected: &str) {
        let found = problems(&[file(name, text)]);
        if expected.is_empty() {
            assert_eq!(found, Vec::<String>::new());
        } else {
            assert!(found.len() == 1 && found[0].contains(expected), "{found:?} has no {expected}");
        }
    }

    #[test]
    fn pages_with_code_in_them_are_refused() {
        check("a.html", "<script>start()</script>", "inline <script>");
        check("a.html", "<script type=module>import './x.js'</script>", "inline <script>");
        check("a.html", "<body onload='go()'>", "onload");
        check("a.html", "<script src='https://cdn.example/x.js'></script>", "cdn.example");
        check("a.html", "<link rel=stylesheet href=//cdn.example/x.css>", "cdn.example");
        check("a.html", "<a href='javascript:go()'>", "javascript:");
    }

    #[test]
    fn clean_pages_pass() {
        check(
            "a.html",
            "<!doctype html><script type=module src='boot.js'></script><link rel=stylesheet href=a.css>",
            "",
        );
        check("a.html", "<a href='https://docs.example'>only a link, once=more</a><!-- <script>1</script> -->", "");
    }

    #[test]
    fn scripts_that_fetch_or_make_code_are_refused() {
        check("a.js", "const x = eval (text)", "eval()");
        check("a.js", "globalThis.eval(text)", "eval()");
        check("a.js", "new Function('return 1')", "new Function()");
        check("a.js", "import init from 'https://cdn.example/a.js'", "cdn.example");
        check("a.js", "await import( \"//cdn.example/a.js\")", "cdn.example");
        check("a.js", "importScripts(`http://cdn.example/a.js`)", "cdn.example");
    }

    #[test]
    fn clean_scripts_pass() {
        check("a.js", "import init from './a.js'; medieval(1); retrieval (2); const from = 'https://api.example'", "");
        check("a.txt", "eval(1)", "");
    }
}
