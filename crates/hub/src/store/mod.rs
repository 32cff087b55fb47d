//! What the hub keeps, as verbs of its domain. [`sqlite`] is the one place that knows SQL.

mod decisions;
mod digests;
mod erasing;
mod escalations;
mod findings;
mod library;
mod notes;
mod numbers;
mod packet;
mod reports;
mod signals;
pub mod sqlite;
mod webhooks;

use async_trait::async_trait;
use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::Instant;
use plumbline_domain::ids::{CrmId, PersonId};
use plumbline_domain::origin::OriginChange;
use plumbline_domain::record::{Person, Record, RecordKey, Role};
use thiserror::Error;

pub use decisions::{Decided, DecisionStore};
pub use digests::DigestStore;
pub use erasing::{Erased, ErasureStore};
pub use escalations::{Claim, Escalated, EscalationStore, Settled};
pub use findings::FindingsStore;
pub use library::{Exchanged, Imported, Kept, Library, LibraryStore, NewContentUse, Seen, Written};
pub use notes::{ClaimedNote, NewNote, NoteOutcome, NoteStore};
pub use numbers::{
    Changed, EntriesOf, EntryPlace, Generation, MadeAnew, NewContributions, NumberCell, NumberEntry, NumberStore,
};
pub use packet::{DealsSought, PacketStore, SoughtDeal, UsedContent};
pub use reports::{
    HeardRow, InboxPage, LabelledWords, NewHandling, PutReport, ReportNote, ReportStore, ReportsOf, Wanted,
};
pub use signals::{PutSignals, Signal, SignalStore, SignalTarget};
pub use webhooks::{Due, DueRecord, HeardEvent, WebhookStore};

/// The store failed. What happened is for the log, never for a client.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database refused or is away.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// Its tables could not be brought up to date.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A value that the hub never wrote.
    #[error("the database has '{value}' as a {what}")]
    Corrupt {
        /// What it should be.
        what: &'static str,
        /// What it is.
        value: String,
    },
}

/// A hash of a token or code; the only form in which the store knows one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHash(pub String);

/// Somebody who signed in, and on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub person: Person,
    /// The device's identifier.
    pub device: String,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Short, to name it on the command line.
    pub id: String,
    /// `extension` or `review page`.
    pub kind: String,
    /// Since when.
    pub enrolled_at: Instant,
    /// It may no longer do anything.
    pub revoked_at: Option<Instant>,
}

/// A person with their devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDevices {
    /// Who.
    pub person: Person,
    /// The oldest first.
    pub devices: Vec<Device>,
}

/// People, their enrolment codes and their devices.
#[async_trait]
pub trait PeopleStore: Send + Sync {
    /// The person of this name, made if there is none.
    async fn person_named(&self, name: &str, role: Role, now: Instant) -> Result<Person, StoreError>;
    /// Says which user of a CRM a person is.
    async fn set_crm_user(&self, person: &PersonId, crm: &CrmId, user: &str) -> Result<(), StoreError>;
    /// Which users of which CRMs a person is.
    async fn crm_users(&self, person: &PersonId) -> Result<Vec<(CrmId, String)>, StoreError>;
    /// Keeps an enrolment code.
    async fn add_enrolment(&self, code: &TokenHash, person: &PersonId, expires_at: Instant) -> Result<(), StoreError>;
    /// Uses a code up for a device. `None` for one that is wrong, used or expired; of two at the same time one gets it.
    async fn enrol(
        &self,
        code: &TokenHash,
        token: &TokenHash,
        kind: &str,
        now: Instant,
    ) -> Result<Option<Session>, StoreError>;
    /// Whose token it is, unless it was revoked.
    async fn session(&self, token: &TokenHash) -> Result<Option<Session>, StoreError>;
    /// Revokes a device's token; whether there was one to revoke.
    async fn revoke_device(&self, device: &str, now: Instant) -> Result<bool, StoreError>;
    /// Everybody, by name.
    async fn people(&self) -> Result<Vec<PersonDevices>, StoreError>;
}

