//! Clocks by walking through every minute, and doing at each what its events say.

use std::collections::BTreeMap;

use plumbline_domain::Instant;
use plumbline_domain::sla::{ClockState, Event, EventKind};

use super::at;

/// A clock's state in whole minutes, without the thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    NotYetOpen,
    Left(i64),
    Paused(i64),
    Overdue(i64),
    Met(i64),
    MetLate(i64),
    Cancelled,
}

/// What a real clock says, as the oracle would.
pub fn seen(state: ClockState) -> Seen {
    match state {
        ClockState::NotYetOpen { .. } => Seen::NotYetOpen,
        ClockState::Running { left } | ClockState::DueSoon { left } => Seen::Left(left.num_minutes()),
        ClockState::Paused { left } => Seen::Paused(left.num_minutes()),
        ClockState::Overdue { by } => Seen::Overdue(by.num_minutes()),
        ClockState::Met { after } => Seen::Met(after.num_minutes()),
        ClockState::MetLate { by } => Seen::MetLate(by.num_minutes()),
        ClockState::Cancelled(_) => Seen::Cancelled,
    }
}

/// Each id once, in order of time.
pub fn in_order(events: &[Event]) -> Vec<Event> {
    let mut by_id = BTreeMap::new();
    for event in events {
        let known = by_id.entry(event.id.clone()).or_insert_with(|| event.clone());
        if event < known {
            known.clone_from(event);
        }
    }
    let mut events: Vec<Event> = by_id.into_values().collect();
    let is_taken_back = |event: &Event| {
        let takes_it_back =
            |other: &Event| matches!(&other.kind, EventKind::Withdrawn { event: id } if *id == event.id);
        matches!(event.kind, EventKind::HandedOff { .. } | EventKind::Accepted { .. } | EventKind::Rejected { .. })
            && events.iter().any(takes_it_back)
    };
    let taken_back: Vec<bool> = events.iter().map(is_taken_back).collect();
    let mut taken_back = taken_back.into_iter();
    events.retain(|event| taken_back.next() == Some(false) && !matches!(event.kind, EventKind::Withdrawn { .. }));
    events.sort();
    events
}

/// The clocks of the last hand-off.
pub struct Minutes {
    pub response: Seen,
    pub update: Seen,
}

#[derive(Default)]
struct Walk {
    used: i64,
    over: i64,
    /// The end of the last minute that was promised. It may be closing time: what is done after it is late, though no
    /// business time has passed since.
    due: Option<i64>,
    is_begun: bool,
    is_paused: bool,
    is_cancelled: bool,
    responded: Option<Seen>,
    updated: Option<Seen>,
}

impl Minutes {
    /// Both clocks at minute `now`, of a promise of so many minutes.
    pub fn run(events: &[Event], spans: &[(i64, i64)], promised: i64, now: i64) -> Self {
        let events = in_order(events);
        let start = last_start(&events);
        let begin = minute_of(events[start].at);
        let mut walk = Walk::default();
        let is_open = |minute: i64| spans.iter().any(|(from, to)| (*from..*to).contains(&minute));
        for minute in begin..=now {
            events[start..].iter().filter(|event| event.at == at(minute)).for_each(|event| walk.take(event));
            let counts = is_open(minute) && !walk.is_paused;
            walk.is_begun |= counts;
            if counts && minute < now {
                let place = if walk.used < promised { &mut walk.used } else { &mut walk.over };
                *place += 1;
                walk.due = walk.due.or((walk.used == promised).then_some(minute + 1));
            }
        }
        Self { response: walk.seen(walk.responded, promised), update: walk.seen(walk.updated, promised) }
    }
}

/// Where the last hand-off begins: at the last time it was handed off, unless nobody had it then though it was handed off
/// before, and had not ended.
fn last_start(events: &[Event]) -> usize {
    let (mut start, mut has_owner, mut is_over) = (None, false, false);
    for (index, event) in events.iter().enumerate() {
        match &event.kind {
            EventKind::HandedOff { to } => {
                if start.is_none() || has_owner || is_over {
                    (start, is_over) = (Some(index), false);
                }
                has_owner = to.is_some();
            }
            EventKind::Reassigned { to } if !is_over => has_owner = to.is_some(),
            EventKind::Rejected { .. } | EventKind::Closed { .. } => is_over = true,
            _ => {}
        }
    }
    start.unwrap()
}

impl Walk {
    fn take(&mut self, event: &Event) {
        if self.is_cancelled {
            return;
        }
        let is_late = self.due.is_some_and(|due| minute_of(event.at) > due);
        let done = if is_late { Seen::MetLate(self.over) } else { Seen::Met(self.used) };
        match event.kind {
            EventKind::Paused { .. } => self.is_paused = true,
            EventKind::Resumed { .. } => self.is_paused = false,
            EventKind::Responded { .. } => self.responded = self.responded.or(Some(done)),
            EventKind::Updated { .. } => self.updated = self.updated.or(Some(done)),
            EventKind::Rejected { .. } | EventKind::Closed { .. } => self.is_cancelled = true,
            EventKind::HandedOff { .. }
            | EventKind::Reassigned { .. }
            | EventKind::Accepted { .. }
            | EventKind::Withdrawn { .. } => {}
        }
    }

    fn seen(&self, done: Option<Seen>, promised: i64) -> Seen {
        match done {
            Some(done) => done,
            None if self.is_cancelled => Seen::Cancelled,
            None if self.used >= promised => Seen::Overdue(self.over),
            None if self.is_paused => Seen::Paused(promised - self.used),
            None if !self.is_begun => Seen::NotYetOpen,
            None => Seen::Left(promised - self.used),
        }
    }
}

fn minute_of(instant: Instant) -> i64 {
    (instant - at(0)).num_minutes()
}
