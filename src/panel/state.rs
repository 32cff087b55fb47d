//! What the panel shows, and how that follows from what happens. Pure.
//!
//! Every answer carries the record it is about. One for a record that the page has left is dropped, so the panel never shows
//! one record beside another.

use std::rc::Rc;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::record_view::RecordView;

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

/// What is drawn, and what is awaited before anything is drawn anew.
///
/// From one record to the next the cards stay where they are, veiled, so that the next record is drawn by changing them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Desk {
    /// What is drawn.
    pub drawn: State,
    /// The record that the page shows, while what is drawn is another one and veiled.
    pub awaited: Option<RecordKey>,
}

/// What happens to a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The page shows this record now, or none.
    Visited(Option<RecordKey>),
    /// This record has been awaited for so long that it must be said.
    Overdue(RecordKey),
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

    fn awaiting(key: RecordKey) -> Self {
        Self::Open(Open { key, told: None, trouble: None })
    }

    fn is_awaiting(&self) -> bool {
        matches!(self, Self::Open(Open { told: None, trouble: None, .. }))
    }

    fn is_told(&self) -> bool {
        matches!(self, Self::Open(Open { told: Some(_), .. }))
    }

    fn after(&self, action: Action) -> Self {
        match action {
            Action::Visited(None) => Self::Away,
            Action::Visited(Some(key)) if self.key() == Some(&key) => self.clone(),
            Action::Visited(Some(key)) => Self::awaiting(key),
            Action::Overdue(_) => self.clone(),
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

impl Desk {
    /// The record that the page shows.
    pub fn key(&self) -> Option<&RecordKey> {
        self.awaited.as_ref().or_else(|| self.drawn.key())
    }

    /// What is on the screen, in a word, for tests and styles.
    pub fn phase(&self) -> &'static str {
        match (&self.awaited, &self.drawn) {
            (Some(_), _) => "veiled",
            (None, State::Open(Open { told: Some(_), .. })) => "shown",
            (None, State::Open(Open { trouble: Some(_), .. })) => "failed",
            _ => "loading",
        }
    }

    /// What follows. Only a record that was told of has something to veil, and only a next one can be worth waiting for.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let is_overdue = matches!(&action, Action::Overdue(key) if self.awaited.as_ref() == Some(key));
        let next = match &self.awaited {
            Some(key) if !matches!(action, Action::Visited(_)) => State::awaiting(key.clone()).after(action),
            _ => self.drawn.after(action),
        };
        if next.is_awaiting() && self.drawn.is_told() && !is_overdue {
            return Self { drawn: self.drawn.clone(), awaited: next.key().cloned() };
        }
        Self { drawn: next, awaited: None }
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

    fn told(id: u32) -> Rc<Told> {
        let snapshot = include_str!("../../crates/protocol/tests/wire/snapshots/wire__record_view_bare.snap");
        let mut view: RecordView = serde_json::from_str(snapshot.rsplit("---\n").next().unwrap()).unwrap();
        view.record.key = key(id);
        Rc::new(Told { told_at: view.as_of, view })
    }

    fn shown(id: u32) -> State {
        State::Open(Open { key: key(id), told: Some(told(id)), trouble: None })
    }

    fn veiled(drawn: u32, awaited: u32) -> Desk {
        Desk { drawn: shown(drawn), awaited: Some(key(awaited)) }
    }

    fn unveiled(drawn: State) -> Desk {
        Desk { drawn, awaited: None }
    }

    #[track_caller]
    fn follows(desk: &Desk, action: Action, expect: &Desk) {
        assert_eq!(desk.after(action), *expect);
    }

    #[test]
    fn a_record_is_veiled_until_the_next_can_be_drawn() {
        follows(&unveiled(shown(1)), Action::Visited(Some(key(2))), &veiled(1, 2));
        follows(&veiled(1, 2), Action::Visited(Some(key(3))), &veiled(1, 3));
        follows(&veiled(1, 2), Action::Told(key(2), told(2)), &unveiled(shown(2)));
        follows(&veiled(1, 2), Action::Remembered(key(2), told(2)), &unveiled(shown(2)));
        follows(&veiled(1, 2), Action::Failed(key(2), HubError::Away), &unveiled(open(2, Some(HubError::Away))));
        follows(&veiled(1, 2), Action::Overdue(key(2)), &unveiled(open(2, None)));
        follows(&veiled(1, 2), Action::Visited(None), &unveiled(State::Away));
    }

    #[test]
    fn who_comes_back_to_a_veiled_record_finds_it_as_it_was() {
        follows(&veiled(1, 2), Action::Visited(Some(key(1))), &unveiled(shown(1)));
    }

    #[test]
    fn behind_the_veil_only_what_is_awaited_counts() {
        for id in [1, 3] {
            follows(&veiled(1, 2), Action::Told(key(id), told(id)), &veiled(1, 2));
            follows(&veiled(1, 2), Action::Failed(key(id), HubError::Away), &veiled(1, 2));
            follows(&veiled(1, 2), Action::Unchanged(key(id)), &veiled(1, 2));
            follows(&veiled(1, 2), Action::Overdue(key(id)), &veiled(1, 2));
        }
        follows(&unveiled(shown(1)), Action::Overdue(key(1)), &unveiled(shown(1)));
    }

    #[test]
    fn what_holds_no_record_is_not_veiled() {
        let trouble = || open(1, Some(HubError::Away));
        for drawn in [State::Away, open(1, None), trouble()] {
            follows(&unveiled(drawn), Action::Visited(Some(key(2))), &unveiled(open(2, None)));
        }
        follows(&unveiled(trouble()), Action::Unchanged(key(1)), &unveiled(open(1, None)));
    }

    #[test]
    fn the_phase_never_calls_a_veiled_record_shown() {
        let check = |desk: Desk, phase, id| assert_eq!((desk.phase(), desk.key()), (phase, Some(&key(id))));
        check(veiled(1, 2), "veiled", 2);
        check(unveiled(shown(1)), "shown", 1);
        check(unveiled(open(1, None)), "loading", 1);
        check(unveiled(open(1, Some(HubError::Away))), "failed", 1);
    }
}
