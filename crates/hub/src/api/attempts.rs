//! How often wrong enrolment codes are tried.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use plumbline_domain::Instant;

/// Wrong codes that one address may try within [`WINDOW`].
const MOST: u32 = 10;

const WINDOW: TimeDelta = TimeDelta::minutes(1);

/// Wrong codes by the address they came from.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<HashMap<Option<IpAddr>, (Instant, u32)>>);

impl Attempts {
    /// Whether another may be tried.
    pub(super) fn may_try(&self, from: Option<IpAddr>, now: Instant) -> bool {
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tried.retain(|_, (since, _)| now - *since < WINDOW);
        tried.get(&from).is_none_or(|(_, count)| *count < MOST)
    }

    /// Notes one that was wrong.
    pub(super) fn was_wrong(&self, from: Option<IpAddr>, now: Instant) {
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tried.entry(from).or_insert((now, 0)).1 += 1;
    }
}
