//! Two objects become one.

use super::{Act, Key, Portal, PortalError, What, derived};
use crate::hubspot::kind::ObjectType;
use crate::hubspot::record::Record;

impl Portal {
    /// Merges `other` into `primary`, whose values win where it has any. Contacts keep the id of the primary one, companies and
    /// deals get a new id; reading either old id finds the merged object.
    ///
    /// # Errors
    /// One of them does not exist, they are the same, or objects of this type cannot be merged.
    pub fn merge(&mut self, primary: Key, other: Key, act: &Act) -> Result<Key, PortalError> {
        let kind = primary.kind;
        let kept = self.record(primary)?.clone();
        let lost = self.record(other)?.clone();
        let mergeable = [ObjectType::Contact, ObjectType::Company, ObjectType::Deal].contains(&kind);
        if !mergeable || kept.id == lost.id {
            return Err(PortalError::NotMergeable);
        }
        let Some(objects) = self.objects.get_mut(&kind) else { return Err(PortalError::NotFound(primary)) };
        let id = if kind == ObjectType::Contact { kept.id } else { objects.next_id() };
        let mut merged = kept.clone();
        merged.id = id;
        let missing = lost.properties().filter(|(name, _)| kept.some(name).is_none());
        let moved = missing.map(|(name, version)| merged.set(name.clone(), version.clone())).filter(|set| *set).count();
        merged.created = merged.created.min(lost.created);
        objects.remove(lost.id);
        if id != kept.id {
            objects.remove(kept.id);
            objects.became(kept.id, id);
        }
        objects.became(lost.id, id);
        objects.insert(merged);
        let key = Key { kind, id };
        self.move_links(key, &kept, &lost);
        self.note_merge(key, &kept, &lost, act)?;
        self.note(key, What::Merged { primary: kept.id, other: lost.id, moved }, act);
        Ok(key)
    }

    /// Everything that was associated with either is associated with the merged object.
    fn move_links(&mut self, key: Key, kept: &Record, lost: &Record) {
        let links = [kept, lost].into_iter().flat_map(|record| {
            let links = record.all_links().iter();
            links.map(move |link| (record.id, Key { kind: link.kind, id: link.to }, link.types.clone()))
        });
        let among_themselves = |other: &Key| other.kind == key.kind && [kept.id, lost.id].contains(&other.id);
        for (former, other, types) in links.collect::<Vec<_>>() {
            if among_themselves(&other) {
                if let Ok(record) = self.record(key) {
                    record.unlink(other.kind, other.id, None);
                }
                continue;
            }
            for there in types {
                let back = self.association_types.find(key.kind, other.kind, None, there).map(|kind| kind.inverse);
                if let Ok(record) = self.record(key) {
                    record.link(other.kind, other.id, there);
                }
                if let (Ok(record), Some(back)) = (self.record(other), back) {
                    if former != key.id {
                        record.unlink(key.kind, former, None);
                    }
                    record.link(key.kind, key.id, back);
                }
            }
        }
    }

    fn note_merge(&mut self, key: Key, kept: &Record, lost: &Record, act: &Act) -> Result<(), PortalError> {
        let mut ids: Vec<String> = [kept, lost]
            .iter()
            .flat_map(|record| record.some("hs_merged_object_ids").unwrap_or_default().split(';').map(str::to_owned))
            .filter(|id| !id.is_empty())
            .collect();
        ids.extend([kept.id, lost.id].iter().filter(|id| **id != key.id).map(u64::to_string));
        let values = [("hs_merged_object_ids", ids.join(";")), ("hs_object_id", key.id.to_string())];
        let mut fit: super::write::Fit =
            values.into_iter().map(|(name, value)| (self.name(key.kind, name), value.into())).collect();
        fit.extend(derived::counts(self, key));
        self.apply(key, fit, &derived::by_calculation(act))?;
        let record = self.record(key)?;
        let others: Vec<_> = record.all_links().iter().map(|link| Key { kind: link.kind, id: link.to }).collect();
        for other in others {
            self.recount(other, act)?;
        }
        self.index(key);
        Ok(())
    }

    /// Notes the unique values of an object that was put in whole.
    pub(super) fn index(&mut self, key: Key) {
        let Some(record) = self.find(key, false) else { return };
        let values = record.properties().map(|(name, version)| (name.clone(), version.value.clone()));
        let is_unique = |name: &str| {
            self.schema.find(key.kind, name).is_some_and(|d| d.role == crate::hubspot::schema::Role::Unique)
        };
        let unique: Vec<_> = values.filter(|(name, _)| is_unique(name)).collect();
        if let Some(objects) = self.objects.get_mut(&key.kind) {
            for (name, value) in unique {
                objects.note_unique(&name, &value, key.id);
            }
        }
    }
}
