//! Simulated time: it may start at any instant, run at any speed and be put forward. No other module reads the time.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant as Monotonic};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// A moment, in UTC.
pub type Instant = DateTime<Utc>;

/// As HubSpot writes moments: ISO 8601 with milliseconds and `Z`.
pub fn iso(at: Instant) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// What the clock says, and how.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Reading {
    /// The simulated time.
    pub now: Instant,
    /// Simulated seconds in one real second; nought when time stands still.
    pub speed: f64,
}

#[derive(Debug)]
struct Settings {
    /// What it said when it was last set.
    base: Instant,
    /// When that was.
    set: Monotonic,
    speed: f64,
    started: Monotonic,
    /// Put forward by so much since the start.
    advanced: Duration,
}

impl Settings {
    fn now(&self) -> Instant {
        let elapsed = self.set.elapsed().as_secs_f64() * self.speed;
        self.base + TimeDelta::microseconds((elapsed * 1e6) as i64)
    }

    /// The same time, at which another speed may begin.
    fn rebase(&mut self, now: Instant) {
        self.base = now;
        self.set = Monotonic::now();
    }
}

/// A clock that all parts of a simulator share.
#[derive(Debug, Clone)]
pub struct Clock(Arc<RwLock<Settings>>);

impl Clock {
    /// Starts at `base` and runs `speed` times as fast as real time.
    pub fn new(base: Instant, speed: f64) -> Self {
        let now = Monotonic::now();
        Self(Arc::new(RwLock::new(Settings { base, set: now, speed, started: now, advanced: Duration::ZERO })))
    }

    /// Starts now and runs as fast as real time.
    pub fn real() -> Self {
        Self::new(Utc::now(), 1.0)
    }

    /// The real time. Only what goes over the wire and is judged by another's clock bears it: a signature that is as old as the
    /// simulated past would be refused by everybody.
    pub fn wire_time() -> Instant {
        Utc::now()
    }

    /// The simulated time.
    pub fn now(&self) -> Instant {
        self.read(Settings::now)
    }

    /// The simulated time and the speed.
    pub fn reading(&self) -> Reading {
        self.read(|settings| Reading { now: settings.now(), speed: settings.speed })
    }

    /// How long the simulator has run: real time, and what the clock was put forward by. Limits go by it, so that they hold
    /// for a client in real time and still pass when a test puts the clock forward.
    pub fn uptime(&self) -> Duration {
        self.read(|settings| settings.started.elapsed() + settings.advanced)
    }

    /// Puts it to `now`.
    pub fn set(&self, now: Instant) {
        self.write(|settings| settings.rebase(now));
    }

    /// Puts it forward.
    pub fn advance(&self, by: Duration) {
        self.write(|settings| {
            let now = settings.now() + TimeDelta::from_std(by).unwrap_or(TimeDelta::zero());
            settings.rebase(now);
            settings.advanced += by;
        });
    }

    /// Lets it run `speed` times as fast as real time from now on.
    pub fn run_at(&self, speed: f64) {
        self.write(|settings| {
            settings.rebase(settings.now());
            settings.speed = speed;
        });
    }

    fn read<T>(&self, get: impl FnOnce(&Settings) -> T) -> T {
        get(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_clock_that_stands_still_says_what_it_was_set_to() {
        let clock = Clock::new(at("2026-03-01T09:00:00Z"), 0.0);
        assert_eq!(clock.now(), at("2026-03-01T09:00:00Z"));
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now(), at("2026-03-01T09:01:30Z"));
        assert!(clock.uptime() >= Duration::from_secs(90));
        clock.set(at("2026-04-01T00:00:00Z"));
        assert_eq!(iso(clock.now()), "2026-04-01T00:00:00.000Z");
    }

    #[test]
    fn another_speed_does_not_make_it_jump() {
        let clock = Clock::new(at("2026-03-01T09:00:00Z"), 1000.0);
        let before = clock.now();
        clock.run_at(0.0);
        let after = clock.now();
        assert!(after >= before);
        assert_eq!(clock.now(), after);
    }
}
