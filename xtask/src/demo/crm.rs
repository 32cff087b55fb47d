//! The CRM that the demo is about: started, and what the rest must be told of it.

use crate::build;
use crate::odoo;
use crate::places::{root, target};
use crate::process::Running;
use crate::setup::Need;
use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whose product it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Vendor {
    /// A simulated HubSpot, under HubSpot's own host names
    #[value(name = "hubspot")]
    HubSpot,
    /// A real Odoo 19
    Odoo,
}

/// The simulated account's number, as `plumbline-simcrm` has it.
const PORTAL: &str = "26400100";

/// A CRM that runs until it is dropped.
pub struct Crm {
    /// What is said of it to whoever started the demo.
    pub greeting: String,
    /// Its part of the hub's configuration.
    pub config: String,
    /// The line with which the simulator said where it listens; empty for Odoo.
    pub simulator: String,
    _runs: Runs,
}

enum Runs {
    Simulator { _process: Running },
    Odoo { _guard: odoo::Guard },
}

impl Vendor {
    /// What it is called where a name must be short.
    pub fn name(self) -> &'static str {
        match self {
            Self::HubSpot => "hubspot",
            Self::Odoo => "odoo",
        }
    }

    /// What must be installed for it, besides what the browser needs.
    pub fn needs(self) -> &'static [Need] {
        match self {
            Self::HubSpot => &[],
            Self::Odoo => &[Need::OdooBase],
        }
    }

    /// Objections and content that fit what it sells.
    pub fn library(self) -> PathBuf {
        self.fixture("library.json")
    }

    /// What its people have heard in the field.
    pub fn field(self) -> PathBuf {
        self.fixture("field.json")
    }

    fn fixture(self, name: &str) -> PathBuf {
        root().join("tests/fixtures").join(self.name()).join(name)
    }

    /// The rep at whose browser the demo is seen, and the marketer.
    pub fn people(self) -> [&'static str; 2] {
        match self {
            Self::HubSpot => ["Sam Dialler", "Mara Campaign"],
            Self::Odoo => ["Marc Demo", "Marketing Demo"],
        }
    }

    /// Starts it with its seed. What it leaves is in `folder`.
    pub fn start(self, folder: &Path) -> Result<Crm> {
        match self {
            Self::HubSpot => hubspot(folder),
            Self::Odoo => odoo(),
        }
    }
}

fn hubspot(folder: &Path) -> Result<Crm> {
    build::simulator(false)?;
    let mut command = Command::new(build::simcrm(false));
    command.args(["hubspot", "--seed", "demo", "--tls-folder"]).arg(folder.join("tls"));
    let (process, simulator) = Running::start_and_hear(&mut command)?;
    let told: Value = serde_json::from_str(&simulator)
        .with_context(|| format!("the simulated HubSpot said {simulator:?} in place of where it listens"))?;
    let token = told["token"].as_str().context("the simulated HubSpot did not say which token it takes")?;
    let key_file = folder.join("hubspot.key");
    fs::write(&key_file, token).with_context(|| format!("cannot write {}", key_file.display()))?;
    let config = include_str!("../../demo/hubspot.toml")
        .replace("{url}", "https://app.hubspot.com")
        .replace("{api_url}", &format!("http://127.0.0.1:{}", told["http"]))
        .replace("{key_file}", &key_file.to_string_lossy())
        .replace("{portal}", PORTAL);
    let greeting = "HubSpot, simulated: https://app.hubspot.com in the browser that opens, and nowhere else".to_owned();
    Ok(Crm { greeting, config, simulator, _runs: Runs::Simulator { _process: process } })
}

fn odoo() -> Result<Crm> {
    let guard = odoo::Guard::up(false)?;
    let url = odoo::origin()?;
    let config = include_str!("../../demo/odoo.toml")
        .replace("{url}", &url)
        .replace("{key_file}", &odoo::run_folder()?.join("admin.key").to_string_lossy());
    let greeting = format!("Odoo: {url}/odoo  (demo/demo, admin/admin)");
    Ok(Crm { greeting, config, simulator: String::new(), _runs: Runs::Odoo { _guard: guard } })
}

/// The folder of the demo's hub, of which each CRM has one: records of the one are unknown to the other. A simulated account begins
/// anew each time, and so does what the hub knows of it.
pub fn folder(vendor: Vendor) -> Result<PathBuf> {
    let folder = target("demo").join(vendor.name());
    if vendor == Vendor::HubSpot {
        let _ = fs::remove_dir_all(&folder);
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
