//! What is to be read: first all that the account has, page by page, then what changes.
//!
//! A search is how HubSpot tells what changed since. It is of an index that lags behind by some seconds, so each poll asks again
//! for the last minute, and skips what it was told of already. A call or mail touches no record, so engagements are followed too,
//! and the records that they are on are read. Deletions are told by no search: webhooks tell of them, whoever opens a deleted
//! record finds it gone, and waiting ones are read again from time to time anyway.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::TimeDelta;
use futures::future::try_join_all;
use plumbline_crm::hubspot::payload::{self, EngagementKind, RecordObject, object};
use plumbline_domain::record::RecordKey;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::asking::{Asking, next, results};
use super::limiter::Priority;
use super::{Hubspot, unexpected};
use crate::connector::{CatchingUp, Changes, ConnectorError};

/// The most objects of a page, of a list and of a search.
const PAGE: u32 = 100;
const SEARCH_PAGE: usize = 200;

/// Pages that are told of at once: what is read again after the hub was killed.
const PAGES: usize = 10;

/// How far a search goes: HubSpot answers no page beyond its first 10,000 objects.
const SEARCH_PAGES: usize = 45;

/// How long what changed may be missing from a search.
const LAG: TimeDelta = TimeDelta::minutes(1);

/// The kinds of record, in the order in which what there was is read: deals are the fewest, and what people look at first.
const ORDER: [RecordObject; 3] = [RecordObject::Deal, RecordObject::Lead, RecordObject::Contact];

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Cursor {
    /// With what the account had.
    CatchingUp {
        /// When it began: what changes from then on is followed afterwards.
        since: i64,
        /// Which of [`ORDER`].
        kind: usize,
        /// From where to ask on.
        after: Option<String>,
        told: u64,
        of: Option<u64>,
    },
    /// With each list, by the name of its objects.
    Following(BTreeMap<String, Followed>),
}

/// How far one list was followed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Followed {
    /// The latest change that was told, in milliseconds since 1970.
    at: i64,
    /// What was told of the last minute before it: each object's change.
    told: BTreeMap<String, i64>,
}

impl Hubspot {
    pub(super) async fn changes_since(&self, cursor: Option<&str>) -> Result<Changes, ConnectorError> {
        let asking = self.asking(Priority::Background);
        // A cursor of another version is no cursor.
        let cursor = cursor.and_then(|text| serde_json::from_str::<Cursor>(text).ok());
        let (records, cursor) = match cursor {
            Some(Cursor::Following(lists)) => self.follow(&asking, lists).await?,
            Some(Cursor::CatchingUp { since, kind, after, told, of }) => {
                self.catch_up(&asking, since, kind, after, told, of).await?
            }
            None => {
                let of = self.count(&asking).await?;
                self.catch_up(&asking, self.clock.now().timestamp_millis(), 0, None, 0, of).await?
            }
        };
        let catching_up = match &cursor {
            Cursor::CatchingUp { told, of, .. } => Some(CatchingUp { told: *told, of: *of }),
            Cursor::Following(_) => None,
        };
        let cursor = serde_json::to_string(&cursor).map_err(|error| unexpected(error.to_string()))?;
        Ok(Changes { records, cursor, catching_up })
    }

    /// The next pages of what the account has.
    async fn catch_up(
        &self,
        asking: &Asking<'_>,
        since: i64,
        kind: usize,
        mut after: Option<String>,
        told: u64,
        of: Option<u64>,
    ) -> Result<(Vec<RecordKey>, Cursor), ConnectorError> {
        let Some(object) = ORDER.get(kind).copied() else { return Ok((Vec::new(), self.following(since))) };
        let mut records = Vec::new();
        for _ in 0..PAGES {
            let from = after.as_ref().map(|after| format!("&after={after}")).unwrap_or_default();
            let path = self.paths.objects(object.objects(), &format!("?limit={PAGE}&properties=hs_object_id{from}"));
            let answer = match asking.get(path, object.objects()).await {
                Err(trouble) if is_without(object, &trouble) => Value::from_iter([("results", json!([]))]),
                answer => answer?,
            };
            after = next(&answer);
            records.extend(self.keys(object, &results(answer)?));
            if after.is_none() {
                break;
            }
        }
        let told = told + records.len() as u64;
        let kind = if after.is_none() { kind + 1 } else { kind };
        let cursor = match kind < ORDER.len() {
            true => Cursor::CatchingUp { since, kind, after, told, of },
            false => self.following(since),
        };
        Ok((records, cursor))
    }

