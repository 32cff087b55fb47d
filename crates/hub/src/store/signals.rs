use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_domain::touch::Touch;

use super::StoreError;

/// Something that a program told of a buyer, or of what was done to reach one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Whom it is about.
    pub target: SignalTarget,
    /// What it is. Its id is unique among all signals and touches that were told; a signal has a kind.
    pub touch: Touch,
}

/// Whom a signal is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignalTarget {
    /// The buyer of this lead or deal.
    Record(RecordKey),
    /// Whoever has this address, in lower case: it is placed on their open lead or deal, the latest of each CRM; on the latest
    /// that ended where none is open.
    Email(String),
}

/// What became of signals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutSignals {
    /// How many were new.
    pub new: usize,
    /// How many were there, and said something else; only touches are changed.
    pub changed: usize,
    /// How many of both wait for their record.
    pub waiting: usize,
    /// The records on which they were placed.
    pub placed_on: Vec<RecordKey>,
    /// Further records whose panels show something else now, with those on which they were placed.
    pub shown_on: Vec<RecordKey>,
}

/// What programs tell of buyers.
#[async_trait]
pub trait SignalStore: Send + Sync {
    /// Keeps signals, all or none; those that are there already change nothing. One whose record is not known yet is placed when
    /// it is. When it answers, that is on disk.
    async fn put_signals(&self, signals: &[Signal], now: Instant) -> Result<PutSignals, StoreError>;
    /// Keeps touches in the same way, but one that is there already and says something else now takes its place.
    async fn put_touches(&self, touches: &[Signal], now: Instant) -> Result<PutSignals, StoreError>;
}
