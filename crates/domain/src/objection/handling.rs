//! What marketing does with a report, or with an objection as a whole.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ContentId;

/// Where something that the field raised stands with marketing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// Nobody has looked at it yet.
    #[default]
    New,
    /// Seen by marketing.
    Acknowledged {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Somebody works on an answer.
    InProgress {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Answered.
    Answered {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
        /// With which content, if any.
        content: Option<ContentId>,
        /// In these words, if any.
        words: Option<String>,
    },
    /// There will be no answer.
    Declined {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
        /// Why not.
        reason: String,
    },
}

/// A [`Handling`] without its story: what lists are filtered and boards are laid out by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has looked at it yet.
    New,
    /// Seen by marketing.
    Acknowledged,
    /// Somebody works on an answer.
    InProgress,
    /// Answered.
    Answered,
    /// There will be no answer.
    Declined,
}

impl Status {
    /// In the order in which work goes on.
    pub const ALL: [Self; 5] = [Self::New, Self::Acknowledged, Self::InProgress, Self::Answered, Self::Declined];

    /// Whether marketing has said its last word, which whoever reported it is told.
    pub const fn is_told_back(self) -> bool {
        matches!(self, Self::Answered | Self::Declined)
    }
}

impl Handling {
    /// Where it stands.
    pub const fn status(&self) -> Status {
        match self {
            Self::New => Status::New,
            Self::Acknowledged { .. } => Status::Acknowledged,
            Self::InProgress { .. } => Status::InProgress,
            Self::Answered { .. } => Status::Answered,
            Self::Declined { .. } => Status::Declined,
        }
    }

    /// Who did what last, and when; nothing where nobody has looked at it.
    pub fn done(&self) -> Option<(&str, DateTime<Utc>)> {
        match self {
            Self::New => None,
            Self::Acknowledged { by, at }
            | Self::InProgress { by, at }
            | Self::Answered { by, at, .. }
            | Self::Declined { by, at, .. } => Some((by, *at)),
        }
    }

    /// When it came to this; nothing where nobody has looked at it.
    pub fn at(&self) -> Option<DateTime<Utc>> {
        self.done().map(|(_, at)| at)
    }
}