    fn following(&self, since: i64) -> Cursor {
        let names =
            ORDER.map(RecordObject::objects).into_iter().chain(EngagementKind::ALL.map(EngagementKind::objects));
        let from = |name: &str| (name.to_owned(), Followed { at: since, told: BTreeMap::new() });
        Cursor::Following(names.map(from).collect())
    }

    /// How many records there are.
    async fn count(&self, asking: &Asking<'_>) -> Result<Option<u64>, ConnectorError> {
        let of = |object: RecordObject| async move {
            match asking.search(object.objects(), &json!({"limit": 1, "properties": ["hs_object_id"]})).await {
                Err(trouble) if is_without(object, &trouble) => Ok(Some(0)),
                answer => answer.map(|answer| answer.get("total").and_then(Value::as_u64)),
            }
        };
        Ok(try_join_all(ORDER.map(of)).await?.into_iter().sum())
    }

    /// What changed in each list.
    async fn follow(
        &self,
        asking: &Asking<'_>,
        mut lists: BTreeMap<String, Followed>,
    ) -> Result<(Vec<RecordKey>, Cursor), ConnectorError> {
        let mut records = BTreeSet::new();
        for object in ORDER {
            let list = lists.entry(object.objects().to_owned()).or_default();
            let found = match changed(asking, object.objects(), object.modified(), list).await {
                Err(trouble) if is_without(object, &trouble) => Vec::new(),
                found => found?,
            };
            records.extend(found.iter().map(|id| payload::key(&self.site.id, object, id)));
        }
        for kind in EngagementKind::ALL {
            let list = lists.entry(kind.objects().to_owned()).or_default();
            let found = changed(asking, kind.objects(), "hs_lastmodifieddate", list).await?;
            records.extend(self.on(asking, kind, &found).await?);
        }
        Ok((records.into_iter().collect(), Cursor::Following(lists)))
    }

    /// The records that engagements are on, and the leads whose contacts they are with.
    async fn on(
        &self,
        asking: &Asking<'_>,
        kind: EngagementKind,
        ids: &[String],
    ) -> Result<Vec<RecordKey>, ConnectorError> {
        let mut records = Vec::new();
        for object in ORDER {
            let found = match asking.associations(kind.objects(), ids, object.objects()).await {
                Err(trouble) if is_without(object, &trouble) => continue,
                found => found?,
            };
            records.extend(found.values().flatten().map(|id| payload::key(&self.site.id, object, id)));
            if object == RecordObject::Contact {
                let contacts: BTreeSet<String> = found.into_values().flatten().collect();
                records.extend(self.leads_of(asking, contacts).await?);
            }
        }
        Ok(records)
    }

    async fn leads_of(
        &self,
        asking: &Asking<'_>,
        contacts: BTreeSet<String>,
    ) -> Result<Vec<RecordKey>, ConnectorError> {
        let (contacts, lead): (Vec<_>, _) = (contacts.into_iter().collect(), RecordObject::Lead);
        let found = asking.associations(RecordObject::Contact.objects(), &contacts, lead.objects()).await;
        let found =
            found.or_else(|trouble| if is_without(lead, &trouble) { Ok(HashMap::new()) } else { Err(trouble) })?;
        Ok(found.values().flatten().map(|id| payload::key(&self.site.id, lead, id)).collect())
    }

    fn keys(&self, kind: RecordObject, told: &[Value]) -> Vec<RecordKey> {
        told.iter().filter_map(object::id).map(|id| payload::key(&self.site.id, kind, id)).collect()
    }
}

