//! What is being written. Kept in the browser until it is sent, so that nothing typed is lost.

use plumbline_domain::ids::ContentId;
use plumbline_domain::objection::{Handling, MAX_WORDS};
use plumbline_protocol::report::HandlingAction;
use serde::{Deserialize, Serialize};

use super::form::Paper;
use crate::ui::storage;

/// An answer or a reason as far as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The chosen content; a reason has none.
    pub content: Option<ContentId>,
    /// The words, as they stand in the field.
    pub words: String,
}

/// Why a draft cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unready {
    /// Neither content nor words.
    Empty,
    /// A reason without words.
    NoReason,
    /// So many characters are too many.
    TooLong(usize),
}

impl Draft {
    /// What was said when it came to this, to be changed.
    pub fn of(handling: &Handling, paper: Paper) -> Self {
        match (handling, paper) {
            (Handling::Answered { content, words, .. }, Paper::Answer) => {
                Self { content: content.clone(), words: words.clone().unwrap_or_default() }
            }
            (Handling::Declined { reason, .. }, Paper::Reason) => Self { content: None, words: reason.clone() },
            _ => Self::default(),
        }
    }

    /// Nothing is chosen and nothing is written.
    pub fn is_empty(&self) -> bool {
        self.content.is_none() && self.words.trim().is_empty()
    }

    /// The request that answers with it.
    ///
    /// # Errors
    /// Says what is missing or too much.
    pub fn answer(&self) -> Result<HandlingAction, Unready> {
        let words = self.said()?;
        if words.is_none() && self.content.is_none() {
            return Err(Unready::Empty);
        }
        Ok(HandlingAction::Answer { content: self.content.clone(), words })
    }

    /// The request that declines with it.
    ///
    /// # Errors
    /// Says what is missing or too much.
    pub fn reason(&self) -> Result<HandlingAction, Unready> {
        let reason = self.said()?.ok_or(Unready::NoReason)?;
        Ok(HandlingAction::Decline { reason })
    }

    fn said(&self) -> Result<Option<String>, Unready> {
        let words = self.words.trim();
        match words.chars().count() {
            0 => Ok(None),
            length if length > MAX_WORDS => Err(Unready::TooLong(length)),
            _ => Ok(Some(words.to_owned())),
        }
    }

    /// What was written and not sent.
    pub fn kept(key: &str) -> Option<Self> {
        storage::get::<Self>(key).filter(|draft| !draft.is_empty())
    }

    /// Keeps it until it is sent. An empty draft is forgotten.
    pub fn keep(&self, key: &str) {
        if self.is_empty() {
            storage::remove(key);
        } else {
            storage::set(key, self);
        }
    }
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
        assert_eq!(draft.answer(), expect);
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

    #[test]
    fn a_reason_has_words() {
        let reason = |words: &str| Draft { content: None, words: words.to_owned() }.reason();
        assert_eq!(reason(" "), Err(Unready::NoReason));
        assert_eq!(reason(" Not ours. "), Ok(HandlingAction::Decline { reason: "Not ours.".into() }));
        assert_eq!(reason(&"é".repeat(MAX_WORDS + 1)), Err(Unready::TooLong(MAX_WORDS + 1)));
    }
}
