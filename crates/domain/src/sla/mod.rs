//! Promises between marketing and sales, and the clocks that hold them to it.
//!
//! A [`Promise`] allows so much *business time*. When hours are open is a [`OpenHours`]: UTC spans that a calendar in an
//! IANA zone (feature `zones`) was expanded to. A [`Clock`] over such spans is complete in itself, so the panel, which
//! knows no zones, counts with the very function that the hub counts with.

#[cfg(feature = "zones")]
pub mod calendar;
mod clock;
mod open_hours;

pub use clock::{Clock, ClockState, Promise, Response, ResponseKind};
pub use open_hours::{DisorderError, OpenHours, Span};
