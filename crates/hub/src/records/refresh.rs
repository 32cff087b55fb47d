//! Reading records when somebody wants to see them: once at a time each, from the store when that is fresh enough.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, Shared};
use plumbline_crm::reading::Facts;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;
use plumbline_domain::site::CrmSite;
use plumbline_protocol::review::ServerEvent;
use thiserror::Error;
use tokio::sync::Notify;
use tokio::time::timeout_at;
use tokio_util::task::TaskTracker;

use super::counts::Counted;
use super::following::Following;
use super::heard::AllHeard;
use crate::clock::Clock;
use crate::connector::{Connector, ConnectorError};
use crate::events::Events;
use crate::store::{Circle, Store, StoreError};

/// How long a panel waits for the CRM when the hub has something to show already.
const PATIENCE: Duration = Duration::from_millis(300);

/// How long a panel waits for the CRM when the hub has nothing to show. The extension gives up after 15 s.
const FIRST_PATIENCE: Duration = Duration::from_secs(10);

/// Why a record cannot be shown.
#[derive(Debug, Clone, Error)]
pub enum LookUpError {
    /// There is none, or the hub's key may not see it.
    #[error("no such record")]
    NoSuchRecord,
    /// The CRM cannot be asked, and nothing is stored.
    #[error(transparent)]
    Away(ConnectorError),
    /// The CRM takes longer than anybody waits, and nothing is stored.
    #[error("the CRM did not tell everything within {} s", .0.as_secs())]
    Slow(Duration),
    /// The reading ended before it was done, since the hub stops or has a defect.
    #[error("the reading broke off")]
    BrokenOff,
    /// The store failed.
    #[error(transparent)]
    Store(Arc<StoreError>),
}

impl From<StoreError> for LookUpError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

impl From<ConnectorError> for LookUpError {
    fn from(error: ConnectorError) -> Self {
        match error {
            ConnectorError::NoSuchRecord => Self::NoSuchRecord,
            other => Self::Away(other),
        }
    }
}

/// A record that can be shown.
#[derive(Debug, Clone)]
pub struct Found {
    /// What is stored of it.
    pub circle: Circle,
    /// When the CRM was last read.
    pub read_at: Instant,
    /// Why it is not newer, or what is missing.
    pub trouble: Option<String>,
}

/// Why a record is read.
#[derive(Debug, Clone, Copy)]
enum Reading {
    /// The store had nothing of it. Another reading may have ended since the store was asked, and that is enough.
    First,
    /// What the store has is old.
    Again,
}

type Flight = Shared<BoxFuture<'static, Result<(), LookUpError>>>;

/// The records of all connected CRMs.
pub struct Records {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) events: Events,
    pub(crate) clock: Clock,
    crms: Vec<ConnectedCrm>,
    tasks: TaskTracker,
    patience: Duration,
    first_patience: Duration,
    flights: Mutex<HashMap<RecordKey, Flight>>,
    /// What went wrong with the last reading of a record.
    troubles: Mutex<HashMap<RecordKey, String>>,
    /// When somebody last looked at a record.
    viewed: Mutex<HashMap<RecordKey, Instant>>,
    pub(super) counted: Mutex<Option<Arc<Counted>>>,
    /// What was heard, and how many changes were told by then.
    pub(super) heard: Mutex<Option<(u64, Arc<AllHeard>)>>,
    pub(super) following: Mutex<HashMap<CrmId, Following>>,
}

pub(super) struct ConnectedCrm {
    pub(super) connector: Arc<dyn Connector>,
    refresh_after: Duration,
    /// Woken when webhooks told of something.
    pub(super) told: Notify,
}

impl Records {
    /// The records of no CRM yet.
    pub fn new(store: Arc<dyn Store>, events: Events, clock: Clock) -> Self {
        Self {
            store,
            events,
            clock,
            crms: Vec::new(),
            tasks: TaskTracker::new(),
            patience: PATIENCE,
            first_patience: FIRST_PATIENCE,
            flights: Mutex::default(),
            troubles: Mutex::default(),
            viewed: Mutex::default(),
            counted: Mutex::default(),
            heard: Mutex::default(),
            following: Mutex::default(),
        }
    }

