//! How often wrong enrolment codes are tried.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use plumbline_domain::Instant;

/// Wrong codes that one address may try within [`WINDOW`].
const MOST: u32 = 10;

const WINDOW: TimeDelta = TimeDelta::minutes(1);

/// Addresses that are remembered; of more, the one that began first is forgiven.
const MOST_ADDRESSES: usize = 10_000;

/// Wrong codes by the address they came from.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<HashMap<Option<IpAddr>, (Instant, u32)>>);

impl Attempts {
    /// Whether another may be tried.
    pub(super) fn may_try(&self, from: Option<IpAddr>, now: Instant) -> bool {
        let from = from.map(network);
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tried.retain(|_, (since, _)| now - *since < WINDOW);
        tried.get(&from).is_none_or(|(_, count)| *count < MOST)
    }

    /// Notes one that was wrong.
    pub(super) fn was_wrong(&self, from: Option<IpAddr>, now: Instant) {
        let from = from.map(network);
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tried.len() >= MOST_ADDRESSES && !tried.contains_key(&from) {
            let first = tried.iter().min_by_key(|(_, (since, _))| *since).map(|(from, _)| *from);
            first.and_then(|first| tried.remove(&first));
        }
        tried.entry(from).or_insert((now, 0)).1 += 1;
    }
}

/// Whoever has one address of version 6 has the 2^64 beside it.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Instant {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    #[track_caller]
    fn check(tried_from: &str, asks: &str, expect: bool) {
        let attempts = Attempts::default();
        let address = |text: &str| Some(text.parse().unwrap());
        (0..MOST).for_each(|_| attempts.was_wrong(address(tried_from), now()));
        assert_eq!(attempts.may_try(address(asks), now()), expect, "{tried_from} {asks}");
    }

    #[test]
    fn each_address_has_attempts_of_its_own_and_each_network_of_version_6() {
        check("203.0.113.9", "203.0.113.9", false);
        check("203.0.113.9", "203.0.113.10", true);
        check("2001:db8::1", "2001:db8::ffff:1", false);
        check("2001:db8::1", "2001:db8:0:1::1", true);
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let attempts = Attempts::default();
        for address in 0..u32::try_from(MOST_ADDRESSES).unwrap() + 5 {
            attempts.was_wrong(Some(IpAddr::from(address.to_be_bytes())), now());
        }
        assert_eq!(attempts.0.lock().unwrap().len(), MOST_ADDRESSES);
    }
}
