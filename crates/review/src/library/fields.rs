//! What is kept, as the texts of a form: one by one, so that each can be kept, compared and complained about on its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line of text.
    Line,
    /// Text of any length.
    Long,
    /// A list, one entry a line.
    Lines,
    /// A day.
    Day,
    /// What a piece of content is.
    ContentKind,
    /// Objections by their ids, one a line.
    Objections,
}

/// Texts by the names that their fields have on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Texts of any number of fields.
    pub fn of<const N: usize>(texts: [(&str, String); N]) -> Self {
        Self(texts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect())
    }

    /// The text as it was written.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The same with another text.
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.0.insert(name.to_owned(), text.into());
        self
    }

    /// Without the white space around it.
    pub fn line(&self, name: &str) -> String {
        self.text(name).trim().to_owned()
    }

    /// The same; nothing where nothing was written.
    pub fn optional(&self, name: &str) -> Option<String> {
        Some(self.line(name)).filter(|text| !text.is_empty())
    }

    /// One entry a line; each once, and none that is empty.
    pub fn list(&self, name: &str) -> Vec<String> {
        let mut entries: Vec<String> = Vec::new();
        for entry in self.text(name).lines().map(str::trim).filter(|entry| !entry.is_empty()) {
            if !entries.iter().any(|known| known == entry) {
                entries.push(entry.to_owned());
            }
        }
        entries
    }
}

/// A list as [`Fields::list`] reads it.
pub fn lines<T: ToString>(entries: &[T]) -> String {
    entries.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_one_entry_a_line() {
        let check = |text: &str, expect: &[&str]| {
            assert_eq!(Fields::default().with("stages", text).list("stages"), expect, "{text:?}");
        };
        check("", &[]);
        check(" New \n\n\tWon\nNew", &["New", "Won"]);
        check(&lines(&["a, b", "c"]), &["a, b", "c"]);
    }

    #[test]
    fn nothing_written_is_nothing() {
        let fields = Fields::default().with("owner", "  ").with("name", " Too dear ");
        assert_eq!(fields.optional("owner"), None);
        assert_eq!(fields.optional("verifier"), None);
        assert_eq!(fields.optional("name").as_deref(), Some("Too dear"));
    }
}
