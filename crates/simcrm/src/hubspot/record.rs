//! One object: its properties with all that they ever were, and what it is associated with.

use std::sync::Arc;

use super::association::AssociationTypeId;
use super::kind::ObjectType;
use crate::clock::Instant;

/// Identifies an object among those of its type, and only there.
pub type RecordId = u64;

/// Who or what gave a property its value, in HubSpot's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Such as `CRM_UI`, `INTEGRATION`, `FORM`, `ANALYTICS` or `CALCULATED`.
    pub kind: &'static str,
    /// What it was within that kind: `userId:…`, an app, a form.
    pub id: Option<String>,
    /// The user, when it was one.
    pub user: Option<u64>,
}

/// A value, when it came to be, and whose doing it was.
#[derive(Debug, Clone)]
pub struct Version {
    /// Empty when the property was cleared.
    pub value: Arc<str>,
    /// When.
    pub at: Instant,
    /// By whom.
    pub source: Arc<Source>,
}

/// All versions of one property.
#[derive(Debug, Clone)]
struct Property {
    name: Arc<str>,
    current: Version,
    /// Oldest first. Most properties never change, so this has no room to spare.
    earlier: Box<[Version]>,
}

/// One end of an association.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The type of the object at the other end.
    pub kind: ObjectType,
    /// The object at the other end.
    pub to: RecordId,
    /// What it is to this one.
    pub types: Vec<AssociationTypeId>,
}

/// An object.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// When it was created.
    pub created: Instant,
    /// When anything of it was last changed.
    pub updated: Instant,
    /// When it was deleted, if it was.
    pub archived: Option<Instant>,
    /// By name.
    properties: Vec<Property>,
    /// By type and id of the other end.
    links: Vec<Link>,
}

impl Record {
    /// Without any property.
    pub fn new(id: RecordId, created: Instant) -> Self {
        Self { id, created, updated: created, archived: None, properties: Vec::new(), links: Vec::new() }
    }

    /// The value of now; `None` when it never had one.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.property(name).map(|property| &*property.current.value)
    }

    /// The value of now, unless it is empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|value| !value.is_empty())
    }

    /// The version of now.
    pub fn current(&self, name: &str) -> Option<&Version> {
        self.property(name).map(|property| &property.current)
    }

    /// All properties that ever had a value.
    pub fn properties(&self) -> impl Iterator<Item = (&Arc<str>, &Version)> {
        self.properties.iter().map(|property| (&property.name, &property.current))
    }

    /// All that a property ever was, newest first.
    pub fn history(&self, name: &str) -> impl Iterator<Item = &Version> {
        let versions = |property| {
            let Property { current, earlier, .. }: &Property = property;
            std::iter::once(current).chain(earlier.iter().rev())
        };
        self.property(name).map(versions).into_iter().flatten()
    }

    fn property(&self, name: &str) -> Option<&Property> {
        self.place(name).ok().map(|at| &self.properties[at])
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.properties.binary_search_by(|property| (*property.name).cmp(name))
    }

    /// Gives a property another value. False when it is the one that it has.
    pub fn set(&mut self, name: Arc<str>, version: Version) -> bool {
        match self.place(&name) {
            Ok(at) => {
                let property = &mut self.properties[at];
                if property.current.value == version.value {
                    return false;
                }
                let former = std::mem::replace(&mut property.current, version);
                let earlier = std::mem::take(&mut property.earlier);
                property.earlier = earlier.into_iter().chain([former]).collect();
                true
            }
            Err(_) if version.value.is_empty() => false,
            Err(at) => {
                self.insert(at, name, version);
                true
            }
        }
    }

    /// Gives a property another value without keeping the one that it had.
    pub fn overwrite(&mut self, name: Arc<str>, version: Version) {
        match self.place(&name) {
            Ok(at) => self.properties[at].current = version,
            Err(at) => self.insert(at, name, version),
        }
    }

    /// Sets little room aside at a time: there are many objects, and few of them grow.
    fn insert(&mut self, at: usize, name: Arc<str>, version: Version) {
        if self.properties.len() == self.properties.capacity() {
            self.properties.reserve_exact(4);
        }
        self.properties.insert(at, Property { name, current: version, earlier: Box::default() });
    }

    /// What it is associated with among the objects of a type, in the order of their ids.
    pub fn links(&self, to: ObjectType) -> &[Link] {
        let begin = self.links.partition_point(|link| link.kind < to);
        let end = self.links.partition_point(|link| link.kind <= to);
        &self.links[begin..end]
    }

    /// All ends of associations.
    pub fn all_links(&self) -> &[Link] {
        &self.links
    }

    fn end(&self, kind: ObjectType, to: RecordId) -> Result<usize, usize> {
        self.links.binary_search_by_key(&(kind, to), |link| (link.kind, link.to))
    }

    /// Adds a type to an association, which is made when there is none. True when it was.
    pub fn link(&mut self, kind: ObjectType, to: RecordId, type_id: AssociationTypeId) -> bool {
        match self.end(kind, to) {
            Ok(at) => {
                if !self.links[at].types.contains(&type_id) {
                    self.links[at].types.push(type_id);
                }
                false
            }
            Err(at) => {
                self.links.insert(at, Link { kind, to, types: vec![type_id] });
                true
            }
        }
    }

    /// Takes a type from an association, or the whole of it; it ends with its last type. True when it has.
    pub fn unlink(&mut self, kind: ObjectType, to: RecordId, type_id: Option<AssociationTypeId>) -> bool {
        let Ok(at) = self.end(kind, to) else { return false };
        let types = &mut self.links[at].types;
        types.retain(|held| type_id.is_some_and(|gone| *held != gone));
        let ended = types.is_empty();
        if ended {
            self.links.remove(at);
        }
        ended
    }
}
