//! The command line.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::clock::{Clock, Instant};
use crate::hubspot::portal::Portal;
use crate::hubspot::seed::{self, SeedError, Size};
use crate::hubspot::token::APP;
use crate::hubspot::{HOSTS, Secrets, Simulator, router, webhooks};
use crate::peer::Peer;
use crate::tls::{Identity, TlsError};

/// Simulated CRMs.
#[derive(Debug, Parser)]
#[command(name = "plumbline-simcrm", version)]
pub struct Command {
    #[command(subcommand)]
    vendor: Vendor,
}

#[derive(Debug, Subcommand)]
enum Vendor {
    /// HubSpot
    #[command(name = "hubspot")]
    HubSpot(Options),
}

#[derive(Debug, Args)]
struct Options {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where to answer over TLS, for every host that HubSpot has; needs --tls-folder
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    tls_listen: SocketAddr,
    /// Answers over TLS too, and writes to this folder what others need to accept that: ca.pem, and in spki.txt the hash that
    /// Chromium's --ignore-certificate-errors-spki-list takes
    #[arg(long, value_name = "FOLDER")]
    tls_folder: Option<PathBuf>,
    /// The host of the account's pages, as the account says it
    #[arg(long, value_name = "HOST", default_value = "app.hubspot.com")]
    ui_domain: String,
    /// The private app's token that is let in
    #[arg(long, default_value = "pat-na1-00000000-0000-4000-8000-000000000000")]
    token: String,
    /// What webhooks are signed with
    #[arg(long, default_value = "00000000-0000-4000-8000-00000000c11e")]
    client_secret: String,
    /// What the app's developer shows to change its webhooks
    #[arg(long, default_value = "00000000-0000-4000-8000-00000000de70")]
    developer_key: String,
    /// What the account holds at the start
    #[arg(long, value_enum, default_value_t = Seed::Demo)]
    seed: Seed,
    /// A large account with so many contacts takes the place of the seed
    #[arg(long, value_name = "COUNT")]
    contacts: Option<u64>,
    /// How many deals the large account has
    #[arg(long, value_name = "COUNT", requires = "contacts", default_value_t = 0)]
    deals: u64,
    /// What time it is at the start, such as 2026-03-01T09:00:00Z; without it, the real time
    #[arg(long, value_name = "INSTANT")]
    clock: Option<Instant>,
    /// Simulated seconds in one real second
    #[arg(long, default_value_t = 1.0)]
    speed: f64,
}

/// What an account holds at the start. Its people are the same in each.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Seed {
    /// A small world with a past
    Demo,
    /// Nothing
    None,
}

impl Options {
    fn portal(&self, now: Instant) -> Result<Portal, SeedError> {
        match (self.contacts, self.seed) {
            (Some(contacts), _) => seed::large(now, Size { contacts, deals: self.deals }),
            (None, Seed::Demo) => seed::demo(now),
            (None, Seed::None) => Ok(seed::staffed(now)),
        }
    }
}

/// Why it could not start.
#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error("cannot listen on {0}: {1}; choose another with --listen")]
    Listen(SocketAddr, std::io::Error),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(transparent)]
    Seed(#[from] SeedError),
    #[error("the server stopped: {0}")]
    Serve(std::io::Error),
}

/// Does what the command line says, until it is told to stop.
pub async fn run(command: Command) -> ExitCode {
    let Vendor::HubSpot(options) = command.vendor;
    match hubspot(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "plumbline-simcrm: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn hubspot(options: &Options) -> Result<(), StartError> {
    let clock = Clock::new(options.clock.unwrap_or_else(Clock::wire_time), options.speed);
    let mut portal = options.portal(clock.now())?;
    portal.account.ui_domain.clone_from(&options.ui_domain);
    let secrets = Secrets {
        token: options.token.clone(),
        client_secret: options.client_secret.clone(),
        developer_key: options.developer_key.clone(),
    };
    let simulator = Arc::new(Simulator::new(clock, portal, secrets));
    tell_webhooks(&simulator);
    let router = router(simulator);
    let listener = listen(options.listen).await?;
    let port = |listener: &TcpListener| listener.local_addr().map_or(0, |address| address.port());
    let mut line = json!({
        "http": port(&listener),
        "token": options.token,
        "clientSecret": options.client_secret,
        "developerKey": options.developer_key,
        "appId": APP,
    });
    if let Some(folder) = &options.tls_folder {
        let identity = Identity::for_hosts(&HOSTS)?;
        identity.write(folder)?;
        let secure = listen(options.tls_listen).await?;
        line["https"] = port(&secure).into();
        line["spki"] = identity.key_hash.as_str().into();
        let secure = identity.listen(secure).map_err(StartError::Serve)?;
        tokio::spawn(serve(secure, router.clone()));
    }
    announce(&line);
    serve(listener, router).await
}

/// In the background, for as long as the program runs.
fn tell_webhooks(simulator: &Arc<Simulator>) {
    // Only the first provider counts; this is the only one there is.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let simulator = Arc::clone(simulator);
    tokio::spawn(async move {
        if let Err(error) = webhooks::run(simulator).await {
            let _ = writeln!(std::io::stderr(), "plumbline-simcrm: webhooks cannot be delivered: {error}");
        }
    });
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| StartError::Listen(address, error))
}

/// The first line that is printed, for whoever started it.
fn announce(line: &Value) {
    // Nobody may be reading; it serves all the same.
    let _ = writeln!(std::io::stdout(), "{line}");
}

async fn serve<L>(listener: L, router: Router) -> Result<(), StartError>
where
    L: Listener<Addr = SocketAddr>,
    Peer: for<'a> Connected<IncomingStream<'a, L>>,
{
    let service = router.into_make_service_with_connect_info::<Peer>();
    axum::serve(listener, service).with_graceful_shutdown(stopped()).await.map_err(StartError::Serve)
}

async fn stopped() {
    // Without a handler the signal ends the program by itself.
    tokio::signal::ctrl_c().await.unwrap_or_default();
}
