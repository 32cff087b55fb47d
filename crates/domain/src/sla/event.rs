use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ResponseKind;
use crate::ids::{EventId, ReasonCode};
use crate::record::{CrmUser, Outcome};

/// Something that happened to a lead on its way from marketing to sales. Events are only ever added; whoever tells one
/// again tells it with the same id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Event {
    /// When it happened, not when it was heard of.
    pub at: DateTime<Utc>,
    /// What happened. Of what happened at one instant, that comes first which is listed first there.
    pub kind: EventKind,
    /// Tells it from every other.
    pub id: EventId,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Marketing passed it to sales. Each time is a hand-off of its own, with clocks of its own, unless the one before has no
    /// owner yet.
    HandedOff {
        /// To whom.
        to: Option<CrmUser>,
    },
    /// Another person got it. The clocks run on: to whom it belongs is no concern of the buyer's.
    Reassigned {
        /// To whom; `None` when it was put back.
        to: Option<CrmUser>,
    },
    /// Sales took it.
    Accepted {
        /// Who.
        by: String,
    },
    /// What it waited for came.
    Resumed {
        /// The status that it has now.
        status: String,
    },
    /// It waits for somebody who is not in sales, by an agreed status.
    Paused {
        /// Which, such as `Waiting on prospect`.
        status: String,
    },
    /// A person of sales did something that reached the buyer.
    Responded {
        /// Who.
        by: String,
        /// What.
        response: ResponseKind,
    },
    /// A person of sales brought its status in the CRM up to date.
    Updated {
        /// Who.
        by: String,
        /// What it was changed to.
        status: String,
    },
    /// Sales gave it back.
    Rejected {
        /// Who.
        by: String,
        /// Why, as both teams agreed to call it.
        reason: ReasonCode,
        /// Why, in words.
        words: Option<String>,
    },
    /// It was won or lost.
    Closed {
        /// Which.
        outcome: Outcome,
    },
    /// An earlier decision was taken back: it is as if it had not been made.
    Withdrawn {
        /// Which event.
        event: EventId,
    },
}

/// Events as they happened: each once, in order of time. It does not depend on the order in which they were told.
pub(super) fn in_order(events: &[Event]) -> Vec<&Event> {
    let mut events: Vec<&Event> = events.iter().collect();
    // Of two that claim one id the same one is taken every time.
    events.sort_by_key(|event| (&event.id, *event));
    events.dedup_by_key(|event| &event.id);
    let withdrawn: BTreeSet<EventId> = events.iter().filter_map(|event| event.withdraws().cloned()).collect();
    events.retain(|event| event.withdraws().is_none() && !(event.is_decision() && withdrawn.contains(&event.id)));
    events.sort();
    events
}

impl Event {
    fn withdraws(&self) -> Option<&EventId> {
        if let EventKind::Withdrawn { event } = &self.kind { Some(event) } else { None }
    }

    /// What people decide can be taken back; what happened cannot. Nobody can name an event that a CRM told of.
    fn is_decision(&self) -> bool {
        matches!(self.kind, EventKind::HandedOff { .. } | EventKind::Accepted { .. } | EventKind::Rejected { .. })
    }
}
