//! Telling somebody, through a webhook, of clocks that ran too far: each at most once.
//!
//! What is told is claimed on disk before it is sent. A failure after which the webhook certainly has nothing (it cannot be
//! reached, or answers with another status than success) releases the claim, to be taken again later. When nobody can know
//! (no answer came, or the hub died in between) it is never sent again, and the log says so.

mod message;
mod webhook;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_domain::site::CrmSite;
use plumbline_domain::sla::{Clock as PromiseClock, PromiseKind, hand_offs};
use plumbline_protocol::record_view::HandOffView;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::config::{Agreed, Escalation, Settings};
use crate::records::{LookUpError, Records, hand_off_view, lock};
use crate::store::{Claim, Escalated, Settled, Store, StoreError};
use message::Message;
use webhook::{Delivery, Webhooks};

/// How often clocks are looked at.
const EVERY: Duration = Duration::from_secs(15);

/// What is told by one rule at one look; the rest follows. Webhooks limit their callers, Slack's to one message a second.
const MOST_AT_ONCE: usize = 10;

/// How long after a first failure it is tried again; each further failure doubles it.
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);

/// The longest that it is waited between two attempts.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// After which time since the first attempt nothing more is tried.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(24);

/// Looks at every waiting record's clocks, and tells whom it was agreed to tell.
pub struct Escalator {
    rules: Vec<Escalation>,
    sla: Agreed,
    store: Arc<dyn Store>,
    records: Arc<Records>,
    clock: Clock,
    stop: CancellationToken,
    webhooks: Webhooks,
    /// Until when nothing is sent by a rule, because its webhook just failed: the next message would most likely fare no better.
    resting: Mutex<HashMap<String, Instant>>,
}

/// Something to be told.
struct Due<'a> {
    rule: &'a Escalation,
    what: Escalated,
    body: Value,
}

impl Escalator {
    /// One that tells by the rules of these settings, until `stop`.
    ///
    /// # Errors
    /// When the TLS library does not start.
    pub fn new(
        settings: &Settings,
        store: Arc<dyn Store>,
        records: Arc<Records>,
        clock: Clock,
        stop: CancellationToken,
    ) -> Result<Self, reqwest::Error> {
        let (rules, sla) = (settings.escalations.clone(), settings.sla.clone());
        let webhooks = Webhooks::new()?;
        Ok(Self { rules, sla, store, records, clock, stop, webhooks, resting: Mutex::default() })
    }

