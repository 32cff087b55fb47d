//! What the field's reports and the use of content say without being asked.

mod compared;
mod in_a_row;
mod most_heard;
mod rising;

use chrono::TimeDelta;

pub use compared::{Closed, Compared, Comparisons, Verdict, compared};
pub use in_a_row::{IN_A_ROW, Run, in_a_row};
pub use most_heard::{MOST_HEARD, MostHeard, StageNames, most_heard};
pub use rising::{ENOUGH_REPORTS, Rise, Rises, rises};

use crate::Instant;
use crate::ids::ObjectionId;
use crate::record::RecordKey;

/// How far back runs are looked for.
pub const RUNS_WITHIN: TimeDelta = TimeDelta::days(28);

/// How far back reports are counted by stage.
pub const STAGES_WITHIN: TimeDelta = TimeDelta::days(90);

/// After which time content that nobody opened is told of.
pub const UNOPENED_FOR: TimeDelta = TimeDelta::days(90);

/// How far back deals may have been closed that content is judged by.
pub const CLOSED_WITHIN: TimeDelta = TimeDelta::days(365);

/// A report, with no more than it takes to count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// When.
    pub at: Instant,
    /// On which record.
    pub record: RecordKey,
    /// What it counts as; `None` for what nobody knows yet.
    pub objection: Option<ObjectionId>,
    /// The stage that the deal was in when it was told of; `None` for what is no deal, and where nobody knew.
    pub stage: Option<String>,
}

#[cfg(test)]
mod samples {
    use chrono::DateTime;

    use super::*;

    /// A report some hours after the beginning; `-` is what nobody knows.
    pub(super) fn heard(hour: i64, record: u32, objection: &str, stage: Option<&str>) -> Heard {
        Heard {
            at: DateTime::UNIX_EPOCH + TimeDelta::hours(hour),
            record: RecordKey::new("odoo", "crm.lead", record.to_string()),
            objection: Some(objection).filter(|id| *id != "-").map(ObjectionId::new),
            stage: stage.map(str::to_owned),
        }
    }
}
