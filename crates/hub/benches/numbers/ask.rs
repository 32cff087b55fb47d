//! Asks a hub for the numbers, and takes the time.

use std::path::Path;
use std::sync::Arc;
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
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{NewContributions, NumberStore, PeopleStore};
use plumbline_hub::{config, tokens};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::deals::{Random, contribution, key};
use super::{Outcome, now};

/// Answers of each kind.
const ANSWERS: usize = 200;

/// Answers that are not counted: a program's first ones are of no interest to anybody.
const WARM_UP: usize = 10;

const CONFIG: &str = include_str!("../../plumbline.example.toml");

const DIMENSIONS: [&str; 4] = ["source", "campaign", "channel", "segment"];

const PERIODS: [&str; 4] =
    ["period=this_month", "period=last_quarter", "period=last_twelve_months", "from=2023-12&to=2026-11"];

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
    /// The figures of a period.
    pub(crate) page: Figures,
    /// The first records behind a figure.
    pub(crate) list: Figures,
    /// One deal that changed is counted as it is now.
    pub(crate) change: Figures,
}

/// Asks for every dimension over every period in turns, then for lists, then changes deals.
pub(crate) async fn ask(file: &Path) -> Outcome<Times> {
    let hub = Hub::open(file).await?;
    let (mut page, mut list, mut change) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..ANSWERS + WARM_UP {
        let (by, period) = (DIMENSIONS[n % 4], PERIODS[n / 4 % 4]);
        page.push(hub.get(&format!("/v1/numbers?by={by}&{period}")).await?);
    }
    let mut random = Random(7);
    for n in 0..ANSWERS + WARM_UP {
        let (source, measure) = (random.below(50), ["deals", "pipeline", "won", "lost"][n % 4]);
        let path = format!("/v1/numbers/deals?value=named:Source%20{source}&measure={measure}&{}", PERIODS[n / 4 % 4]);
        list.push(hub.get(&path).await?);
    }
    for n in 0..ANSWERS + WARM_UP {
        change.push(hub.change(u32::try_from(n)?).await?);
    }
    hub.store.close().await;
    let counted = |times: Vec<f64>| Figures::of(times.into_iter().skip(WARM_UP).collect());
    Ok(Times { page: counted(page), list: counted(list), change: counted(change) })
}

struct Hub {
    store: Arc<SqliteStore>,
    router: Router,
    token: String,
}

impl Hub {
    async fn open(file: &Path) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let settings_file = folder.path().join("plumbline.toml");
        std::fs::write(&settings_file, CONFIG)?;
        std::fs::write(folder.path().join("odoo.key"), "secret")?;
        let store = Arc::new(SqliteStore::open(file).await?);
        let (events, at) = (Events::default(), now()?);
        let clock = Clock::saying(move || at);
        let app = App {
            store: store.clone(),
            records: Arc::new(Records::new(store.clone(), events.clone(), clock.clone())),
            settings: config::load(&settings_file)?,
            events,
            clock,
            attempts: Attempts::default(),
            stop: CancellationToken::new(),
        };
        Ok(Self { token: signed_in(&store).await?, store, router: api::router(Arc::new(app)) })
    }

    /// Until the last byte is there, compressed as a browser asks for it.
    async fn get(&self, path: &str) -> Outcome<f64> {
        let request = Request::get(path)
            .header(header::HOST, "hub.example.com")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::ACCEPT_ENCODING, "gzip, deflate, br")
            .body(Body::empty())?;
        let began = Instant::now();
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        let time = began.elapsed();
        if status != StatusCode::OK {
            return Err(format!("{path}: {status} {}", String::from_utf8_lossy(&body)).into());
        }
        Ok(millis(time))
    }

    /// Changes the amount of a deal, and back, so that the store is what it was.
    async fn change(&self, n: u32) -> Outcome<f64> {
        let generation = self.store.number_generations().await?.first().ok_or("there is no generation")?.id;
        let began = Instant::now();
        for version in [1, 0] {
            let contributions = [(key(n), contribution(n, version)?)];
            let new = NewContributions { generation, contributions: &contributions, position: None };
            self.store.put_contributions(new, now()?).await?;
        }
        Ok(millis(began.elapsed()) / 2.0)
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// One of those who read it.
async fn signed_in(store: &SqliteStore) -> Outcome<String> {
    let at = now()?;
    let person = store.person_named("Rep 7", Role::Rep, at).await?;
    let (_, code) = tokens::new_code()?;
    store.add_enrolment(&code, &person.id, at + TimeDelta::days(1)).await?;
    let (token, hash) = tokens::new_token()?;
    store.enrol(&code, &hash, "review page", at).await?.ok_or("the code was not taken")?;
    Ok(token)
}
