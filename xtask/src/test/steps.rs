//! The steps of a test run. Each is a plain function; the table at the top says what belongs where.

use crate::counts::{self, Counts};
use crate::places::root;
use crate::setup::{self, Need};
use crate::tools::{self, Tool};
use crate::{build, dist, e2e, odoo, process, system};
use anyhow::{Context, Result, bail};
use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::{env, fs};

/// One step.
#[derive(Clone, Copy)]
pub struct Step {
    /// For the table.
    pub name: &'static str,
    /// Does it.
    pub run: fn() -> Result<Outcome>,
    /// Whether it makes what others need.
    pub is_build: bool,
    /// Whether it needs what the build makes.
    pub needs_build: bool,
}

/// What a step came to.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A check that is fine.
    Ok,
    /// Tests were counted.
    Tested(Counts),
    /// Not run, and why; only what the machine lacks may lead here.
    Skipped(String),
    /// Failed without a count.
    Failed,
}

impl Outcome {
    /// A failure that no test counted.
    pub fn failed() -> Self {
        Self::Failed
    }

    /// Whether nothing failed.
    pub fn is_good(&self) -> bool {
        self.counts().failed == 0
    }

    /// What it adds to the sum.
    pub fn counts(&self) -> Counts {
        match self {
            Self::Tested(counts) => *counts,
            Self::Failed => Counts { failed: 1, ..Counts::default() },
            Self::Ok | Self::Skipped(_) => Counts::default(),
        }
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ok => write!(f, "ok"),
            Self::Failed => write!(f, "FAILED"),
            Self::Skipped(why) => write!(f, "SKIPPED: {why}"),
            Self::Tested(Counts { passed, failed, skipped }) => {
                write!(f, "{passed} passed, {failed} failed")?;
                if *skipped > 0 { write!(f, ", {skipped} SKIPPED") } else { Ok(()) }
            }
        }
    }
}

const fn step(name: &'static str, run: fn() -> Result<Outcome>) -> Step {
    Step { name, run, is_build: false, needs_build: false }
}

/// Format, lints, dependencies.
pub const LINT: [Step; 4] = [
    step("format", || cargo(&["fmt", "--all", "--check"])),
    step("clippy", || cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])),
    step("licences and sources", || deny(&["check", "licenses", "bans", "sources"])),
    step("advisories", advisories),
];
/// The whole workspace at once.
pub const WORKSPACE: Step = step("tests", || cargo_test(&["--workspace"]));
/// All but the hub.
pub const UNIT: Step = step("unit tests", || cargo_test(&["--workspace", "--exclude", "plumbline-hub"]));
/// The hub.
pub const HUB: Step = step("hub tests", || cargo_test(&["--package", "plumbline-hub"]));
/// WebAssembly.
pub const WASM: [Step; 2] = [step("clippy for wasm", wasm_clippy), step("wasm tests", wasm_tests)];
/// HubSpot's own client against the simulated HubSpot, and a browser on its pages.
pub const SIMCRM: Step = step("hubspot's client", hubspot_client);
/// What needs the built product.
pub const E2E: [Step; 3] = [
    Step { is_build: true, ..step("build", build_for_tests) },
    Step { needs_build: true, ..step("package", || dist::package().map(|()| Outcome::Ok)) },
    Step { needs_build: true, ..step("end to end", end_to_end) },
];

const WASM_TARGET: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const WASM_PACKAGES: [&str; 4] = ["--package", "plumbline", "--package", "plumbline-review"];

fn ok_if(status: ExitStatus) -> Outcome {
    if status.success() { Outcome::Ok } else { Outcome::Failed }
}

fn cargo(args: &[&str]) -> Result<Outcome> {
    let mut command = process::command_in(&root(), "cargo", args);
    Ok(ok_if(process::Running::start(&mut command)?.wait()?))
}

/// Some tests passed and none failed, or it is a failure: a run that tests nothing proves nothing.
fn tested(status: ExitStatus, counts: Counts) -> Outcome {
    if counts.failed == 0 && (!status.success() || counts.passed == 0) {
        Outcome::Failed
    } else {
        Outcome::Tested(counts)
    }
}

fn cargo_test(args: &[&str]) -> Result<Outcome> {
    let mut command = process::command_in(&root(), "cargo", &["test", "--quiet", "--no-fail-fast"]);
    let (status, output) = process::run_and_read(command.args(args))?;
    Ok(tested(status, counts::of_cargo(&output)))
}

fn wasm_clippy() -> Result<Outcome> {
    setup::run(&[Need::WasmTarget])?;
    let ends = ["--", "-D", "warnings"];
    cargo(&[&["clippy", "--quiet"][..], &WASM_TARGET, &WASM_PACKAGES, &ends].concat())
}

