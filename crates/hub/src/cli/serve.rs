//! `serve`: everything together.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing_subscriber::EnvFilter;

use super::{CliError, open, say};
use crate::api::{self, App, Attempts};
use crate::clock::Clock;
use crate::config::{Settings, keep_agreed};
use crate::connector::connect;
use crate::criteria::HandingOff;
use crate::digest::Digests;
use crate::escalation::Escalator;
use crate::events::Events;
use crate::findings::Findings;
use crate::numbers::Numbers;
use crate::recognition::Recognition;
use crate::records::{Records, keep_fresh};
use crate::write_back::WriteBack;

/// How long requests under way may take after the hub was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// The file at `config` is followed while it runs.
pub(super) async fn serve(config: PathBuf, settings: Settings) -> Result<(), CliError> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,plumbline_hub=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let store = open(&settings).await?;
    let (events, clock, stop) = (Events::default(), Clock::system(), CancellationToken::new());
    let mut records = Records::new(store.clone(), events.clone(), clock.clone());
    let mut pollers = Vec::new();
    for crm in &settings.crms {
        let connector = connect(crm, &settings.sales, &clock)?;
        records = records.with_crm(Arc::clone(&connector), crm.refresh_after);
        pollers.push((connector, crm.poll_every));
    }
    let records = Arc::new(records);
    let background = TaskTracker::new();
    for (connector, every) in pollers {
        background.spawn(keep_fresh(Arc::clone(&records), connector, every, stop.clone()));
    }
    if !settings.escalations.is_empty() {
        let escalator = Escalator::new(&settings, store.clone(), Arc::clone(&records), clock.clone(), stop.clone())?;
        background.spawn(escalator.run());
    }
    if settings.crms.iter().any(|crm| crm.write_back) {
        let (records, events, clock) = (Arc::clone(&records), events.clone(), clock.clone());
        background.spawn(WriteBack::new(&settings, store.clone(), records, events, clock, stop.clone()).run());
    }
    let handing_off =
        HandingOff { settings: settings.clone(), store: store.clone(), events: events.clone(), clock: clock.clone() };
    background.spawn(handing_off.run(stop.clone()));
    let numbers = Numbers { settings: settings.clone(), store: store.clone(), clock: clock.clone() };
    background.spawn(numbers.run(stop.clone()));
    background.spawn(keep_agreed(config, settings.sla.clone(), stop.clone()));
    let findings = Arc::new(Findings::new(Arc::clone(&records), settings.final_stages.clone()));
    if let Some(digest) = settings.digest.clone() {
        let (findings, public_url) = (Arc::clone(&findings), settings.public_url.clone());
        let digests = Digests::new(digest, public_url, store.clone(), findings, clock.clone())?;
        background.spawn(digests.run(stop.clone()));
    }
    background.close();
    let listen = settings.listen;
    let app = App {
        store: store.clone(),
        records: Arc::clone(&records),
        settings,
        events,
        clock,
        attempts: Attempts::default(),
        recognition: Recognition::default(),
        findings,
        stop: stop.clone(),
    };
    listen_until(&stop, listen, Arc::new(app)).await?;
    // What is being read when the time is up is read again at the next start.
    let _ = tokio::time::timeout(GRACE, async {
        background.wait().await;
        records.finish().await;
    })
    .await;
    store.close().await;
    Ok(())
}

/// Serves until the process is told to stop, then until requests under way are answered.
async fn listen_until(stop: &CancellationToken, address: SocketAddr, app: Arc<App>) -> Result<(), CliError> {
    let failed = |cause| CliError::Listen(address, cause);
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    say(&format!("listening on http://{}", listener.local_addr().map_err(failed)?));
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let signalled = {
        let stop = stop.clone();
        async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            stop.cancel();
        }
    };
    let router = api::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, router).with_graceful_shutdown(signalled).into_future();
    let overdue = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = server => ended.map_err(failed),
        () = overdue => Ok(()),
    }
}
