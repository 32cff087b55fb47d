use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::record::RecordKey;

use super::StoreError;

/// What erasing somebody changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erased {
    /// Records whose panels show something else now.
    pub shown_on: Vec<RecordKey>,
    /// Reports that say less now.
    pub reports: Vec<ReportId>,
    /// How many notes will not be left in the CRM.
    pub notes: u64,
}

/// Forgetting people.
#[async_trait]
pub trait ErasureStore: Send + Sync {
    /// Takes all that says who a contact is out of the store, and out of its file, and leaves what is counted. What is read or told of
    /// the contact later is not kept. All or nothing; once more changes nothing more.
    async fn erase(&self, contact: &RecordKey, now: Instant) -> Result<Erased, StoreError>;
}
