//! What is being written of an objection or a piece of content, beside what it was. Kept in the browser until the hub has it.

use std::collections::BTreeSet;

use plumbline_domain::ids::PersonId;
use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::fields::Fields;
use super::query::{Kind, Open};
use crate::ui::storage;

/// A form as far as it is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The version that was seen; `None` for what is to be new.
    pub seen_version: Option<u32>,
    /// What stood there.
    pub seen: Fields,
    /// What is to stand there.
    pub written: Fields,
    /// The fields that somebody else changed, too.
    #[serde(default)]
    pub contested: BTreeSet<String>,
}

impl Draft {
    /// Nothing is written yet.
    pub fn of<E: Entry>(entry: Option<&E>) -> Self {
        let seen = entry.map_or_else(E::empty, Entry::fields);
        Self { seen_version: entry.map(Entry::version), written: seen.clone(), seen, contested: BTreeSet::new() }
    }

    /// Something is written that the hub does not have.
    pub fn is_changed(&self) -> bool {
        self.written != self.seen
    }

    /// The same with another text in a field.
    pub fn with(&self, name: &str, text: &str) -> Self {
        Self { written: self.written.clone().with(name, text), ..self.clone() }
    }

    /// What is written, over what stands there by now. What was not changed here follows what somebody else made of it; what was
    /// is contested where they changed it to something else.
    pub fn over<E: Entry>(&self, now: &E) -> Self {
        let theirs = now.fields();
        let mut over = Self { seen_version: Some(now.version()), seen: theirs.clone(), ..self.clone() };
        for (name, _) in E::FORM {
            let (before, mine, there) = (self.seen.text(name), self.written.text(name), theirs.text(name));
            if mine == before {
                over.written = over.written.with(name, there);
            }
            if there != before && mine != before && mine != there {
                over.contested.insert((*name).to_owned());
            }
            if over.written.text(name) == there {
                over.contested.remove(*name);
            }
        }
        over
    }

    /// What somebody else made of a field that is changed here, too.
    pub fn there(&self, name: &str) -> Option<&str> {
        let (there, is_contested) = (self.seen.text(name), self.contested.contains(name));
        (is_contested && self.written.text(name) != there).then_some(there)
    }

    /// What this person wrote and the hub does not have.
    pub fn kept(person: &PersonId, kind: Kind, open: &Open) -> Option<Self> {
        storage::get::<Self>(&key(person, kind, open)).filter(Self::is_changed)
    }

    /// Keeps it until the hub has it.
    pub fn keep(&self, person: &PersonId, kind: Kind, open: &Open) {
        if self.is_changed() {
            storage::set(&key(person, kind, open), self);
        } else {
            Self::forget(person, kind, open);
        }
    }

    /// The hub has it, or nobody wants it.
    pub fn forget(person: &PersonId, kind: Kind, open: &Open) {
        storage::remove(&key(person, kind, open));
    }
}

fn key(person: &PersonId, kind: Kind, open: &Open) -> String {
    let which = match open {
        Open::New => "new".to_owned(),
        Open::Existing(id) => format!("of.{id}"),
    };
    format!("plumbline.{}.{person}.{which}", kind.word())
}

#[cfg(test)]
mod tests {
    use plumbline_protocol::library::ObjectionEntry;

    use super::*;
    use crate::library::sample::objection;

    fn changed(version: u32, name: &str, owner: &str) -> ObjectionEntry {
        let mut entry = objection("price", name);
        entry.version = version;
        entry.objection.owner = Some(owner.to_owned()).filter(|owner| !owner.is_empty());
        entry
    }

    #[track_caller]
    fn check(mine: (&str, &str), theirs: (&str, &str), expect: (&str, &str), contested: &[&str]) {
        let draft = Draft::of(Some(&changed(1, "Price", "Ann"))).with("name", mine.0).with("owner", mine.1);
        let over = draft.over(&changed(2, theirs.0, theirs.1));
        assert_eq!((over.written.text("name"), over.written.text("owner")), expect);
        assert_eq!(over.contested.iter().map(String::as_str).collect::<Vec<_>>(), contested);
        assert_eq!(over.seen_version, Some(2));
    }

    #[test]
    fn what_only_one_changed_stands_and_what_both_changed_is_shown() {
        check(("Price", "Ann"), ("Dear", "Bob"), ("Dear", "Bob"), &[]);
        check(("Too dear", "Ann"), ("Price", "Bob"), ("Too dear", "Bob"), &[]);
        check(("Too dear", "Ann"), ("Dear", "Ann"), ("Too dear", "Ann"), &["name"]);
        check(("Too dear", "Bob"), ("Too dear", "Ann"), ("Too dear", "Bob"), &[]);
    }

    #[test]
    fn a_field_is_contested_until_both_agree() {
        let draft = Draft::of(Some(&changed(1, "Price", ""))).with("name", "Too dear").over(&changed(2, "Dear", ""));
        assert_eq!(draft.there("name"), Some("Dear"));
        assert_eq!(draft.there("owner"), None);
        assert_eq!(draft.with("name", "Dear").there("name"), None);
        assert!(draft.with("name", "Dear").over(&changed(3, "Dear", "")).contested.is_empty());
        let again = draft.over(&changed(3, "Dear", "Bob"));
        assert_eq!((again.there("name"), again.written.text("owner")), (Some("Dear"), "Bob"));
    }

    #[test]
    fn nothing_written_is_no_draft() {
        let draft = Draft::of::<ObjectionEntry>(None);
        assert!(!draft.is_changed());
        assert_eq!(draft.seen_version, None);
        assert!(draft.with("name", "x").is_changed());
        assert!(!draft.with("name", "x").with("name", "").is_changed());
    }
}
