//! The index by which objections are recognised, as the worker keeps it for the panel.

use plumbline_domain::objection::recognise::Recogniser;

use crate::platform::log;
use crate::platform::storage::{Area, StorageError};
use crate::platform::write::kept_structs;

/// Where it is kept.
pub const KEY: &str = "recogniser";

/// An index from the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Whose; see [`Enrolment::owner`](crate::enrolment::Enrolment::owner).
    pub owner: String,
    /// Of this version.
    pub tag: Option<String>,
    /// Each character one byte: storage keeps texts, and no bytes.
    pub index: String,
}

kept_structs! { Kept { owner, tag, index } }

impl Kept {
    /// The index of this version.
    pub fn new(owner: String, tag: Option<String>, index: &[u8]) -> Self {
        Self { owner, tag, index: index.iter().copied().map(char::from).collect() }
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        self.index.chars().map(|letter| u8::try_from(letter).ok()).collect()
    }

    /// The index that is kept for `owner`.
    ///
    /// # Errors
    /// When the browser's storage fails.
    pub async fn load(owner: &str) -> Result<Option<Self>, StorageError> {
        let kept: Option<Self> = Area::Local.get(KEY).await?;
        Ok(kept.filter(|kept| kept.owner == owner))
    }

    /// Keeps it in place of the last.
    ///
    /// # Errors
    /// When there is no room or the browser's storage fails.
    pub async fn save(&self) -> Result<(), StorageError> {
        Area::Local.set(KEY, self).await
    }
}

/// What recognises objections for `owner`; without one the field only takes words.
pub async fn load(owner: &str) -> Option<Recogniser> {
    let bytes = Kept::load(owner).await.ok()??.bytes()?;
    Recogniser::read(&bytes).inspect_err(|_| log("the index of objections cannot be read")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(Kept::new("owner".into(), None, &all).bytes(), Some(all));
        let foreign = Kept { owner: "owner".into(), tag: None, index: "漢".into() };
        assert_eq!(foreign.bytes(), None);
    }
}
