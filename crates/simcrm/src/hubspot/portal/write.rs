//! Creating, changing and deleting objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Key, Portal, PortalError, What, derived};
use crate::clock::{Instant, iso};
use crate::hubspot::kind::ObjectType;
use crate::hubspot::record::{Record, Source, Version};
use crate::hubspot::schema::{Problem, Role, normal};

/// Values by property; an empty one clears.
pub type Values = BTreeMap<String, String>;

/// Who does something, and when.
#[derive(Debug, Clone)]
pub struct Act {
    /// When.
    pub at: Instant,
    /// By whom.
    pub source: Arc<Source>,
}

/// Values in the form in which they are kept.
pub(super) type Fit = Vec<Pair>;
type Pair = (Arc<str>, Arc<str>);

impl Portal {
    /// Creates an object.
    ///
    /// # Errors
    /// Values do not fit, or another object has one that must be unique.
    pub fn create(&mut self, kind: ObjectType, values: &Values, act: &Act) -> Result<Key, PortalError> {
        let mut values = values.clone();
        if let Some((stage, pipeline)) = kind.stage_properties() {
            self.complete_stage(kind, &mut values, stage, pipeline);
        }
        let fit = self.fit(kind, &values, None)?;
        let id = self.objects(kind).map_or(0, super::Objects::next_id);
        let key = Key { kind, id };
        if let Some(objects) = self.objects.get_mut(&kind) {
            objects.insert(Record::new(id, act.at));
        }
        self.note(key, What::Created, act);
        self.apply(key, derived::at_creation(key, act), act)?;
        self.apply(key, fit, act)?;
        Ok(key)
    }

    /// Changes an object. Answers what is different now; a value that it had already is no change.
    ///
    /// # Errors
    /// There is no such object, values do not fit, or another object has one that must be unique.
    pub fn update(&mut self, key: Key, values: &Values, act: &Act) -> Result<Vec<Arc<str>>, PortalError> {
        let id = self.record(key)?.id;
        let key = Key { id, ..key };
        let fit = self.fit(key.kind, values, Some(key))?;
        self.apply(key, fit, act)
    }

    /// Sets what only HubSpot itself sets, such as where a visitor came from. Values are taken as they are.
    ///
    /// # Errors
    /// There is no such object.
    pub fn observe(&mut self, key: Key, values: &Values, act: &Act) -> Result<Vec<Arc<str>>, PortalError> {
        let named = values.iter().map(|(name, value)| (self.name(key.kind, name), value.as_str().into()));
        let fit = named.collect();
        self.apply(key, fit, act)
    }

    /// Deletes an object. It can still be read by those who ask for deleted ones; nothing is associated with it any more.
    pub fn archive(&mut self, key: Key, act: &Act) {
        let Ok(record) = self.record(key) else { return };
        record.archived = Some(act.at);
        record.updated = act.at;
        let id = record.id;
        let unique: Vec<_> = record.properties().map(|(name, version)| (name.clone(), version.value.clone())).collect();
        self.dissociate_all(Key { id, ..key }, act);
        if let Some(objects) = self.objects.get_mut(&key.kind) {
            for (name, value) in unique {
                objects.free_unique(&name, &value);
            }
        }
        self.note(Key { id, ..key }, What::Deleted, act);
    }

    /// Takes a deletion back. What it was associated with stays lost.
    ///
    /// # Errors
    /// There is no such object that was deleted.
    pub fn restore(&mut self, key: Key, act: &Act) -> Result<(), PortalError> {
        let found = self.objects.get_mut(&key.kind).and_then(|objects| objects.find_mut(key.id));
        let record = found.filter(|record| record.archived.is_some()).ok_or(PortalError::NotFound(key))?;
        record.archived = None;
        record.updated = act.at;
        self.index(key);
        self.note(key, What::Restored, act);
        self.recount(key, act)
    }

    /// Removes an object and all that was known of it, for good.
    ///
    /// # Errors
    /// There is no such object.
    pub fn purge(&mut self, key: Key, act: &Act) -> Result<(), PortalError> {
        let id = self.record(key)?.id;
        self.dissociate_all(Key { id, ..key }, act);
        if let Some(objects) = self.objects.get_mut(&key.kind) {
            objects.remove(id);
        }
        // HubSpot tells of it twice: to those who follow deletions, and to those who follow these.
        self.note(Key { id, ..key }, What::Deleted, act);
        self.note(Key { id, ..key }, What::Forgotten, act);
        Ok(())
    }

    /// A new object begins in the first stage of the first pipeline where nothing else is said.
    fn complete_stage(&self, kind: ObjectType, values: &mut Values, stage: &str, pipeline: &str) {
        let of_kind = || self.pipelines.iter().filter(|pipeline| pipeline.kind == kind);
        let wanted = values.get(pipeline).cloned();
        let chosen = match &wanted {
            Some(id) => of_kind().find(|pipeline| &pipeline.id == id),
            None => of_kind().next(),
        };
        let Some(chosen) = chosen else { return };
        values.entry(pipeline.to_owned()).or_insert_with(|| chosen.id.clone());
        if let Some(first) = chosen.stages.first() {
            values.entry(stage.to_owned()).or_insert_with(|| first.id.clone());
        }
    }

