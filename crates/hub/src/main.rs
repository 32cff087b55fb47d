//! `plumbline-hub`: see `plumbline-hub help`.

use std::process::ExitCode;

use clap::Parser;
use plumbline_hub::cli::{Command, run};

#[tokio::main]
async fn main() -> ExitCode {
    run(Command::parse()).await
}
