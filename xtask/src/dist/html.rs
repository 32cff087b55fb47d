//! The little reading of HTML that the checks need: tags with their attributes, comments left out.

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    /// Names in lower case; a value is empty where none is given.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Every opening tag of a page, in order.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = tag_end(rest);
            found.push(tag(&rest[..end]));
            rest = &rest[end..];
        }
    }
    found
}

/// Where the tag's `>` is; one inside quotes does not count.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn tag(inside: &str) -> Tag {
    let inside = inside.trim_end_matches('/');
    let (name, mut rest) =
        inside.split_at(inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return Tag { name: name.to_ascii_lowercase(), attributes };
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len()).max(1);
        let key = rest[..end].to_ascii_lowercase();
        let after = rest[end..].trim_start();
        let (value, left) = match after.strip_prefix('=') {
            Some(text) => value(text.trim_start()),
            None => ("", &rest[end..]),
        };
        attributes.push((key, value.to_owned()));
        rest = left;
    }
}

fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_every_kind_of_attribute() {
        let page = "<!doctype html><!-- <script> --><Script TYPE=module src='a>b.js' defer></script><p onclick = \"x\">1 < 2</p><br/>";
        let found = tags(page);
        let names: Vec<_> = found.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["script", "p", "br"]);
        assert_eq!(found[0].attribute("type"), Some("module"));
        assert_eq!(found[0].attribute("src"), Some("a>b.js"));
        assert_eq!(found[0].attribute("defer"), Some(""));
        assert_eq!(found[1].attribute("onclick"), Some("x"));
    }

    #[test]
    fn broken_markup_ends() {
        for page in ["<", "<a", "<a b='", "<!-- x", "<a =", "<é"] {
            tags(page);
        }
    }
}
