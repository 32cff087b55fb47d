//! Everything that can go wrong between this page and the hub.

use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::library::{ContentConflict, ObjectionConflict};
use plumbline_protocol::report::HandlingConflict;
use thiserror::Error;

/// Why a request has no answer. The words for people are in [`crate::strings::trouble`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Error {
    /// The request never arrived, or the answer never came back.
    #[error("the hub cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("the hub took too long")]
    TimedOut,
    /// The session ended: signed out elsewhere, expired or revoked.
    #[error("not signed in")]
    SignedOut,
    /// Somebody else changed it first.
    #[error("changed in the meantime: {}", .0.error.message)]
    Conflict(Box<HandlingConflict>),
    /// Somebody else changed the objection since it was seen.
    #[error("changed in the meantime: {}", .0.error.message)]
    ObjectionChanged(Box<ObjectionConflict>),
    /// Somebody else changed the piece of content since it was seen.
    #[error("changed in the meantime: {}", .0.error.message)]
    ContentChanged(Box<ContentConflict>),
    /// The hub says no, and why.
    #[error("{}", .0.message)]
    Refused(ErrorResponse),
    /// The hub speaks a newer protocol than this page.
    #[error("the hub speaks protocol {0}")]
    NewerHub(u32),
    /// The hub answered, but this page cannot read it.
    #[error("status {status}, not understood: {why}")]
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// What the reader stumbled over, for whoever looks into it.
        why: String,
    },
    /// Something that is not the hub answered: a proxy's error page, a sign-on wall.
    #[error("status {0}, not from the hub")]
    NotTheHub(u16),
}

/// What helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The same once more.
    Retry,
    /// Load the page anew.
    Reload,
    /// Sign in.
    SignIn,
    /// Nothing that this page could offer.
    Nothing,
}

impl Error {
    /// What helps against it.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Unreachable | Self::TimedOut | Self::NotTheHub(_) => Remedy::Retry,
            Self::SignedOut => Remedy::SignIn,
            // What is to be done depends on what is there now, and that is shown with the usual buttons.
            Self::Conflict(_) | Self::ObjectionChanged(_) | Self::ContentChanged(_) => Remedy::Nothing,
            Self::NewerHub(_) | Self::Unreadable { .. } => Remedy::Reload,
            Self::Refused(refusal) => match refusal.code {
                ErrorCode::Internal | ErrorCode::TooMany | ErrorCode::CrmAway => Remedy::Retry,
                ErrorCode::NotEnrolled => Remedy::SignIn,
                ErrorCode::BadCode
                | ErrorCode::Forbidden
                | ErrorCode::NoSuchRecord
                | ErrorCode::NotFound
                | ErrorCode::Invalid => Remedy::Nothing,
            },
        }
    }
}