    /// Whether values would be taken, without taking them. `own` is the object that they are for, if it exists.
    ///
    /// # Errors
    /// As for creating and changing.
    pub fn check(&self, kind: ObjectType, values: &Values, own: Option<Key>) -> Result<(), PortalError> {
        self.fit(kind, values, own).map(|_| ())
    }

    fn fit(&self, kind: ObjectType, values: &Values, own: Option<Key>) -> Result<Fit, PortalError> {
        let mut problems = Vec::new();
        let mut fit = Vec::new();
        for (name, value) in values {
            match self.fit_one(kind, name, value, own)? {
                Ok(pair) => fit.push(pair),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(fit) } else { Err(PortalError::Invalid(problems)) }
    }

    fn fit_one(
        &self,
        kind: ObjectType,
        name: &str,
        value: &str,
        own: Option<Key>,
    ) -> Result<Result<Pair, Problem>, PortalError> {
        let Some(definition) = self.schema.find(kind, name) else { return Ok(Err(Problem::unknown(name))) };
        let value: Arc<str> = match normal(definition, value) {
            Ok(value) => value.into(),
            Err(problem) => return Ok(Err(problem)),
        };
        if let Some(message) = self.dangling(kind, definition.role, &value) {
            return Ok(Err(Problem { name: name.to_owned(), code: "INVALID_OPTION", message }));
        }
        if definition.role == Role::Unique {
            let holder = self.objects(kind).and_then(|objects| objects.unique(name, &value));
            if let Some(holder) = holder.filter(|holder| own.is_none_or(|own| own.id != *holder)) {
                return Err(PortalError::Conflict(Key { kind, id: holder }));
            }
        }
        Ok(Ok((Arc::clone(&definition.name), value)))
    }

    /// Says so when a value names an owner, stage or pipeline that does not exist.
    fn dangling(&self, kind: ObjectType, role: Role, value: &str) -> Option<String> {
        let stage = || self.pipelines.iter().any(|pipeline| pipeline.kind == kind && pipeline.stage(value).is_some());
        let known = match role {
            Role::Owner => self.owner(value).is_some(),
            Role::Pipeline => self.pipeline(kind, value).is_some(),
            Role::Stage => stage(),
            Role::Plain | Role::Unique | Role::ReadOnly => true,
        };
        (!known && !value.is_empty()).then(|| format!("{value} was not one of the allowed options"))
    }

    /// Sets values and what follows from them. Answers what is different now.
    pub(super) fn apply(&mut self, key: Key, fit: Fit, act: &Act) -> Result<Vec<Arc<str>>, PortalError> {
        let mut changed = Vec::new();
        for (name, value) in fit {
            if self.set(key, &name, value, act)? {
                changed.push(name);
            }
        }
        let followed = derived::following(self, key, &changed, act);
        let calculated = derived::by_calculation(act);
        for (name, value) in followed {
            if self.set(key, &name, value, &calculated)? {
                changed.push(name);
            }
        }
        self.stamp(key, &calculated)?;
        Ok(changed)
    }

    /// Notes when an object was last changed. There is no history of that.
    fn stamp(&mut self, key: Key, act: &Act) -> Result<(), PortalError> {
        let name = self.name(key.kind, key.kind.modified_property());
        let value = self.shared.get(iso(act.at).as_str());
        let version = Version { value, at: act.at, source: Arc::clone(&act.source) };
        let record = self.record(key)?;
        record.overwrite(name, version);
        record.updated = act.at;
        Ok(())
    }

    /// Sets one value. A property that objects of this type do not have is left alone, so that what is derived need not care.
    fn set(&mut self, key: Key, name: &Arc<str>, value: Arc<str>, act: &Act) -> Result<bool, PortalError> {
        let Some(role) = self.schema.find(key.kind, name).map(|definition| definition.role) else { return Ok(false) };
        let unique = role == Role::Unique;
        let value = if unique { value } else { self.shared.get(&value) };
        let record = self.record(key)?;
        let former = record.value(name).map(str::to_owned);
        let version = Version { value: Arc::clone(&value), at: act.at, source: Arc::clone(&act.source) };
        let changed = record.set(Arc::clone(name), version);
        if let Some(objects) = self.objects.get_mut(&key.kind).filter(|_| unique && changed) {
            objects.free_unique(name, former.as_deref().unwrap_or_default());
            objects.note_unique(name, &value, key.id);
        }
        if changed {
            self.note(key, What::Property { name: Arc::clone(name), value }, act);
        }
        Ok(changed)
    }
}
