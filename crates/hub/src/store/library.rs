//! What marketing keeps.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::content::{Content, Shelf};
use plumbline_domain::ids::{ContentId, ObjectionId, PersonId};
use plumbline_domain::objection::{Merges, Objection};
use plumbline_domain::record::{Person, RecordKey};
use plumbline_protocol::library::{ContentEntry, LibraryChange, ObjectionEntry};
use plumbline_protocol::report::ContentUse;

use super::{NewHandling, StoreError};

/// All objections and content, as last read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    objections: Vec<ObjectionEntry>,
    content: Vec<ContentEntry>,
    objection_places: HashMap<ObjectionId, usize>,
    content_places: HashMap<ContentId, usize>,
    merges: Merges,
    shelf: Shelf,
}

impl Library {
    /// Objections by name, content by title.
    pub fn new(objections: Vec<ObjectionEntry>, content: Vec<ContentEntry>) -> Self {
        let merged = |entry: &ObjectionEntry| Some((entry.objection.id.clone(), entry.merged_into.clone()?));
        let merges: Merges = objections.iter().filter_map(merged).collect();
        let offered = content.iter().filter(|entry| !entry.is_retired).map(|entry| entry.content.clone());
        Self {
            shelf: Shelf::new(offered.collect(), &merges),
            merges,
            objection_places: places(objections.iter().map(|entry| &entry.objection.id)),
            content_places: places(content.iter().map(|entry| &entry.content.id)),
            objections,
            content,
        }
    }

    /// Every objection, by name: also those that count as another.
    pub fn objections(&self) -> &[ObjectionEntry] {
        &self.objections
    }

    /// All content, by title: also what was taken out.
    pub fn content(&self) -> &[ContentEntry] {
        &self.content
    }

    /// What is offered, by what it answers.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// What counts as what.
    pub fn merges(&self) -> &Merges {
        &self.merges
    }

    /// Those that count as themselves, by name.
    pub fn own(&self) -> impl Iterator<Item = &ObjectionEntry> {
        self.objections.iter().filter(|entry| entry.merged_into.is_none())
    }

    /// What is offered, by title.
    pub fn offered(&self) -> impl Iterator<Item = &Content> {
        self.content.iter().filter(|entry| !entry.is_retired).map(|entry| &entry.content)
    }

    /// The objection of this id.
    pub fn objection(&self, id: &ObjectionId) -> Option<&ObjectionEntry> {
        self.objections.get(*self.objection_places.get(id)?)
    }

    /// The piece of this id.
    pub fn piece(&self, id: &ContentId) -> Option<&ContentEntry> {
        self.content.get(*self.content_places.get(id)?)
    }

    /// As it is exchanged: without what became of it here.
    pub fn exchanged(&self) -> Exchanged {
        Exchanged {
            objections: self.objections.iter().map(|entry| entry.objection.clone()).collect(),
            content: self.offered().cloned().collect(),
        }
    }
}

fn places<'a, T: Clone + Eq + std::hash::Hash + 'a>(ids: impl Iterator<Item = &'a T>) -> HashMap<T, usize> {
    ids.enumerate().map(|(place, id)| (id.clone(), place)).collect()
}

/// Objections and content as they are imported and exported.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Exchanged {
    /// Objections.
    pub objections: Vec<Objection>,
    /// Content.
    pub content: Vec<Content>,
}

/// What an import came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// What was not there.
    pub added: usize,
    /// What was otherwise.
    pub changed: usize,
    /// What was there already.
    pub unchanged: usize,
}

/// What became of a change to a version that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is on disk.
    Done,
    /// Somebody else changed it since; nothing was done.
    SeenOtherwise,
    /// There is none.
    Missing,
}

/// One of the two, to ask for its changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept<'a> {
    /// An objection.
    Objection(&'a ObjectionId),
    /// A piece of content.
    Content(&'a ContentId),
}

/// A change by somebody who saw a version.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The version; `None` for what is to be new.
    pub version: Option<u32>,
    /// Who.
    pub by: &'a Person,
    /// When.
    pub now: Instant,
}

/// A piece of content that was used.
#[derive(Debug, Clone, Copy)]
pub struct NewContentUse<'a> {
    /// Which piece.
    pub content: &'a ContentId,
    /// Who used it.
    pub person: &'a PersonId,
    /// On which record.
    pub record: &'a RecordKey,
    /// How.
    pub action: ContentUse,
    /// When.
    pub at: Instant,
}

/// Objections and content.
#[async_trait]
pub trait LibraryStore: Send + Sync {
    /// All of it.
    async fn library(&self) -> Result<Arc<Library>, StoreError>;
    /// Adds what is new, and changes what is there otherwise under the same id: all of it or nothing.
    async fn import(&self, rows: &Exchanged, by: &str, now: Instant) -> Result<Imported, StoreError>;
    /// Adds an objection, or changes it.
    async fn put_objection(&self, objection: &Objection, seen: Seen<'_>) -> Result<Written, StoreError>;
    /// Adds a piece of content, or changes it.
    async fn put_piece(&self, content: &Content, is_retired: bool, seen: Seen<'_>) -> Result<Written, StoreError>;
    /// Says what marketing does with an objection as a whole, and with it with each report of it that is not that far yet. Reopening
    /// reopens those reports that were handled with it; taking back brings them back to what they had been.
    async fn handle_objection(
        &self,
        id: &ObjectionId,
        handling: &NewHandling,
        seen: Seen<'_>,
    ) -> Result<Written, StoreError>;
    /// Lets an objection count as another, or as itself again. The caller sees to it that this is no circle.
    async fn merge(&self, id: &ObjectionId, into: Option<&ObjectionId>, seen: Seen<'_>) -> Result<Written, StoreError>;
    /// What happened to something, the latest first, at most a hundred.
    async fn library_changes(&self, of: Kept<'_>) -> Result<Vec<LibraryChange>, StoreError>;
    /// Notes that a piece was used.
    async fn add_content_use(&self, used: NewContentUse<'_>) -> Result<(), StoreError>;
    /// In how many deals that were won each piece was used.
    async fn won_with(&self) -> Result<Vec<(ContentId, u32)>, StoreError>;
}
