//! How many calls may be made when, by what HubSpot's answers say of its limits. Time is an argument.
//!
//! All work of one connector shares these, and what a person waits for goes first. A call counts from when it is sent until a
//! whole window after its answer came: HubSpot counts it from some moment in between, so its own window never holds more.
//!
//! Figures: a private app has 100 calls in 10 s or more, as its answers say; a search 5 in a second, of which no answer tells;
//! all of an account's apps share the day's quota.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// What every account has, until an answer says otherwise.
const LEAST: usize = 100;
const WINDOW: Duration = Duration::from_secs(10);

const SEARCHES: usize = 5;
const SEARCH_WINDOW: Duration = Duration::from_secs(1);

/// What the background leaves to those who wait, in percent of a window and of a day.
const LEFT_TO_PEOPLE: usize = 20;
const LEFT_OF_DAY: u64 = 5;

/// How long the day's quota is taken for used up before it is tried again: HubSpot counts days in the account's own zone.
const DAY_TRIED_AFTER: Duration = Duration::from_secs(600);

/// Who waits for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Priority {
    /// Somebody before a panel.
    Person,
    /// Nobody.
    Background,
}

/// What kind of call it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any.
    Plain,
    /// A search, which has a limit of its own besides.
    Search,
}

/// Why a call may not be made now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It may be tried again then.
    Until(Instant),
    /// The day's quota is used up, or what is left of it is for people.
    Day(Instant),
}

/// What an answer said of the limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Calls in a window.
    pub(super) max: Option<usize>,
    /// Of these, what is left.
    pub(super) remaining: Option<usize>,
    /// The length of the window.
    pub(super) interval: Option<Duration>,
    /// Calls in a day, and what is left of them.
    pub(super) day: Option<(u64, u64)>,
}

/// The windows of one connector.
#[derive(Debug)]
pub(super) struct Limiter {
    calls: Window,
    searches: Window,
    /// Calls that others made with the same app, until they have left the window.
    others: Option<(usize, Instant)>,
    day: Option<(u64, u64)>,
    day_used_up_until: Option<Instant>,
    /// The background waits until then.
    background_from: Option<Instant>,
}

impl Default for Limiter {
    fn default() -> Self {
        Self {
            calls: Window::new(LEAST, WINDOW),
            searches: Window::new(SEARCHES, SEARCH_WINDOW),
            others: None,
            day: None,
            day_used_up_until: None,
            background_from: None,
        }
    }
}

impl Limiter {
    /// Counts a call that is about to be sent, if it may be.
    pub(super) fn admit(&mut self, kind: Kind, priority: Priority, now: Instant) -> Result<(), Refusal> {
        if let Some(until) = self.day_used_up_until.filter(|until| now < *until) {
            return Err(Refusal::Day(until));
        }
        if priority == Priority::Background {
            self.leave_to_people(now)?;
        }
        let others = self.others.filter(|(_, until)| now < *until).map_or(0, |(calls, _)| calls);
        let reserved = if priority == Priority::Background { self.calls.max * LEFT_TO_PEOPLE / 100 } else { 0 };
        let free_at = self.calls.free_at(others + reserved, now);
        let searched_at = if kind == Kind::Search { self.searches.free_at(0, now) } else { now };
        match free_at.max(searched_at) {
            at if at > now => Err(Refusal::Until(at)),
            _ => {
                self.calls.begin();
                if kind == Kind::Search {
                    self.searches.begin();
                }
                Ok(())
            }
        }
    }

    fn leave_to_people(&mut self, now: Instant) -> Result<(), Refusal> {
        if self.day.is_some_and(|(max, left)| left * 100 < max * LEFT_OF_DAY) {
            // It is tried again after a while, or nobody would hear that the day is over.
            self.day = None;
            self.background_from = Some(now + DAY_TRIED_AFTER);
        }
        match self.background_from.filter(|from| now < *from) {
            Some(from) => Err(Refusal::Day(from)),
            None => Ok(()),
        }
    }

    /// A call that was admitted ended, with or without an answer.
    pub(super) fn ended(&mut self, kind: Kind, told: Told, now: Instant) {
        self.calls.end(now);
        if kind == Kind::Search {
            self.searches.end(now);
        }
        self.calls.max = told.max.filter(|max| *max > 0).unwrap_or(self.calls.max);
        self.calls.length = told.interval.filter(|length| !length.is_zero()).unwrap_or(self.calls.length);
        if let Some(remaining) = told.remaining {
            let used = self.calls.max.saturating_sub(remaining);
            let others = used.saturating_sub(self.calls.held(now));
            self.others = (others > 0).then_some((others, now + self.calls.length));
        }
        self.day = told.day.or(self.day);
    }

    /// HubSpot refused a call for a limit of its windows: nothing is sent before they are over.
    pub(super) fn refused(&mut self, kind: Kind, now: Instant) {
        match kind {
            Kind::Plain => self.others = Some((self.calls.max, now + self.calls.length)),
            Kind::Search => self.searches.fill(now),
        }
    }

    /// HubSpot refused a call since the day's quota is used up.
    pub(super) fn day_is_used_up(&mut self, now: Instant) {
        self.day_used_up_until = Some(now + DAY_TRIED_AFTER);
    }
}

/// Calls under way, and when those that ended did, of one window.
#[derive(Debug)]
struct Window {
    max: usize,
    length: Duration,
    under_way: usize,
    ended: VecDeque<Instant>,
}

impl Window {
    fn new(max: usize, length: Duration) -> Self {
        Self { max, length, under_way: 0, ended: VecDeque::new() }
    }

