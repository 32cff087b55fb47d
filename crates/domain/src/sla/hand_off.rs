use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::in_order;
use super::{Cancellation, CancelledBy, Event, EventKind, Response, Stop, Update};
use crate::Instant;
use crate::ids::ReasonCode;
use crate::record::CrmUser;

/// A time that does not count, because sales waited for somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pause {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant after it; `None` while it lasts.
    pub to: Option<DateTime<Utc>>,
    /// The agreed status that paused it.
    pub status: String,
}

/// Whether sales took what it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Acceptance {
    /// Nobody said so yet.
    Open,
    /// Taken.
    Accepted {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: String,
    },
    /// Given back.
    Rejected {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: String,
        /// Why, as agreed.
        reason: ReasonCode,
        /// Why, in words.
        words: Option<String>,
    },
}

/// An agreed reason to reject a hand-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RejectionReason {
    /// What is counted by it.
    pub code: ReasonCode,
    /// What both teams call it.
    pub name: String,
    /// Whether it says nothing without words.
    pub needs_words: bool,
}

/// What an event did to a hand-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It changed where the hand-off stands.
    Counts,
    /// It was so already, such as a second response.
    WasSo,
    /// The hand-off had ended.
    TooLate,
}

/// One event with what it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What happened.
    pub event: Event,
    /// What it did.
    pub effect: Effect,
}

/// One hand-off of a lead to sales, as its events make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOff {
    /// When marketing passed it on.
    pub at: Instant,
    /// Who has it now.
    pub owner: Option<CrmUser>,
    /// Whether sales took it.
    pub acceptance: Acceptance,
    /// When sales waited for others, in order; only the last may last.
    pub pauses: Vec<Pause>,
    /// The first response.
    pub response: Option<Response>,
    /// The first update of its status.
    pub update: Option<Update>,
    /// Why it ended, if it did.
    pub cancellation: Option<Cancellation>,
    /// How it came to this, in order.
    pub steps: Vec<Step>,
}

/// The hand-offs that these events make, the earliest first. Events before the first hand-off make nothing. The order in
/// which the events are given does not matter, nor how often each is.
pub fn hand_offs(events: &[Event]) -> Vec<HandOff> {
    let mut made: Vec<HandOff> = Vec::new();
    for event in in_order(events) {
        if let EventKind::HandedOff { to } = &event.kind
            && !made.last().is_some_and(HandOff::waits_for_owner)
        {
            if let Some(last) = made.last_mut() {
                last.cancel(event.at, CancelledBy::NewHandOff);
            }
            made.push(HandOff::new(event.at, to.clone()));
        }
        if let Some(last) = made.last_mut() {
            last.take(event);
        }
    }
    made
}

impl HandOff {
    fn new(at: Instant, owner: Option<CrmUser>) -> Self {
        let acceptance = Acceptance::Open;
        Self {
            at,
            owner,
            acceptance,
            pauses: Vec::new(),
            response: None,
            update: None,
            cancellation: None,
            steps: Vec::new(),
        }
    }

    /// Who has it, if the CRM still says that it is theirs: whoever it is handed off to again without being given to anybody else.
    pub fn still_with(&self, owner: Option<&CrmUser>) -> Option<&CrmUser> {
        self.owner.as_ref().filter(|own| owner.is_some_and(|owner| owner.id == own.id))
    }

    /// What stopped the clock that waits for a response.
    pub fn response_stop(&self) -> Option<Stop> {
        self.response.clone().map(Stop::Response).or_else(|| self.cancelled())
    }

    /// What stopped the clock that waits for an update.
    pub fn update_stop(&self) -> Option<Stop> {
        self.update.clone().map(Stop::Update).or_else(|| self.cancelled())
    }

    /// Whether a response is still waited for.
    pub fn is_unanswered(&self) -> bool {
        self.response_stop().is_none()
    }

    /// Whether a response or an update is still waited for.
    pub fn is_waiting(&self) -> bool {
        self.is_unanswered() || self.update_stop().is_none()
    }

    /// Whether nobody has it yet. Whoever gets it then gets this hand-off: its clocks already run.
    fn waits_for_owner(&self) -> bool {
        self.owner.is_none() && self.cancellation.is_none()
    }

    fn cancelled(&self) -> Option<Stop> {
        self.cancellation.map(Stop::Cancelled)
    }

    fn take(&mut self, event: &Event) {
        let effect = if self.cancellation.is_some() { Effect::TooLate } else { self.change(event) };
        self.steps.push(Step { event: event.clone(), effect });
    }

    fn change(&mut self, Event { at, kind, .. }: &Event) -> Effect {
        let at = *at;
        let counts = match kind {
            EventKind::HandedOff { to } => {
                self.owner.clone_from(to);
                true
            }
            EventKind::Reassigned { to } => std::mem::replace(&mut self.owner, to.clone()) != *to,
            EventKind::Accepted { by } => self.accept(at, by),
            EventKind::Rejected { by, reason, words } => {
                let (by, reason, words) = (by.clone(), reason.clone(), words.clone());
                self.acceptance = Acceptance::Rejected { at, by, reason, words };
                self.cancel(at, CancelledBy::Rejection)
            }
            EventKind::Paused { status } => self.pause(at, status),
            EventKind::Resumed { .. } => self.resume(at),
            EventKind::Responded { by, response } => {
                set_once(&mut self.response, || Response { at, by: by.clone(), kind: *response })
            }
            EventKind::Updated { by, status } => {
                set_once(&mut self.update, || Update { at, by: by.clone(), status: status.clone() })
            }
            EventKind::Closed { .. } => self.cancel(at, CancelledBy::Close),
            // Never comes here: it was carried out when the events were put in order.
            EventKind::Withdrawn { .. } => false,
        };
        if counts { Effect::Counts } else { Effect::WasSo }
    }

    fn accept(&mut self, at: Instant, by: &str) -> bool {
        let is_new = self.acceptance == Acceptance::Open;
        if is_new {
            self.acceptance = Acceptance::Accepted { at, by: by.to_owned() };
        }
        is_new
    }

    fn cancel(&mut self, at: Instant, by: CancelledBy) -> bool {
        set_once(&mut self.cancellation, || Cancellation { at, by })
    }

    fn pause(&mut self, at: Instant, status: &str) -> bool {
        let is_new = self.pauses.last().is_none_or(|pause| pause.to.is_some());
        if is_new {
            self.pauses.push(Pause { from: at, to: None, status: status.to_owned() });
        }
        is_new
    }

    fn resume(&mut self, at: Instant) -> bool {
        let lasting = self.pauses.last_mut().filter(|pause| pause.to.is_none());
        lasting.is_some_and(|pause| set_once(&mut pause.to, || at))
    }
}

fn set_once<T>(place: &mut Option<T>, value: impl FnOnce() -> T) -> bool {
    let is_new = place.is_none();
    place.get_or_insert_with(value);
    is_new
}
