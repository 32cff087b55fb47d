//! `sla preview`: what a changed configuration would change for the clocks that wait.

use std::path::Path;

use chrono::SecondsFormat;
use plumbline_domain::Instant;
use plumbline_protocol::agreement::{AgreementPreview, ClockChangeView};

use super::super::{CliError, open, say};
use crate::config::{Settings, parse_agreement};
use crate::records;
use crate::store::{RecordStore, Waits};

/// Compares the agreement in `file` with that of the configuration.
pub(in super::super) async fn preview(settings: &Settings, file: &Path, now: Instant) -> Result<(), CliError> {
    let named = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|cause| CliError::File(named.clone(), cause))?;
    let after = parse_agreement(&text).map_err(|error| CliError::Refused(format!("{named}: {error}")))?;
    let store = open(settings).await?;
    let mut waiting = Vec::new();
    for crm in &settings.crms {
        waiting.extend(store.waiting(&crm.id, Waits::ForResponseOrUpdate).await?);
    }
    store.close().await;
    lines(&records::preview(&waiting, &settings.sla.now(), &after, now)).iter().for_each(|line| say(line));
    Ok(())
}

fn lines(preview: &AgreementPreview) -> Vec<String> {
    let AgreementPreview { open_clocks, moved, become_overdue, no_longer_overdue, added, removed, .. } = preview;
    let mut lines = vec![format!(
        "of {open_clocks} open clocks {moved} move; {become_overdue} become overdue, {no_longer_overdue} no longer are; {added} are \
         added, {removed} removed"
    )];
    lines.extend(preview.changes.iter().map(line));
    lines
}

fn line(change: &ClockChangeView) -> String {
    let at = |at: Option<Instant>| {
        at.map_or_else(|| "not promised".to_owned(), |at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
    };
    let ClockChangeView { record, title, promise, due_at, would_be_due_at, becomes_overdue, .. } = change;
    let overdue = if *becomes_overdue { ", overdue" } else { "" };
    format!("  {record} ({title}): {promise}: {} becomes {}{overdue}", at(*due_at), at(*would_be_due_at))
}