    /// From when on another call fits beside `taken` more; while only calls under way are in the way, a tenth of a window on.
    fn free_at(&mut self, taken: usize, now: Instant) -> Instant {
        let room = self.max.saturating_sub(taken).max(1);
        let held = self.held(now);
        if held < room {
            return now;
        }
        let leaves = self.ended.get(held - room).map(|ended| *ended + self.length);
        leaves.unwrap_or(now + self.length / 10)
    }

    fn held(&mut self, now: Instant) -> usize {
        while self.ended.front().is_some_and(|ended| *ended + self.length <= now) {
            self.ended.pop_front();
        }
        self.under_way + self.ended.len()
    }

    fn begin(&mut self) {
        self.under_way += 1;
    }

    fn end(&mut self, now: Instant) {
        self.under_way = self.under_way.saturating_sub(1);
        self.ended.push_back(now);
    }

    fn fill(&mut self, now: Instant) {
        while self.held(now) < self.max {
            self.ended.push_back(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Makes as many calls as are admitted at once, and ends each at once.
    fn burst(limiter: &mut Limiter, priority: Priority, now: Instant) -> usize {
        let mut made = 0;
        while limiter.admit(Kind::Plain, priority, now).is_ok() {
            limiter.ended(Kind::Plain, Told::default(), now);
            made += 1;
        }
        made
    }

    #[test]
    fn people_have_what_the_background_leaves() {
        let (mut limiter, start) = (Limiter::default(), Instant::now());
        assert_eq!(burst(&mut limiter, Priority::Background, start), 80);
        assert_eq!(burst(&mut limiter, Priority::Person, start), 20);
        let refusal = limiter.admit(Kind::Plain, Priority::Person, start);
        assert_eq!(refusal, Err(Refusal::Until(start + WINDOW)));
        assert_eq!(burst(&mut limiter, Priority::Person, start + WINDOW), 100);
    }

    #[test]
    fn what_the_answers_say_counts() {
        let (mut limiter, start) = (Limiter::default(), Instant::now());
        let told = Told { max: Some(190), remaining: Some(189), ..Told::default() };
        assert_eq!(limiter.admit(Kind::Plain, Priority::Person, start), Ok(()));
        limiter.ended(Kind::Plain, told, start);
        assert_eq!(burst(&mut limiter, Priority::Person, start), 189);

        // Somebody else uses the same app.
        let later = start + WINDOW;
        assert_eq!(limiter.admit(Kind::Plain, Priority::Person, later), Ok(()));
        limiter.ended(Kind::Plain, Told { remaining: Some(9), ..told }, later);
        assert_eq!(burst(&mut limiter, Priority::Person, later), 9);
    }

    #[test]
    fn the_end_of_a_day_is_for_people_and_a_used_up_day_is_tried_again() {
        let (mut limiter, start) = (Limiter::default(), Instant::now());
        assert_eq!(limiter.admit(Kind::Plain, Priority::Background, start), Ok(()));
        limiter.ended(Kind::Plain, Told { day: Some((250_000, 12_499)), ..Told::default() }, start);
        let soon = start + WINDOW;
        for at in [start, soon] {
            let refusal = limiter.admit(Kind::Plain, Priority::Background, at);
            assert_eq!(refusal, Err(Refusal::Day(start + DAY_TRIED_AFTER)));
        }
        assert_eq!(limiter.admit(Kind::Plain, Priority::Background, start + DAY_TRIED_AFTER), Ok(()));
        assert_eq!(limiter.admit(Kind::Plain, Priority::Person, start), Ok(()));
        limiter.day_is_used_up(start);
        let refusal = limiter.admit(Kind::Plain, Priority::Person, start);
        assert_eq!(refusal, Err(Refusal::Day(start + DAY_TRIED_AFTER)));
        assert_eq!(limiter.admit(Kind::Plain, Priority::Person, start + DAY_TRIED_AFTER), Ok(()));
    }

    proptest! {
        /// HubSpot counts a call at some moment between its sending and its answer. Whatever these are, no window of its ever
        /// holds more than it allows.
        #[test]
        fn no_window_ever_holds_too_many(
            calls in prop::collection::vec((0_u64..400, 0_u64..900, 0_u64..=100, any::<bool>()), 1..600),
        ) {
            let start = Instant::now();
            let (mut limiter, mut now) = (Limiter::default(), start);
            let mut counted: Vec<(Instant, Kind)> = Vec::new();
            let mut under_way: Vec<(Instant, Kind)> = Vec::new();
            for (pause, duration, share, is_search) in calls {
                now += Duration::from_millis(pause);
                let kind = if is_search { Kind::Search } else { Kind::Plain };
                loop {
                    under_way.sort_by_key(|(at, _)| *at);
                    while under_way.first().is_some_and(|(at, _)| *at <= now) {
                        let (at, kind) = under_way.remove(0);
                        limiter.ended(kind, Told::default(), at);
                    }
                    match limiter.admit(kind, Priority::Person, now) {
                        Ok(()) => break,
                        Err(Refusal::Until(at) | Refusal::Day(at)) => now = at,
                    }
                }
                counted.push((now + Duration::from_millis(duration * share / 100), kind));
                under_way.push((now + Duration::from_millis(duration), kind));
            }
            counted.sort_by_key(|(at, _)| *at);
            let most = |length: Duration, of: &dyn Fn(Kind) -> bool| {
                let times: Vec<Instant> = counted.iter().filter(|(_, kind)| of(*kind)).map(|(at, _)| *at).collect();
                let within = |at: &Instant| times.iter().filter(|other| **other >= *at && **other < *at + length).count();
                times.iter().map(within).max().unwrap_or(0)
            };
            prop_assert!(most(WINDOW, &|_| true) <= LEAST);
            prop_assert!(most(SEARCH_WINDOW, &|kind| kind == Kind::Search) <= SEARCHES);
        }
    }
}
