//! Telling CRMs what happened here that they cannot know: each as one internal note on its record, and only where the
//! configuration says so (`write_back`).
//!
//! A note is kept to be left in the same transaction as the decision that it tells of, so that none is lost, and what was decided
//! while nothing was to be written back is never told. It is claimed on disk before it is left. When nobody can know whether
//! it was (no answer came, or the hub died in between), it waits until the CRM has certainly ended whatever it was at, and is
//! then tried again: the connector looks for it before it leaves it.

mod words;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::{CrmId, PersonId, ReportId};
use plumbline_protocol::review::ServerEvent;
use tokio::sync::broadcast::Receiver;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::clock::Clock;
use crate::config::Settings;
use crate::connector::{Connector, ConnectorError, Note};
use crate::events::Events;
use crate::records::{Records, lock};
use crate::store::{ClaimedNote, NoteOutcome, ReportsOf, Store, StoreError};
pub use words::{note_of, note_of_report};

/// How often it is looked for notes, besides whenever something changed.
const EVERY: Duration = Duration::from_secs(15);

/// How long after an attempt without success it is tried again; each further one doubles it. Odoo ends a request after two
/// minutes by default, so what an earlier attempt may have written can be found by then.
pub(crate) const FIRST_WAIT: TimeDelta = TimeDelta::minutes(3);

/// The longest that it is waited between two attempts.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// How long a CRM is left alone after an attempt without success: the next note would most likely fare no better.
const REST: TimeDelta = TimeDelta::minutes(1);

/// After which time nothing more is tried.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(7);

/// Leaves the notes that wait.
pub struct WriteBack {
    crms: Vec<CrmId>,
    store: Arc<dyn Store>,
    records: Arc<Records>,
    events: Events,
    clock: Clock,
    stop: CancellationToken,
    /// Until when a CRM is left alone.
    resting: Mutex<HashMap<CrmId, Instant>>,
}

impl WriteBack {
    /// One for the CRMs that are to be told, until `stop`.
    pub fn new(
        settings: &Settings,
        store: Arc<dyn Store>,
        records: Arc<Records>,
        events: Events,
        clock: Clock,
        stop: CancellationToken,
    ) -> Self {
        let told = settings.crms.iter().filter(|crm| crm.write_back);
        let crms = told.map(|crm| crm.id.clone()).collect();
        Self { crms, store, records, events, clock, stop, resting: Mutex::default() }
    }

    /// Leaves notes until it is stopped, if any CRM is to be told; one that is being left then is left to its end.
    pub async fn run(self) {
        if self.crms.is_empty() {
            return;
        }
        let mut heard = self.events.listen();
        self.own_up().await;
        while !self.stop.is_cancelled() {
            self.round().await;
            self.wait(&mut heard).await;
        }
    }

    /// Puts back what was being left when the hub ended. To be called once, before the first round.
    pub async fn own_up(&self) {
        match self.store.release_lost_notes(self.clock.now() + FIRST_WAIT).await {
            Ok(0) => {}
            Ok(notes) => tracing::info!(notes, "the hub ended while noting something in a CRM; it is looked for soon"),
            Err(error) => tracing::warn!(%error, "what was being noted when the hub ended could not be looked up"),
        }
    }

    /// Leaves whatever may be left now.
    pub async fn round(&self) {
        for crm in &self.crms {
            if let Err(error) = self.round_of(crm).await {
                tracing::warn!(%crm, %error, "nothing can be noted for now");
            }
        }
    }

    async fn round_of(&self, crm: &CrmId) -> Result<(), StoreError> {
        let Some(connector) = self.records.connector(crm) else { return Ok(()) };
        while !self.stop.is_cancelled() && !self.rests(crm) {
            let Some(note) = self.store.claim_note(crm, self.clock.now()).await? else { break };
            self.leave(connector, &note).await?;
        }
        Ok(())
    }

    async fn leave(&self, connector: &dyn Connector, claimed: &ClaimedNote) -> Result<(), StoreError> {
        let text = self.text_of(claimed).await?;
        let (record, note) = (&claimed.record, Note::new(&claimed.id, text.as_str()));
        match connector.leave_note(record, &note).await {
            Ok(()) => {
                tracing::info!(%record, "noted in the CRM");
                self.store.settle_note(&claimed.id, NoteOutcome::Left).await
            }
            Err(ConnectorError::NoSuchRecord) => {
                tracing::warn!(%record, "what happened to it is not noted: the CRM has it no more, or the hub's key may not see it");
                self.store.settle_note(&claimed.id, NoteOutcome::GivenUp).await
            }
            Err(trouble) => {
                lock(&self.resting).insert(record.crm.clone(), self.clock.now() + REST);
                let again_at = next_attempt(claimed, self.clock.now());
                tracing::warn!(%record, attempt = claimed.attempt, %trouble, ?again_at, "could not be noted in the CRM");
                match again_at {
                    Some(at) => self.store.release_note(&claimed.id, at).await,
                    None => self.store.settle_note(&claimed.id, NoteOutcome::GivenUp).await,
                }
            }
        }
    }

    /// What to say: of a report, what marketing made of it by now, too. One that was taken back is no more.
    async fn text_of(&self, claimed: &ClaimedNote) -> Result<String, StoreError> {
        let id = claimed.id.strip_prefix("report/").and_then(|id| Uuid::parse_str(id).ok()).map(ReportId);
        let Some(id) = id else { return Ok(claimed.text.clone()) };
        let nobody = PersonId::new("");
        let report = self.store.reports(ReportsOf::One(id), &nobody).await?.pop();
        Ok(report.map_or_else(|| claimed.text.clone(), |view| words::report_with_answer(&view)))
    }

    /// Until something changes, or for a while.
    async fn wait(&self, heard: &mut Receiver<ServerEvent>) {
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
            // What was missed, if anything was, is in the store.
            _ = heard.recv() => while heard.try_recv().is_ok() {},
        }
    }

    fn rests(&self, crm: &CrmId) -> bool {
        lock(&self.resting).get(crm).is_some_and(|until| self.clock.now() < *until)
    }
}

/// When to try again after an attempt that failed at `now`; `None` when it was tried for long enough.
fn next_attempt(note: &ClaimedNote, now: Instant) -> Option<Instant> {
    let doubled = FIRST_WAIT * (1 << note.attempt.saturating_sub(1).min(10));
    let at = now + doubled.min(LONGEST_WAIT);
    (at <= note.at + GIVE_UP_AFTER).then_some(at)
}

#[cfg(test)]
mod tests;
