//! The calls behind one record with its circle, or a batch of records.
//!
//! A record with its circle takes four rounds: the record with what it is associated with; these records; the contacts of leads,
//! and what engagements are on all of them; the engagements and the names of companies. In calls: one for the record, one for each
//! kind of record around it, one for the contacts of leads, one for each kind of engagement on each of these kinds, one for each
//! kind of engagement that there is, and one for companies. Larger circles take more, by the sizes of a batch.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use futures::future::try_join_all;
use plumbline_crm::hubspot::payload::{self, Answers, EngagementKind, ObjectId, RecordObject, object};
use plumbline_crm::reading::{Facts, Reading};
use plumbline_domain::record::RecordKey;
use serde_json::Value;

use super::asking::Asking;
use super::limiter::Priority;
use super::paths::numbered;
use super::{Hubspot, unexpected};
use crate::connector::{ConnectorError, OwnFacts};

/// A company may have more people than anybody reads on a panel.
const MOST_CONTACTS: usize = 500;
const MOST_OTHERS: usize = 200;

type Ids = BTreeMap<RecordObject, BTreeSet<String>>;

impl Hubspot {
    pub(super) async fn read_record(&self, kind: RecordObject, id: &str) -> Result<Reading, ConnectorError> {
        let id = numbered(id)?;
        let asking = self.asking(Priority::Person);
        let around = around(kind, self.directory().await?.has_leads);
        let (own, mut associated) = asking.record(kind, id, &beside(around)).await?;
        // One that was merged into another answers as that other.
        if object::id(&own) != Some(id) {
            return Err(ConnectorError::NoSuchRecord);
        }
        let on_own = associated.split_off(around.len());
        let others = self.others(&asking, (kind, id), around.iter().copied().zip(associated)).await?;
        let engaged = on_subject(&asking, kind, id, on_own).await?;
        let facts = self.facts(&asking, vec![(kind, own)], engaged, others).await?;
        let subject = payload::key(&self.site.id, kind, id);
        tracing::debug!(record = %subject, calls = asking.calls(), "read");
        if facts.records.iter().any(|read| read.record.key == subject) {
            return Ok(Reading { subject, facts });
        }
        Err(unexpected(
            facts.warnings.first().cloned().unwrap_or_else(|| format!("{subject} is not what was asked for")),
        ))
    }

    pub(super) async fn read_records(&self, keys: &[RecordKey]) -> Result<OwnFacts, ConnectorError> {
        let mut wanted = Ids::new();
        for key in keys {
            if let Some(kind) = RecordObject::of(&key.object).filter(|_| numbered(key.id.as_str()).is_ok()) {
                wanted.entry(kind).or_default().insert(key.id.as_str().to_owned());
            }
        }
        let asking = self.asking(Priority::Background);
        let found = self.records_of(&asking, &wanted).await?;
        let there: BTreeSet<ObjectId> =
            found.iter().filter_map(|(kind, told)| Some((*kind, object::id(told)?.to_owned()))).collect();
        let is_there = |key: &RecordKey| {
            RecordObject::of(&key.object).is_some_and(|kind| there.contains(&(kind, key.id.as_str().to_owned())))
        };
        let gone = keys.iter().filter(|key| !is_there(key)).cloned().collect();
        Ok(OwnFacts { facts: self.facts(&asking, Vec::new(), OnRecords::new(), found).await?, gone })
    }

    /// The records that a record's panel shows besides it.
    async fn others(
        &self,
        asking: &Asking<'_>,
        (kind, id): (RecordObject, &str),
        associated: impl Iterator<Item = (RecordObject, Option<BTreeSet<String>>)>,
    ) -> Result<Vec<(RecordObject, Value)>, ConnectorError> {
        let mut wanted = Ids::new();
        for (other, found) in associated {
            let mut ids = known_or_asked(asking, kind, id, other.objects(), found).await?;
            let most = if other == RecordObject::Contact { MOST_CONTACTS } else { MOST_OTHERS };
            // The latest have the largest numbers.
            while ids.len() > most {
                ids.remove(0);
            }
            wanted.insert(other, ids.into_iter().collect());
        }
        self.records_of(asking, &wanted).await
    }

    async fn records_of(
        &self,
        asking: &Asking<'_>,
        wanted: &Ids,
    ) -> Result<Vec<(RecordObject, Value)>, ConnectorError> {
        let read = |(kind, ids): (&RecordObject, &BTreeSet<String>)| {
            let (kind, ids): (RecordObject, Vec<String>) = (*kind, ids.iter().cloned().collect());
            async move {
                let found = asking.records(kind, &ids).await?;
                Ok::<_, ConnectorError>(found.into_iter().map(move |told| (kind, told)).collect::<Vec<_>>())
            }
        };
        Ok(try_join_all(wanted.iter().map(read)).await?.into_iter().flatten().collect())
    }

    /// What records tell, with the engagements on them and the names of their companies: of some the engagements are known, and of the
    /// others they are asked for.
    async fn facts(
        &self,
        asking: &Asking<'_>,
        own: Vec<(RecordObject, Value)>,
        on_own: OnRecords,
        others: Vec<(RecordObject, Value)>,
    ) -> Result<Facts, ConnectorError> {
        let known = self.directory().await?;
        let objects = [own, others].concat();
        let people = people(asking, &objects).await?;
        let mut wanted = ids(&objects);
        wanted.entry(RecordObject::Contact).or_default().extend(people.values().flatten().cloned());
        for (kind, id) in on_own.keys() {
            wanted.entry(*kind).or_default().remove(id);
        }
        let mut associated = on_records(asking, &wanted).await?;
        associated.extend(on_own);
        let (engagements, companies) = tokio::try_join!(engagements(asking, &associated), companies(asking, &objects))?;
        let answers = Answers { objects, companies, engagements, associated, people };
        Ok(payload::facts(&self.site.id, &answers, &known.directory, self.clock.now()))
    }
}

