use serde::{Deserialize, Serialize};

use super::{Contribution, Month};
use crate::Instant;

/// What is counted, and whose rows can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Leads created.
    Leads,
    /// Those of them that became deals by now.
    ConvertedLeads,
    /// Deals created.
    Deals,
    /// Those of them that are qualified by now: the pipeline created.
    Pipeline,
    /// Those of them that are won by now.
    PipelineWon,
    /// Deals closed as won: the revenue.
    Won,
    /// Deals closed as lost.
    Lost,
    /// Deals closed, won or lost.
    Closed,
}

/// Which date of a record decides whether it is in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dated {
    /// When the lead was created.
    Lead,
    /// When the deal was created.
    Deal,
    /// When the deal was closed.
    Close,
}

impl Dated {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Lead, Self::Deal, Self::Close];

    /// As the store has it: from 0 to 2.
    pub fn number(self) -> i64 {
        match self {
            Self::Lead => 0,
            Self::Deal => 1,
            Self::Close => 2,
        }
    }

    /// When that was for a record, and its month; `None` where it was not.
    pub fn of(self, record: &Contribution) -> Option<(Instant, Month)> {
        match self {
            Self::Lead => record.lead.map(|lead| (lead.at, lead.month)),
            Self::Deal => record.deal.map(|deal| (deal.at, deal.month)),
            Self::Close => record.close().map(|close| (close.at, close.month)),
        }
    }
}

impl Measure {
    /// Every one, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Leads,
        Self::ConvertedLeads,
        Self::Deals,
        Self::Pipeline,
        Self::PipelineWon,
        Self::Won,
        Self::Lost,
        Self::Closed,
    ];

    /// As it is written in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::ConvertedLeads => "converted_leads",
            Self::Deals => "deals",
            Self::Pipeline => "pipeline",
            Self::PipelineWon => "pipeline_won",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Closed => "closed",
        }
    }

    /// The measure of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.word() == word)
    }

    /// By which date it counts.
    pub fn dated(self) -> Dated {
        match self {
            Self::Leads | Self::ConvertedLeads => Dated::Lead,
            Self::Deals | Self::Pipeline | Self::PipelineWon => Dated::Deal,
            Self::Won | Self::Lost | Self::Closed => Dated::Close,
        }
    }

    /// Whether a record that has this date counts.
    pub fn counts(self, record: &Contribution) -> bool {
        let close = record.close();
        match self {
            Self::Leads => record.lead.is_some(),
            Self::ConvertedLeads => record.lead.is_some_and(|lead| lead.is_converted),
            Self::Deals => record.deal.is_some(),
            Self::Pipeline => record.deal.is_some_and(|deal| deal.is_qualified),
            Self::PipelineWon => record.deal.is_some_and(|deal| deal.is_pipeline_won()),
            Self::Won => close.is_some_and(|close| close.is_won),
            Self::Lost => close.is_some_and(|close| !close.is_won),
            Self::Closed => close.is_some(),
        }
    }
}
