//! Telling an app what happened: its settings and subscriptions, what waits to be told, and what became of it.

mod deliver;
mod event;
mod signature;
mod subscription;

use std::collections::VecDeque;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use deliver::run;
pub use subscription::{Subscription, known};

use super::portal::Change;
use crate::clock::Instant;

/// The most events in one request.
const MOST_EVENTS: usize = 100;

/// How long HubSpot waits after each failure, in minutes: ten tries more, over a day. It says how many and how long, not when
/// each of them comes.
const DELAYS: [i64; 10] = [1, 5, 10, 30, 60, 120, 180, 240, 360, 434];

/// Where events go to.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// There.
    pub target_url: String,
    /// How fast.
    pub throttling: Throttling,
    /// Since when.
    pub created_at: String,
    /// When that was last changed.
    pub updated_at: String,
}

/// How many requests at once.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Throttling {
    /// So many.
    pub max_concurrent_requests: usize,
}

/// What makes delivery worse than it need be. HubSpot promises neither an order nor that an event comes but once.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Disorder {
    /// Newest first.
    pub reversed: bool,
    /// Every request is made twice.
    pub twice: bool,
}

/// Events that go in one request.
#[derive(Debug, Clone)]
struct Batch {
    events: Vec<Value>,
    attempt: usize,
    /// When it is to be tried, and then when it was.
    due: Instant,
}

/// What became of a request.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// When it was answered.
    pub at: Instant,
    /// How many events it held.
    pub events: usize,
    /// Nought for the first.
    pub attempt: usize,
    /// What was answered, if anything was.
    pub status: Option<u16>,
    /// The most requests that were under way at that time.
    pub at_once: usize,
}

/// All that waits to be told.
#[derive(Debug, Default)]
pub struct Webhooks {
    /// Where to; nothing is told before it is set.
    pub settings: Option<Settings>,
    /// Of what.
    pub subscriptions: Vec<Subscription>,
    /// How badly.
    pub disorder: Disorder,
    /// What became of each request.
    pub deliveries: Vec<Delivery>,
    /// What signs requests.
    pub secret: String,
    fresh: VecDeque<Value>,
    waiting: Vec<Batch>,
    under_way: usize,
    last_event: u64,
}

impl Webhooks {
    /// Those that sign with `secret`.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { secret: secret.into(), ..Self::default() }
    }

    /// Notes what the subscriptions want to hear of.
    pub fn hear(&mut self, portal: u64, changes: &[Change]) {
        if self.settings.is_none() {
            return;
        }
        for change in changes {
            for subscription in self.subscriptions.iter().filter(|subscription| subscription.wants(change)) {
                self.last_event += 1;
                self.fresh.push_back(event::of(portal, subscription, change, self.last_event));
            }
        }
    }

    /// How many events are still to be told, those under way included.
    pub fn pending(&self) -> usize {
        self.fresh.len() + self.waiting.iter().map(|batch| batch.events.len()).sum::<usize>() + self.under_way
    }

    /// The next request that may be made now.
    fn next(&mut self, now: Instant) -> Option<(Settings, Batch)> {
        let settings = self.settings.clone()?;
        if self.under_way >= settings.throttling.max_concurrent_requests.max(1) {
            return None;
        }
        let due = self.waiting.iter().position(|batch| batch.due <= now);
        let batch = due.map(|at| self.waiting.swap_remove(at)).or_else(|| self.gather(now))?;
        self.under_way += 1;
        Some((settings, Batch { due: now, ..batch }))
    }

    fn gather(&mut self, now: Instant) -> Option<Batch> {
        let count = self.fresh.len().min(MOST_EVENTS);
        let mut events: Vec<_> = self.fresh.drain(..count).collect();
        if self.disorder.reversed {
            events.reverse();
        }
        let batch = Batch { events, attempt: 0, due: now };
        if self.disorder.twice && count > 0 {
            self.waiting.push(batch.clone());
        }
        (count > 0).then_some(batch)
    }

    /// Notes what was answered, and tries again later when that was no success: so long after the last try began.
    fn answered(&mut self, batch: Batch, status: Option<u16>, now: Instant) {
        let delivery =
            Delivery { at: now, events: batch.events.len(), attempt: batch.attempt, status, at_once: self.under_way };
        self.deliveries.push(delivery);
        self.under_way -= 1;
        let failed = !status.is_some_and(|status| (200..300).contains(&status));
        if let Some(minutes) = DELAYS.get(batch.attempt).filter(|_| failed) {
            let due = batch.due + TimeDelta::minutes(*minutes);
            self.waiting.push(Batch { attempt: batch.attempt + 1, due, ..batch });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn webhooks(at_once: usize) -> Webhooks {
        let settings = Settings {
            target_url: "https://hub.example/".to_owned(),
            throttling: Throttling { max_concurrent_requests: at_once },
            created_at: String::new(),
            updated_at: String::new(),
        };
        Webhooks { settings: Some(settings), ..Webhooks::default() }
    }

    fn at(minutes: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn a_request_holds_a_hundred_events_and_only_some_are_under_way() {
        let mut webhooks = webhooks(2);
        webhooks.fresh = (0..250).map(|number| json!(number)).collect();
        let (_, first) = webhooks.next(at(0)).unwrap();
        let (_, second) = webhooks.next(at(0)).unwrap();
        assert_eq!((first.events.len(), second.events.len()), (100, 100));
        assert!(webhooks.next(at(0)).is_none());
        webhooks.answered(first, Some(204), at(0));
        let (_, third) = webhooks.next(at(0)).unwrap();
        assert_eq!(third.events.len(), 50);
    }

    #[test]
    fn what_fails_is_tried_ten_times_more_within_a_day() {
        let mut webhooks = webhooks(1);
        webhooks.fresh.push_back(json!({}));
        let mut tries = Vec::new();
        for minute in 0..2 * 24 * 60 {
            while let Some((_, batch)) = webhooks.next(at(minute)) {
                tries.push((minute, batch.attempt));
                webhooks.answered(batch, (minute % 2 == 0).then_some(500), at(minute));
            }
        }
        assert_eq!(tries.len(), 11);
        assert_eq!(tries[..3], [(0, 0), (1, 1), (6, 2)]);
        assert_eq!(tries.last(), Some(&(24 * 60, 10)));
        assert_eq!(webhooks.pending(), 0);
    }
}
