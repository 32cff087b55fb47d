//! What the panel shows, and how that follows from what happens. Pure.
//!
//! Every answer carries the record it is about. One for a record that the page has left is dropped, so the panel never shows
//! one record beside another.

use std::rc::Rc;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::record_view::RecordView;
use yew::Reducible;

use crate::hub::HubError;

/// A record as the hub told it. Two tellings are equal when they are one and the same: there is
/// no need to compare records field by field.
#[derive(Debug)]
pub struct Told {
    /// The record.
    pub view: RecordView,
    /// When it was told, by this machine's clock.
    pub told_at: Instant,
}

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        self.told_at == other.told_at && self.view.record.key == other.view.record.key
    }
}

impl Eq for Told {}

impl Told {
    /// The hub's clock now. Countdowns run by it, so a wrong clock here does no harm.
    pub fn hub_time(&self, now: Instant) -> Instant {
        now + self.skew()
    }

    fn skew(&self) -> TimeDelta {
        self.view.as_of - self.told_at
    }
}

/// The record that the page shows, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// As its address names it.
    pub key: RecordKey,
    /// What the hub last told.
    pub told: Option<Rc<Told>>,
    /// Why it did not tell anything newer.
    pub trouble: Option<HubError>,
}

/// What the panel shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    /// The page shows no record, so there is no panel to be seen.
    #[default]
    Away,
    /// A record.
    Open(Open),
}

/// What happens to a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The page shows this record now, or none.
    Visited(Option<RecordKey>),
    /// This was told of a record earlier in this browser session.
    Remembered(RecordKey, Rc<Told>),
    /// The hub told this of a record just now.
    Told(RecordKey, Rc<Told>),
    /// The hub says that what is shown is still so.
    Unchanged(RecordKey),
    /// The hub did not tell.
    Failed(RecordKey, HubError),
}

impl State {
    /// The record that the page shows.
    pub fn key(&self) -> Option<&RecordKey> {
        match self {
            Self::Away => None,
            Self::Open(open) => Some(&open.key),
        }
    }

    fn after(&self, action: Action) -> Self {
        match action {
            Action::Visited(None) => Self::Away,
            Action::Visited(Some(key)) if self.key() == Some(&key) => self.clone(),
            Action::Visited(Some(key)) => Self::Open(Open { key, told: None, trouble: None }),
            Action::Remembered(key, told) => {
                self.with(&key, |open| Open { told: open.told.clone().or(Some(told)), ..open })
            }
            Action::Told(key, told) => self.with(&key, |open| Open { told: Some(told), trouble: None, ..open }),
            Action::Unchanged(key) => self.with(&key, |open| Open { trouble: None, ..open }),
            Action::Failed(key, error) if error.forbids_memory() => {
                self.with(&key, |open| Open { told: None, trouble: Some(error), ..open })
            }
            Action::Failed(key, error) => self.with(&key, |open| Open { trouble: Some(error), ..open }),
        }
    }

    fn with(&self, key: &RecordKey, change: impl FnOnce(Open) -> Open) -> Self {
        match self {
            Self::Open(open) if open.key == *key => Self::Open(change(open.clone())),
            _ => self.clone(),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = self.after(action);
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: u32) -> RecordKey {
        format!("odoo/crm.lead/{id}").parse().unwrap()
    }

    fn open(id: u32, trouble: Option<HubError>) -> State {
        State::Open(Open { key: key(id), told: None, trouble })
    }

    #[track_caller]
    fn check(state: &State, action: Action, expect: &State) {
        assert_eq!(state.after(action), *expect);
    }

    #[test]
    fn an_answer_for_a_record_that_was_left_is_dropped() {
        check(&open(2, None), Action::Failed(key(1), HubError::Away), &open(2, None));
        check(&State::Away, Action::Failed(key(1), HubError::Away), &State::Away);
        check(&open(1, None), Action::Failed(key(1), HubError::Away), &open(1, Some(HubError::Away)));
        check(&open(1, Some(HubError::Away)), Action::Unchanged(key(1)), &open(1, None));
    }

    #[test]
    fn another_record_starts_from_nothing_and_the_same_one_stays() {
        check(&open(1, Some(HubError::Away)), Action::Visited(Some(key(2))), &open(2, None));
        check(&open(1, Some(HubError::Away)), Action::Visited(Some(key(1))), &open(1, Some(HubError::Away)));
        check(&open(1, None), Action::Visited(None), &State::Away);
    }
}
