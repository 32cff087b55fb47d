use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;
use serde::{Deserialize, Serialize};

use super::StoreError;

/// An event that a webhook told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardEvent {
    /// What it is called within its CRM, the same whenever it is told.
    pub id: String,
    /// What is to be done since it happened.
    pub due: Vec<(RecordKey, Due)>,
    /// Records that became a part of another one, each with that one.
    pub merged: Vec<(RecordKey, RecordKey)>,
}

/// What is to be done about a record. Of two for one record, the later in this order stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// It is read from the CRM again.
    Read,
    /// It is known to be there no more.
    Gone,
    /// The person is forgotten.
    Erase,
}

/// A record that something is to be done about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRecord {
    /// Which record.
    pub record: RecordKey,
    /// What.
    pub due: Due,
    /// Another one when more was told since.
    pub change: String,
}

/// What webhooks told, until it is done.
#[async_trait]
pub trait WebhookStore: Send + Sync {
    /// Keeps what is to be done since these events, and says how many of them were not heard before: those heard before change
    /// nothing. When it answers, that is on disk.
    async fn hear(&self, crm: &CrmId, events: &[HeardEvent], now: Instant) -> Result<usize, StoreError>;
    /// What is to be done in a CRM, what was told first coming first.
    async fn due(&self, crm: &CrmId, limit: u32) -> Result<Vec<DueRecord>, StoreError>;
    /// Notes that it is done. What more was told meanwhile stays.
    async fn note_done(&self, done: &[DueRecord]) -> Result<(), StoreError>;
}
