//! Hands off, by itself, whatever comes to meet the agreed criteria: marketing's promise, kept by the hub.
//!
//! It looks at a record when something changed about it, and once at all open ones when it starts. It is handed off when the hub
//! finds that it meets the criteria, not when the last signal happened: sales could not have known before.

use std::sync::Arc;

use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::ids::{EventId, PersonId};
use plumbline_domain::record::{Outcome, RecordKey, RecordKind};
use plumbline_domain::sla::{Condition, Event, EventKind, hand_offs};
use plumbline_domain::touch::Touch;
use plumbline_protocol::review::ServerEvent;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::config::{Criteria, Settings, Sla};
use crate::events::Events;
use crate::store::{Decided, Store, StoreError};
use crate::write_back::note_of;

/// Whom the store names as the author.
const AUTHOR: &str = "criteria";

/// Hands off what meets the criteria.
pub struct HandingOff {
    /// Which criteria, and which CRMs are told.
    pub settings: Settings,
    /// What is known of records.
    pub store: Arc<dyn Store>,
    /// What changes.
    pub events: Events,
    /// The time.
    pub clock: Clock,
}

impl HandingOff {
    /// Looks at what changes, until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let mut changes = self.events.listen();
        self.consider_all().await;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.next(&mut changes) => {}
            }
        }
    }

    async fn next(&self, changes: &mut Receiver<ServerEvent>) {
        match changes.recv().await {
            Ok(ServerEvent::RecordChanged { record }) => self.consider_or_log(&record).await,
            Ok(ServerEvent::Missed) | Err(RecvError::Lagged(_)) => self.consider_all().await,
            Ok(ServerEvent::ReportChanged { .. } | ServerEvent::LibraryChanged) => {}
            // Never so: it holds a sender itself.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }

    /// Looks at all leads and deals that are open and not with sales.
    pub async fn consider_all(&self) {
        if self.settings.sla.now().criteria.as_ref().is_none_or(|criteria| !criteria.hands_off) {
            return;
        }
        match self.store.not_with_sales().await {
            Ok(records) => {
                for record in records {
                    self.consider_or_log(&record).await;
                }
            }
            Err(error) => tracing::warn!(%error, "nothing can be handed off by the criteria for now"),
        }
    }

    async fn consider_or_log(&self, record: &RecordKey) {
        if let Err(error) = self.consider(record).await {
            tracing::warn!(%record, %error, "could not be handed off by the criteria");
        }
    }

    /// Hands the record off if it meets the criteria and sales does not have it; whether it did.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn consider(&self, record: &RecordKey) -> Result<bool, StoreError> {
        let sla = self.settings.sla.now();
        let Some(criteria) = sla.criteria.as_ref().filter(|criteria| criteria.hands_off) else { return Ok(false) };
        let Some(facts) = self.store.facts(record).await? else { return Ok(false) };
        let now = self.clock.now();
        let Some(event) = hand_off(facts, &sla, criteria, now) else { return Ok(false) };
        let by = format!("the agreed criteria “{}”", criteria.name);
        let note = note_of(&self.settings, record, &event.kind, &by);
        let decided = self.store.add_decision(record, &event, &PersonId::new(AUTHOR), note.as_deref()).await?;
        if decided == Decided::Stored {
            tracing::info!(%record, criteria = criteria.name, "handed off");
            self.events.send(ServerEvent::RecordChanged { record: record.clone() });
        }
        Ok(decided == Decided::Stored)
    }
}

/// The hand-off of a record that meets the criteria at `now`. One that sales gave back needs new signals.
fn hand_off(mut facts: RecordFacts, sla: &Sla, criteria: &Criteria, now: Instant) -> Option<Event> {
    let is_open = facts.record.stage.as_ref().is_none_or(|stage| stage.outcome == Outcome::Open);
    let made = hand_offs(&facts.events);
    let ended = made.last().map(|last| last.cancellation);
    if facts.record.kind == RecordKind::Contact || !is_open || ended == Some(None) {
        return None;
    }
    let ended_at = ended.flatten().map(|cancellation| cancellation.at);
    facts.touches.retain(|touch: &Touch| touch.at <= now && ended_at.is_none_or(|ended| touch.at > ended));
    let met = criteria.rule.met(sla.subject(&facts, None))?;
    let has_signal = met.by.iter().any(|condition| matches!(condition, Condition::Signal { .. }));
    let id = EventId::new(format!("criteria/{}/{}", facts.record.key, made.len()));
    let to = made.last().and_then(|last| last.still_with(facts.record.owner.as_ref())).cloned();
    (ended_at.is_none() || has_signal).then_some(Event { at: now, kind: EventKind::HandedOff { to }, id })
}
