//! What operators type.

mod attribution;
mod backup;
mod check;
mod digest;
mod erase;
mod library;
mod line;
mod people;
mod serve;
mod sla;
mod touches;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use plumbline_domain::record::Role;
use thiserror::Error;

use crate::clock::Clock;
use crate::config::{self, ConfigError, Settings};
use crate::connector::ConnectError;
use crate::store::StoreError;
use crate::store::sqlite::SqliteStore;

/// One reading of each lead and deal for marketing and sales.
#[derive(Debug, Parser)]
#[command(name = "plumbline-hub", version)]
pub struct Command {
    /// The configuration.
    #[arg(long, short, global = true, env = "PLUMBLINE_CONFIG", default_value = "plumbline.toml")]
    config: PathBuf,
    /// The database, instead of the configuration's.
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    database: Option<String>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    #[command(flatten)]
    OfHub(HubAction),
    /// Say when something is due, or how much business time passed, in calendars that are given with each question; or
    /// explain a record's clocks.
    #[command(after_help = sla::HELP, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Sla {
        /// Read one JSON object a line, and write one a line. Needs neither configuration nor database.
        #[arg(long, required = true)]
        jsonl: bool,
        #[command(subcommand)]
        of: Option<SlaAction>,
    },
    /// Share the credit for deals, or for channels, by any model. Needs neither configuration nor database.
    Attribution {
        #[command(subcommand)]
        of: AttributionAction,
    },
}

#[derive(Debug, Subcommand)]
enum AttributionAction {
    /// Share each deal's credit among its touches, exactly and to the minor unit.
    #[command(after_help = attribution::CREDIT_HELP)]
    Credit {
        /// Read one JSON object a line, and write one a line.
        #[arg(long, required = true)]
        jsonl: bool,
        /// Instead of the standard input.
        file: Option<PathBuf>,
    },
    /// Share what paths led to among their channels: prints channel,conversions,value, which add up to the input's totals.
    #[command(after_help = attribution::PATHS_HELP)]
    Paths(attribution::PathsAsked),
}

#[derive(Debug, Subcommand)]
enum SlaAction {
    /// Print a record's clocks with every step that made them.
    Explain {
        /// As the hub names it, such as odoo/crm.lead/17.
        record: String,
    },
    /// Say what a changed configuration would change for the clocks that wait, without putting it in force.
    Preview {
        /// The changed configuration.
        file: PathBuf,
    },
}

/// What is done with a configuration and a database.
#[derive(Debug, Subcommand)]
enum HubAction {
    /// Run the hub.
    Serve,
    /// Check the configuration, and ask each CRM what the hub's key may do.
    Check,
    /// Make an enrolment code, for one browser of one person.
    Invite {
        /// As shown to colleagues. A name that is known already gets a code for another browser.
        #[arg(long)]
        name: String,
        /// What they may do: rep, marketer or admin; a program that tells what buyers do is an integration.
        #[arg(long, value_parser = role)]
        role: Role,
        /// How long the code can be used, such as 30m, 24h or 7d.
        #[arg(long, default_value = "24h")]
        expires: String,
        /// Their user in the CRM, by login or number, where the name there differs.
        #[arg(long)]
        crm_user: Option<String>,
    },
    /// List people and their browsers.
    People,
    /// Revoke a browser's access, or all of a person's.
    Revoke {
        /// A browser's id or a person's name, as `people` lists them.
        who: String,
    },
    /// Add or change objections and content from a JSON file, or touches from a CSV file: all of it or nothing.
    #[command(after_help = touches::HELP)]
    Import {
        /// JSON as `export` writes it, or CSV by its ending `.csv`.
        file: PathBuf,
    },
    /// Write objections and content as JSON.
    Export {
        /// To this file instead of the terminal.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Print what the next digest would say, or post it as a trial, whether or not one is due.
    Digest {
        /// Post it to the configured webhook; the weekly one is sent all the same.
        #[arg(long)]
        post: bool,
    },
    /// Take all that says who a contact is out of the database, for good; what is counted stays.
    Erase {
        /// As the hub names it, such as hubspot/0-1/151.
        record: String,
    },
    /// Write a consistent copy of the database, also while the hub runs.
    Backup {
        /// Must not exist yet.
        file: PathBuf,
    },
}

/// Why a command failed.
#[derive(Debug, Error)]
enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    #[error("cannot listen on {0}: {1}")]
    Listen(std::net::SocketAddr, std::io::Error),
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error("no HTTPS: {0}")]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Random(#[from] crate::tokens::RandomError),
    #[error("standard input or output: {0}")]
    Stream(std::io::Error),
    #[error("{0}")]
    Refused(String),
}

