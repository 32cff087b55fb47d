//! Ctrl-C and SIGTERM set a flag; whoever waits for a child looks at it, ends the child and returns an error. So every
//! exit runs through the guards that stop what was started.

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

static REQUESTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Starts to listen; called once, first thing.
pub fn listen() -> Result<()> {
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&REQUESTED)).context("cannot listen for Ctrl-C")?;
    }
    Ok(())
}

/// Whether somebody asked to stop.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// An error if somebody asked to stop.
pub fn check() -> Result<()> {
    if requested() {
        bail!("stopped on request");
    }
    Ok(())
}
