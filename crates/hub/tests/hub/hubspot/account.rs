//! A simulated account, for tests and for the bench.

use std::error::Error;
use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::Arc;

use plumbline_domain::Instant;
use plumbline_hub::clock::Clock;
use plumbline_hub::config;
use plumbline_hub::connector::{Connector, connect};
use plumbline_simcrm::clock::Clock as SimulatedClock;
use plumbline_simcrm::hubspot::portal::Portal;
use plumbline_simcrm::hubspot::{Secrets, Simulator, router};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

/// What goes wrong here ends the test, or the bench.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// What lets the hub in.
pub const TOKEN: &str = "pat-na1-test";

/// A simulated account that answers on this machine until it is dropped.
pub struct Account {
    pub simulator: Arc<Simulator>,
    pub url: String,
    _stop: DropGuard,
}

impl Account {
    /// With what is in `portal`; its clock begins at `now`.
    pub async fn serve(portal: Portal, now: Instant) -> Outcome<Self> {
        // As the program does when it starts; here whichever test comes first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let secrets =
            Secrets { token: TOKEN.into(), client_secret: "secret".into(), developer_key: "developer".into() };
        let simulator = Arc::new(Simulator::new(SimulatedClock::new(now, 1.0), portal, secrets));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let service = router(Arc::clone(&simulator)).into_make_service_with_connect_info::<SocketAddr>();
        let stop = CancellationToken::new();
        let stopped = stop.clone().cancelled_owned();
        tokio::spawn(axum::serve(listener, service).with_graceful_shutdown(stopped).into_future());
        Ok(Self { simulator, url, _stop: stop.drop_guard() })
    }

    /// A hub that is connected to it.
    pub fn config(&self) -> String {
        format!(
            r#"
[[crm]]
id = "hubspot"
vendor = "hubspot"
portal = 26400100
url = "https://app.hubspot.com"
api_url = "{}"
key = "{TOKEN}"
timeout = "2s"

[[calendar]]
name = "Always"
zone = "UTC"
always = true

[promise.response]
within = "2h"
calendar = "Always"

[promise.update]
within = "8h"
calendar = "Always"

[sales]
except = ["marketing.one@plumbline.example", "marketing.two@plumbline.example"]
"#,
            self.url
        )
    }

    /// What the hub reads it by, under a configuration.
    pub fn connector(&self, written: &str, clock: &Clock) -> Outcome<Arc<dyn Connector>> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("plumbline.toml");
        std::fs::write(&file, written)?;
        let settings = config::load(&file)?;
        let crm = settings.crms.first().ok_or("no CRM")?;
        Ok(connect(crm, &settings.sales, clock)?)
    }
}