/// A record with all that its panel shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// The record itself.
    pub record: Record,
    /// When all of it was last read; `None` when it was only read as a part of another's circle.
    pub read_at: Option<Instant>,
    /// The records of the circle with their facts, the record itself among them. Their events include what people decided.
    pub members: Vec<RecordFacts>,
    /// How the CRM's fields changed that say where the record came from, the latest first; at most five.
    pub origin_changes: Vec<OriginChange>,
}

/// A record as last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastRead {
    /// What it was then.
    pub record: Record,
    /// It was deleted or hidden since.
    pub is_gone: bool,
}

/// What a hand-off can wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// The first response.
    ForResponse,
    /// That, or its status to be brought up to date.
    ForResponseOrUpdate,
}

/// What the CRMs told.
#[async_trait]
pub trait RecordStore: Send + Sync {
    /// A record and its circle; `None` when it was never read or is gone.
    async fn circle(&self, record: &RecordKey) -> Result<Option<Circle>, StoreError>;
    /// Keeps facts; with a `subject`, they are its whole circle. Says which records' panels show something else now.
    async fn put_facts(
        &self,
        facts: &Facts,
        subject: Option<&RecordKey>,
        now: Instant,
    ) -> Result<Vec<RecordKey>, StoreError>;
    /// Notes that records are deleted or hidden, and says which of them were there until now.
    async fn mark_gone(&self, records: &[RecordKey]) -> Result<Vec<RecordKey>, StoreError>;
    /// What is known of one record; `None` when it was never read or is gone. Its events include what
    /// people decided.
    async fn facts(&self, record: &RecordKey) -> Result<Option<RecordFacts>, StoreError>;
    /// The record itself as last read, and whether it is gone.
    async fn record(&self, record: &RecordKey) -> Result<Option<LastRead>, StoreError>;
    /// Records whose hand-off waits for something. Their events include what people decided.
    async fn waiting(&self, crm: &CrmId, waits: Waits) -> Result<Vec<RecordFacts>, StoreError>;
    /// Records whose hand-off waits for a response, by name alone; whatever has waited longest first.
    async fn unanswered(&self, crm: &CrmId) -> Result<Vec<RecordKey>, StoreError>;
    /// Leads and deals that are open, and whose last hand-off, if any, waits for nothing.
    async fn not_with_sales(&self) -> Result<Vec<RecordKey>, StoreError>;
    /// Records that were handed off since, or whose hand-off waits for something. Their events include what people decided.
    async fn handed_off_since(&self, crm: &CrmId, since: Instant, waits: Waits)
    -> Result<Vec<RecordFacts>, StoreError>;
    /// Leads and deals whose circle was never read, after this one in the order of their names; from the first on after nothing.
    async fn without_circle(&self, crm: &CrmId, after: &str, limit: u32) -> Result<Vec<RecordKey>, StoreError>;
    /// How far changes of a CRM were followed.
    async fn cursor(&self, crm: &CrmId) -> Result<Option<String>, StoreError>;
    /// Remembers how far changes of a CRM were followed.
    async fn set_cursor(&self, crm: &CrmId, position: &str) -> Result<(), StoreError>;
}

/// Everything that the hub keeps.
pub trait Store:
    PeopleStore
    + LibraryStore
    + ReportStore
    + RecordStore
    + SignalStore
    + DecisionStore
    + EscalationStore
    + NoteStore
    + NumberStore
    + FindingsStore
    + DigestStore
    + PacketStore
    + WebhookStore
    + ErasureStore
{
}

impl<T> Store for T where
    T: PeopleStore
        + LibraryStore
        + ReportStore
        + RecordStore
        + SignalStore
        + DecisionStore
        + EscalationStore
        + NoteStore
        + NumberStore
        + FindingsStore
        + DigestStore
        + PacketStore
        + WebhookStore
        + ErasureStore
{
}
