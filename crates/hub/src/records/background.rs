//! Reading while nobody looks, so that what is due soon is known of records that nobody has opened.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;
use tokio_util::sync::CancellationToken;

use super::refresh::{LookUpError, Records, log_left_out};
use super::webhooks::do_told;
use crate::connector::{CatchingUp, Connector};

/// Waiting leads that are read again with each poll, in turns: so a change that the CRM did not tell of, such as a
/// deletion, is found too.
const WAITING_AT_ONCE: usize = 100;

/// Opened records that are read again with each poll.
const VIEWED_AT_ONCE: usize = 20;

/// Leads and deals that nobody opened, and whose circle is read with each poll, in turns: the shared numbers credit the touches of
/// the whole circle, whoever opened what.
const CIRCLES_AT_ONCE: u32 = 5;

/// When an opened record is read again though nothing was heard of it.
const VIEWED_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(1);

/// How long a record counts as opened.
const VIEWED_FOR: TimeDelta = TimeDelta::hours(1);

/// Follows each CRM's changes until `stop`.
pub async fn keep_fresh(records: Arc<Records>, crm: Arc<dyn Connector>, every: Duration, stop: CancellationToken) {
    let (mut round, mut position, mut is_up_to_date) = (0, String::new(), false);
    loop {
        // What is broken off is read again at the next start: the cursor moves on only after what it passed was stored.
        let asked_at = records.clock.now();
        let polled = tokio::select! {
            () = stop.cancelled() => return,
            polled = poll(&records, crm.as_ref(), round) => polled,
        };
        records.note_followed(&crm.site().id, asked_at, &polled);
        round += 1;
        match polled {
            Err(error) => tracing::warn!(crm = %crm.site().id, %error, "changes could not be read"),
            Ok(Some(far)) => {
                tracing::info!(crm = %crm.site().id, told = far.told, of = far.of, "reading what there was");
                is_up_to_date = false;
                continue;
            }
            Ok(None) => {
                if !std::mem::replace(&mut is_up_to_date, true) {
                    tracing::info!(crm = %crm.site().id, "up to date, following changes");
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = read_circles(&records, crm.as_ref(), &mut position) => {}
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(every) => {}
            () = listen(&records, crm.as_ref()) => {}
        }
    }
}

/// Does what webhooks tell as soon as they do. What goes wrong is tried again with the next poll.
async fn listen(records: &Arc<Records>, crm: &dyn Connector) {
    let Ok(connected) = records.crm(&crm.site().id) else { return std::future::pending().await };
    loop {
        connected.told.notified().await;
        if let Err(error) = follow_told(records, crm).await {
            tracing::warn!(crm = %crm.site().id, %error, "what webhooks told of could not be read");
        }
    }
}

async fn follow_told(records: &Arc<Records>, crm: &dyn Connector) -> Result<(), LookUpError> {
    let changed = do_told(records, crm).await?;
    if changed.is_empty() { Ok(()) } else { refresh_outdated(records, crm, &changed).await }
}

/// Reads what changed, and says how far it is with what was there before, while it is not done with that.
async fn poll(records: &Arc<Records>, crm: &dyn Connector, round: usize) -> Result<Option<CatchingUp>, LookUpError> {
    let id = &crm.site().id;
    let mut changed = do_told(records, crm).await?;
    let cursor = records.store.cursor(id).await?;
    let changes = crm.changes(cursor.as_deref()).await?;
    for batch in changes.records.chunks(crm.batch()) {
        changed.extend(read_batch(records, crm, batch).await?);
    }
    if cursor.as_deref() != Some(&changes.cursor) {
        records.store.set_cursor(id, &changes.cursor).await?;
    }
    let waiting = records.store.unanswered(id).await?;
    if !waiting.is_empty() {
        let turns: Vec<&[RecordKey]> = waiting.chunks(WAITING_AT_ONCE).collect();
        if let Some(batch) = turns.get(round % turns.len()) {
            changed.extend(read_batch(records, crm, batch).await?);
        }
    }
    refresh_outdated(records, crm, &changed).await?;
    Ok(changes.catching_up)
}

async fn refresh_outdated(
    records: &Arc<Records>,
    crm: &dyn Connector,
    changed: &BTreeSet<RecordKey>,
) -> Result<(), LookUpError> {
    for key in outdated(records, crm, changed).await? {
        match records.refresh(&key).await {
            Ok(()) | Err(LookUpError::NoSuchRecord) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads the next circles that were never read. One that cannot be read has its turn again when all others had theirs.
async fn read_circles(records: &Arc<Records>, crm: &dyn Connector, position: &mut String) {
    match records.store.without_circle(&crm.site().id, position, CIRCLES_AT_ONCE).await {
        Ok(keys) => {
            *position = keys.last().map(ToString::to_string).unwrap_or_default();
            for key in keys {
                // What goes wrong is logged where it does, and the next poll says so if it lasts.
                let _ = records.refresh(&key).await;
            }
        }
        Err(error) => tracing::warn!(crm = %crm.site().id, %error, "circles could not be looked for"),
    }
}

impl Records {
    /// Reads records of a CRM again, each without its circle.
    ///
    /// # Errors
    /// When the CRM cannot be asked, or the store fails.
    pub async fn read_again(self: &Arc<Self>, crm: &CrmId, keys: &[RecordKey]) -> Result<(), LookUpError> {
        let connector = &self.crm(crm)?.connector;
        for batch in keys.chunks(connector.batch()) {
            read_batch(self, connector.as_ref(), batch).await?;
        }
        Ok(())
    }
}

/// Opened records that something changed about, or that were not read for a while: a new lead of a company shows nowhere
/// until the company's circle is read.
async fn outdated(
    records: &Arc<Records>,
    crm: &dyn Connector,
    changed: &BTreeSet<RecordKey>,
) -> Result<Vec<RecordKey>, LookUpError> {
    let now = records.clock.now();
    let mut outdated = Vec::new();
    for key in records.viewed_since(&crm.site().id, now - VIEWED_FOR) {
        let read_at = records.store.circle(&key).await?.and_then(|circle| circle.read_at);
        if changed.contains(&key) || read_at.is_none_or(|read_at| now - read_at >= VIEWED_AGAIN_AFTER) {
            outdated.push(key);
        }
    }
    outdated.truncate(VIEWED_AT_ONCE);
    Ok(outdated)
}

/// Says which records' panels show something else now.
pub(super) async fn read_batch(
    records: &Arc<Records>,
    crm: &dyn Connector,
    keys: &[RecordKey],
) -> Result<Vec<RecordKey>, LookUpError> {
    let own = crm.read_own(keys).await?;
    log_left_out(&crm.site().id, &own.facts);
    let changed = records.store.put_facts(&own.facts, None, records.clock.now()).await?;
    records.announce(changed.clone());
    records.announce(records.store.mark_gone(&own.gone).await?);
    Ok(changed)
}