/// What only means something where there are JavaScript values.
fn wasm_tests() -> Result<Outcome> {
    // Without --quiet, which cargo would hand on to a runner that does not know it.
    setup::run(&[Need::WasmTarget, Need::Tool(Tool::WasmBindgen)])?;
    let mut command = process::command_in(&root(), "cargo", &["test", "--no-fail-fast"]);
    command.args(WASM_TARGET).args(["--package", "plumbline", "--test", "read"]).env("PATH", tools::path()?);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    let (status, output) = process::run_and_read(&mut command)?;
    Ok(tested(status, counts::of_cargo(&output)))
}

fn deny(args: &[&str]) -> Result<Outcome> {
    setup::run(&[Need::Tool(Tool::CargoDeny)])?;
    let mut command = Command::new(tools::program(Tool::CargoDeny)?);
    command.current_dir(root()).args(["--workspace", "--log-level", "warn"]).args(args);
    Ok(ok_if(process::Running::start(&mut command)?.wait()?))
}

/// The one check whose data is on the network: where that cannot be fetched, the rest of the run must not suffer.
fn advisories() -> Result<Outcome> {
    setup::run(&[Need::Tool(Tool::CargoDeny)])?;
    // An address that no one answers at is given up after a while.
    let mut fetch = Command::new("timeout");
    fetch.current_dir(root()).arg("120").arg(tools::program(Tool::CargoDeny)?).args(["fetch", "db"]);
    if !process::Running::start(&mut fetch)?.wait()?.success() {
        let why = "the RustSec advisory database cannot be fetched";
        eprintln!("\n*** ADVISORIES NOT CHECKED: {why} ***\n");
        return Ok(Outcome::Skipped(why.to_owned()));
    }
    deny(&["check", "--disable-fetch", "advisories"])
}

fn build_for_tests() -> Result<Outcome> {
    build::run(&build::Options { grant: e2e::granted_origins()?, ..Default::default() })?;
    build::simulator(false)?;
    Ok(Outcome::Ok)
}

/// The client is the judge of the simulator, so it comes from HubSpot and not from here.
fn hubspot_client() -> Result<Outcome> {
    setup::run(&[Need::Npm, Need::Browser])?;
    build::simulator(false)?;
    let args = node_tests("tests/hubspot")?;
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let mut node = process::command_in(&root(), "node", &args);
    let chromium = system::chromium().context("no Chromium; run `cargo xtask setup`")?;
    node.env("PLUMBLINE_SIMCRM_BIN", build::simcrm(false)).env("CHROMIUM", chromium);
    let (status, output) = process::run_and_read(&mut node)?;
    Ok(tested(status, counts::of_node(&output)))
}

fn end_to_end() -> Result<Outcome> {
    if let Err(error) = setup::run(&setup::BROWSER_AND_CRM) {
        return missing_base(&error);
    }
    let odoo = match odoo::Guard::up(true) {
        Ok(guard) => guard,
        Err(error) => return missing_base(&error),
    };
    let args = node_tests("tests/e2e")?;
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let mut node = e2e::node(&args)?;
    node.env("PLUMBLINE_HUB_BIN", build::hub(false)).env("PLUMBLINE_HEADLESS", "1");
    let (status, output) = process::run_and_read(&mut node)?;
    drop(odoo);
    Ok(tested(status, counts::of_node(&output)))
}

/// In CI nothing may be missing; on a person's machine a skip is allowed, but never a quiet one.
fn missing_base(error: &anyhow::Error) -> Result<Outcome> {
    if env::var("CI").is_ok_and(|value| value == "true") {
        bail!("end-to-end tests are never skipped in CI: {error:#}");
    }
    eprintln!("\n*** END-TO-END TESTS NOT RUN: {error:#} ***\n");
    Ok(Outcome::Skipped(format!("{error:#}")))
}

/// What makes Node run the tests of a folder, one file after the other.
fn node_tests(folder: &str) -> Result<Vec<String>> {
    let options = ["--test", "--test-reporter=spec", "--test-concurrency=1"].map(str::to_owned);
    let files = test_files(&root().join(folder))?;
    Ok(options.into_iter().chain(files).collect())
}

fn test_files(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path().to_string_lossy().into_owned());
    let mut found: Vec<_> = paths.filter(|path| path.ends_with(".test.mjs")).collect();
    found.sort();
    if found.is_empty() {
        bail!("{} has no *.test.mjs", folder.display());
    }
    Ok(found)
}
