//! Making and ending associations, always at both ends.

use super::{Act, Key, Portal, PortalError, What, derived};
use crate::hubspot::association::{AssociationTypeId, Category};
use crate::hubspot::record::RecordId;

/// A type of association as requests name it; the category may be left out.
pub type Spec = (Option<Category>, AssociationTypeId);

impl Portal {
    /// Associates two objects, by the given types or, when there are none, without a label.
    /// Answers the ids that now hold from the first to the second.
    ///
    /// # Errors
    /// One of them does not exist, or there is no such type between these types of objects.
    pub fn associate(
        &mut self,
        from: Key,
        to: Key,
        specs: &[Spec],
        act: &Act,
    ) -> Result<Vec<AssociationTypeId>, PortalError> {
        let from = Key { id: self.record(from)?.id, ..from };
        let to = Key { id: self.record(to)?.id, ..to };
        let missing = |id| PortalError::NoSuchAssociation(from.kind, to.kind, id);
        let plain = self.association_types.plain(from.kind, to.kind).ok_or(missing(0))?;
        // What is labelled is also associated as such.
        let mut pairs = vec![(plain.id, plain.inverse)];
        for (category, id) in specs {
            let kind = self.association_types.find(from.kind, to.kind, *category, *id).ok_or(missing(*id))?;
            if !pairs.contains(&(kind.id, kind.inverse)) {
                pairs.push((kind.id, kind.inverse));
            }
        }
        let mut new = false;
        for (there, back) in &pairs {
            new |= self.record(from)?.link(to.kind, to.id, *there);
            self.record(to)?.link(from.kind, from.id, *back);
        }
        if new {
            self.tell_both(from, to, &pairs, false, act);
            self.associated(from, to, act)?;
        }
        Ok(pairs.into_iter().map(|(there, _)| there).collect())
    }

    /// Ends an association, or takes labels from it when some are named.
    pub fn dissociate(&mut self, from: Key, to: Key, labels: Option<&[AssociationTypeId]>, act: &Act) {
        let (Ok(there), Ok(back)) = (self.record(from).map(|r| r.id), self.record(to).map(|r| r.id)) else { return };
        let (from, to) = (Key { id: there, ..from }, Key { id: back, ..to });
        let pairs: Vec<_> = match labels {
            None => vec![(None, None)],
            Some(ids) => ids.iter().map(|id| (Some(*id), self.inverse(from, to, *id))).collect(),
        };
        let held: Vec<_> = self.types_between(from, to).into_iter().collect();
        let mut ended = false;
        for (there, back) in pairs {
            if let Ok(record) = self.record(from) {
                ended |= record.unlink(to.kind, to.id, there);
            }
            if let Ok(record) = self.record(to) {
                record.unlink(from.kind, from.id, back);
            }
        }
        if ended {
            let pairs: Vec<_> = held.into_iter().filter_map(|id| Some((id, self.inverse(from, to, id)?))).collect();
            self.tell_both(from, to, &pairs, true, act);
            // Both exist, as was looked up above; counts of what does not exist need no care.
            self.associated(from, to, act).unwrap_or_default();
        }
    }

    /// Tells each end what the other became to it or is no longer, by the most particular type.
    fn tell_both(
        &mut self,
        from: Key,
        to: Key,
        pairs: &[(AssociationTypeId, AssociationTypeId)],
        removed: bool,
        act: &Act,
    ) {
        let Some((there, back)) = pairs.last().copied() else { return };
        self.note(from, What::Associated { with: to, kind: there, removed }, act);
        self.note(to, What::Associated { with: from, kind: back, removed }, act);
    }

    fn inverse(&self, from: Key, to: Key, id: AssociationTypeId) -> Option<AssociationTypeId> {
        self.association_types.find(from.kind, to.kind, None, id).map(|kind| kind.inverse)
    }

    /// Ends all associations of an object, which may be deleted already.
    pub(super) fn dissociate_all(&mut self, key: Key, act: &Act) {
        let Some(record) = self.objects(key.kind).and_then(|objects| objects.find(key.id)) else { return };
        let others: Vec<Key> = record.all_links().iter().map(|link| Key { kind: link.kind, id: link.to }).collect();
        for other in others {
            if let Ok(record) = self.record(other) {
                record.unlink(key.kind, key.id, None);
            }
            if let Some(record) = self.objects.get_mut(&key.kind).and_then(|objects| objects.find_mut(key.id)) {
                record.unlink(other.kind, other.id, None);
            }
            self.recount(other, act).unwrap_or_default();
        }
    }

    /// What HubSpot counts and dates when objects are associated.
    fn associated(&mut self, from: Key, to: Key, act: &Act) -> Result<(), PortalError> {
        for (one, other) in [(from, to), (to, from)] {
            self.recount(one, act)?;
            if other.kind.is_engagement() {
                let dated = derived::engaged(self, one, other);
                self.apply(one, dated, &derived::by_calculation(act))?;
            }
        }
        Ok(())
    }

    /// Counts anew what an object is associated with.
    pub(super) fn recount(&mut self, key: Key, act: &Act) -> Result<(), PortalError> {
        let counted = derived::counts(self, key);
        if counted.is_empty() { Ok(()) } else { self.apply(key, counted, &derived::by_calculation(act)).map(|_| ()) }
    }

    /// What an object is to another: the ids of the types.
    pub fn types_between(&self, from: Key, to: Key) -> Vec<AssociationTypeId> {
        let record = self.find(from, false);
        let links = record.map_or(&[][..], |record| record.links(to.kind));
        let link = links.iter().find(|link| link.to == self.resolved(to));
        link.map(|link| link.types.clone()).unwrap_or_default()
    }

    fn resolved(&self, key: Key) -> RecordId {
        self.find(key, false).map_or(key.id, |record| record.id)
    }
}