/// Does what was asked, and says what went wrong in a sentence.
pub async fn run(command: Command) -> ExitCode {
    match act(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

async fn act(command: Command) -> Result<(), CliError> {
    match command.action {
        Action::Sla { of: None, .. } => {
            sla::answer_lines(std::io::stdin().lock(), std::io::stdout().lock()).map_err(CliError::Stream)
        }
        Action::Sla { of: Some(SlaAction::Explain { record }), .. } => {
            let settings = settings(&command.config, command.database.as_deref())?;
            sla::explain(&settings, &record, Clock::system().now()).await
        }
        Action::Sla { of: Some(SlaAction::Preview { file }), .. } => {
            let settings = settings(&command.config, command.database.as_deref())?;
            sla::preview(&settings, &file, Clock::system().now()).await
        }
        Action::Attribution { of: AttributionAction::Credit { file, .. } } => credit(file.as_deref()),
        Action::Attribution { of: AttributionAction::Paths(asked) } => attribution::paths(&asked),
        Action::OfHub(action) => {
            let settings = settings(&command.config, command.database.as_deref())?;
            act_on_hub(action, command.config, settings).await
        }
    }
}

fn credit(file: Option<&Path>) -> Result<(), CliError> {
    let (output, now) = (std::io::stdout().lock(), Clock::system().now());
    match file {
        None => attribution::credit(std::io::stdin(), output, now),
        Some(path) => {
            let file = File::open(path).map_err(|cause| CliError::File(path.display().to_string(), cause))?;
            attribution::credit(file, output, now)
        }
    }
}

fn settings(config: &Path, database: Option<&str>) -> Result<Settings, CliError> {
    let settings = config::load(config)?;
    match database {
        Some(url) => settings.with_database(url).map_err(CliError::Refused),
        None => Ok(settings),
    }
}

async fn act_on_hub(action: HubAction, config: PathBuf, settings: Settings) -> Result<(), CliError> {
    // The TLS library asks for its cryptography to be named once; naming it twice is no failure.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match action {
        HubAction::Serve => serve::serve(config, settings).await,
        HubAction::Check => check::check(&settings).await,
        HubAction::Digest { post } => digest::digest(settings, post).await,
        HubAction::Invite { name, role, expires, crm_user } => {
            people::invite(&settings, people::Invitation { name, role, expires, crm_user }).await
        }
        HubAction::People => people::list(&settings).await,
        HubAction::Revoke { who } => people::revoke(&settings, &who).await,
        HubAction::Import { file } if touches::is_csv(&file) => {
            touches::import(&settings, &file, Clock::system().now()).await
        }
        HubAction::Import { file } => library::import(&settings, &file).await,
        HubAction::Export { out } => library::export(&settings, out.as_deref()).await,
        HubAction::Erase { record } => erase::erase(&settings, &record).await,
        HubAction::Backup { file } => backup::backup(&settings, &file).await,
    }
}

async fn open(settings: &Settings) -> Result<Arc<SqliteStore>, CliError> {
    let store = SqliteStore::open(settings.database.as_ref()).await;
    Ok(Arc::new(store.map_err(|error| CliError::Refused(format!("{}: {error}", settings.database)))?))
}

fn role(text: &str) -> Result<Role, String> {
    match text {
        "rep" => Ok(Role::Rep),
        "marketer" => Ok(Role::Marketer),
        "admin" => Ok(Role::Admin),
        "integration" => Ok(Role::Integration),
        _ => Err("one of rep, marketer, admin, integration".to_owned()),
    }
}

/// For whatever reads the output; one that stopped reading, as `head` does, is no failure.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "plumbline-hub: {line}");
}
