//! Asks a hub for records, and takes the time.

use std::path::Path;
use std::process::{Command, Stdio};

use plumbline_domain::record::Role;

use super::rig::{CRM, Figures, Hub, Outcome, Random, millis};

/// Records that are asked for; each a second time after some others.
const RECORDS: usize = 1_500;

/// How many others are asked for before a record is asked for again.
const BETWEEN: usize = 50;

/// Answers that are not counted: a program's first ones are of no interest to anybody.
const WARM_UP: usize = 50;

/// Milliseconds.
pub(crate) struct Times {
    pub(crate) all: Figures,
    pub(crate) first: Figures,
    pub(crate) again: Figures,
    /// Asked for when nothing of the file was in memory.
    pub(crate) disk: Figures,
    pub(crate) bytes: Figures,
}

/// Asks for records in a fixed pseudo-random order.
pub(crate) async fn ask(file: &Path, contacts: u32) -> Outcome<Times> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let paths: Vec<String> = (0..RECORDS).map(|_| path(&mut random, contacts)).collect();
    let hub = Hub::open(file, Role::Rep).await?;
    forget(file)?;
    let disk = round(&hub, paths.iter()).await?.0;
    hub.store.close().await;
    // A hub that was just started, as one that is up for days has the file in memory.
    let hub = Hub::open(file, Role::Rep).await?;
    for _ in 0..WARM_UP {
        hub.get(&path(&mut random, contacts)).await?;
    }
    let (mut first, mut again, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for batch in paths.chunks(BETWEEN) {
        let (times, sizes) = round(&hub, batch.iter()).await?;
        first.extend(times);
        bytes.extend(sizes);
        again.extend(round(&hub, batch.iter()).await?.0);
    }
    hub.store.close().await;
    let all = first.iter().chain(&again).copied().collect();
    Ok(Times {
        all: Figures::of(all),
        first: Figures::of(first),
        again: Figures::of(again),
        disk: Figures::of(disk),
        bytes: Figures::of(bytes),
    })
}

async fn round(hub: &Hub, paths: impl Iterator<Item = &String>) -> Outcome<(Vec<f64>, Vec<f64>)> {
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    for path in paths {
        let (time, size) = hub.get(path).await?;
        times.push(millis(time));
        sizes.push(f64::from(u32::try_from(size)?));
    }
    Ok((times, sizes))
}

/// Half of them contacts, half leads and deals.
fn path(random: &mut Random, contacts: u32) -> String {
    let contact = random.below(u64::from(contacts));
    match random.below(2) {
        0 => format!("/v1/records/{CRM}/res.partner/{}", contact + 1),
        // The first three of each ten have one.
        _ => format!("/v1/records/{CRM}/crm.lead/{}", contact / 10 * 10 + random.below(3) + 1),
    }
}

/// Asks the system to drop the file from memory, which needs no rights; where it cannot, the disk's figures are memory's.
fn forget(file: &Path) -> Outcome<()> {
    let input = format!("if={}", file.display());
    let dropped = Command::new("dd").args([input.as_str(), "iflag=nocache", "count=0"]).stderr(Stdio::null()).status();
    if !dropped.is_ok_and(|status| status.success()) {
        return Err("dd cannot drop a file from memory here".into());
    }
    Ok(())
}
