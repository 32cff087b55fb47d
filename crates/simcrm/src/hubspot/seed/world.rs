//! An account whose past is being made up.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;

use super::staff::staffed;
use crate::clock::{Instant, iso};
use crate::hubspot::association::AssociationTypeId;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Act, Key, Portal, PortalError, Values};
use crate::hubspot::record::Source;

/// Why a past could not be made up.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A line says something that cannot be.
    #[error("the seed's line {line:?} cannot be: {why}")]
    Line {
        /// The line.
        line: String,
        /// Why not.
        why: String,
    },
    /// The account refused something.
    #[error("the seed asks for what the account refuses: {0:?}")]
    Refused(PortalError),
}

impl From<PortalError> for SeedError {
    fn from(error: PortalError) -> Self {
        Self::Refused(error)
    }
}

/// A kind of source, and the user where it is one.
type Who = (&'static str, Option<u64>);

/// The account, and what its objects are called while it is made.
pub struct World {
    /// The account.
    pub portal: Portal,
    now: Instant,
    names: BTreeMap<String, Key>,
    sources: RefCell<BTreeMap<Who, Arc<Source>>>,
}

impl World {
    /// People, and nothing that they have done.
    pub fn new(now: Instant) -> Self {
        Self { portal: staffed(now), now, names: BTreeMap::new(), sources: RefCell::default() }
    }

    /// The moment so many days ago.
    pub fn ago(&self, days: f64) -> Instant {
        self.now - TimeDelta::seconds((days * 86_400.0) as i64)
    }

    /// A person of the staff does something.
    pub fn person(&self, name: &str, at: Instant) -> Act {
        let user = self.owner(name).map_or(9001, |(_, user)| user);
        Act { at, source: self.source("CRM_UI", Some(user)) }
    }

    /// Something without a person in front of it does something.
    pub fn machine(&self, kind: &'static str, at: Instant) -> Act {
        Act { at, source: self.source(kind, None) }
    }

    /// One for all that the same person or machine ever did: there are many changes, and few who make them.
    fn source(&self, kind: &'static str, user: Option<u64>) -> Arc<Source> {
        let id = user.map(|user| format!("userId:{user}"));
        let mut sources = self.sources.borrow_mut();
        Arc::clone(sources.entry((kind, user)).or_insert_with(|| Arc::new(Source { kind, id, user })))
    }

    /// The ids of an owner and of its user, by what comes before the `@` of its address.
    pub fn owner(&self, name: &str) -> Option<(u64, u64)> {
        let found = self.portal.owners.iter().find(|owner| owner.email.split('@').next() == Some(name));
        found.map(|owner| (owner.id, owner.user))
    }

    /// Calls an object something.
    pub fn call(&mut self, name: &str, key: Key) {
        self.names.insert(name.to_owned(), key);
    }

    /// The object that was called so.
    pub fn named(&self, name: &str) -> Option<Key> {
        self.names.get(name).copied()
    }

    /// Creates an object that is associated with others, by these types or by the usual ones.
    ///
    /// # Errors
    /// The account refuses it.
    pub fn create(
        &mut self,
        kind: ObjectType,
        values: &[(&str, String)],
        ends: &[(Key, Option<AssociationTypeId>)],
        act: &Act,
    ) -> Result<Key, PortalError> {
        let key = self.portal.create(kind, &owned(values), act)?;
        for (end, kind) in ends {
            let specs: Vec<_> = kind.iter().map(|id| (None, *id)).collect();
            self.portal.associate(key, *end, &specs, act)?;
        }
        Ok(key)
    }

    /// Logs an engagement with all of these.
    ///
    /// # Errors
    /// The account refuses it.
    pub fn engage(
        &mut self,
        kind: ObjectType,
        values: &[(&str, String)],
        with: &[Key],
        owner: &str,
        at: Instant,
    ) -> Result<Key, PortalError> {
        let mut values = values.to_vec();
        values.push(("hs_timestamp", iso(at)));
        values.push(("hubspot_owner_id", self.owner(owner).map(|(id, _)| id.to_string()).unwrap_or_default()));
        let ends: Vec<_> = with.iter().map(|key| (*key, None)).collect();
        let act = self.person(owner, at);
        self.create(kind, &values, &ends, &act)
    }
}

/// Values by property.
pub fn owned(values: &[(&str, String)]) -> Values {
    values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}
