//! What one reading of a CRM tells, whichever CRM it was.

use plumbline_domain::Instant;
use plumbline_domain::origin::{Origin, OriginChange};
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
    /// Of those among the records whose CRM says when they were last edited.
    pub edits: Vec<Edit>,
}

/// The last edit of a record, and where the record came from by its fields since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Which record.
    pub record: RecordKey,
    /// When it was last edited, whatever of it.
    pub at: Instant,
    /// Who edited it then.
    pub by: Option<String>,
    /// What its fields say.
    pub origin: Origin,
    /// What the CRM knows these values by, in the order of `OriginField::ALL`; `None` for a field that is empty. It tells a
    /// value that was renamed from another value.
    pub refs: [Option<String>; 3],
    /// The changes of these fields that the CRM itself dates, each with the id that it has there.
    pub tracked: Vec<(String, OriginChange)>,
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
