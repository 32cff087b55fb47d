//! What is being said of an objection. Kept in the browser until it is sent, so that nothing typed is lost.

use plumbline_domain::ids::{ContentId, ObjectionId, PersonId};
use plumbline_protocol::report::HandlingAction;
use serde::{Deserialize, Serialize};

use crate::ui::storage;

/// An answer and a reason as far as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The chosen content.
    pub content: Option<ContentId>,
    /// The words of an answer.
    pub words: String,
    /// Why there will be no answer.
    pub reason: String,
}

impl Draft {
    /// An answer is begun.
    pub fn has_answer(&self) -> bool {
        self.content.is_some() || !self.words.trim().is_empty()
    }

    /// A reason is begun.
    pub fn has_reason(&self) -> bool {
        !self.reason.trim().is_empty()
    }

    /// What sends the answer. Whether it can be sent, the hub knows.
    pub fn answer(&self) -> HandlingAction {
        let words = Some(self.words.trim().to_owned()).filter(|words| !words.is_empty());
        HandlingAction::Answer { content: self.content.clone(), words }
    }

    /// What sends the reason.
    pub fn decline(&self) -> HandlingAction {
        HandlingAction::Decline { reason: self.reason.trim().to_owned() }
    }

    /// What this person wrote of this objection and did not send.
    pub fn kept(person: &PersonId, objection: &ObjectionId) -> Option<Self> {
        storage::get::<Self>(&key(person, objection)).filter(|draft| *draft != Self::default())
    }

    /// Keeps it until it is sent. An empty draft is forgotten.
    pub fn keep(&self, person: &PersonId, objection: &ObjectionId) {
        if self.has_answer() || self.has_reason() {
            storage::set(&key(person, objection), self);
        } else {
            storage::remove(&key(person, objection));
        }
    }
}

fn key(person: &PersonId, objection: &ObjectionId) -> String {
    format!("plumbline.objection.{person}.{objection}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_sent_without_the_space_around_it() {
        let check = |content: Option<&str>, words: &str, expect: (Option<&str>, Option<&str>), is_begun: bool| {
            let draft = Draft { content: content.map(ContentId::new), words: words.into(), reason: String::new() };
            let (content, words) = (expect.0.map(ContentId::new), expect.1.map(ToOwned::to_owned));
            assert_eq!((draft.answer(), draft.has_answer()), (HandlingAction::Answer { content, words }, is_begun));
        };
        check(None, " \n", (None, None), false);
        check(Some("roi"), "", (Some("roi"), None), true);
        check(None, " Cheaper. ", (None, Some("Cheaper.")), true);
    }
}
