//! Words that mean alike where something is sold, in several languages.

use crate::objection::recognise::concepts::Concepts;
use crate::objection::recognise::features;

/// One meaning a line, in any order, with the words for it. A line that begins with `#` is a heading. Words with the same first letters, and
/// misspelt ones, are found as [`features`] says.
const THESAURUS: &str = include_str!("thesaurus.txt");

/// All of them.
pub fn concepts() -> Concepts {
    let mut keyed: Vec<(u32, u8)> = Vec::new();
    for (meaning, line) in (0..=u8::MAX).zip(lines()) {
        keyed.extend(features::keys(line).into_iter().map(|key| (key, meaning)));
    }
    keyed.sort_unstable();
    keyed.dedup();
    let mut concepts = Concepts::default();
    keyed.into_iter().for_each(|(key, meaning)| concepts.push(key, meaning));
    concepts
}

fn lines() -> impl Iterator<Item = &'static str> {
    THESAURUS.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_line_has_words_and_none_of_them_twice() {
        for line in lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let different: BTreeSet<&str> = words.iter().copied().collect();
            assert!(words.len() > 3 && different.len() == words.len(), "{line}");
            assert!(line.chars().all(|c| c == ' ' || c.is_ascii_digit() || c.is_ascii_lowercase()), "{line}");
        }
        assert!(lines().count() <= 256, "a meaning is a byte");
    }
}
