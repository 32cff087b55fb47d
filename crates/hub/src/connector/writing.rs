//! What the hub writes to a CRM: for people to read, and each once.

use sha2::{Digest, Sha256};

use crate::tokens::hex;

/// How much of a hash tells two texts apart that are on one record.
const REFERENCE: usize = 12;

/// A text that is left on a record once. By its reference, which stands at its end, it is found again, so that nobody need
/// guess whether an attempt without an answer succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    reference: String,
}

impl Note {
    /// A note that says `text`. Of those with one `name` there is one on a record.
    pub fn new(name: &str, text: impl Into<String>) -> Self {
        let hash = hex(&Sha256::digest(name));
        let reference = format!("Plumbline {}", hash.get(..REFERENCE).unwrap_or(&hash));
        Self { text: text.into(), reference }
    }

    /// What it is found by.
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// All of it, as plain text.
    pub fn whole(&self) -> String {
        format!("{} [{}]", self.text, self.reference)
    }
}

/// Something for one person to do about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// In a few words.
    pub summary: String,
    /// In a sentence.
    pub note: Note,
}

/// A kind of writing, to ask whether the hub's key may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Writing {
    /// [`Connector::leave_note`](super::Connector::leave_note).
    Notes,
    /// [`Connector::give_to_do`](super::Connector::give_to_do).
    ToDos,
    /// [`Connector::assign`](super::Connector::assign).
    Owners,
}
