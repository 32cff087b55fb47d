//! `cargo xtask`: the commands that a person types to run, test, measure and package Plumbline.
//!
//! One file per command. Each begins by making sure that what it needs is there (`setup`), so any of them works on a
//! fresh clone.

// A command line program speaks by printing.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod build;
mod counts;
mod demo;
mod dist;
mod e2e;
mod freshness;
mod hub;
mod interrupt;
mod npm;
mod odoo;
mod places;
mod process;
mod setup;
mod shrink;
mod system;
mod test;
#[cfg(test)]
mod tidy;
mod tools;
mod torture;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Run, test, measure and package Plumbline")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing: wasm target, trunk, wasm-bindgen, browser, npm packages
    Setup,
    /// Build the extension, the review app and the hub
    Build(build::Options),
    /// Start everything on seeded data and open Odoo in Chromium with the extension in it
    Demo(demo::Options),
    /// Run every check and test; the last line counts them
    Test(test::Options),
    /// Kill hub and browser while reports are written; none may be lost or doubled
    Torture(torture::Options),
    /// Measure against the budgets; writes target/bench/report.json
    Bench(bench::Options),
    /// Make the extension's zip for the Chrome and Edge stores
    Dist,
    /// The Odoo 19 that the demo and the tests run against
    Odoo {
        #[command(subcommand)]
        action: odoo::Action,
    },
}

fn main() -> ExitCode {
    let result = interrupt::listen().and_then(|()| run(Cli::parse().command));
    match result {
        Ok(code) => code,
        Err(error) if interrupt::requested() => {
            eprintln!("xtask: interrupted ({error})");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Setup => setup::run(&setup::EVERYTHING)?,
        Command::Build(options) => build::run(&options)?,
        Command::Demo(options) => demo::run(&options)?,
        Command::Test(options) => return test::run(&options),
        Command::Torture(options) => torture::run(&options)?,
        Command::Bench(options) => return bench::run(&options),
        Command::Dist => dist::run()?,
        Command::Odoo { action } => odoo::run(&action)?,
    }
    Ok(ExitCode::SUCCESS)
}
