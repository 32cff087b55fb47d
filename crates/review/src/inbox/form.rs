//! What is being written, and for which reports.

use plumbline_domain::ids::{PersonId, ReportId};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// An answer.
    Answer,
    /// Why there will be none.
    Reason,
    /// Which objection it is.
    Filing,
}

/// For what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One report.
    One(ReportId),
    /// All that are chosen.
    Chosen,
}

/// A form that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// What is written.
    pub paper: Paper,
    /// For what.
    pub target: Target,
}

impl Form {
    /// Where the browser keeps what this person wrote into it.
    pub fn draft_key(self, person: &PersonId) -> String {
        let paper = match self.paper {
            Paper::Answer => "draft",
            Paper::Reason => "reason",
            Paper::Filing => "filing",
        };
        match self.target {
            Target::One(report) => format!("plumbline.{paper}.{person}.{report}"),
            Target::Chosen => format!("plumbline.{paper}.{person}.chosen"),
        }
    }
}
