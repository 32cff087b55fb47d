//! Reading CRMs, and writing to them what the operator wants there. A connector does the calls; what the answers mean is
//! `plumbline_crm`'s business.

mod connect;
pub mod hubspot;
mod kept;
pub mod odoo;
mod pause;
mod writing;

use std::time::Duration;

use async_trait::async_trait;
use plumbline_crm::reading::{Facts, Reading};
use plumbline_domain::ids::{ObjectType, RecordId};
use plumbline_domain::record::{CrmUser, RecordKey};
use plumbline_domain::site::CrmSite;
use thiserror::Error;

pub use connect::{ConnectError, connect};
pub use writing::{Note, ToDo, Writing};

/// Why a CRM could not be read, in words that a rep can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConnectorError {
    /// There is none, or the hub's key may not see it.
    #[error("the CRM has no such record, or the hub's key may not see it")]
    NoSuchRecord,
    /// No answer in time.
    #[error("{crm} did not answer within {} s", within.as_secs())]
    Timeout {
        /// The CRM's product name.
        crm: &'static str,
        /// How long was waited.
        within: Duration,
    },
    /// No connection.
    #[error("{0} cannot be reached")]
    Unreachable(&'static str),
    /// It does not know the hub's key.
    #[error("{0} refuses the hub's key; whoever runs the hub can renew it")]
    KeyRefused(&'static str),
    /// The key is of another account than the configuration says.
    #[error("the hub's key is of account {account} in {crm}, not of the one that the configuration names")]
    OtherAccount {
        /// The CRM's product name.
        crm: &'static str,
        /// Whose key it is.
        account: String,
    },
    /// The key's user lacks a right.
    #[error("the hub's key may not read {model} in {crm}")]
    NotAllowed {
        /// The CRM's product name.
        crm: &'static str,
        /// Which of its models.
        model: String,
    },
    /// The key's user lacks a right to write.
    #[error("the hub's key may not write {model} in {crm}")]
    NotWritable {
        /// The CRM's product name.
        crm: &'static str,
        /// Which of its models.
        model: String,
    },
    /// It has no such model.
    #[error("{crm} has no {model}; is the app installed?")]
    NoModel {
        /// The CRM's product name.
        crm: &'static str,
        /// Which model was asked for.
        model: String,
    },
    /// Too many requests.
    #[error("{crm} asks the hub to wait")]
    Limited {
        /// The CRM's product name.
        crm: &'static str,
        /// For how long, if it said.
        retry_after: Option<Duration>,
    },
    /// It failed.
    #[error("{crm} failed (status {status})")]
    Failed {
        /// The CRM's product name.
        crm: &'static str,
        /// The HTTP status.
        status: u16,
    },
    /// It answered with something else than was agreed.
    #[error("{crm} answered something unexpected: {what}")]
    Unexpected {
        /// The CRM's product name.
        crm: &'static str,
        /// What was expected or came.
        what: String,
    },
}

/// The own facts of some records, without their circles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnFacts {
    /// Of those that are there.
    pub facts: Facts,
    /// Those that are not, or not any more.
    pub gone: Vec<RecordKey>,
}

/// What changed in a CRM.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Records to read again.
    pub records: Vec<RecordKey>,
    /// From where to ask on.
    pub cursor: String,
    /// How far it is with what was there before it was first asked; `None` once all of that was told. It is asked on at once.
    pub catching_up: Option<CatchingUp>,
}

/// How far a connector is with what a CRM had before it was first asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatchingUp {
    /// Records that were told of.
    pub told: u64,
    /// How many there are, where the CRM says so.
    pub of: Option<u64>,
}

/// What the hub's key may do, for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// In words, such as `read leads and opportunities (crm.lead)`.
    pub what: String,
    /// Why not, when it may not.
    pub trouble: Option<ConnectorError>,
    /// What is missing without it; nothing works when this is `None`.
    pub otherwise: Option<&'static str>,
}

/// One connected CRM.
#[async_trait]
pub trait Connector: Send + Sync {
    /// As people reach it.
    fn site(&self) -> &CrmSite;
    /// The object that an address names, where the address alone does not tell.
    async fn resolve(&self, object: &ObjectType) -> Result<ObjectType, ConnectorError>;
    /// A record with its circle.
    async fn read(&self, object: &ObjectType, id: &RecordId) -> Result<Reading, ConnectorError>;
    /// How many records are best read together.
    fn batch(&self) -> usize {
        200
    }
    /// The own facts of leads and deals, and of contacts where these are handed off.
    async fn read_own(&self, records: &[RecordKey]) -> Result<OwnFacts, ConnectorError>;
    /// Leads and deals that changed since `cursor`; all open ones without one.
    async fn changes(&self, cursor: Option<&str>) -> Result<Changes, ConnectorError>;
    /// The user who signs in with `login`, or has that number.
    async fn user_named(&self, login: &str) -> Result<Option<CrmUser>, ConnectorError>;
    /// Leaves a note on a record that only colleagues see, unless it is there already; one that says something else is edited.
    async fn leave_note(&self, record: &RecordKey, note: &Note) -> Result<(), ConnectorError>;
    /// Gives a user something to do about a record, unless it was given already.
    async fn give_to_do(&self, record: &RecordKey, user: &CrmUser, to_do: &ToDo) -> Result<(), ConnectorError>;
    /// Makes a user the record's owner, unless they are.
    async fn assign(&self, record: &RecordKey, user: &CrmUser) -> Result<(), ConnectorError>;
    /// What the hub's key may do, of what the hub reads and of `writing`.
    async fn permissions(&self, writing: &[Writing]) -> Vec<Permission>;
}
