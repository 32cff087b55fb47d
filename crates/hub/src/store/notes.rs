use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;

use super::StoreError;

/// Something that happened here, to be noted on its record in the CRM.
#[derive(Debug, Clone, Copy)]
pub struct NewNote<'a> {
    /// Tells it from every other, such as `decision/7f3a`.
    pub id: &'a str,
    /// On which record.
    pub record: &'a RecordKey,
    /// What to say.
    pub text: &'a str,
    /// When it happened.
    pub at: Instant,
}

/// A note that its holder may leave now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedNote {
    /// Tells it from every other.
    pub id: String,
    /// On which record.
    pub record: RecordKey,
    /// What to say.
    pub text: String,
    /// When it happened.
    pub at: Instant,
    /// Which attempt this is, counted from 1.
    pub attempt: u32,
}

/// What became of a note, when it is not to be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteOutcome {
    /// The CRM has it.
    Left,
    /// The CRM never took it.
    GivenUp,
}

/// Notes that are to be left in CRMs, each once: one is claimed before it is left, and of a claim whose outcome nobody knows
/// the CRM is asked whether it has the note.
#[async_trait]
pub trait NoteStore: Send + Sync {
    /// Keeps a note to be left. One that was kept before stays as it is.
    async fn add_note(&self, note: NewNote<'_>) -> Result<(), StoreError>;
    /// Claims the CRM's oldest note that may be tried at `now`; when it answers, that is on disk. Those on one record come in
    /// the order in which they happened.
    async fn claim_note(&self, crm: &CrmId, now: Instant) -> Result<Option<ClaimedNote>, StoreError>;
    /// Ends a claim for good, and forgets what the note said.
    async fn settle_note(&self, id: &str, outcome: NoteOutcome) -> Result<(), StoreError>;
    /// Ends a claim, so that it can be claimed again from `not_before` on.
    async fn release_note(&self, id: &str, not_before: Instant) -> Result<(), StoreError>;
    /// Releases every claim that has not ended, until `not_before`, and says how many those were. Only for when nobody is
    /// leaving notes.
    async fn release_lost_notes(&self, not_before: Instant) -> Result<u64, StoreError>;
}