    /// Adds a CRM, whose records are read anew when what is stored is older than `refresh_after`.
    #[must_use]
    pub fn with_crm(mut self, connector: Arc<dyn Connector>, refresh_after: Duration) -> Self {
        self.crms.push(ConnectedCrm { connector, refresh_after, told: Notify::new() });
        self
    }

    /// Waits for the CRM as long as `patience` before showing what is stored.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Waits for the CRM as long as `patience` before giving up when nothing is stored.
    #[must_use]
    pub fn with_first_patience(self, first_patience: Duration) -> Self {
        Self { first_patience, ..self }
    }

    /// The CRMs, in the order of the configuration.
    pub fn sites(&self) -> impl Iterator<Item = &CrmSite> {
        self.crms.iter().map(|crm| crm.connector.site())
    }

    /// The site of a CRM.
    pub fn site(&self, crm: &CrmId) -> Option<&CrmSite> {
        self.sites().find(|site| site.id == *crm)
    }

    /// How a CRM is reached.
    pub fn connector(&self, crm: &CrmId) -> Option<&dyn Connector> {
        self.crm(crm).ok().map(|crm| crm.connector.as_ref())
    }

    /// The key that a record is stored by, where an address names it by something else.
    ///
    /// # Errors
    /// When the CRM does not know the object, or cannot be asked.
    pub async fn canonical(&self, key: &RecordKey) -> Result<RecordKey, LookUpError> {
        let crm = self.crm(&key.crm)?;
        let object = crm.connector.resolve(&key.object).await?;
        Ok(RecordKey { object, ..key.clone() })
    }

    /// A record to show, by its own name or as an address names it: from the store when that is fresh, from the CRM
    /// otherwise; from the store all the same when the CRM is slow or away. A reading that was begun is finished, whoever
    /// waits for it.
    ///
    /// # Errors
    /// When there is no such record, or nothing to show of it.
    pub async fn look_up(self: &Arc<Self>, named: &RecordKey) -> Result<Found, LookUpError> {
        let give_up_at = tokio::time::Instant::now() + self.first_patience;
        let slow = |_| LookUpError::Slow(self.first_patience);
        let crm = self.crm(&named.crm)?;
        let key = &timeout_at(give_up_at, self.canonical(named)).await.map_err(slow)??;
        lock(&self.viewed).insert(key.clone(), self.clock.now());
        let stored = self.stored(key).await?;
        let Some(stored) = stored else {
            timeout_at(give_up_at, self.flight(key, Reading::First)).await.map_err(slow)??;
            return self.stored(key).await?.ok_or(LookUpError::NoSuchRecord);
        };
        if self.age(stored.read_at) < crm.refresh_after {
            return Ok(stored);
        }
        match tokio::time::timeout(self.patience, self.refresh(key)).await {
            Ok(Ok(())) => self.stored(key).await?.ok_or(LookUpError::NoSuchRecord),
            Ok(Err(LookUpError::Away(trouble))) => {
                Ok(Found { trouble: Some(sentence(&trouble.to_string())), ..stored })
            }
            Ok(Err(error)) => Err(error),
            Err(_) => Ok(stored),
        }
    }

    /// Reads a record anew, or joins a reading that is under way.
    pub(super) fn refresh(self: &Arc<Self>, key: &RecordKey) -> Flight {
        self.flight(key, Reading::Again)
    }

