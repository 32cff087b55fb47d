//! How often an app may call, as HubSpot limits it, and how often it did.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;

const WINDOW: Duration = Duration::from_secs(10);
const SECOND: Duration = Duration::from_secs(1);

/// The limits themselves.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// Calls in any ten seconds, searches not counted.
    pub ten_seconds: usize,
    /// Calls from midnight to midnight UTC, searches included.
    pub day: u64,
    /// Searches in any second.
    pub searches: usize,
}

impl Default for Limits {
    /// Those of a professional account.
    fn default() -> Self {
        Self { ten_seconds: 190, day: 650_000, searches: 5 }
    }
}

/// A limit that can be exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Policy {
    /// Of ten seconds.
    TenSecondlyRolling,
    /// Of a day.
    Daily,
    /// Of searches.
    Secondly,
}

impl Policy {
    /// As on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::TenSecondlyRolling => "TEN_SECONDLY_ROLLING",
            Self::Daily => "DAILY",
            Self::Secondly => "SECONDLY",
        }
    }
}

/// What an answer says of what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Of ten seconds.
    pub window: usize,
    /// Of the day.
    pub day: u64,
}

/// What was called, for tests to look at.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counters {
    /// All calls that were let in.
    pub calls: u64,
    /// Those among them that searched.
    pub searches: u64,
    /// The most calls that ever fell into ten seconds.
    pub most_in_ten_seconds: usize,
    /// Calls that were refused, by limit.
    pub exceeded: BTreeMap<Policy, u64>,
    /// Calls that were let in, by method and path without ids.
    pub by_route: BTreeMap<String, u64>,
}

/// Counts calls.
#[derive(Debug, Default)]
pub struct Limiter {
    /// What is allowed.
    pub limits: Limits,
    /// What was done.
    pub counters: Counters,
    window: VecDeque<Duration>,
    searches: VecDeque<Duration>,
    day: Option<NaiveDate>,
    today: u64,
}

impl Limiter {
    /// Counts a call at `uptime`, on the day of `now`. One that is refused counts as an excess only.
    ///
    /// # Errors
    /// The limit that it exceeds.
    pub fn take(&mut self, uptime: Duration, now: Instant, search: bool, route: &str) -> Result<Left, Policy> {
        self.begin_day(now);
        forget(&mut self.window, uptime, WINDOW);
        forget(&mut self.searches, uptime, SECOND);
        if let Some(policy) = self.exceeded(search) {
            *self.counters.exceeded.entry(policy).or_default() += 1;
            return Err(policy);
        }
        if search {
            self.searches.push_back(uptime)
        } else {
            self.window.push_back(uptime)
        }
        self.today += 1;
        self.count(search, route);
        Ok(self.left())
    }

    /// What is left now.
    pub fn left(&self) -> Left {
        let window = self.limits.ten_seconds.saturating_sub(self.window.len());
        Left { window, day: self.limits.day.saturating_sub(self.today) }
    }

    /// Uses up what is left of the day.
    pub fn use_up_day(&mut self, now: Instant) {
        self.begin_day(now);
        self.today = self.limits.day;
    }

    fn begin_day(&mut self, now: Instant) {
        let day = now.date_naive();
        if self.day != Some(day) {
            self.day = Some(day);
            self.today = 0;
        }
    }

    fn exceeded(&self, search: bool) -> Option<Policy> {
        if self.today >= self.limits.day {
            return Some(Policy::Daily);
        }
        if search {
            return (self.searches.len() >= self.limits.searches).then_some(Policy::Secondly);
        }
        (self.window.len() >= self.limits.ten_seconds).then_some(Policy::TenSecondlyRolling)
    }

    fn count(&mut self, search: bool, route: &str) {
        let counters = &mut self.counters;
        counters.calls += 1;
        counters.searches += u64::from(search);
        counters.most_in_ten_seconds = counters.most_in_ten_seconds.max(self.window.len());
        *counters.by_route.entry(route.to_owned()).or_default() += 1;
    }
}

fn forget(times: &mut VecDeque<Duration>, now: Duration, span: Duration) {
    while times.front().is_some_and(|time| *time + span <= now) {
        times.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter() -> Limiter {
        Limiter { limits: Limits { ten_seconds: 3, day: 6, searches: 2 }, ..Limiter::default() }
    }

    fn day(text: &str) -> Instant {
        format!("{text}T12:00:00Z").parse().unwrap()
    }

    #[test]
    fn a_window_rolls() {
        let mut limiter = limiter();
        let mut call = |seconds| limiter.take(Duration::from_secs(seconds), day("2026-03-01"), false, "GET /x");
        assert_eq!(call(0), Ok(Left { window: 2, day: 5 }));
        assert!(call(4).is_ok());
        assert!(call(9).is_ok());
        assert_eq!(call(9), Err(Policy::TenSecondlyRolling));
        assert_eq!(call(10), Ok(Left { window: 0, day: 2 }));
        assert_eq!(call(13), Err(Policy::TenSecondlyRolling));
        assert!(call(14).is_ok());
        assert_eq!(limiter.counters.exceeded[&Policy::TenSecondlyRolling], 2);
        assert_eq!((limiter.counters.calls, limiter.counters.most_in_ten_seconds), (5, 3));
    }

    #[test]
    fn searches_have_a_limit_of_their_own() {
        let mut limiter = limiter();
        let mut call = |millis, search| {
            limiter.take(Duration::from_millis(millis), day("2026-03-01"), search, "POST /x/search").err()
        };
        assert_eq!(call(0, true), None);
        assert_eq!(call(500, true), None);
        assert_eq!(call(999, true), Some(Policy::Secondly));
        assert_eq!(call(999, false), None);
        assert_eq!(call(1000, true), None);
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let mut limiter = limiter();
        limiter.use_up_day(day("2026-03-01"));
        let mut call = |text| limiter.take(Duration::ZERO, day(text), false, "GET /x").err();
        assert_eq!(call("2026-03-01"), Some(Policy::Daily));
        assert_eq!(call("2026-03-02"), None);
    }
}
