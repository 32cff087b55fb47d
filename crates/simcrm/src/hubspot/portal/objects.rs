//! All objects of one type.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::hubspot::record::{Record, RecordId};

/// Ids begin here for every type: the same number may well be a contact and a deal.
const FIRST_ID: RecordId = 1001;

/// The objects of a type, deleted ones included.
#[derive(Debug, Default)]
pub struct Objects {
    records: BTreeMap<RecordId, Record>,
    /// What became of those that were merged.
    merged: HashMap<RecordId, RecordId>,
    unique: HashMap<Arc<str>, HashMap<Arc<str>, RecordId>>,
}

impl Objects {
    /// The next id that nothing has had.
    pub fn next_id(&self) -> RecordId {
        let last = self.records.keys().next_back().max(self.merged.keys().max());
        last.map_or(FIRST_ID, |last| last + 1)
    }

    /// The object of that id, or the one that it became part of.
    pub fn find(&self, id: RecordId) -> Option<&Record> {
        self.records.get(&self.resolve(id))
    }

    /// The same, to change it.
    pub fn find_mut(&mut self, id: RecordId) -> Option<&mut Record> {
        self.records.get_mut(&self.resolve(id))
    }

    fn resolve(&self, id: RecordId) -> RecordId {
        let mut id = id;
        while let Some(into) = self.merged.get(&id) {
            id = *into;
        }
        id
    }

    /// Those from an id on, in the order of their ids.
    pub fn from(&self, id: RecordId) -> impl Iterator<Item = &Record> {
        self.records.range(id..).map(|(_, record)| record)
    }

    /// Those that are not deleted.
    pub fn live(&self) -> impl Iterator<Item = &Record> {
        self.records.values().filter(|record| record.archived.is_none())
    }

    /// Puts an object in.
    pub fn insert(&mut self, record: Record) {
        self.records.insert(record.id, record);
    }

    /// Takes an object out for good.
    pub fn remove(&mut self, id: RecordId) -> Option<Record> {
        for values in self.unique.values_mut() {
            values.retain(|_, holder| *holder != id);
        }
        self.records.remove(&id)
    }

    /// From now on `id` means `into`.
    pub fn became(&mut self, id: RecordId, into: RecordId) {
        self.merged.insert(id, into);
    }

    /// Which object has a value of a unique property.
    pub fn unique(&self, property: &str, value: &str) -> Option<RecordId> {
        let lower = value.to_lowercase();
        self.unique.get(property)?.get(lower.as_str()).copied()
    }

    /// Notes the value of a unique property.
    pub fn note_unique(&mut self, property: &Arc<str>, value: &Arc<str>, id: RecordId) {
        let values = self.unique.entry(Arc::clone(property)).or_default();
        if !value.is_empty() {
            values.insert(value.to_lowercase().into(), id);
        }
    }

    /// Frees the value of a unique property.
    pub fn free_unique(&mut self, property: &str, value: &str) {
        if let Some(values) = self.unique.get_mut(property) {
            values.remove(value.to_lowercase().as_str());
        }
    }
}
