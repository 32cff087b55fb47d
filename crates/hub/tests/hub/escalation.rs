//! Telling a webhook, which listens here, of clocks that ran too far.

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
use plumbline_domain::sla::EventKind;
use plumbline_hub::clock::Clock;
use plumbline_hub::connector::{ConnectorError, OwnFacts};
use plumbline_hub::escalation::Escalator;
use plumbline_hub::events::Events;
use plumbline_hub::records::Records;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{Claim, Escalated, EscalationStore, RecordStore};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::fake_crm::{FakeCrm, deal, happened, key, responded};
use crate::harness::{CONFIG, settings_of, start};

const LATE: &str = "overdue_by = \"0m\"";

/// A webhook: what it heard, by idempotency key, and what it answers next; 200 when nothing is said.
#[derive(Clone, Default)]
struct Receiver {
    heard: Arc<Mutex<Vec<(String, Value)>>>,
    answers: Arc<Mutex<VecDeque<u16>>>,
}

impl Receiver {
    async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(hear)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        url
    }

    fn heard(&self) -> usize {
        self.heard.lock().unwrap().len()
    }

    fn keys(&self) -> BTreeSet<String> {
        self.heard.lock().unwrap().iter().map(|(key, _)| key.clone()).collect()
    }

    fn last(&self) -> Value {
        self.heard.lock().unwrap().last().unwrap().1.clone()
    }
}

async fn hear(State(receiver): State<Receiver>, headers: HeaderMap, Json(body): Json<Value>) -> StatusCode {
    let key = headers["idempotency-key"].to_str().unwrap().to_owned();
    receiver.heard.lock().unwrap().push((key, body));
    let answer = receiver.answers.lock().unwrap().pop_front();
    StatusCode::from_u16(answer.unwrap_or(200)).unwrap()
}

/// What outlives a hub: its file, its configuration, its CRM, the time.
struct World {
    folder: TempDir,
    config: String,
    crm: Arc<FakeCrm>,
    receiver: Receiver,
    now: Arc<Mutex<Instant>>,
}

/// One run of a hub.
struct Run {
    store: Arc<SqliteStore>,
    escalator: Escalator,
}

impl World {
    /// Tells of clocks that are past `threshold`.
    async fn new(threshold: &str) -> Self {
        let receiver = Receiver::default();
        let url = receiver.listen().await;
        Self::telling(&url, threshold, receiver)
    }

    fn telling(url: &str, threshold: &str, receiver: Receiver) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let rule = format!(
            "[[escalation]]\nname = \"Lead\"\npromise = \"response\"\n{threshold}\nurl = \"{url}\"\nmention = \"@lead\"\n"
        );
        Self {
            folder: tempfile::tempdir().unwrap(),
            config: format!("{CONFIG}\n{rule}"),
            crm: FakeCrm::new(),
            receiver,
            now: Arc::new(Mutex::new(start())),
        }
    }

    /// Starts a hub on the world's file, as often as one likes.
    async fn run(&self) -> Run {
        let settings = settings_of(self.folder.path(), &self.config);
        let store = Arc::new(SqliteStore::open(settings.database.as_ref()).await.unwrap());
        let now = Arc::clone(&self.now);
        let clock = Clock::saying(move || *now.lock().unwrap());
        let crm = Arc::clone(&self.crm);
        let records = Records::new(store.clone(), Events::default(), clock.clone()).with_crm(crm, Duration::ZERO);
        let stop = CancellationToken::new();
        let escalator = Escalator::new(&settings, store.clone(), Arc::new(records), clock, stop).unwrap();
        escalator.own_up().await;
        Run { store, escalator }
    }

    /// A hub that knows these records.
    async fn knowing(&self, records: Vec<RecordFacts>) -> Run {
        let run = self.run().await;
        run.know(records).await;
        run
    }

    fn pass(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    /// How much was heard when `run` has looked again.
    async fn heard_after(&self, run: &Run) -> usize {
        run.escalator.round().await;
        self.receiver.heard()
    }
}

impl Run {
    async fn know(&self, records: Vec<RecordFacts>) {
        self.store.put_facts(&Facts { records, warnings: Vec::new() }, None, start()).await.unwrap();
    }
}

/// Due an hour after the start.
fn lead() -> RecordFacts {
    deal("crm.lead/1", start() - TimeDelta::hours(1))
}

