//! One account with all that is in it, and what can be done to it.

mod activity;
mod associate;
mod change;
mod derived;
mod merge;
mod objects;
mod shared;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use activity::Visit;
pub use change::{Change, What};
pub use objects::Objects;
pub use write::{Act, Values};

use super::association::{AssociationTypeId, AssociationTypes};
use super::kind::ObjectType;
use super::owner::Owner;
use super::pipeline::{self, Pipeline, Stage};
use super::record::{Record, RecordId};
use super::schema::{Problem, Schema};

/// An object, named by its type and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Its type.
    pub kind: ObjectType,
    /// Its id.
    pub id: RecordId,
}

/// What an account says of itself.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its number.
    pub portal: u64,
    /// The host of its pages.
    pub ui_domain: String,
    /// Where its data are: `na1`, `eu1`.
    pub hosting: String,
    /// Its zone, as in the IANA database.
    pub time_zone: String,
    /// Its currency.
    pub currency: String,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            portal: 26_400_100,
            ui_domain: "app.hubspot.com".to_owned(),
            hosting: "na1".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            currency: "EUR".to_owned(),
        }
    }
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortalError {
    /// Nothing has that id.
    #[error("there is no such object")]
    NotFound(Key),
    /// Values do not fit their properties.
    #[error("values do not fit")]
    Invalid(Vec<Problem>),
    /// Another object has that value of a unique property.
    #[error("another has this value")]
    Conflict(Key),
    /// There is no type of association with that id between these types of objects.
    #[error("there is no such type of association")]
    NoSuchAssociation(ObjectType, ObjectType, AssociationTypeId),
    /// An object cannot become one with itself, or one of another kind.
    #[error("these cannot be merged")]
    NotMergeable,
}

/// An account.
#[derive(Debug)]
pub struct Portal {
    /// What it says of itself.
    pub account: Account,
    /// Which properties there are.
    pub schema: Schema,
    /// Which stages there are.
    pub pipelines: Vec<Pipeline>,
    /// Who objects belong to.
    pub owners: Vec<Owner>,
    /// What objects can be to one another.
    pub association_types: AssociationTypes,
    objects: BTreeMap<ObjectType, Objects>,
    shared: shared::Shared,
    /// What happened since somebody asked; `None` while nobody does.
    changes: Option<Vec<Change>>,
}

impl Default for Portal {
    fn default() -> Self {
        let mut schema = Schema::default();
        let pipelines = pipeline::standard();
        for pipeline in &pipelines {
            for stage in &pipeline.stages {
                schema.add_stage(pipeline.kind, &stage.id, &format!("{} ({})", stage.label, pipeline.label));
            }
        }
        Self {
            account: Account::default(),
            schema,
            pipelines,
            owners: Vec::new(),
            association_types: AssociationTypes::default(),
            objects: ObjectType::ALL.into_iter().map(|kind| (kind, Objects::default())).collect(),
            shared: shared::Shared::default(),
            changes: None,
        }
    }
}

impl Portal {
    /// All objects of a type.
    pub fn objects(&self, kind: ObjectType) -> Option<&Objects> {
        self.objects.get(&kind)
    }

    /// The object of that id, or the one that it was merged into; a deleted one only when `archived` is asked for.
    pub fn find(&self, key: Key, archived: bool) -> Option<&Record> {
        self.objects(key.kind)?.find(key.id).filter(|record| record.archived.is_some() == archived)
    }

    /// The object whose unique property has that value.
    pub fn find_by(&self, kind: ObjectType, property: &str, value: &str) -> Option<&Record> {
        let objects = self.objects(kind)?;
        objects.find(objects.unique(property, value)?).filter(|record| record.archived.is_none())
    }

    /// The stage that an object is in.
    pub fn stage_of(&self, kind: ObjectType, record: &Record) -> Option<&Stage> {
        let (stage, pipeline) = kind.stage_properties()?;
        self.pipeline(kind, record.value(pipeline)?)?.stage(record.value(stage)?)
    }

    /// The pipeline of that id.
    pub fn pipeline(&self, kind: ObjectType, id: &str) -> Option<&Pipeline> {
        self.pipelines.iter().find(|pipeline| pipeline.kind == kind && pipeline.id == id)
    }

    /// The owner of that id.
    pub fn owner(&self, id: &str) -> Option<&Owner> {
        let id = id.parse::<u64>().ok()?;
        self.owners.iter().find(|owner| owner.id == id)
    }

    fn record(&mut self, key: Key) -> Result<&mut Record, PortalError> {
        let objects = self.objects.get_mut(&key.kind);
        let record = objects.and_then(|objects| objects.find_mut(key.id)).filter(|record| record.archived.is_none());
        record.ok_or(PortalError::NotFound(key))
    }

    fn name(&self, kind: ObjectType, name: &str) -> Arc<str> {
        self.schema.find(kind, name).map_or_else(|| name.into(), |definition| Arc::clone(&definition.name))
    }
}
