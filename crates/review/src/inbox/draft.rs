//! Answers that are being written. Kept in the browser until they are sent, so that nothing typed is lost.

use plumbline_domain::ids::{ContentId, PersonId, ReportId};
use plumbline_domain::objection::MAX_WORDS;
use plumbline_protocol::report::HandlingAction;
use serde::{Deserialize, Serialize};

use crate::ui::storage;

/// An answer as far as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The chosen content.
    pub content: Option<ContentId>,
    /// The words, as they stand in the field.
    pub words: String,
}

/// Why a draft cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unready {
    /// Neither content nor words.
    Empty,
    /// So many characters are too many.
    TooLong(usize),
}

impl Draft {
    /// Nothing is chosen and nothing is written.
    pub fn is_empty(&self) -> bool {
        self.content.is_none() && self.words.trim().is_empty()
    }

    /// The request that sends it.
    ///
    /// # Errors
    /// Says what is missing or too much.
    pub fn request(&self) -> Result<HandlingAction, Unready> {
        let length = self.words.trim().chars().count();
        if length > MAX_WORDS {
            return Err(Unready::TooLong(length));
        }
        if self.is_empty() {
            return Err(Unready::Empty);
        }
        let words = (length > 0).then(|| self.words.trim().to_owned());
        Ok(HandlingAction::Answer { content: self.content.clone(), words })
    }

    /// What this person wrote for this report and did not send.
    pub fn kept(person: &PersonId, report: ReportId) -> Option<Self> {
        storage::get::<Self>(&key(person, report)).filter(|draft| !draft.is_empty())
    }

    /// Keeps it until it is sent. An empty draft is forgotten.
    pub fn keep(&self, person: &PersonId, report: ReportId) {
        if self.is_empty() {
            Self::forget(person, report);
        } else {
            storage::set(&key(person, report), self);
        }
    }

    /// It was sent.
    pub fn forget(person: &PersonId, report: ReportId) {
        storage::remove(&key(person, report));
    }
}

fn key(person: &PersonId, report: ReportId) -> String {
    format!("plumbline.draft.{person}.{report}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: Option<&str>, words: &str, expect: Result<(Option<&str>, Option<&str>), Unready>) {
        let draft = Draft { content: content.map(ContentId::new), words: words.to_owned() };
        let expect = expect.map(|(content, words)| HandlingAction::Answer {
            content: content.map(ContentId::new),
            words: words.map(str::to_owned),
        });
        assert_eq!(draft.request(), expect);
    }

    #[test]
    fn an_answer_has_content_or_words_or_both() {
        check(None, " \n", Err(Unready::Empty));
        check(Some("roi"), "  ", Ok((Some("roi"), None)));
        check(None, " Cheaper. ", Ok((None, Some("Cheaper."))));
        check(Some("roi"), "Cheaper.", Ok((Some("roi"), Some("Cheaper."))));
        check(None, &"é".repeat(MAX_WORDS), Ok((None, Some(&"é".repeat(MAX_WORDS)))));
        check(Some("roi"), &"é".repeat(MAX_WORDS + 1), Err(Unready::TooLong(MAX_WORDS + 1)));
    }
}