fn told() -> Escalated {
    Escalated::new(key("crm.lead/1"), start() - TimeDelta::hours(1), "Lead".into())
}

#[tokio::test]
async fn a_clock_that_ran_too_far_is_told_once_however_often_it_is_looked_at() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::minutes(60) - TimeDelta::milliseconds(1));
    assert_eq!(world.heard_after(&run).await, 0);
    world.pass(TimeDelta::milliseconds(1));
    assert_eq!(world.heard_after(&run).await, 1);
    for _ in 0..50 {
        world.pass(TimeDelta::minutes(37));
        assert_eq!(world.heard_after(&run).await, 1);
    }
    let text = "@lead Deal crm.lead/1 (Dana): First response was due Fri 20 Nov 2026, 13:00 UTC, less than a minute ago in \
                business time. https://odoo.example.com/odoo/crm/1";
    assert_eq!(world.receiver.last(), json!({ "text": text }));
}

#[tokio::test]
async fn a_hub_that_starts_again_tells_nothing_again() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    assert_eq!(world.heard_after(&run).await, 1);
    run.store.close().await;
    drop(run);
    let again = world.run().await;
    for _ in 0..3 {
        world.pass(TimeDelta::minutes(5));
        assert_eq!(world.heard_after(&again).await, 1);
    }
    // What crosses later is told by the hub that runs then, and a new hand-off of the same record too.
    let new = happened(lead(), start() + TimeDelta::hours(2), EventKind::HandedOff { to: None });
    again.know(vec![new, deal("crm.lead/2", start())]).await;
    assert_eq!(world.heard_after(&again).await, 2);
    world.pass(TimeDelta::hours(2));
    assert_eq!(world.heard_after(&again).await, 3);
    assert_eq!(world.receiver.keys().len(), 3);
}

#[tokio::test]
async fn of_two_who_look_at_once_one_tells() {
    let world = World::new(LATE).await;
    let deals = (1..=25).map(|id| deal(&format!("crm.lead/{id}"), start())).collect();
    let (one, other) = (world.knowing(deals).await, world.run().await);
    world.pass(TimeDelta::hours(3));
    for _ in 0..5 {
        tokio::join!(one.escalator.round(), other.escalator.round());
    }
    assert_eq!((world.receiver.heard(), world.receiver.keys().len()), (25, 25));
}

#[tokio::test]
async fn what_was_refused_is_tried_again_until_it_is_taken() {
    let world = World::new(LATE).await;
    world.receiver.answers.lock().unwrap().extend([500, 302, 200]);
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    assert_eq!(world.heard_after(&run).await, 1);
    world.pass(TimeDelta::seconds(59));
    assert_eq!(world.heard_after(&run).await, 1);
    world.pass(TimeDelta::seconds(1));
    assert_eq!(world.heard_after(&run).await, 2);
    world.pass(TimeDelta::seconds(119));
    // A restart does not shorten the wait.
    let run = world.run().await;
    assert_eq!(world.heard_after(&run).await, 2);
    world.pass(TimeDelta::seconds(1));
    for _ in 0..5 {
        assert_eq!(world.heard_after(&run).await, 3);
        world.pass(TimeDelta::hours(1));
    }
    assert_eq!(world.receiver.keys().len(), 1, "every attempt at one message has one key");
}

#[tokio::test]
async fn what_is_refused_for_a_day_is_given_up() {
    let world = World::new(LATE).await;
    world.receiver.answers.lock().unwrap().extend([503; 99]);
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    for _ in 0..200 {
        run.escalator.round().await;
        world.pass(TimeDelta::minutes(15));
    }
    assert_eq!(world.receiver.heard(), 28);
    assert_eq!(run.store.claim_escalation(&told(), start() + TimeDelta::days(9)).await.unwrap(), None);
}

#[tokio::test]
async fn a_webhook_that_fails_is_not_asked_about_the_next_record_at_once() {
    let world = World::new(LATE).await;
    world.receiver.answers.lock().unwrap().extend([500]);
    let run = world.knowing(vec![lead(), deal("crm.lead/2", start())]).await;
    world.pass(TimeDelta::hours(4));
    assert_eq!(world.heard_after(&run).await, 1);
    world.pass(TimeDelta::minutes(1));
    assert_eq!(world.heard_after(&run).await, 3);
}

