//! What one reading of a CRM tells, whichever CRM it was.

use plumbline_domain::Instant;
use plumbline_domain::record::{Record, RecordKey};
use plumbline_domain::sla::Response;
use plumbline_domain::touch::Touch;

/// The facts of some records. Complete for each of them: what is not here any more is not there any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The records that were read.
    pub records: Vec<RecordFacts>,
    /// What could not be understood, and was left out.
    pub warnings: Vec<String>,
}

/// The facts of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFacts {
    /// The record itself.
    pub record: Record,
    /// When marketing passed it to sales, if it did.
    pub hand_off: Option<HandOff>,
    /// What happened on it, in order of time.
    pub touches: Vec<Touch>,
}

/// A hand-off to sales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOff {
    /// When the record first got an owner in sales.
    pub at: Instant,
    /// The first sales touch on it since.
    pub response: Option<Response>,
}

/// One record with all those whose facts its panel shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The record that was asked for, by the name of its object.
    pub subject: RecordKey,
    /// The subject and its circle: the contacts of its company, and all of their leads and deals.
    pub facts: Facts,
}
