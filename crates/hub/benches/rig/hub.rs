//! A hub, and the time that its answers take.

use std::path::Path;
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
use plumbline_hub::findings::Findings;
use plumbline_hub::recognition::Recognition;
use plumbline_hub::records::Records;
use plumbline_hub::store::PeopleStore;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::{config, tokens};
use plumbline_protocol::review::ServerEvent;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::away::Away;
use super::{Outcome, now};

const CONFIG: &str = include_str!("../../plumbline.example.toml");

/// The real router over a store. No answer needs the CRM, and the one that is connected cannot be reached.
pub(crate) struct Hub {
    pub(crate) store: Arc<SqliteStore>,
    router: Router,
    token: String,
    /// How many answers were asked for. The clock moves on by a second with each, so that what the hub remembers for a while
    /// is worked out anew as often as in an hour of little traffic.
    asked: Arc<AtomicI64>,
    events: Events,
}

impl Hub {
    pub(crate) async fn open(file: &Path, role: Role) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let settings_file = folder.path().join("plumbline.toml");
        std::fs::write(&settings_file, CONFIG)?;
        std::fs::write(folder.path().join("odoo.key"), "secret")?;
        let settings = config::load(&settings_file)?;
        let store = Arc::new(SqliteStore::open(file).await?);
        let token = signed_in(&store, role).await?;
        let asked = Arc::new(AtomicI64::new(0));
        let clock = Clock::saying({
            let (asked, began) = (Arc::clone(&asked), now()?);
            move || began + TimeDelta::seconds(asked.load(Ordering::Relaxed))
        });
        let events = Events::default();
        let records = Records::new(store.clone(), events.clone(), clock.clone())
            .with_crm(Arc::new(Away::new()), Duration::from_hours(24));
        let records = Arc::new(records);
        let findings = Arc::new(Findings::new(Arc::clone(&records), vec!["Proposition".to_owned()]));
        let app = App {
            store: store.clone(),
            records,
            settings,
            events: events.clone(),
            clock,
            attempts: Attempts::default(),
            recognition: Recognition::default(),
            findings,
            stop: CancellationToken::new(),
        };
        Ok(Self { store, router: api::router(Arc::new(app)), token, asked, events })
    }

    /// Something was reported: what the hub remembers is no longer what it is.
    #[allow(dead_code, reason = "not every bench has changes")]
    pub(crate) fn change(&self) {
        self.events.send(ServerEvent::LibraryChanged);
    }

    /// Until the last byte is there, compressed as a browser asks for it.
    pub(crate) async fn get(&self, path: &str) -> Outcome<(Duration, usize)> {
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

/// Somebody of this role.
async fn signed_in(store: &SqliteStore, role: Role) -> Outcome<String> {
    let at = now()?;
    let person = store.person_named(&format!("{role:?} who asks"), role, at).await?;
    let (_, code) = tokens::new_code()?;
    store.add_enrolment(&code, &person.id, at + TimeDelta::days(1)).await?;
    let (token, hash) = tokens::new_token()?;
    store.enrol(&code, &hash, "bench", at).await?.ok_or("the code was not taken")?;
    Ok(token)
}