/// The kinds of record that a record's panel shows besides it: a contact's leads and deals, and the contacts of these.
fn around(kind: RecordObject, has_leads: bool) -> &'static [RecordObject] {
    match kind {
        RecordObject::Contact if has_leads => &[RecordObject::Deal, RecordObject::Lead],
        RecordObject::Contact => &[RecordObject::Deal],
        RecordObject::Lead | RecordObject::Deal => &[RecordObject::Contact],
    }
}

/// What a record is read with: the records around it, then its engagements.
fn beside(around: &[RecordObject]) -> Vec<&'static str> {
    let engagements = EngagementKind::ALL.iter().map(|engagement| engagement.objects());
    around.iter().map(|other| other.objects()).chain(engagements).collect()
}

/// What an object is associated with, the smallest number first: as its own answer said, or else by asking.
async fn known_or_asked(
    asking: &Asking<'_>,
    kind: RecordObject,
    id: &str,
    to: &'static str,
    known: Option<BTreeSet<String>>,
) -> Result<Vec<String>, ConnectorError> {
    let found = match known {
        Some(known) => known,
        None => asking.associations(kind.objects(), &[id.to_owned()], to).await?.into_values().flatten().collect(),
    };
    let mut ids: Vec<String> = found.into_iter().collect();
    ids.sort_by_key(|id| (id.len(), id.clone()));
    Ok(ids)
}

async fn on_subject(
    asking: &Asking<'_>,
    kind: RecordObject,
    id: &str,
    known: Vec<Option<BTreeSet<String>>>,
) -> Result<OnRecords, ConnectorError> {
    let mut on_it = Vec::new();
    for (engagement, known) in EngagementKind::ALL.into_iter().zip(known) {
        let ids = known_or_asked(asking, kind, id, engagement.objects(), known).await?;
        on_it.extend(ids.into_iter().map(|id| (engagement, id)));
    }
    Ok(OnRecords::from([((kind, id.to_owned()), on_it)]))
}

type OnRecords = HashMap<ObjectId, Vec<(EngagementKind, String)>>;

fn ids(objects: &[(RecordObject, Value)]) -> Ids {
    let mut of_kind = Ids::new();
    for (kind, told) in objects {
        of_kind.entry(*kind).or_default().extend(object::id(told).map(ToOwned::to_owned));
    }
    of_kind
}

/// The contacts of each lead: what sales does with them answers the lead.
async fn people(
    asking: &Asking<'_>,
    objects: &[(RecordObject, Value)],
) -> Result<HashMap<String, BTreeSet<String>>, ConnectorError> {
    let leads = ids(objects).remove(&RecordObject::Lead).unwrap_or_default();
    let (lead, contact) = (RecordObject::Lead.objects(), RecordObject::Contact.objects());
    asking.associations(lead, &leads.into_iter().collect::<Vec<_>>(), contact).await
}

/// Which engagements are on each record.
async fn on_records(asking: &Asking<'_>, wanted: &Ids) -> Result<OnRecords, ConnectorError> {
    let pairs = wanted.iter().flat_map(|(kind, ids)| EngagementKind::ALL.map(|engagement| (*kind, ids, engagement)));
    let ask = |(kind, ids, engagement): (RecordObject, &BTreeSet<String>, EngagementKind)| {
        let ids: Vec<String> = ids.iter().cloned().collect();
        async move {
            let found = asking.associations(kind.objects(), &ids, engagement.objects()).await?;
            Ok::<_, ConnectorError>((kind, engagement, found))
        }
    };
    let mut on_records = OnRecords::new();
    for (kind, engagement, found) in try_join_all(pairs.map(ask)).await? {
        for (id, others) in found {
            on_records.entry((kind, id)).or_default().extend(others.into_iter().map(|other| (engagement, other)));
        }
    }
    Ok(on_records)
}

async fn engagements(
    asking: &Asking<'_>,
    on_records: &OnRecords,
) -> Result<Vec<(EngagementKind, Vec<Value>)>, ConnectorError> {
    let mut of_kind: BTreeMap<EngagementKind, BTreeSet<&String>> = BTreeMap::new();
    for (kind, id) in on_records.values().flatten() {
        of_kind.entry(*kind).or_default().insert(id);
    }
    let read = |(kind, ids): (EngagementKind, BTreeSet<&String>)| {
        let ids: Vec<String> = ids.into_iter().cloned().collect();
        async move { Ok::<_, ConnectorError>((kind, asking.engagements(kind, &ids).await?)) }
    };
    try_join_all(of_kind.into_iter().map(read)).await
}

async fn companies(asking: &Asking<'_>, objects: &[(RecordObject, Value)]) -> Result<Vec<Value>, ConnectorError> {
    let named = |(kind, told): &(RecordObject, Value)| {
        let id = told.get("properties")?.get(kind.company())?.as_str()?;
        numbered(id).ok().map(ToOwned::to_owned)
    };
    let ids: BTreeSet<String> = objects.iter().filter_map(named).collect();
    match asking.companies(&ids.into_iter().collect::<Vec<_>>()).await {
        // Their names are a help, no more.
        Err(ConnectorError::NotAllowed { .. }) => Ok(Vec::new()),
        answer => answer,
    }
}
