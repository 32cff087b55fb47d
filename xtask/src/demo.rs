//! `cargo xtask demo`: everything on seeded data, and a browser to look at it. Ctrl-C, or closing the browser, ends it all.

use crate::build;
use crate::e2e;
use crate::hub::Hub;
use crate::odoo;
use crate::places::{root, target};
use crate::process::Running;
use crate::setup;
use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::json;
use std::net::TcpListener;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

/// How to show it.
#[derive(Args)]
pub struct Options {
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
    setup::run(&setup::BROWSER_AND_CRM)?;
    build::run(&build::Options { grant: e2e::granted_origins()?, ..Default::default() })?;
    let _odoo = odoo::Guard::up(false)?;

    let hub = prepare_hub(options.port)?;
    let rep = hub.invite("Marc Demo", "rep")?;
    let marketer = hub.invite("Marketing Demo", "marketer")?;
    let field = field_codes(&hub)?;
    let _server = hub.serve(options.port)?;
    let origin = format!("http://127.0.0.1:{}", options.port);
    println!("demo: ready after {} s", started.elapsed().as_secs());
    println!("demo: Odoo   {}/odoo  (demo/demo, admin/admin)", odoo::origin()?);
    println!("demo: review {origin}  (enrolment code for the marketer: {marketer})");

    let mut node = e2e::node(&["tests/e2e/demo.mjs"])?;
    node.env("PLUMBLINE_HUB", &origin)
        .env("PLUMBLINE_REP_CODE", rep)
        .env("PLUMBLINE_MARKETER_CODE", marketer)
        .env("PLUMBLINE_FIELD_CODES", field)
        .env("PLUMBLINE_SHOTS", target("demo"));
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
fn prepare_hub(port: u16) -> Result<Hub> {
    let folder = target("demo");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let hub = Hub { program: build::hub(false), config: folder.join("hub.toml") };
    let text = config(port, &odoo::origin()?, &odoo::run_folder()?.join("admin.key"));
    fs::write(&hub.config, text).with_context(|| format!("cannot write {}", hub.config.display()))?;
    hub.import(root().join("tests/fixtures/demo.json"))?;
    Ok(hub)
}

/// Codes for those who say what the field has said so far and for who answers it, as a JSON object.
fn field_codes(hub: &Hub) -> Result<String> {
    let marketer = hub.invite("Marketing Demo", "marketer")?;
    let [marc, mitchell] = ["Marc Demo", "Mitchell Admin"].map(|name| hub.invite(name, "rep"));
    Ok(json!({"marketer": marketer, "Marc Demo": marc?, "Mitchell Admin": mitchell?}).to_string())
}

fn config(port: u16, odoo: &str, key: &Path) -> String {
    include_str!("../demo-hub.toml")
        .replace("{port}", &port.to_string())
        .replace("{odoo}", odoo)
        .replace("{key_file}", &key.to_string_lossy())
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
