//! Asks a hub for records, and takes the time.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::TimeDelta;
use http_body_util::BodyExt;
use plumbline_domain::record::Role;
use plumbline_hub::api::{self, App, Attempts};
use plumbline_hub::clock::Clock;
use plumbline_hub::events::Events;
use plumbline_hub::records::Records;
use plumbline_hub::store::PeopleStore;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::{config, tokens};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::away::{Away, CRM};
use super::{Outcome, now};

/// Records that are asked for; each a second time after some others.
const RECORDS: usize = 1_500;

/// How many others are asked for before a record is asked for again.
const BETWEEN: usize = 50;

/// Answers that are not counted: a program's first ones are of no interest to anybody.
const WARM_UP: usize = 50;

const CONFIG: &str = include_str!("../../plumbline.example.toml");

/// Figures, sorted.
pub(crate) struct Figures(Vec<f64>);

impl Figures {
    fn of(mut figures: Vec<f64>) -> Self {
        figures.sort_by(f64::total_cmp);
        Self(figures)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The percentile by nearest rank.
    pub(crate) fn at(&self, percent: usize) -> Option<f64> {
        self.0.get((self.0.len() * percent).div_ceil(100).saturating_sub(1)).copied()
    }
}

/// Milliseconds.
pub(crate) struct Times {
    pub(crate) all: Figures,
    pub(crate) first: Figures,
    pub(crate) again: Figures,
    /// Asked for when nothing of the file was in memory.
    pub(crate) disk: Figures,
    pub(crate) bytes: Figures,
}

/// Asks for records in a fixed pseudo-random order.
pub(crate) async fn ask(file: &Path, contacts: u32) -> Outcome<Times> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let paths: Vec<String> = (0..RECORDS).map(|_| path(&mut random, contacts)).collect();
    let hub = Hub::open(file).await?;
    forget(file)?;
    let disk = round(&hub, paths.iter()).await?.0;
    hub.store.close().await;
    // A hub that was just started, as one that is up for days has the file in memory.
    let hub = Hub::open(file).await?;
    for _ in 0..WARM_UP {
        hub.get(&path(&mut random, contacts)).await?;
    }
    let (mut first, mut again, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for batch in paths.chunks(BETWEEN) {
        let (times, sizes) = round(&hub, batch.iter()).await?;
        first.extend(times);
        bytes.extend(sizes);
        again.extend(round(&hub, batch.iter()).await?.0);
    }
    hub.store.close().await;
    let all = first.iter().chain(&again).copied().collect();
    Ok(Times {
        all: Figures::of(all),
        first: Figures::of(first),
        again: Figures::of(again),
        disk: Figures::of(disk),
        bytes: Figures::of(bytes),
    })
}

async fn round(hub: &Hub, paths: impl Iterator<Item = &String>) -> Outcome<(Vec<f64>, Vec<f64>)> {
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    for path in paths {
        let (time, size) = hub.get(path).await?;
        times.push(time.as_secs_f64() * 1_000.0);
        sizes.push(f64::from(u32::try_from(size)?));
    }
    Ok((times, sizes))
}

/// Half of them contacts, half leads and deals.
fn path(random: &mut Random, contacts: u32) -> String {
    let contact = random.next() % u64::from(contacts);
    match random.next() % 2 {
        0 => format!("/v1/records/{CRM}/res.partner/{}", contact + 1),
        // The first three of each ten have one.
        _ => format!("/v1/records/{CRM}/crm.lead/{}", contact / 10 * 10 + random.next() % 3 + 1),
    }
}

/// Asks the system to drop the file from memory, which needs no rights; where it cannot, the disk's figures are memory's.
fn forget(file: &Path) -> Outcome<()> {
    let input = format!("if={}", file.display());
    let dropped = Command::new("dd").args([input.as_str(), "iflag=nocache", "count=0"]).stderr(Stdio::null()).status();
    if !dropped.is_ok_and(|status| status.success()) {
        return Err("dd cannot drop a file from memory here".into());
    }
    Ok(())
}

struct Hub {
    store: Arc<SqliteStore>,
    router: Router,
    token: String,
    /// How many records were asked for. The clock moves on by a second with each, so that what the hub remembers for a while
    /// is worked out anew as often as in an hour of little traffic.
    asked: Arc<AtomicI64>,
}

impl Hub {
    async fn open(file: &Path) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let settings_file = folder.path().join("plumbline.toml");
        std::fs::write(&settings_file, CONFIG)?;
        std::fs::write(folder.path().join("odoo.key"), "secret")?;
        let settings = config::load(&settings_file)?;
        let store = Arc::new(SqliteStore::open(file).await?);
        let token = signed_in(&store).await?;
        let asked = Arc::new(AtomicI64::new(0));
        let clock = Clock::saying({
            let (asked, began) = (Arc::clone(&asked), now()?);
            move || began + TimeDelta::seconds(asked.load(Ordering::Relaxed))
        });
        let events = Events::default();
        let records = Records::new(store.clone(), events.clone(), clock.clone())
            .with_crm(Arc::new(Away::new()), Duration::from_hours(24));
        let app = App {
            store: store.clone(),
            records: Arc::new(records),
            settings,
            events,
            clock,
            attempts: Attempts::default(),
            stop: CancellationToken::new(),
        };
        Ok(Self { store, router: api::router(Arc::new(app)), token, asked })
    }

    /// Until the last byte is there, compressed as a browser asks for it.
    async fn get(&self, path: &str) -> Outcome<(Duration, usize)> {
        let request = Request::get(path)
            .header(header::HOST, "hub.example.com")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::ACCEPT_ENCODING, "gzip, deflate, br")
            .body(Body::empty())?;
        self.asked.fetch_add(1, Ordering::Relaxed);
        let began = Instant::now();
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        let time = began.elapsed();
        if status != StatusCode::OK {
            return Err(format!("{path}: {status} {}", String::from_utf8_lossy(&body)).into());
        }
        Ok((time, body.len()))
    }
}

/// One of those who report.
async fn signed_in(store: &SqliteStore) -> Outcome<String> {
    let at = now()?;
    let person = store.person_named("Rep 7", Role::Rep, at).await?;
    let (_, code) = tokens::new_code()?;
    store.add_enrolment(&code, &person.id, at + TimeDelta::days(1)).await?;
    let (token, hash) = tokens::new_token()?;
    store.enrol(&code, &hash, "extension", at).await?.ok_or("the code was not taken")?;
    Ok(token)
}

/// Xorshift: the same numbers in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
