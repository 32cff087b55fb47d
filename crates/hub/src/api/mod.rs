//! The hub's HTTP interface: `/v1` for the extension and the review app, everything else is the review app itself.

mod agreement;
mod assets;
mod attempts;
mod auth;
mod body;
mod content;
mod error;
mod events;
mod findings;
mod hand_offs;
mod handling;
mod library;
mod numbers;
mod numbers_csv;
mod numbers_deals;
mod objections;
mod openapi;
mod packet;
mod peer;
mod people;
mod recogniser;
mod records;
mod reports;
mod review;
mod signals;
mod sla;
mod sla_csv;
mod tagged;
mod touches;
mod webhooks;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::routing::get;
use plumbline_crm::reading::RecordFacts;
use plumbline_protocol::{VERSION, VERSION_HEADER};
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

pub use attempts::Attempts;
pub use error::ApiError;
pub use openapi::document;

use crate::clock::Clock;
use crate::config::Settings;
use crate::events::Events;
use crate::findings::Findings;
use crate::recognition::Recognition;
use crate::records::Records;
use crate::store::{Store, StoreError, Waits};

/// The most bytes that a request may have.
const MOST_BYTES: usize = 1024 * 1024;

/// Longer than any CRM's timeout makes a record take.
const LONGEST_ANSWER: Duration = Duration::from_secs(60);

/// What every handler works with.
pub struct App {
    /// What the hub keeps.
    pub store: Arc<dyn Store>,
    /// The records of the CRMs.
    pub records: Arc<Records>,
    /// What the operator decided.
    pub settings: Settings,
    /// What changes.
    pub events: Events,
    /// The time.
    pub clock: Clock,
    /// Enrolments that were tried.
    pub attempts: Attempts,
    /// What devices recognise objections by.
    pub recognition: Recognition,
    /// What the field says without being asked.
    pub findings: Arc<Findings>,
    /// Ends streams when the hub stops.
    pub stop: CancellationToken,
}

impl App {
    /// Records of every CRM whose hand-off waits for something.
    async fn waiting(&self, waits: Waits) -> Result<Vec<RecordFacts>, StoreError> {
        let mut waiting = Vec::new();
        for site in self.records.sites() {
            waiting.extend(self.store.waiting(&site.id, waits).await?);
        }
        Ok(waiting)
    }
}

/// All routes.
pub fn router(app: Arc<App>) -> Router {
    let (api, _) = openapi::routes().split_for_parts();
    let api = api
        .fallback(error::no_such_path)
        .method_not_allowed_fallback(error::no_such_method)
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store")));
    Router::new()
        .nest("/v1", api)
        .route("/healthz", get(health))
        .fallback(assets::serve)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(SetResponseHeaderLayer::overriding(HeaderName::from_static(VERSION_HEADER), HeaderValue::from(VERSION)))
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST_ANSWER))
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

async fn health() -> &'static str {
    "ok"
}
