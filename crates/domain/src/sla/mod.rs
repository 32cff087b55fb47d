//! Promises between marketing and sales, and the clocks that hold them to it.
//!
//! A [`Promise`] allows so much *business time*. When hours are open is a [`OpenHours`]: UTC spans that a calendar in an
//! IANA zone (feature `zones`) was expanded to. A [`Clock`] over such spans is complete in itself, so the panel, which
//! knows no zones, counts with the very function that the hub counts with.
//!
//! What a clock counts comes from dated [`Event`]s that are only ever added to: [`hand_offs`] works out from them, whatever
//! their order and however often each is told, who has what since when, and what paused and stopped it. Which promises apply,
//! and whether marketing kept its own, is for [`Rule`]s to say; what it comes to over many is [`metrics`].

#[cfg(feature = "zones")]
pub mod calendar;
mod clock;
mod escalation;
mod event;
mod hand_off;
pub mod metrics;
mod open_hours;
mod promise;
mod rule;
#[cfg(test)]
mod samples;
mod stop;

pub use clock::{Clock, ClockState};
pub use escalation::Threshold;
pub use event::{Event, EventKind};
pub use hand_off::{Acceptance, Effect, HandOff, Pause, RejectionReason, Step, hand_offs};
pub use open_hours::{DisorderError, OpenHours, Span};
pub use promise::{Promise, PromiseKind};
pub use rule::{Condition, Field, Met, Rule, Subject};
pub use stop::{Cancellation, CancelledBy, Response, ResponseKind, Stop, Update};
