//! `plumbline-simcrm`: see `plumbline-simcrm help`.

use std::process::ExitCode;

use clap::Parser;
use plumbline_simcrm::cli::{Command, run};

#[tokio::main]
async fn main() -> ExitCode {
    run(Command::parse()).await
}