    fn flight(self: &Arc<Self>, key: &RecordKey, reading: Reading) -> Flight {
        let mut flights = lock(&self.flights);
        // One that ended is only here still when its task broke off.
        if let Some(flight) = flights.get(key).filter(|flight| flight.peek().is_none()) {
            return flight.clone();
        }
        let (records, subject) = (Arc::clone(self), key.clone());
        let task = self.tasks.spawn(async move {
            let result = match reading {
                Reading::First if records.is_stored(&subject).await => Ok(()),
                Reading::First | Reading::Again => records.read(&subject).await,
            };
            lock(&records.flights).remove(&subject);
            result
        });
        let flight = task.map(|joined| joined.unwrap_or(Err(LookUpError::BrokenOff))).boxed().shared();
        flights.insert(key.clone(), flight.clone());
        flight
    }

    /// Records that somebody looked at since `since`, the one looked at last first.
    pub(super) fn viewed_since(&self, crm: &CrmId, since: Instant) -> Vec<RecordKey> {
        let mut viewed = lock(&self.viewed);
        viewed.retain(|_, at| *at >= since);
        let mut keys: Vec<(RecordKey, Instant)> =
            viewed.iter().filter(|(key, _)| key.crm == *crm).map(|(key, at)| (key.clone(), *at)).collect();
        keys.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
        keys.into_iter().map(|(key, _)| key).collect()
    }

    /// Waits for the readings under way.
    pub async fn finish(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    pub(super) fn announce(&self, changed: Vec<RecordKey>) {
        for record in changed {
            self.events.send(ServerEvent::RecordChanged { record });
        }
    }

    async fn read(&self, key: &RecordKey) -> Result<(), LookUpError> {
        let connector = &self.crm(&key.crm)?.connector;
        match connector.read(&key.object, &key.id).await {
            Ok(reading) => {
                let changed = self.store.put_facts(&reading.facts, Some(key), self.clock.now()).await?;
                self.remember_trouble(
                    key,
                    reading.facts.warnings.first().map(|warning| format!("{warning}; it is left out")),
                );
                log_left_out(&key.crm, &reading.facts);
                self.announce(changed);
                Ok(())
            }
            Err(ConnectorError::NoSuchRecord) => {
                self.announce(self.store.mark_gone(std::slice::from_ref(key)).await?);
                Err(LookUpError::NoSuchRecord)
            }
            Err(trouble) => {
                tracing::warn!(record = %key, %trouble, "could not be read");
                self.remember_trouble(key, Some(trouble.to_string()));
                Err(LookUpError::Away(trouble))
            }
        }
    }

    fn remember_trouble(&self, key: &RecordKey, trouble: Option<String>) {
        let mut troubles = lock(&self.troubles);
        match trouble {
            Some(trouble) => troubles.insert(key.clone(), sentence(&trouble)),
            None => troubles.remove(key),
        };
    }

    /// What went wrong with a reading may quote what was read.
    pub(super) fn forget_trouble(&self, key: &RecordKey) {
        self.remember_trouble(key, None);
    }

    async fn stored(&self, key: &RecordKey) -> Result<Option<Found>, StoreError> {
        let circle = self.store.circle(key).await?;
        let trouble = lock(&self.troubles).get(key).cloned();
        Ok(circle.and_then(|circle| Some(Found { read_at: circle.read_at?, circle, trouble })))
    }

    async fn is_stored(&self, key: &RecordKey) -> bool {
        self.stored(key).await.is_ok_and(|stored| stored.is_some())
    }

    fn age(&self, read_at: Instant) -> Duration {
        (self.clock.now() - read_at).to_std().unwrap_or_default()
    }

    pub(super) fn crm(&self, id: &CrmId) -> Result<&ConnectedCrm, LookUpError> {
        self.crms.iter().find(|crm| crm.connector.site().id == *id).ok_or(LookUpError::NoSuchRecord)
    }
}

/// A warning names the row that it is about.
pub(super) fn log_left_out(crm: &CrmId, facts: &Facts) {
    for warning in &facts.warnings {
        tracing::warn!(%crm, warning, "left out");
    }
}

pub(super) fn sentence(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}

/// A poisoned lock only means that a task failed while holding it; each change made under one is complete in itself.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
