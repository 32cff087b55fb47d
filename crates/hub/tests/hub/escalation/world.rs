//! A webhook that listens, and hubs that tell it.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Json, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use chrono::TimeDelta;
use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::Instant;
use plumbline_hub::clock::Clock;
use plumbline_hub::escalation::Escalator;
use plumbline_hub::events::Events;
use plumbline_hub::records::Records;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{Escalated, RecordStore};
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::fake_crm::{FakeCrm, deal, key};
use crate::harness::{CONFIG, settings_of, start};

pub const LATE: &str = "overdue_by = \"0m\"";

/// What a webhook is told to answer to never answer.
pub const SILENCE: u16 = 0;

/// A webhook: what it heard, by idempotency key, and what it answers next; 200 when nothing is said.
#[derive(Clone, Default)]
pub struct Receiver {
    pub heard: Arc<Mutex<Vec<(String, Value)>>>,
    pub answers: Arc<Mutex<VecDeque<u16>>>,
    pub arrived: Arc<Notify>,
}

impl Receiver {
    pub async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(hear)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        url
    }

    pub fn heard(&self) -> usize {
        self.heard.lock().unwrap().len()
    }

    pub fn keys(&self) -> BTreeSet<String> {
        self.heard.lock().unwrap().iter().map(|(key, _)| key.clone()).collect()
    }

    pub fn last(&self) -> Value {
        self.heard.lock().unwrap().last().unwrap().1.clone()
    }
}

async fn hear(State(receiver): State<Receiver>, headers: HeaderMap, Json(body): Json<Value>) -> StatusCode {
    let key = headers["idempotency-key"].to_str().unwrap().to_owned();
    receiver.heard.lock().unwrap().push((key, body));
    receiver.arrived.notify_one();
    let answer = receiver.answers.lock().unwrap().pop_front().unwrap_or(200);
    if answer == SILENCE {
        std::future::pending::<()>().await;
    }
    StatusCode::from_u16(answer).unwrap()
}

/// What outlives a hub: its file, its configuration, its CRM, the time.
pub struct World {
    pub folder: TempDir,
    pub config: String,
    pub crm: Arc<FakeCrm>,
    pub receiver: Receiver,
    pub now: Arc<Mutex<Instant>>,
}

/// One run of a hub.
pub struct Run {
    pub store: Arc<SqliteStore>,
    pub escalator: Escalator,
    pub stop: CancellationToken,
}

impl World {
    /// Tells of clocks that are past `threshold`.
    pub async fn new(threshold: &str) -> Self {
        let receiver = Receiver::default();
        let url = receiver.listen().await;
        Self::telling(&url, threshold, receiver)
    }

    pub fn telling(url: &str, threshold: &str, receiver: Receiver) -> Self {
        Self::of(&format!("{threshold}\nurl = \"{url}\"\nmention = \"@lead\"\n"), receiver)
    }

    /// Acts in the CRM when a clock is overdue, by such a target as `to_do_for = "kim"`.
    pub fn acting(target: &str) -> Self {
        Self::of(&format!("{LATE}\n{target}\n"), Receiver::default())
    }

    fn of(rule: &str, receiver: Receiver) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let rule = format!("[[escalation]]\nname = \"Lead\"\npromise = \"response\"\n{rule}");
        Self {
            folder: tempfile::tempdir().unwrap(),
            config: format!("{CONFIG}\n{rule}"),
            crm: FakeCrm::new(),
            receiver,
            now: Arc::new(Mutex::new(start())),
        }
    }

    /// Starts a hub on the world's file, as often as one likes.
    pub async fn run(&self) -> Run {
        let settings = settings_of(self.folder.path(), &self.config);
        let store = Arc::new(SqliteStore::open(settings.database.as_ref()).await.unwrap());
        let now = Arc::clone(&self.now);
        let clock = Clock::saying(move || *now.lock().unwrap());
        let crm = Arc::clone(&self.crm);
        let records = Records::new(store.clone(), Events::default(), clock.clone()).with_crm(crm, Duration::ZERO);
        let stop = CancellationToken::new();
        let escalator = Escalator::new(&settings, store.clone(), Arc::new(records), clock, stop.clone()).unwrap();
        escalator.own_up().await;
        Run { store, escalator, stop }
    }

    /// A hub that knows these records.
    pub async fn knowing(&self, records: Vec<RecordFacts>) -> Run {
        let run = self.run().await;
        run.know(records).await;
        run
    }

    pub fn pass(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    /// How much was heard when `run` has looked again.
    pub async fn heard_after(&self, run: &Run) -> usize {
        run.escalator.round().await;
        self.receiver.heard()
    }
}

impl Run {
    pub async fn know(&self, records: Vec<RecordFacts>) {
        self.store.put_facts(&Facts { records, ..Facts::default() }, None, start()).await.unwrap();
    }
}

/// Due an hour after the start.
pub fn lead() -> RecordFacts {
    deal("crm.lead/1", start() - TimeDelta::hours(1))
}

pub fn told() -> Escalated {
    Escalated::new(key("crm.lead/1"), start() - TimeDelta::hours(1), "Lead".into())
}
