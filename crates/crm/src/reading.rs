//! What one reading of a CRM tells, whichever CRM it was.

use plumbline_domain::record::{Profile, Record, RecordKey};
use plumbline_domain::sla::Event;
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
    /// What is known of it besides.
    pub profile: Profile,
    /// What happened to it on its way from marketing to sales, in order of time.
    pub events: Vec<Event>,
    /// What happened on it, in order of time.
    pub touches: Vec<Touch>,
}

/// One record with all those whose facts its panel shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The record that was asked for, by the name of its object.
    pub subject: RecordKey,
    /// The subject and its circle: the contacts of its company, and all of their leads and deals.
    pub facts: Facts,
}
