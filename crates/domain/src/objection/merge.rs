//! Which objections count as another.
//!
//! A report keeps the objection that it was made with; what it counts as follows from the merges of now. So a merge that was a
//! mistake is taken back without a trace in any report.

use std::collections::HashMap;

use thiserror::Error;

use crate::ids::ObjectionId;

/// A merge that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MergeError {
    /// Into itself.
    #[error("'{0}' cannot be merged into itself; choose another objection")]
    IntoItself(ObjectionId),
    /// What it is to be merged into is already a part of it.
    #[error("'{into}' is a part of '{merged}' already; take that merge back first")]
    Circle {
        /// What was to be merged.
        merged: ObjectionId,
        /// Into what.
        into: ObjectionId,
    },
    /// It is a part of another one.
    #[error("'{merged}' is a part of '{into}' already; take that merge back first")]
    AlreadyMerged {
        /// What was to be merged.
        merged: ObjectionId,
        /// What it is a part of.
        into: ObjectionId,
    },
}

/// All merges that are in force: what was merged, into what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merges(HashMap<ObjectionId, ObjectionId>);

impl FromIterator<(ObjectionId, ObjectionId)> for Merges {
    fn from_iter<I: IntoIterator<Item = (ObjectionId, ObjectionId)>>(merges: I) -> Self {
        Self(merges.into_iter().collect())
    }
}

impl Merges {
    /// What an objection counts as in the end: itself, where it was not merged.
    pub fn root<'a>(&'a self, id: &'a ObjectionId) -> &'a ObjectionId {
        let mut root = id;
        // As many steps as there are merges: a circle, which `check` refuses, would otherwise have no end.
        for _ in 0..self.0.len() {
            match self.0.get(root) {
                Some(into) => root = into,
                None => return root,
            }
        }
        root
    }

    /// Whether `merged` may become a part of `into`.
    ///
    /// # Errors
    /// Says which of the rules it would break.
    pub fn check(&self, merged: &ObjectionId, into: &ObjectionId) -> Result<(), MergeError> {
        if merged == into {
            return Err(MergeError::IntoItself(merged.clone()));
        }
        if let Some(already) = self.0.get(merged) {
            return Err(MergeError::AlreadyMerged { merged: merged.clone(), into: already.clone() });
        }
        match self.root(into) == merged {
            true => Err(MergeError::Circle { merged: merged.clone(), into: into.clone() }),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> ObjectionId {
        ObjectionId::new(name)
    }

    fn merges(pairs: &[(&str, &str)]) -> Merges {
        pairs.iter().map(|(merged, into)| (id(merged), id(into))).collect()
    }

    #[test]
    fn a_part_of_a_part_counts_as_the_whole() {
        let all = merges(&[("dear", "costly"), ("costly", "price")]);
        let check = |of: &str, expect: &str| assert_eq!(all.root(&id(of)), &id(expect));
        check("dear", "price");
        check("costly", "price");
        check("price", "price");
        check("security", "security");
        // Never stored, and no reason to hang.
        let circle = merges(&[("a", "b"), ("b", "a")]);
        assert!([id("a"), id("b")].contains(circle.root(&id("a"))));
    }

    #[test]
    fn a_merge_into_itself_in_a_circle_or_twice_is_refused() {
        let all = merges(&[("dear", "costly"), ("costly", "price")]);
        let check = |merged: &str, into: &str, expect: Result<(), MergeError>| {
            assert_eq!(all.check(&id(merged), &id(into)), expect, "{merged} into {into}");
        };
        check("security", "dear", Ok(()));
        check("price", "security", Ok(()));
        check("price", "price", Err(MergeError::IntoItself(id("price"))));
        check("price", "dear", Err(MergeError::Circle { merged: id("price"), into: id("dear") }));
        check("dear", "security", Err(MergeError::AlreadyMerged { merged: id("dear"), into: id("costly") }));
    }
}
