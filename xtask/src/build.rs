//! `cargo xtask build`: the extension as Chrome loads it, the review app, and the hub that carries the review app.
//!
//! WebAssembly is built for size unless `--dev` asks otherwise. What nothing has changed in is not built again.

use crate::freshness;
use crate::places::{root, target};
use crate::process;
use crate::setup;
use crate::shrink;
use crate::tools;
use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How to build.
#[derive(Args, Clone, Default)]
pub struct Options {
    /// Build the hub optimized
    #[arg(long)]
    pub release: bool,
    /// Build the WebAssembly unoptimized: quicker to build, several times larger
    #[arg(long)]
    pub dev: bool,
    /// Also make target/extension-demo, whose manifest is granted these origins: in a headless browser nobody can
    /// answer Chrome's question for permission. The zip for the stores is never made from it
    #[arg(long, value_name = "ORIGIN", num_args = 1..)]
    pub grant: Vec<String>,
}

/// A page that Trunk builds.
struct App {
    name: &'static str,
    config: &'static str,
    dist: PathBuf,
    inputs: &'static [&'static str],
}

/// What every WebAssembly app is made from.
const SHARED_INPUTS: [&str; 5] = ["Cargo.lock", "Cargo.toml", "crates/domain", "crates/crm", "crates/protocol"];

/// The unpacked extension.
pub fn extension() -> PathBuf {
    target("extension")
}

/// The unpacked extension with hosts granted.
pub fn granted_extension() -> PathBuf {
    target("extension-demo")
}

/// The hub's program.
pub fn hub(release: bool) -> PathBuf {
    target(if release { "release/plumbline-hub" } else { "debug/plumbline-hub" })
}

/// Builds everything that has changed.
pub fn run(options: &Options) -> Result<()> {
    setup::run(&setup::BUILD)?;
    let panel = App {
        name: "extension",
        config: "Trunk.toml",
        dist: target("trunk-extension"),
        inputs: &["Trunk.toml", "src", "www"],
    };
    let review =
        App { name: "review", config: "crates/review/Trunk.toml", dist: review_dist(), inputs: &["crates/review"] };
    trunk(&panel, options)?;
    trunk(&review, options)?;
    assemble(&panel.dist, &extension())?;
    if !options.grant.is_empty() {
        grant(&extension(), &granted_extension(), &options.grant)?;
    }
    // After the review app, which the hub carries in its own program.
    program("plumbline-hub", options.release)
}

/// The simulated CRMs' program.
pub fn simcrm(release: bool) -> PathBuf {
    target(if release { "release/plumbline-simcrm" } else { "debug/plumbline-simcrm" })
}

/// Builds that program.
pub fn simulator(release: bool) -> Result<()> {
    program("plumbline-simcrm", release)
}

fn program(package: &str, release: bool) -> Result<()> {
    let mut args = vec!["build", "--quiet", "--package", package];
    if release {
        args.push("--release");
    }
    process::run(&mut process::command_in(&root(), "cargo", &args))
}

fn review_dist() -> PathBuf {
    root().join("crates/review/dist")
}

fn trunk(app: &App, options: &Options) -> Result<()> {
    let inputs: Vec<_> = SHARED_INPUTS.iter().chain(app.inputs).map(|input| root().join(input)).collect();
    let fingerprint = freshness::fingerprint(&inputs, if options.dev { "dev" } else { "release" })?;
    let started = Instant::now();
    let stamp = target("stamps").join(app.name);
    let built = freshness::unless_fresh(&app.dist, &stamp, &fingerprint, || {
        println!("build: {} (Trunk)", app.name);
        process::run(&mut trunk_command(app, options.dev, tools::path()?, &without_local_paths()?))
            .with_context(|| format!("cannot build the {}", app.name))?;
        if options.dev { Ok(()) } else { shrink::folder(&app.dist) }
    })?;
    if built {
        println!("build: {} took {} s", app.name, started.elapsed().as_secs());
    }
    Ok(())
}

/// Compiler flags that keep this machine's paths out of what is shipped: panics would carry them, and their bytes.
fn without_local_paths() -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).context("no home folder")?;
    let sources = home.join("registry/src");
    let sysroot = process::read(&mut process::command_in(&root(), "rustc", &["--print", "sysroot"]))?;
    let mut folders = vec![root(), Path::new(&sysroot).join("lib/rustlib/src/rust")];
    if let Ok(registries) = fs::read_dir(&sources) {
        folders.extend(registries.flatten().map(|registry| registry.path()));
    }
    let flags: Vec<String> =
        folders.iter().map(|folder| format!("--remap-path-prefix={}=", folder.display())).collect();
    Ok(flags.join("\u{1f}"))
}

