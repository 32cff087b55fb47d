//! Telling something to somebody outside: what becomes of it, and when it is tried again.

mod webhook;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use thiserror::Error;

pub use webhook::{Webhooks, escaped_for_slack};

use crate::connector::ConnectorError;
use crate::store::Claim;
use crate::write_back;

/// How long after a first failure it is tried again; each further failure doubles it.
pub const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);

/// The longest that it is waited between two attempts.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// After which time since the first attempt nothing more is tried.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(24);

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The receiver has it.
    Taken,
    /// It certainly does not have it, or can be asked whether it has.
    Failed(Failure),
    /// It may have it: it did not answer to the end.
    Unknown,
}

/// Why a receiver does not have it. Never names a webhook's address, which is a secret.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Failure {
    /// No connection.
    #[error("the webhook cannot be reached; check its address")]
    Unreachable,
    /// It said no, by this status.
    #[error("the webhook answered with status {0}; check its address")]
    Refused(u16),
    /// Whoever is named is unknown.
    #[error("nobody signs in to the CRM as '{0}'; see plumbline-hub check")]
    NoSuchUser(String),
    /// The CRM could not be asked, or said no.
    #[error(transparent)]
    Crm(#[from] ConnectorError),
}

impl Failure {
    /// How long it is waited at least. A CRM that did not answer may still be at work.
    pub fn wait(&self) -> TimeDelta {
        if let Self::Crm(_) = self { write_back::FIRST_WAIT } else { FIRST_WAIT }
    }
}

/// When to try again, `wait` at the earliest, after an attempt that failed at `now`; `None` when it was tried for long
/// enough.
pub fn next_attempt(claim: Claim, now: Instant, wait: TimeDelta) -> Option<Instant> {
    let doubled = FIRST_WAIT * (1 << claim.attempt.saturating_sub(1).min(10));
    let at = now + doubled.clamp(wait, LONGEST_WAIT);
    (at <= claim.first_at + GIVE_UP_AFTER).then_some(at)
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    #[test]
    fn attempts_get_rarer_and_end_after_a_day() {
        let first_at = Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap();
        let check = |attempt, at: TimeDelta, wait: Option<i64>| {
            let next = next_attempt(Claim { attempt, first_at }, first_at + at, FIRST_WAIT);
            assert_eq!(next, wait.map(|minutes| first_at + at + TimeDelta::minutes(minutes)), "attempt {attempt}");
        };
        check(1, TimeDelta::zero(), Some(1));
        check(2, TimeDelta::minutes(1), Some(2));
        check(6, TimeDelta::minutes(31), Some(32));
        check(7, TimeDelta::minutes(63), Some(60));
        check(u32::MAX, TimeDelta::hours(23), Some(60));
        check(30, TimeDelta::hours(23) + TimeDelta::seconds(1), None);
    }

    #[test]
    fn a_crm_is_given_time_to_end_what_it_may_be_at() {
        let first_at = Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap();
        let wait = Failure::Crm(ConnectorError::Unreachable("Odoo")).wait();
        let next = next_attempt(Claim { attempt: 1, first_at }, first_at, wait);
        assert_eq!(next, Some(first_at + TimeDelta::minutes(3)));
    }
}
