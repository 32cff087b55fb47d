//! What of a list is shown, in which order. Pure.

use std::cmp::{Ordering, Reverse};

use chrono::NaiveDate;
use plumbline_protocol::library::{ContentEntry, ObjectionEntry};

use super::entry::Entry;
use super::query::{Only, Query, Sort};
use crate::strings;

/// An entry of a list, as it is looked for and sorted.
pub trait Listed: Entry {
    /// What it is found by: all its words.
    fn words(&self) -> String;

    /// Whether it belongs to this part of the list.
    fn is_among(&self, only: Only, today: NaiveDate) -> bool;

    /// Whether it answers one of these objections, where any are named.
    fn answers(&self, objections: &[String]) -> bool {
        objections.is_empty() || self.fields().list("answers").iter().any(|id| objections.contains(id))
    }

    /// Which comes first; the list comes by name.
    fn order(&self, other: &Self, sort: Sort) -> Ordering;
}

impl Listed for ObjectionEntry {
    fn words(&self) -> String {
        all_words(self)
    }

    fn is_among(&self, only: Only, _: NaiveDate) -> bool {
        match only {
            Only::InUse => self.merged_into.is_none(),
            Only::Stale => false,
            Only::Aside => self.merged_into.is_some(),
        }
    }

    fn order(&self, other: &Self, sort: Sort) -> Ordering {
        match sort {
            Sort::Status => self.handling.status().cmp(&other.handling.status()),
            Sort::Owner => by_name(self.objection.owner.as_deref(), other.objection.owner.as_deref()),
            Sort::Name | Sort::Kind | Sort::VerifyBy => Ordering::Equal,
        }
    }
}

impl Listed for ContentEntry {
    fn words(&self) -> String {
        format!("{}\n{}", all_words(self), strings::content_kind(self.content.kind).to_lowercase())
    }

    fn is_among(&self, only: Only, today: NaiveDate) -> bool {
        match only {
            Only::InUse => !self.is_retired,
            Only::Stale => !self.is_retired && self.content.is_stale(today),
            Only::Aside => self.is_retired,
        }
    }

    fn order(&self, other: &Self, sort: Sort) -> Ordering {
        match sort {
            Sort::Owner => by_name(self.content.verifier.as_deref(), other.content.verifier.as_deref()),
            Sort::Kind => strings::content_kind(self.content.kind).cmp(strings::content_kind(other.content.kind)),
            Sort::VerifyBy => {
                let key = |entry: &Self| (entry.content.verify_by.is_none(), entry.content.verify_by);
                key(self).cmp(&key(other))
            }
            Sort::Name | Sort::Status => Ordering::Equal,
        }
    }
}

/// Whoever has no name comes last.
fn by_name(a: Option<&str>, b: Option<&str>) -> Ordering {
    let key = |name: Option<&str>| (name.is_none(), name.map(str::to_lowercase));
    key(a).cmp(&key(b))
}

fn all_words<E: Entry>(entry: &E) -> String {
    let fields = entry.fields();
    let texts = E::FORM.iter().map(|(name, _)| fields.text(name)).chain([entry.id()]);
    texts.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// The words of each entry, made once for many searches.
pub fn words_of<E: Listed>(all: &[E]) -> Vec<String> {
    all.iter().map(Listed::words).collect()
}

/// What a query asks for. `words` are those of `all`, one by one.
pub fn found<'a, E: Listed>(all: &'a [E], words: &[String], query: &Query, today: NaiveDate) -> Vec<&'a E> {
    let sought = query.q.to_lowercase();
    let sought: Vec<&str> = sought.split_whitespace().collect();
    let has_all = |words: &String| sought.iter().all(|word| words.contains(word));
    let mut found: Vec<&E> = all
        .iter()
        .zip(words)
        .filter(|(entry, words)| entry.is_among(query.only, today) && has_all(words) && entry.answers(&query.answers))
        .map(|(entry, _)| entry)
        .collect();
    found.sort_by(|a, b| a.order(b, query.sort));
    if query.is_reversed {
        found.reverse();
    }
    found
}

/// How many there are of each part, whatever is looked for.
pub fn counts<E: Listed>(all: &[E], today: NaiveDate) -> Vec<(Only, usize)> {
    let count = |only: &Only| (*only, all.iter().filter(|entry| entry.is_among(*only, today)).count());
    Only::of(E::KIND).iter().map(count).collect()
}

/// The texts that stand in a field most often, the most frequent first.
pub fn usual<E: Entry>(all: &[E], field: &str) -> Vec<String> {
    let mut times = std::collections::HashMap::<String, usize>::new();
    for entry in all {
        for text in entry.fields().list(field) {
            *times.entry(text).or_default() += 1;
        }
    }
    let mut texts: Vec<(String, usize)> = times.into_iter().collect();
    texts.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    texts.into_iter().map(|(text, _)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::query::Kind;
    use crate::library::sample::{objection, piece};

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn pieces() -> Vec<ContentEntry> {
        let mut all = [("a", "Audit report"), ("b", "Battlecard Globex"), ("c", "Cost sheet"), ("d", "Demo")]
            .map(|(id, title)| piece(id, title));
        all[0].content.verify_by = "2026-11-22".parse().ok();
        all[1].content.verify_by = "2026-11-24".parse().ok();
        all[1].content.verifier = Some("bob".into());
        all[1].content.answers = vec![plumbline_domain::ids::ObjectionId::new("globex")];
        all[2].content.verifier = Some("Ann".into());
        all[2].content.snippet = Some("Over five YEARS".into());
        all[3].is_retired = true;
        all.into()
    }

    #[track_caller]
    fn check(query: Query, expect: &[&str]) {
        let all = pieces();
        let found = found(&all, &words_of(&all), &Query { kind: Kind::Content, ..query }, today());
        assert_eq!(found.iter().map(|entry| entry.id()).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn a_list_is_cut_searched_and_sorted() {
        let q = |q: &str| Query { q: q.to_owned(), ..Query::default() };
        check(q(""), &["a", "b", "c"]);
        check(q("five years cost"), &["c"]);
        check(q("GLOBEX document"), &["b"]);
        check(q("nothing like it"), &[]);
        check(q("").only(Only::Stale), &["a"]);
        check(q("").only(Only::Aside), &["d"]);
        let answering = |ids: &[&str]| Query { answers: ids.iter().map(ToString::to_string).collect(), ..q("") };
        check(answering(&["globex"]), &["b"]);
        check(answering(&["nobody", "globex"]), &["b"]);
        check(answering(&["nobody"]), &[]);
        check(q("").sorted(Sort::Name), &["c", "b", "a"]);
        check(q("").sorted(Sort::Owner), &["c", "b", "a"]);
        check(q("").sorted(Sort::VerifyBy), &["a", "b", "c"]);
        assert_eq!(counts(&pieces(), today()), [(Only::InUse, 3), (Only::Stale, 1), (Only::Aside, 1)]);
    }

    #[test]
    fn a_part_of_another_stands_aside() {
        let mut all = [objection("dear", "Too dear"), objection("price", "Price")];
        all[0].merged_into = Some(all[1].objection.id.clone());
        assert_eq!(counts(&all, today()), [(Only::InUse, 1), (Only::Aside, 1)]);
    }

    #[test]
    fn what_is_written_most_often_is_offered_first() {
        let mut all = [objection("a", "A"), objection("b", "B")];
        all[0].objection.stages = vec!["Won".into(), "New".into()];
        all[1].objection.stages = vec!["Won".into()];
        assert_eq!(usual(&all, "stages"), ["Won", "New"]);
        assert!(usual(&all, "owner").is_empty());
    }
}
