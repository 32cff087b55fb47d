//! Taking times, and handing them to `cargo xtask bench`.

use std::error::Error;
use std::hint::black_box;
use std::path::PathBuf;
use std::{env, fs, time};

/// Writes what was measured where `cargo xtask bench` looks for it.
pub fn report(file: &str, figures: &serde_json::Value) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var_os("PLUMBLINE_BENCH_FOLDER").ok_or("PLUMBLINE_BENCH_FOLDER is not set")?);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(file), serde_json::to_string_pretty(figures)?)?;
    Ok(())
}

/// The median of `rounds` times that `compute` takes, for each of the `count` things that it does.
pub fn microseconds<T>(rounds: usize, count: usize, mut compute: impl FnMut() -> T) -> f64 {
    let mut times: Vec<time::Duration> = (0..rounds)
        .map(|_| {
            let began = time::Instant::now();
            black_box(compute());
            began.elapsed()
        })
        .collect();
    times.sort();
    let median = times.get(rounds / 2).copied().unwrap_or_default();
    // Far below what a double counts exactly.
    #[allow(clippy::cast_precision_loss, reason = "some thousands")]
    let count = count as f64;
    median.as_secs_f64() * 1e6 / count
}
