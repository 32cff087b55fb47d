//! `cargo xtask demo`: everything on seeded data, and a browser to look at it. Ctrl-C, or closing the browser, ends it all.

mod crm;

use crate::build;
use crate::demo::crm::{Crm, Vendor};
use crate::e2e;
use crate::hub::Hub;
use crate::process::Running;
use crate::setup::{self, Need};
use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

/// How to show it.
#[derive(Args)]
pub struct Options {
    /// The CRM beside whose records the panel is shown
    #[arg(long, value_enum, default_value_t = Vendor::HubSpot)]
    crm: Vendor,
    /// No window: walk through every screen and leave screenshots in target/demo
    #[arg(long)]
    headless: bool,
    /// The hub's port
    #[arg(long, default_value_t = 18080)]
    port: u16,
}

/// Runs until the browser is closed, or with `--headless` until every screen was shown.
pub fn run(options: &Options) -> Result<()> {
    check_display(options)?;
    check_port(options.port)?;
    let started = Instant::now();
    let vendor = options.crm;
    setup::run(&[Need::Browser, Need::Npm])?;
    setup::run(vendor.needs())?;
    build::run(&build::Options { grant: e2e::granted_origins()?, ..Default::default() })?;
    let folder = crm::folder(vendor)?;
    let crm = vendor.start(&folder)?;

    let hub = prepare_hub(&folder, options, &crm)?;
    let [rep, marketer] = vendor.people();
    let (rep, code) = (hub.invite(rep, "rep")?, hub.invite(marketer, "marketer")?);
    let field = field_codes(&hub, vendor)?;
    let _server = hub.serve(options.port)?;
    let origin = format!("http://127.0.0.1:{}", options.port);
    println!("demo: ready after {} s", started.elapsed().as_secs());
    println!("demo: {}", crm.greeting);
    println!("demo: review {origin}  (enrolment code for the marketer: {code})");

    let mut node = e2e::node(&["tests/e2e/demo.mjs"])?;
    node.env("PLUMBLINE_CRM", vendor.name())
        .env("PLUMBLINE_SIMULATOR", &crm.simulator)
        .env("PLUMBLINE_HUB", &origin)
        .env("PLUMBLINE_REP_CODE", rep)
        .env("PLUMBLINE_MARKETER_CODE", code)
        .env("PLUMBLINE_FIELD", vendor.field())
        .env("PLUMBLINE_FIELD_CODES", field)
        .env("PLUMBLINE_SHOTS", &folder);
    if options.headless {
        node.env("PLUMBLINE_HEADLESS", "1");
    } else {
        println!("demo: close the browser or press Ctrl-C to end everything");
    }
    let status = Running::start(&mut node)?.wait()?;
    if !status.success() {
        bail!("tests/e2e/demo.mjs failed ({status}); see its message above");
    }
    Ok(())
}

/// The demo's own configuration and database, with objections and content in it.
fn prepare_hub(folder: &Path, options: &Options, crm: &Crm) -> Result<Hub> {
    let hub = Hub { program: build::hub(false), config: folder.join("hub.toml") };
    let shared = include_str!("../../demo/hub.toml").replace("{port}", &options.port.to_string());
    fs::write(&hub.config, format!("{shared}\n{}", crm.config))
        .with_context(|| format!("cannot write {}", hub.config.display()))?;
    hub.import(options.crm.library())?;
    Ok(hub)
}

/// Codes for those who say what the field has said so far and for who answers it, as a JSON object.
fn field_codes(hub: &Hub, vendor: Vendor) -> Result<String> {
    let file = vendor.field();
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let said: Vec<Value> = serde_json::from_str(&text).with_context(|| format!("{} is no list", file.display()))?;
    let reps: BTreeSet<_> = said.iter().filter_map(|report| report["by"].as_str()).collect();
    let mut codes = Map::new();
    for rep in reps {
        codes.insert(rep.to_owned(), hub.invite(rep, "rep")?.into());
    }
    let [_, marketer] = vendor.people();
    codes.insert("marketer".to_owned(), hub.invite(marketer, "marketer")?.into());
    Ok(Value::Object(codes).to_string())
}

fn check_display(options: &Options) -> Result<()> {
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some());
    if !options.headless && !display {
        bail!("there is no display to open a window on; use `cargo xtask demo --headless`");
    }
    Ok(())
}

/// Found out now, not after minutes of building.
fn check_port(port: u16) -> Result<()> {
    TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("port {port} is taken; choose another with --port"))?;
    Ok(())
}
