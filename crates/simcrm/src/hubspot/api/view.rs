//! Objects as they are answered.

use serde_json::{Map, Value, json};

use super::error::ApiError;
use super::query::Query;
use crate::clock::iso;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Key, Portal};
use crate::hubspot::record::{Record, Version};

/// How many of a kind of associated objects stand in an answer; the rest is to be read from the interface of associations.
const MOST_ASSOCIATED: usize = 100;

/// What is to be answered of an object.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// These properties; none means the usual ones.
    pub properties: Vec<String>,
    /// All that these ever were.
    pub history: Vec<String>,
    /// What it is associated with.
    pub associations: Vec<ObjectType>,
}

impl Wanted {
    /// As an address asks for it.
    ///
    /// # Errors
    /// It asks for associations with something unknown.
    pub fn of(query: &Query) -> Result<Self, ApiError> {
        let named = query.all("associations");
        let kinds = named.iter().map(|name| ObjectType::parse(name).ok_or_else(|| ApiError::unknown_type(name)));
        Ok(Self {
            properties: query.all("properties"),
            history: query.all("propertiesWithHistory"),
            associations: kinds.collect::<Result<_, _>>()?,
        })
    }
}

/// An object.
pub fn object(portal: &Portal, kind: ObjectType, record: &Record, wanted: &Wanted) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("id".to_owned(), record.id.to_string().into());
    body.insert("properties".to_owned(), properties(portal, kind, record, wanted).into());
    if !wanted.history.is_empty() {
        let known = wanted.history.iter().filter(|name| portal.schema.find(kind, name).is_some());
        let histories = known.map(|name| (name.clone(), record.history(name).map(version).collect()));
        body.insert("propertiesWithHistory".to_owned(), histories.collect::<Map<_, _>>().into());
    }
    body.insert("createdAt".to_owned(), iso(record.created).into());
    body.insert("updatedAt".to_owned(), iso(record.updated).into());
    body.insert("archived".to_owned(), record.archived.is_some().into());
    if let Some(archived) = record.archived {
        body.insert("archivedAt".to_owned(), iso(archived).into());
    }
    let associated = wanted.associations.iter().filter_map(|to| associations(portal, kind, record, *to));
    let associated: Map<_, _> = associated.collect();
    if !associated.is_empty() {
        body.insert("associations".to_owned(), associated.into());
    }
    body
}

/// With every property that has a value, as creating answers.
pub fn whole(portal: &Portal, kind: ObjectType, record: &Record) -> Map<String, Value> {
    let properties = record.properties().map(|(name, _)| name.to_string()).collect();
    object(portal, kind, record, &Wanted { properties, ..Wanted::default() })
}

/// A property that was asked for and does not exist is not answered; one without a value is null.
fn properties(portal: &Portal, kind: ObjectType, record: &Record, wanted: &Wanted) -> Map<String, Value> {
    let stamps = ["hs_object_id", kind.created_property(), kind.modified_property()];
    let asked = wanted.properties.iter().chain(&wanted.history).map(String::as_str).chain(stamps);
    let usual = kind.shown().iter().copied().filter(|_| wanted.properties.is_empty() && wanted.history.is_empty());
    let known = asked.chain(usual).filter(|name| portal.schema.find(kind, name).is_some());
    known.map(|name| (name.to_owned(), record.value(name).map_or(Value::Null, Value::from))).collect()
}

fn version(version: &Version) -> Value {
    let mut body = json!({
        "value": &*version.value,
        "timestamp": iso(version.at),
        "sourceType": version.source.kind,
    });
    if let Some(id) = &version.source.id {
        body["sourceId"] = id.as_str().into();
    }
    if let Some(user) = version.source.user {
        body["updatedByUserId"] = user.into();
    }
    body
}

fn associations(portal: &Portal, kind: ObjectType, record: &Record, to: ObjectType) -> Option<(String, Value)> {
    let links = record.links(to);
    let shown = &links[..links.len().min(MOST_ASSOCIATED)];
    let named = shown.iter().flat_map(|link| {
        let types = link.types.iter().filter_map(move |id| portal.association_types.find(kind, to, None, *id));
        types.map(move |kind| json!({"id": link.to.to_string(), "type": kind.name()}))
    });
    let mut body = json!({"results": named.collect::<Vec<_>>()});
    if let Some(next) = links.get(MOST_ASSOCIATED) {
        body["paging"] = paging(&next.to.to_string(), "");
    }
    (!links.is_empty()).then(|| (to.plural().to_owned(), body))
}

/// Where an answer goes on.
pub fn paging(after: &str, path: &str) -> Value {
    json!({"next": {"after": after, "link": format!("https://api.hubapi.com{path}?after={after}")}})
}

/// What one object is to another, as the interface of associations answers it.
pub fn types(portal: &Portal, from: Key, to: ObjectType, ids: &[u32]) -> Value {
    let types = ids.iter().filter_map(|id| portal.association_types.find(from.kind, to, None, *id));
    let shown =
        types.map(|kind| json!({"category": kind.category.name(), "typeId": kind.id, "label": kind.label.as_deref()}));
    shown.collect()
}
