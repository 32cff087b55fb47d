//! The calls of one piece of work, counted.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU32, Ordering};

use futures::future::try_join_all;
use plumbline_crm::hubspot::payload::object;
use plumbline_crm::hubspot::payload::{EngagementKind, RecordObject};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Call, Client, unexpected};
use super::limiter::{Kind, Priority};
use super::paths::Paths;
use crate::connector::ConnectorError;

/// The most objects of a batch, and with histories.
const BATCH: usize = 100;
const BATCH_WITH_HISTORIES: usize = 50;

/// The most objects whose associations are asked for at once.
pub(super) const BATCH_OF_ASSOCIATIONS: usize = 1_000;

/// One piece of work: somebody's view of a record, or a part of the background's.
pub(super) struct Asking<'a> {
    client: &'a Client,
    paths: &'a Paths,
    priority: Priority,
    calls: AtomicU32,
}

impl<'a> Asking<'a> {
    pub(super) fn new(client: &'a Client, paths: &'a Paths, priority: Priority) -> Self {
        Self { client, paths, priority, calls: AtomicU32::new(0) }
    }

    pub(super) fn paths(&self) -> &Paths {
        self.paths
    }

    /// Calls that were asked for so far, each once however often it was tried.
    pub(super) fn calls(&self) -> u32 {
        self.calls.load(Ordering::Relaxed)
    }

    pub(super) async fn get(&self, path: String, what: &'static str) -> Result<Value, ConnectorError> {
        self.call(Call { method: Method::GET, path, body: None, kind: Kind::Plain, what }).await
    }

    pub(super) async fn post(&self, path: String, body: &Value, what: &'static str) -> Result<Value, ConnectorError> {
        self.call(Call { method: Method::POST, path, body: Some(body), kind: Kind::Plain, what }).await
    }

    pub(super) async fn patch(&self, path: String, body: &Value, what: &'static str) -> Result<Value, ConnectorError> {
        self.call(Call { method: Method::PATCH, path, body: Some(body), kind: Kind::Plain, what }).await
    }

    /// Objects that meet a condition.
    pub(super) async fn search(&self, objects: &'static str, body: &Value) -> Result<Value, ConnectorError> {
        let path = self.paths.objects(objects, "/search");
        self.call(Call { method: Method::POST, path, body: Some(body), kind: Kind::Search, what: objects }).await
    }

    async fn call(&self, call: Call<'_>) -> Result<Value, ConnectorError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.client.call(&call, self.priority).await
    }

    /// Records with all that their facts are made from; one that is not there, or not any more, is left out.
    pub(super) async fn records(&self, kind: RecordObject, ids: &[String]) -> Result<Vec<Value>, ConnectorError> {
        let query = json!({"properties": kind.properties(), "propertiesWithHistory": kind.histories()});
        self.batches(kind.objects(), ids, BATCH_WITH_HISTORIES, &query).await
    }

