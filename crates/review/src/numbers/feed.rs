//! The numbers as the hub told them last, asked for again while it counts.

use plumbline_protocol::numbers::NumbersResponse;
use yew::prelude::*;

use crate::api::{self, Error};
use crate::feed::{Feed, Question, State, use_feed};

/// One view of the numbers, as the hub takes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked(pub String);

impl Question for Asked {
    type Told = NumbersResponse;

    /// The hub counts what changed a moment after it tells of it.
    const GATHER: u32 = 3_000;

    async fn ask(self) -> Result<NumbersResponse, Error> {
        api::numbers(&self.0).await
    }
}

/// What the hub says to a question, asked from the first drawing on until the component goes.
#[hook]
pub fn use_numbers(question: String, on_expired: Callback<()>) -> (State<Asked>, Feed<Asked>) {
    let (state, feed) = use_feed(Asked(question), on_expired);
    use_effect_with((state.at, is_changing(&state)), {
        let feed = feed.clone();
        move |(_, is_changing)| {
            if *is_changing {
                feed.invalidate();
            }
        }
    });
    (state, feed)
}

/// Whether the hub is about to know better: it counts what changed, or what was agreed anew.
fn is_changing(state: &State<Asked>) -> bool {
    state.told.as_ref().is_some_and(|told| told.standing.changed > 0 || told.standing.building.is_some())
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use plumbline_protocol::numbers::NumbersBuilding;

    use super::*;
    use crate::feed::Action;
    use crate::numbers::sample::{at, told};

    #[test]
    fn what_was_told_stays_while_nothing_newer_comes() {
        let first = State::default().after(Action::Read(Box::new(told(&[])), Asked("by=source".into()), at(9)));
        let stale = first.clone().after(Action::ReadFailed(Error::Unreachable));
        assert_eq!((&stale.told, stale.at, &stale.trouble), (&first.told, Some(at(9)), &Some(Error::Unreachable)));
        let again = stale.after(Action::Read(Box::new(told(&[])), Asked("by=campaign".into()), at(10)));
        assert_eq!((again.of, again.at, again.trouble), (Some(Asked("by=campaign".into())), Some(at(10)), None));
    }

    #[test]
    fn the_hub_is_asked_again_while_it_counts() {
        let check = |changed: i64, building: Option<NumbersBuilding>, expect: bool| {
            let mut told = told(&[]);
            (told.standing.changed, told.standing.building) = (changed, building);
            assert_eq!(is_changing(&State { told: Some(Rc::new(told)), ..State::default() }), expect);
        };
        check(0, None, false);
        check(2, None, true);
        check(0, Some(NumbersBuilding { done: 1, total: 2, is_shown: false }), true);
        assert!(!is_changing(&State::default()));
    }
}
