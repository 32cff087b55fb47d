//! Hubs that tell a CRM, one after another on one file.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::EventId;
use plumbline_domain::record::Role;
use plumbline_domain::sla::{Event, EventKind};
use plumbline_hub::clock::Clock;
use plumbline_hub::events::Events;
use plumbline_hub::records::Records;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{DecisionStore, PeopleStore};
use plumbline_hub::write_back::WriteBack;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::fake_crm::{FakeCrm, key};
use crate::harness::{CONFIG, settings_of, start};

pub fn writing_back() -> String {
    CONFIG.replace("key = ", "write_back = true\nkey = ")
}

/// What outlives a hub: its file, its configuration, its CRM, the time.
pub struct World {
    folder: TempDir,
    pub config: String,
    pub crm: Arc<FakeCrm>,
    now: Arc<Mutex<Instant>>,
}

/// One run of a hub.
pub struct Run {
    pub store: Arc<SqliteStore>,
    pub worker: WriteBack,
    pub events: Events,
    pub stop: CancellationToken,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, config: writing_back(), crm: FakeCrm::new(), now: Arc::new(Mutex::new(start())) }
    }

    /// Starts a hub on the world's file, as often as one likes.
    pub async fn run(&self) -> Run {
        let settings = settings_of(self.folder.path(), &self.config);
        let store = Arc::new(SqliteStore::open(settings.database.as_ref()).await.unwrap());
        let now = Arc::clone(&self.now);
        let (clock, events) = (Clock::saying(move || *now.lock().unwrap()), Events::default());
        let records = Records::new(store.clone(), events.clone(), clock.clone());
        let records = Arc::new(records.with_crm(self.crm.clone(), Duration::ZERO));
        let stop = CancellationToken::new();
        let worker = WriteBack::new(&settings, store.clone(), records, events.clone(), clock, stop.clone());
        worker.own_up().await;
        Run { store, worker, events, stop }
    }

    pub fn pass(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    pub fn now(&self) -> Instant {
        *self.now.lock().unwrap()
    }
}

impl Run {
    /// Keeps a decision that the CRM is to be told in these words.
    pub async fn decide(&self, record: &str, id: &str, words: &str, at: Instant) {
        decide(&self.store, record, id, Some(words), at).await;
    }

    /// Keeps a decision that no CRM is to be told.
    pub async fn decide_silently(&self, record: &str, id: &str, at: Instant) {
        decide(&self.store, record, id, None, at).await;
    }
}

pub async fn decide(store: &SqliteStore, record: &str, id: &str, words: Option<&str>, at: Instant) {
    let dana = store.person_named("Dana", Role::Rep, start()).await.unwrap();
    let id = EventId::new(format!("decision/{id}"));
    let event = Event { at, id, kind: EventKind::Accepted { by: "Dana".into() } };
    store.add_decision(&key(record), &event, &dana.id, words).await.unwrap();
}