    /// Goes round until it is stopped, if there is any rule; a message that is being sent then is sent to its end.
    pub async fn run(self) {
        self.own_up().await;
        while !self.rules.is_empty() && !self.stop.is_cancelled() {
            self.round().await;
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// Says in the log what nobody knows whether it was told, because the hub ended in the middle of it. To be called once,
    /// before the first round.
    pub async fn own_up(&self) {
        match self.store.settle_lost_escalations().await {
            Ok(lost) => lost.iter().for_each(|what| {
                tracing::warn!(record = %what.record, rule = what.rule, "the hub ended while telling of it: it may or may not \
                                have been heard, and is not told again");
            }),
            Err(error) => tracing::warn!(%error, "what was being told when the hub ended could not be looked up"),
        }
    }

    /// Looks once at the waiting records of each CRM, and tells what is to be told.
    pub async fn round(&self) {
        for site in self.records.sites() {
            if let Err(error) = self.round_of(site).await {
                tracing::warn!(crm = %site.id, %error, "nothing can be escalated for now");
            }
        }
    }

    async fn round_of(&self, site: &CrmSite) -> Result<(), LookUpError> {
        let keys: BTreeSet<RecordKey> = self.due(site).await?.into_iter().map(|due| due.what.record).collect();
        if keys.is_empty() {
            return Ok(());
        }
        // What is stored may be older than the answer, above all when the hub was down. While the CRM cannot be asked, nobody
        // knows whether anything is late.
        let keys: Vec<RecordKey> = keys.into_iter().collect();
        tokio::select! {
            () = self.stop.cancelled() => return Ok(()),
            read = self.records.read_again(&site.id, &keys) => read?,
        }
        for due in self.due(site).await? {
            if self.stop.is_cancelled() {
                break;
            }
            if keys.contains(&due.what.record) && !self.rests(due.rule) {
                self.tell(&due).await?;
            }
        }
        Ok(())
    }

    /// What is to be told now, of whatever has waited longest first.
    async fn due(&self, site: &CrmSite) -> Result<Vec<Due<'_>>, StoreError> {
        let now = self.clock.now();
        let rules: Vec<&Escalation> = self.rules.iter().filter(|rule| !self.rests(rule)).collect();
        let claimed = self.store.claimed_escalations(&site.id, now).await?;
        let mut left: HashMap<&str, usize> = rules.iter().map(|rule| (rule.name.as_str(), MOST_AT_ONCE)).collect();
        let (sla, mut due) = (self.sla.now(), Vec::new());
        for facts in self.store.waiting(&site.id, sla.waits()).await? {
            let Some(hand_off) = hand_offs(&facts.events).pop() else { continue };
            let named = |rule: &Escalation| Escalated::new(facts.record.key.clone(), hand_off.at, rule.name.clone());
            // Making clocks takes longer than all the rest, and what is late for long was told long ago.
            let untold: Vec<(&Escalation, Escalated)> =
                rules.iter().map(|rule| (*rule, named(rule))).filter(|(_, what)| !claimed.contains(what)).collect();
            if untold.is_empty() {
                continue;
            }
            let Some(view) = hand_off_view(&facts, &sla, now) else { continue };
            let crossed = untold.into_iter().filter_map(|(rule, what)| Due::if_crossed(rule, what, &view, site, now));
            due.extend(crossed.filter(|due| take_one(left.get_mut(due.rule.name.as_str()))));
        }
        Ok(due)
    }

    /// Tells it, unless somebody else did or does.
    async fn tell(&self, due: &Due<'_>) -> Result<(), StoreError> {
        let Some(claim) = self.store.claim_escalation(&due.what, self.clock.now()).await? else { return Ok(()) };
        let (record, rule) = (&due.what.record, &due.rule.name);
        match self.webhooks.send(&due.rule.url, &due.what, &due.body).await {
            Delivery::Taken => {
                tracing::info!(%record, rule, "told");
                self.store.settle_escalation(&due.what, Settled::Sent).await
            }
            Delivery::Unknown => {
                tracing::warn!(%record, rule, "the webhook did not answer: it may or may not have heard, and is not told again");
                self.rest(due.rule);
                self.store.settle_escalation(&due.what, Settled::Unknown).await
            }
            Delivery::Failed(failure) => {
                self.rest(due.rule);
                let again_at = next_attempt(claim, self.clock.now());
                tracing::warn!(%record, rule, attempt = claim.attempt, %failure, ?again_at, "could not be told; check the webhook");
                match again_at {
                    Some(at) => self.store.release_escalation(&due.what, at).await,
                    None => self.store.settle_escalation(&due.what, Settled::GivenUp).await,
                }
            }
        }
    }

    fn rest(&self, rule: &Escalation) {
        lock(&self.resting).insert(rule.name.clone(), self.clock.now() + FIRST_WAIT);
    }

    fn rests(&self, rule: &Escalation) -> bool {
        lock(&self.resting).get(&rule.name).is_some_and(|until| self.clock.now() < *until)
    }
}

impl<'a> Due<'a> {
    fn if_crossed(
        rule: &'a Escalation,
        what: Escalated,
        view: &HandOffView,
        site: &CrmSite,
        now: Instant,
    ) -> Option<Self> {
        let clock: &PromiseClock = match rule.promise {
            PromiseKind::Response => Some(&view.response),
            PromiseKind::Update => view.update.as_ref(),
        }?;
        let body = || Message { rule, view, clock, url: plumbline_crm::record_url(site, &view.record), now }.body();
        rule.threshold.is_crossed(clock, now).then(|| Self { rule, what, body: body() })
    }
}

fn take_one(left: Option<&mut usize>) -> bool {
    let Some(left) = left.filter(|left| **left > 0) else { return false };
    *left -= 1;
    true
}

/// When to try again after an attempt that failed at `now`; `None` when it was tried for long enough.
fn next_attempt(claim: Claim, now: Instant) -> Option<Instant> {
    let doubled = FIRST_WAIT * (1 << claim.attempt.saturating_sub(1).min(10));
    let at = now + doubled.min(LONGEST_WAIT);
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
            let next = next_attempt(Claim { attempt, first_at }, first_at + at);
            assert_eq!(next, wait.map(|minutes| first_at + at + TimeDelta::minutes(minutes)), "attempt {attempt}");
        };
        check(1, TimeDelta::zero(), Some(1));
        check(2, TimeDelta::minutes(1), Some(2));
        check(6, TimeDelta::minutes(31), Some(32));
        check(7, TimeDelta::minutes(63), Some(60));
        check(u32::MAX, TimeDelta::hours(23), Some(60));
        check(30, TimeDelta::hours(23) + TimeDelta::seconds(1), None);
    }
}