/// Whether that means that the account has no such objects, or the token may not see them: only leads may be missing.
fn is_without(object: RecordObject, trouble: &ConnectorError) -> bool {
    let is_missing = matches!(
        trouble,
        ConnectorError::NoSuchRecord | ConnectorError::NotAllowed { .. } | ConnectorError::Failed { status: 400, .. }
    );
    object == RecordObject::Lead && is_missing
}

/// What changed of one kind of object, and how far that goes.
async fn changed(
    asking: &Asking<'_>,
    objects: &'static str,
    modified: &'static str,
    followed: &mut Followed,
) -> Result<Vec<String>, ConnectorError> {
    let from = followed.at - LAG.num_milliseconds();
    let (mut found, mut after) = (BTreeMap::new(), None);
    for _ in 0..SEARCH_PAGES {
        let mut body = json!({
            "filterGroups": [{"filters": [{"propertyName": modified, "operator": "GTE", "value": from.to_string()}]}],
            "sorts": [{"propertyName": modified, "direction": "ASCENDING"}],
            "properties": [modified],
            "limit": SEARCH_PAGE,
        });
        if let Some(after) = &after {
            body["after"] = json!(after);
        }
        let answer = asking.search(objects, &body).await?;
        after = next(&answer);
        found.extend(results(answer)?.iter().filter_map(|told| modification(told, modified)));
        if after.is_none() {
            break;
        }
    }
    Ok(followed.take(found))
}

fn modification(told: &Value, modified: &str) -> Option<(String, i64)> {
    let property = told.get("properties").and_then(|properties| properties.get(modified));
    let at = property.or_else(|| told.get("updatedAt"))?.as_str().and_then(object::time)?;
    Some((object::id(told)?.to_owned(), at.timestamp_millis()))
}

impl Followed {
    /// What is new of these changes.
    fn take(&mut self, found: BTreeMap<String, i64>) -> Vec<String> {
        let is_new = |(id, at): &(&String, &i64)| self.told.get(*id) != Some(*at);
        let new = found.iter().filter(is_new).map(|(id, _)| id.clone()).collect();
        self.at = found.values().copied().max().map_or(self.at, |at| at.max(self.at));
        self.told.extend(found);
        let oldest = self.at - LAG.num_milliseconds();
        self.told.retain(|_, at| *at >= oldest);
        new
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An object that changed at a second, of which a search tells only some seconds later.
    #[derive(Debug, Clone)]
    struct Change {
        id: u8,
        second: i64,
        seen_after: i64,
    }

    fn changes() -> impl Strategy<Value = Vec<Change>> {
        let change =
            (0..6_u8, 0..400_i64, 0..55_i64).prop_map(|(id, second, seen_after)| Change { id, second, seen_after });
        prop::collection::vec(change, 0..40)
    }

    proptest! {
        #[test]
        fn however_late_a_search_tells_each_change_is_told_and_none_twice(changes in changes()) {
            let (mut followed, mut told) = (Followed::default(), BTreeSet::new());
            let base = 1_000_000;
            followed.at = base * 1000;
            for second in 0..500 {
                // An object is found as it was changed last, of what the index has.
                let mut found: BTreeMap<String, i64> = BTreeMap::new();
                for change in changes.iter().filter(|change| change.second + change.seen_after <= second) {
                    let at = (base + change.second) * 1000;
                    let latest = found.entry(change.id.to_string()).or_insert(at);
                    *latest = (*latest).max(at);
                }
                let from = followed.at - LAG.num_milliseconds();
                found.retain(|_, at| *at >= from);
                let as_found = found.clone();
                for id in followed.take(found) {
                    let at = as_found[&id];
                    prop_assert!(told.insert((id, at)), "told twice");
                }
            }
            for id in 0..6_u8 {
                let last = changes.iter().filter(|change| change.id == id).map(|change| (base + change.second) * 1000).max();
                if let Some(last) = last {
                    prop_assert!(told.contains(&(id.to_string(), last)), "{id} at {last} is missing");
                }
            }
        }
    }
}
