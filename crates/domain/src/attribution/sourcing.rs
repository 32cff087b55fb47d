//! What both teams agreed on about who sources deals.

use serde::{Deserialize, Serialize};

use super::Milestone;
use crate::touch::has_word;

/// Says that a lead came by cold outreach, where the configuration names nothing else.
const OUTBOUND: [&str; 9] =
    ["outbound", "cold call", "cold calling", "cold email", "cold mail", "cold outreach", "prospecting", "sdr", "bdr"];

/// Who can source a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Team {
    /// By a touch of its own, or by what made the buyer come.
    Marketing,
    /// By outreach of its own.
    Sales,
}

/// The agreed rule: whose touch decides which team sourced a deal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourcedBy {
    /// The first of all.
    #[default]
    FirstTouch,
    /// The one that led to the lead.
    LeadCreation,
    /// The one that led to the deal.
    OpportunityCreation,
}

impl SourcedBy {
    /// The milestone that it goes by.
    pub fn milestone(self) -> Milestone {
        match self {
            Self::FirstTouch => Milestone::FirstTouch,
            Self::LeadCreation => Milestone::LeadCreation,
            Self::OpportunityCreation => Milestone::OpportunityCreation,
        }
    }
}

/// The words of a source or medium that say cold outreach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundWords(Vec<String>);

impl Default for OutboundWords {
    fn default() -> Self {
        Self::new(&OUTBOUND)
    }
}

impl OutboundWords {
    /// These, whatever their case. One that is blank says nothing.
    pub fn new(words: &[impl AsRef<str>]) -> Self {
        let words = words.iter().map(|word| word.as_ref().trim().to_lowercase());
        Self(words.filter(|word| !word.is_empty()).collect())
    }

    /// Whether one of them stands in the source or the medium by itself.
    pub fn are_in(&self, source: Option<&str>, medium: Option<&str>) -> bool {
        let texts = [source, medium].into_iter().flatten().map(str::to_lowercase);
        texts.into_iter().any(|text| self.0.iter().any(|word| has_word(&text, word)))
    }
}

/// What both teams agreed on about sourcing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sourcing {
    /// Whose touch decides.
    pub by: SourcedBy,
    /// What says that sales found a lead by itself.
    pub outbound: OutboundWords,
}
