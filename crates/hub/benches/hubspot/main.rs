//! How many calls a record of HubSpot takes, and how fast all that an account has is read within its limits: `cargo xtask bench` runs
//! this.
//!
//! The account is simulated, in this process, with the limits of a paid plan, and counts whether any was ever exceeded. The
//! ceiling is what the ten-second limit leaves when every call is a page of contacts with their histories, and nothing else
//! is read.

#[path = "../../tests/hub/hubspot/account.rs"]
mod account;
#[path = "../rig/figures.rs"]
mod figures;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use account::{Account, Outcome};
use figures::Figures;
use plumbline_domain::ids::{CrmId, ObjectType, RecordId};
use plumbline_hub::clock::Clock;
use plumbline_hub::connector::Connector;
use plumbline_hub::events::Events;
use plumbline_hub::records::{Records, keep_fresh};
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_simcrm::hubspot::seed::{Size, large};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

const SIZE: Size = Size { contacts: 20_000, deals: 4_000 };

/// Records of each kind that are read with their circles.
const RECORDS: u32 = 40;

/// The most contacts of a page with histories.
const PAGE: f64 = 50.0;

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = PathBuf::from(env::var_os("PLUMBLINE_BENCH_FOLDER").ok_or("PLUMBLINE_BENCH_FOLDER is not set")?);
    let began = "2026-11-20T12:00:00Z".parse()?;
    let account = Account::serve(large(began, SIZE)?, began).await?;
    let clock = Clock::saying(move || began);
    // Records are read faster than people open them, so they wait for the limits.
    let config = account.config().replace("timeout = \"2s\"", "timeout = \"30s\"");
    let connector = account.connector(&config, &clock)?;
    let backfill = backfill(&account, &connector, clock).await?;
    let contacts = calls(&account, &connector, "0-1").await?;
    let deals = calls(&account, &connector, "0-3").await?;
    let counters = account.simulator.limiter().counters.clone();
    let report = json!({
        "hubspot_record_calls": {"contact": contacts, "deal": deals},
        "backfill_contacts_per_s": backfill,
        "hubspot_limits_exceeded": counters.exceeded.values().sum::<u64>(),
        "hubspot_most_calls_in_ten_seconds": counters.most_in_ten_seconds,
    });
    Ok(fs::write(folder.join("hubspot.json"), serde_json::to_string_pretty(&report)?)?)
}

async fn backfill(account: &Account, connector: &Arc<dyn Connector>, clock: Clock) -> Outcome<Value> {
    let folder = tempfile::tempdir()?;
    let store = Arc::new(SqliteStore::open(&folder.path().join("hub.db")).await?);
    let records =
        Records::new(store, Events::default(), clock).with_crm(Arc::clone(connector), Duration::from_hours(24));
    let records = Arc::new(records);
    let (stop, crm) = (CancellationToken::new(), CrmId::new("hubspot"));
    let started = Instant::now();
    let following =
        tokio::spawn(keep_fresh(Arc::clone(&records), Arc::clone(connector), Duration::from_hours(1), stop.clone()));
    while records.following(&crm).at.is_none() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let seconds = started.elapsed().as_secs_f64();
    stop.cancel();
    following.await?;
    let limits = account.simulator.limiter().limits;
    let ceiling = limits.ten_seconds as f64 / 10.0 * PAGE;
    let per_second = SIZE.contacts as f64 / seconds;
    Ok(json!({
        "contacts_per_s": per_second, "ceiling": ceiling, "of_ceiling": per_second / ceiling, "seconds": seconds,
        "calls": account.simulator.limiter().counters.calls,
    }))
}

/// The calls of one record with its circle, each from a standing start.
async fn calls(account: &Account, connector: &Arc<dyn Connector>, object: &str) -> Outcome<Value> {
    let made = || account.simulator.limiter().counters.calls;
    let mut figures = Vec::new();
    for number in 0..RECORDS {
        let before = made();
        let id = RecordId::new((1_001 + number * 7).to_string());
        connector.read(&ObjectType::new(object), &id).await?;
        figures.push((made() - before) as f64);
    }
    let figures = Figures::of(figures);
    Ok(json!({"p50": figures.at(50), "max": figures.at(100), "records": figures.len()}))
}
