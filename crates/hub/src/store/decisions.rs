use async_trait::async_trait;
use plumbline_domain::ids::{EventId, PersonId};
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::Event;

use super::StoreError;

/// What became of a decision that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// It is on disk.
    Stored,
    /// It was there already.
    Known,
    /// Another one of this id is there.
    Different,
}

/// What people decide about hand-offs.
#[async_trait]
pub trait DecisionStore: Send + Sync {
    /// Keeps a decision; when it answers, that is on disk. A `note` in its words is to be left in the CRM, as
    /// [`NoteStore`] has it.
    async fn add_decision(
        &self,
        record: &RecordKey,
        event: &Event,
        by: &PersonId,
        note: Option<&str>,
    ) -> Result<Decided, StoreError>;
    /// Who made a decision.
    async fn decided_by(&self, decision: &EventId) -> Result<Option<PersonId>, StoreError>;
}
