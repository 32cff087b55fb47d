//! What happened to an account, for whoever wants to hear of it.

use std::sync::Arc;

use super::{Key, Portal};
use crate::clock::Instant;
use crate::hubspot::association::AssociationTypeId;
use crate::hubspot::record::{RecordId, Source};

/// What happened to one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It came to be.
    Created,
    /// A property has another value.
    Property {
        /// Which.
        name: Arc<str>,
        /// What it is now.
        value: Arc<str>,
    },
    /// It was associated with another, or is no longer. Each end hears of it.
    Associated {
        /// The other.
        with: Key,
        /// What the other is to it.
        kind: AssociationTypeId,
        /// Whether the association ended.
        removed: bool,
    },
    /// It was deleted.
    Deleted,
    /// It was deleted, and all that was known of it.
    Forgotten,
    /// It is back.
    Restored,
    /// It is what others have become.
    Merged {
        /// The one whose values won.
        primary: RecordId,
        /// The other.
        other: RecordId,
        /// How many values came from the other.
        moved: usize,
    },
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// To which object.
    pub key: Key,
    /// What.
    pub what: What,
    /// When.
    pub at: Instant,
    /// By whom.
    pub source: Arc<Source>,
}

impl Portal {
    /// Notes from now on what happens.
    pub fn watch(&mut self) {
        self.changes.get_or_insert_default();
    }

    /// What has happened since this was last asked.
    pub fn take_changes(&mut self) -> Vec<Change> {
        self.changes.as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub(super) fn note(&mut self, key: Key, what: What, act: &super::Act) {
        if let Some(changes) = &mut self.changes {
            changes.push(Change { key, what, at: act.at, source: Arc::clone(&act.source) });
        }
    }
}
