//! What requests say.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::error::ApiError;
use crate::hubspot::association::Category;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Key, Portal, Values};

/// An id. HubSpot's own examples write it both ways.
#[derive(Debug, Clone, Default)]
pub struct Id(pub String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Text(String),
            Number(u64),
        }
        Ok(Self(match Either::deserialize(deserializer)? {
            Either::Text(text) => text,
            Either::Number(number) => number.to_string(),
        }))
    }
}

/// Something named by its id.
#[derive(Debug, Clone, Deserialize)]
pub struct Named {
    /// Its id.
    pub id: Id,
}

/// Many of something.
#[derive(Debug, Clone, Deserialize)]
pub struct Inputs<T> {
    /// Them.
    pub inputs: Vec<T>,
}

impl<T> Inputs<T> {
    /// Them, unless there are more than `most`.
    ///
    /// # Errors
    /// There are.
    pub fn within(self, most: usize) -> Result<Vec<T>, ApiError> {
        let count = self.inputs.len();
        if (1..=most).contains(&count) {
            return Ok(self.inputs);
        }
        Err(ApiError::invalid(format!("A batch takes from 1 to {most} inputs; this one has {count}")))
    }
}

/// A type of association.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Spec {
    association_category: Option<String>,
    association_type_id: u32,
}

impl Spec {
    /// As the portal takes it.
    pub fn read(&self) -> (Option<Category>, u32) {
        let categories = [Category::HubSpotDefined, Category::UserDefined].into_iter();
        let mut named = categories.filter(|kind| self.association_category.as_deref() == Some(kind.name()));
        (named.next(), self.association_type_id)
    }
}

/// What a new object is to be associated with.
#[derive(Debug, Clone, Deserialize)]
pub struct NewAssociation {
    to: Named,
    types: Vec<Spec>,
}

impl NewAssociation {
    /// The other end. Which type of objects it is of follows from the type of the association alone.
    ///
    /// # Errors
    /// There is no such type of association, or no such object.
    pub fn end(&self, portal: &Portal, from: ObjectType) -> Result<Key, ApiError> {
        let spec = self.types.first().map(Spec::read).unwrap_or_default();
        let kind = portal.association_types.leading(from, spec.0, spec.1).ok_or_else(|| {
            ApiError::invalid_part(
                &format!("Association type {} does not begin at a {from}", spec.1),
                "INVALID_ASSOCIATION",
                json!({"typeId": [spec.1.to_string()]}),
            )
        })?;
        let missing = || ApiError::not_found(&self.to.id.0);
        let key = Key { kind: kind.to, id: self.to.id.0.parse().map_err(|_| missing())? };
        portal.find(key, false).map(|_| key).ok_or_else(missing)
    }

    /// The types.
    pub fn specs(&self) -> Vec<(Option<Category>, u32)> {
        self.types.iter().map(Spec::read).collect()
    }
}

/// A new object, or the new values of one.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectInput {
    /// Which one, where there is one.
    #[serde(default)]
    pub id: Id,
    /// The unique property that `id` is the value of.
    pub id_property: Option<String>,
    properties: BTreeMap<String, Value>,
    /// What it is to be associated with.
    #[serde(default)]
    pub associations: Vec<NewAssociation>,
    /// What errors are to be told apart by. With it a batch may succeed in part.
    pub object_write_trace_id: Option<String>,
}

impl ObjectInput {
    /// The values. HubSpot takes numbers and booleans for the strings that they stand for.
    ///
    /// # Errors
    /// A value is neither a string nor one of these.
    pub fn values(&self) -> Result<Values, ApiError> {
        let read = |(name, value): (&String, &Value)| match value {
            Value::Null => Ok((name.clone(), String::new())),
            Value::String(text) => Ok((name.clone(), text.clone())),
            Value::Number(_) | Value::Bool(_) => Ok((name.clone(), value.to_string())),
            Value::Array(_) | Value::Object(_) => {
                Err(ApiError::invalid(format!("Cannot deserialize the value of {name} as a string")))
            }
        };
        self.properties.iter().map(read).collect()
    }

    /// Adds the value that it is named by, where the properties do not say it.
    pub fn complete(&mut self, property: &str) {
        let named = Value::from(self.id.0.as_str());
        self.properties.entry(property.to_owned()).or_insert(named);
    }
}
