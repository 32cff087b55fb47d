//! Objections, and the reports of them from the field.

mod handling;
mod likeliest;
mod merge;
pub mod recognise;
mod report;
pub mod stake;

use serde::{Deserialize, Serialize};

pub use handling::{Handling, Status};
pub use likeliest::{likeliest, usual};
pub use merge::{MergeError, Merges};
pub use report::{MAX_NAME, MAX_WORDS, Report, ReportError, Severity};

use crate::ids::ObjectionId;

/// A known reason to say no, kept by marketing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Objection {
    /// Stable, such as `price`.
    pub id: ObjectionId,
    /// What everybody calls it, such as `Too expensive`.
    pub name: String,
    /// How buyers say it; what reps type is compared with these.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The pipeline stages at which it usually comes up; none means any.
    #[serde(default)]
    pub stages: Vec<String>,
    /// The competitors against whom it comes up; none means any.
    #[serde(default)]
    pub competitors: Vec<String>,
    /// The kinds of customers that say it; none means any.
    #[serde(default)]
    pub segments: Vec<String>,
    /// Who in marketing answers for it.
    #[serde(default)]
    pub owner: Option<String>,
}