    /// A record with all that its facts are made from, and what it is associated with, in one call. `None` where that is more than one
    /// answer holds.
    pub(super) async fn record(
        &self,
        kind: RecordObject,
        id: &str,
        to: &[&'static str],
    ) -> Result<(Value, Vec<Option<BTreeSet<String>>>), ConnectorError> {
        let (properties, histories) = (kind.properties().join(","), kind.histories().join(","));
        let query = format!("properties={properties}&propertiesWithHistory={histories}&associations={}", to.join(","));
        let path = self.paths.objects(kind.objects(), &format!("/{id}?{query}"));
        let told = self.get(path, kind.objects()).await?;
        let associated = to.iter().map(|to| associated(told.get("associations").and_then(|all| all.get(to)))).collect();
        Ok((told, associated))
    }

    /// Engagements with all that touches are made from.
    pub(super) async fn engagements(&self, kind: EngagementKind, ids: &[String]) -> Result<Vec<Value>, ConnectorError> {
        self.batches(kind.objects(), ids, BATCH, &json!({"properties": kind.properties()})).await
    }

    /// Companies with their names.
    pub(super) async fn companies(&self, ids: &[String]) -> Result<Vec<Value>, ConnectorError> {
        self.batches("companies", ids, BATCH, &json!({"properties": ["name"]})).await
    }

    async fn batches(
        &self,
        objects: &'static str,
        ids: &[String],
        most: usize,
        query: &Value,
    ) -> Result<Vec<Value>, ConnectorError> {
        let batch = |ids: &[String]| {
            let mut body = query.clone();
            body["inputs"] = ids.iter().map(|id| json!({"id": id})).collect();
            async move {
                let path = self.paths.objects(objects, "/batch/read");
                results(self.post(path, &body, objects).await?)
            }
        };
        Ok(try_join_all(ids.chunks(most).map(batch)).await?.into_iter().flatten().collect())
    }

    /// What each of these objects is associated with, by its id. An object that is gone has nothing.
    pub(super) async fn associations(
        &self,
        from: &'static str,
        ids: &[String],
        to: &'static str,
    ) -> Result<HashMap<String, BTreeSet<String>>, ConnectorError> {
        let batch = |ids: &[String]| self.all_associations(from, to, ids.iter().map(|id| json!({"id": id})).collect());
        let found = try_join_all(ids.chunks(BATCH_OF_ASSOCIATIONS).map(batch)).await?;
        let mut all: HashMap<String, BTreeSet<String>> = HashMap::new();
        for (id, others) in found.into_iter().flatten() {
            all.entry(id).or_default().extend(others);
        }
        Ok(all)
    }

    /// Page by page: an object with more associations than one answer holds says from where to ask on.
    async fn all_associations(
        &self,
        from: &'static str,
        to: &'static str,
        mut inputs: Vec<Value>,
    ) -> Result<Vec<(String, Vec<String>)>, ConnectorError> {
        let mut found = Vec::new();
        while !inputs.is_empty() {
            let path = self.paths.associations(from, to);
            let answer = results(self.post(path, &json!({"inputs": inputs}), to).await?)?;
            let next = answer.iter().filter_map(|row| {
                let after = row.pointer("/paging/next/after")?.as_str()?;
                Some(json!({"id": from_id(row)?, "after": after}))
            });
            inputs = next.collect();
            found.extend(answer.iter().filter_map(|row| Some((from_id(row)?, to_ids(row)))));
        }
        Ok(found)
    }

    /// All pages of a list.
    pub(super) async fn pages(
        &self,
        page: impl Fn(Option<&str>) -> String,
        what: &'static str,
    ) -> Result<Vec<Value>, ConnectorError> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let answer = self.get(page(after.as_deref()), what).await?;
            let next = next(&answer);
            all.extend(results(answer)?);
            // A list that leads back to where it was has no end.
            if next.is_none() || next == after {
                return Ok(all);
            }
            after = next;
        }
    }
}

/// Where a list goes on.
pub(super) fn next(answer: &Value) -> Option<String> {
    let after = answer.pointer("/paging/next/after")?;
    after.as_str().map_or_else(|| after.as_i64().map(|after| after.to_string()), |after| Some(after.to_owned()))
}

/// The objects of an answer.
pub(super) fn results(mut answer: Value) -> Result<Vec<Value>, ConnectorError> {
    match answer.get_mut("results").map(Value::take) {
        Some(Value::Array(results)) => Ok(results),
        _ => Err(unexpected("an answer without a list of results")),
    }
}

/// The ids of a list that stands in an object; `None` where it goes on elsewhere.
fn associated(list: Option<&Value>) -> Option<BTreeSet<String>> {
    let Some(list) = list else { return Some(BTreeSet::new()) };
    if next(list).is_some() {
        return None;
    }
    let found = list.get("results").and_then(Value::as_array).into_iter().flatten();
    Some(found.filter_map(object::id).map(ToOwned::to_owned).collect())
}

fn from_id(row: &Value) -> Option<String> {
    row.get("from").and_then(object::id).map(ToOwned::to_owned)
}

/// Numbers here, though they are texts everywhere else.
fn to_ids(row: &Value) -> Vec<String> {
    let others = row.get("to").and_then(Value::as_array).into_iter().flatten();
    let id = |other: &Value| {
        let id = other.get("toObjectId")?;
        id.as_str().map_or_else(|| id.as_u64().map(|id| id.to_string()), |id| Some(id.to_owned()))
    };
    others.filter_map(id).collect()
}