fn trunk_command(app: &App, dev: bool, path: OsString, flags: &str) -> std::process::Command {
    let mut command =
        process::command_in(&root(), "trunk", &["build", "--config", app.config, "--offline=true", "--log=warn"]);
    command.arg("--skip-version-check").arg("--dist").arg(&app.dist);
    command.args(["--cargo-profile", if dev { "dev" } else { "wasm" }]);
    // Trunk takes NO_COLOR for its own flag and refuses values other than true and false.
    command.env("PATH", path).env_remove("NO_COLOR").env("CARGO_ENCODED_RUSTFLAGS", flags);
    command
}

/// The extension's own files and Trunk's output, in one new folder.
fn assemble(pages: &Path, output: &Path) -> Result<()> {
    replace_folder(&root().join("extension"), output)?;
    for (texts, _, _) in freshness::files(&output.join("_locales"))? {
        without_white_space(&texts)?;
    }
    copy_into(pages, output)
}

/// The texts are loaded with every panel, and laid out for those who translate them.
fn without_white_space(json: &Path) -> Result<()> {
    let text = fs::read_to_string(json).with_context(|| format!("cannot read {}", json.display()))?;
    let value: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", json.display()))?;
    fs::write(json, value.to_string()).with_context(|| format!("cannot write {}", json.display()))
}

/// A copy whose manifest already holds the permissions that a person would be asked for.
fn grant(extension: &Path, output: &Path, origins: &[String]) -> Result<()> {
    replace_folder(extension, output)?;
    let path = output.join("manifest.json");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut manifest: Value = serde_json::from_str(&text).context("extension/manifest.json is no JSON")?;
    let patterns = origins.iter().map(|origin| pattern(origin)).collect::<Result<Vec<_>>>()?;
    manifest["host_permissions"] = json!(patterns);
    // What may be asked for otherwise is granted too.
    let asked = manifest.as_object_mut().and_then(|manifest| manifest.remove("optional_permissions"));
    if let (Some(Value::Array(asked)), Some(granted)) = (asked, manifest["permissions"].as_array_mut()) {
        granted.extend(asked);
    }
    fs::write(&path, serde_json::to_string_pretty(&manifest)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// The match pattern of an origin. Patterns of every browser ignore the port.
fn pattern(origin: &str) -> Result<String> {
    let (scheme, rest) =
        origin.split_once("://").with_context(|| format!("{origin} is no origin such as http://127.0.0.1:8069"))?;
    let host = rest.split([':', '/']).next().unwrap_or(rest);
    Ok(format!("{scheme}://{host}/*"))
}

fn replace_folder(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("cannot remove {}", to.display()))?;
    }
    copy_into(from, to)
}

fn copy_into(from: &Path, to: &Path) -> Result<()> {
    for (file, _, _) in freshness::files(from)? {
        let destination = to.join(file.strip_prefix(from)?);
        if let Some(folder) = destination.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::copy(&file, &destination).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_becomes_a_pattern_without_its_port() {
        assert_eq!(pattern("http://127.0.0.1:18069").unwrap(), "http://127.0.0.1/*");
        assert_eq!(pattern("https://crm.example").unwrap(), "https://crm.example/*");
        assert!(pattern("crm.example").is_err());
    }

    #[test]
    fn a_granted_copy_differs_in_its_permissions_only() {
        let folder = std::env::temp_dir().join(format!("plumbline-grant-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        fs::create_dir_all(from.join("icons")).unwrap();
        fs::write(from.join("icons/a.png"), "icon").unwrap();
        fs::write(from.join("manifest.json"), r#"{"name":"x","permissions":["alarms"],"optional_permissions":["notifications"],"optional_host_permissions":["https://*/*"]}"#).unwrap();
        grant(&from, &to, &["http://127.0.0.1:1".to_owned()]).unwrap();
        assert_eq!(fs::read_to_string(to.join("icons/a.png")).unwrap(), "icon");
        let manifest: Value = serde_json::from_str(&fs::read_to_string(to.join("manifest.json")).unwrap()).unwrap();
        assert_eq!(
            manifest,
            json!({"name": "x", "permissions": ["alarms", "notifications"], "optional_host_permissions": ["https://*/*"], "host_permissions": ["http://127.0.0.1/*"]})
        );
        fs::remove_dir_all(folder).unwrap();
    }
}