#[tokio::test]
async fn a_webhook_that_is_not_there_is_tried_again() {
    let world = World::telling("http://127.0.0.1:1/hook", LATE, Receiver::default());
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    run.escalator.round().await;
    let later = start() + TimeDelta::hours(3);
    let claim = run.store.claim_escalation(&told(), later).await.unwrap();
    assert_eq!(claim, Some(Claim { attempt: 2, first_at: start() + TimeDelta::hours(2) }));
}

#[tokio::test]
async fn what_may_have_been_heard_is_not_told_again() {
    // It takes the message and hangs up.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let calls = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&calls);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            stream.readable().await.unwrap();
            let _ = stream.try_read(&mut [0; 9_999]);
            *counted.lock().unwrap() += 1;
        }
    });
    let world = World::telling(&url, LATE, Receiver::default());
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    for _ in 0..5 {
        run.escalator.round().await;
        world.pass(TimeDelta::hours(1));
    }
    world.run().await.escalator.round().await;
    assert_eq!(*calls.lock().unwrap(), 1);
}

#[tokio::test]
async fn what_was_being_told_when_the_hub_died_is_not_told_again() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    assert!(run.store.claim_escalation(&told(), start()).await.unwrap().is_some());
    drop(run);
    let again = world.run().await;
    for _ in 0..3 {
        world.pass(TimeDelta::days(1));
        assert_eq!(world.heard_after(&again).await, 0);
    }
    assert_eq!(again.store.settle_lost_escalations().await.unwrap(), [], "it was owned up to at the start");
}

#[tokio::test]
async fn what_was_answered_is_told_to_nobody_even_if_it_was_late() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![responded(lead(), start())]).await;
    world.pass(TimeDelta::hours(9));
    assert_eq!(world.heard_after(&run).await, 0);
    run.know(vec![responded(deal("crm.lead/2", start()), start() + TimeDelta::hours(3))]).await;
    run.know(vec![happened(
        deal("crm.lead/3", start()),
        start() + TimeDelta::hours(3),
        EventKind::Closed { outcome: plumbline_domain::record::Outcome::Lost },
    )])
    .await;
    assert_eq!(world.heard_after(&run).await, 0);
}

#[tokio::test]
async fn what_the_crm_knows_better_is_not_told() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![lead(), deal("crm.lead/2", start())]).await;
    // The hub was down when one was answered late, and the other deleted.
    world.pass(TimeDelta::hours(9));
    world.crm.set_own(Err(ConnectorError::Unreachable("Odoo")));
    assert_eq!(world.heard_after(&run).await, 0);
    let answered = vec![responded(lead(), start() + TimeDelta::hours(8))];
    let facts = Facts { records: answered, warnings: Vec::new() };
    world.crm.set_own(Ok(OwnFacts { facts, gone: vec![key("crm.lead/2")] }));
    assert_eq!(world.heard_after(&run).await, 0);
}

#[tokio::test]
async fn a_pause_holds_back_what_was_not_past_the_threshold_before() {
    let world = World::new("used_percent = 75").await;
    let paused = |name, after| {
        let status = "Waiting on prospect".to_owned();
        happened(deal(name, start()), start() + TimeDelta::minutes(after), EventKind::Paused { status })
    };
    let run = world.knowing(vec![paused("crm.lead/1", 89)]).await;
    world.pass(TimeDelta::hours(30));
    assert_eq!(world.heard_after(&run).await, 0);
    run.know(vec![paused("crm.lead/2", 90)]).await;
    assert_eq!(world.heard_after(&run).await, 1);
    let text = "@lead Deal crm.lead/2 (Dana): First response is paused, with 30 min of business time left. \
                https://odoo.example.com/odoo/crm/2";
    assert_eq!(world.receiver.last(), json!({ "text": text }));
}

#[tokio::test]
async fn a_title_calls_nobody_in_slack() {
    let world = World::new(LATE).await;
    let mut named = lead();
    named.record.title = "<!channel> Smith & Sons".into();
    let run = world.knowing(vec![named]).await;
    world.pass(TimeDelta::hours(2));
    assert_eq!(world.heard_after(&run).await, 1);
    let text = world.receiver.last()["text"].as_str().unwrap().to_owned();
    assert!(text.starts_with("@lead &lt;!channel&gt; Smith &amp; Sons (Dana): "), "{text}");
}
