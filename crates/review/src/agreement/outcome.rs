//! What was asked about a change, and what came of it.

use std::rc::Rc;

use plumbline_domain::Instant;
use plumbline_protocol::agreement::{AgreementPreview, AgreementView};
use plumbline_protocol::error::ErrorCode;
use yew::prelude::*;

use super::line::line_in;
use crate::api::Error;
use crate::strings::agreement as strings;

/// What an answer is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The text that was tried.
    pub text: AttrValue,
    /// What was in force.
    pub in_force: Option<Rc<AgreementView>>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// What would change.
    Told {
        preview: Rc<AgreementPreview>,
        /// When the hub said so, by this browser's clock.
        at: Instant,
        asked: Asked,
    },
    /// The text has a mistake, on this line if it is known.
    Mistaken { message: AttrValue, line: Option<usize> },
    /// There is no answer.
    Failed(Error),
}

impl Outcome {
    /// What the hub's answer comes to.
    pub fn of(answer: Result<AgreementPreview, Error>, asked: Asked, at: Instant) -> Self {
        match answer {
            Ok(preview) => Self::Told { preview: Rc::new(preview), at, asked },
            Err(Error::Refused(refusal)) if refusal.code == ErrorCode::Invalid => {
                Self::Mistaken { line: line_in(&refusal.message), message: refusal.message.into() }
            }
            Err(error) => Self::Failed(error),
        }
    }

    /// There is nothing to try.
    pub fn nothing_written() -> Self {
        Self::Mistaken { message: strings::NOTHING_WRITTEN.into(), line: None }
    }
}

/// One question at a time, and the last answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The hub was asked and did not answer yet.
    pub is_asking: bool,
    /// The last answer; it stays until the next.
    pub outcome: Option<Outcome>,
    /// How many answers there were: two that read the same are still two.
    pub turn: u32,
}

/// What happens to it.
#[derive(Debug)]
pub enum Action {
    /// The hub is asked.
    Ask,
    /// Something came of it.
    Came(Outcome),
}

impl State {
    fn after(self, action: Action) -> Self {
        match action {
            Action::Ask => Self { is_asking: true, ..self },
            Action::Came(outcome) => Self { is_asking: false, outcome: Some(outcome), turn: self.turn.wrapping_add(1) },
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

#[cfg(test)]
mod tests {
    use plumbline_protocol::error::ErrorResponse;

    use super::*;
    use crate::agreement::sample;

    fn of(answer: Result<AgreementPreview, Error>) -> Outcome {
        Outcome::of(answer, Asked { text: "x".into(), in_force: None }, sample::at(1))
    }

    #[test]
    fn a_mistake_is_told_from_a_failure() {
        let check = |code: ErrorCode, message: &str, expect: Option<Option<usize>>| {
            let outcome = of(Err(Error::Refused(ErrorResponse { code, message: message.into() })));
            let found = if let Outcome::Mistaken { line, .. } = outcome { Some(line) } else { None };
            assert_eq!(found, expect, "{code:?} {message}");
        };
        check(ErrorCode::Invalid, "line 3: key 'within': 'soon' is not a duration", Some(Some(3)));
        check(ErrorCode::Invalid, "nothing is promised", Some(None));
        check(ErrorCode::Forbidden, "line 3: no", None);
        check(ErrorCode::Internal, "why", None);
        assert_eq!(of(Err(Error::Unreachable)), Outcome::Failed(Error::Unreachable));
    }

    #[test]
    fn the_last_answer_stays_until_the_next() {
        let told = of(Ok(sample::preview([1, 1, 0, 0, 0, 0])));
        let asking = State::default().after(Action::Came(told.clone())).after(Action::Ask);
        assert_eq!((asking.is_asking, &asking.outcome, asking.turn), (true, &Some(told), 1));
        let again = asking.after(Action::Came(Outcome::nothing_written()));
        assert_eq!((again.is_asking, again.turn), (false, 2));
    }
}
