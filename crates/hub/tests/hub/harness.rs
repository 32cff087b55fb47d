//! A whole hub without a network: its router, a store in a temporary folder, a clock that tests set.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use chrono::TimeDelta;
use http_body_util::BodyExt;
use plumbline_domain::Instant;
use plumbline_domain::record::Role;
use plumbline_hub::api::{self, App, Attempts};
use plumbline_hub::clock::Clock;
use plumbline_hub::config::{self, Settings};
use plumbline_hub::connector::Connector;
use plumbline_hub::events::Events;
use plumbline_hub::findings::Findings;
use plumbline_hub::recognition::Recognition;
use plumbline_hub::records::Records;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{Exchanged, Library, LibraryStore, PeopleStore};
use plumbline_hub::{library, tokens};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub const CONFIG: &str = r#"
[[crm]]
id = "odoo-main"
vendor = "odoo"
url = "https://odoo.example.com"
key = "secret"

[[calendar]]
name = "Always"
zone = "UTC"
always = true

[promise.response]
within = "2h"
calendar = "Always"
"#;

pub const LIBRARY: &str = r#"{
    "objections": [
        {"id": "price", "name": "Too expensive", "stages": []},
        {"id": "security", "name": "Security review", "stages": []}
    ],
    "content": [{
        "id": "cost", "title": "Five-year cost", "kind": "document", "url": "https://content.example.com/cost",
        "answers": ["price"], "stages": [], "competitors": [], "verified_on": null
    }]
}"#;

/// As long as it takes.
const WAITS: Duration = Duration::from_secs(60);

/// The moment at which every test starts.
pub fn start() -> Instant {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

pub fn settings(folder: &Path) -> Settings {
    settings_of(folder, CONFIG)
}

pub fn settings_of(folder: &Path, text: &str) -> Settings {
    let file = folder.join("plumbline.toml");
    std::fs::write(&file, text).unwrap();
    config::load(&file).unwrap()
}

pub struct Hub {
    pub store: Arc<SqliteStore>,
    pub records: Arc<Records>,
    pub events: Events,
    pub stop: CancellationToken,
    pub settings: Settings,
    pub clock: Clock,
    router: Router,
    now: Arc<Mutex<Instant>>,
    _folder: TempDir,
}

pub struct Builder {
    patience: Duration,
    first_patience: Duration,
    public_url: Option<String>,
    config: String,
}

impl Builder {
    /// Never waits for a CRM when something is stored.
    pub fn impatient(self) -> Self {
        Self { patience: Duration::ZERO, ..self }
    }

    /// Waits for a CRM so long when nothing is stored.
    pub fn first_patience(self, first_patience: Duration) -> Self {
        Self { first_patience, ..self }
    }

    pub fn public_url(self, url: &str) -> Self {
        Self { public_url: Some(url.to_owned()), ..self }
    }

    /// With another configuration than the usual.
    pub fn config(self, text: &str) -> Self {
        Self { config: text.to_owned(), ..self }
    }

    /// With more in its configuration than usual.
    pub fn configured(mut self, more: &str) -> Self {
        self.config.push_str(more);
        self
    }

    pub async fn start(self, connector: impl FnOnce(Clock) -> Arc<dyn Connector>) -> Hub {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { public_url: self.public_url, ..settings_of(folder.path(), &self.config) };
        let store = Arc::new(SqliteStore::open(settings.database.as_ref()).await.unwrap());
        store.import(&library_rows(), "import", start()).await.unwrap();
        let now = Arc::new(Mutex::new(start()));
        let clock = {
            let now = Arc::clone(&now);
            Clock::saying(move || *now.lock().unwrap())
        };
        let (events, stop) = (Events::default(), CancellationToken::new());
        let records = Records::new(store.clone(), events.clone(), clock.clone())
            .with_patience(self.patience)
            .with_first_patience(self.first_patience)
            .with_crm(connector(clock.clone()), Duration::from_secs(15));
        let records = Arc::new(records);
        let findings = Arc::new(Findings::new(Arc::clone(&records), settings.final_stages.clone()));
        let app = App {
            store: store.clone(),
            records: Arc::clone(&records),
            settings: settings.clone(),
            events: events.clone(),
            clock: clock.clone(),
            attempts: Attempts::default(),
            recognition: Recognition::default(),
            findings,
            stop: stop.clone(),
        };
        Hub { store, records, events, stop, settings, clock, router: api::router(Arc::new(app)), now, _folder: folder }
    }
}

/// What [`LIBRARY`] has.
pub fn library_rows() -> Exchanged {
    library::from_json(LIBRARY, &Library::default()).unwrap().rows
}

impl Hub {
    /// Waits for CRMs as long as it takes.
    pub fn builder() -> Builder {
        Builder { patience: WAITS, first_patience: WAITS, public_url: None, config: CONFIG.to_owned() }
    }

    pub fn pass(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    pub async fn code(&self, name: &str, role: Role) -> String {
        let now = *self.now.lock().unwrap();
        let person = self.store.person_named(name, role, now).await.unwrap();
        let (code, hash) = tokens::new_code().unwrap();
        self.store.add_enrolment(&hash, &person.id, now + TimeDelta::days(1)).await.unwrap();
        code
    }

    pub async fn enrol(&self, name: &str, role: Role) -> Client<'_> {
        let code = self.code(name, role).await;
        let answer = self.anybody().post("/v1/enrolments", &json!({"code": code})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        Client {
            hub: self,
            headers: vec![("authorization", format!("Bearer {}", answer.json["token"].as_str().unwrap()))],
        }
    }

    pub fn anybody(&self) -> Client<'_> {
        Client { hub: self, headers: Vec::new() }
    }
}

/// Somebody who asks the hub.
pub struct Client<'a> {
    hub: &'a Hub,
    headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub json: Value,
}

impl Answer {
    #[track_caller]
    pub fn must_be(&self, status: u16, code: &str, message: &str) {
        let found = (self.status.as_u16(), self.json["code"].as_str(), self.json["message"].as_str());
        assert_eq!(found, (status, Some(code), Some(message)));
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl<'a> Client<'a> {
    pub fn with(&self, name: &'static str, value: &str) -> Client<'a> {
        let mut headers = self.headers.clone();
        headers.push((name, value.to_owned()));
        Client { hub: self.hub, headers }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, Body::empty()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None, Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_text(path, "application/json", body.to_string()).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, Some("application/json"), Body::from(body.to_string())).await
    }

    pub async fn post_text(&self, path: &str, kind: &str, body: String) -> Answer {
        self.send("POST", path, Some(kind), Body::from(body)).await
    }

    pub async fn open(&self, method: &str, path: &str, kind: Option<&str>, body: Body) -> Response {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "hub.example.com");
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        self.hub.router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }

    async fn send(&self, method: &str, path: &str, kind: Option<&str>, body: Body) -> Answer {
        let response = self.open(method, path, kind, body).await;
        assert_eq!(response.headers().get("plumbline-protocol").unwrap(), "1", "{method} {path}");
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let json = serde_json::from_slice(&body).unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&body)));
        Answer { status, headers, json }
    }
}
