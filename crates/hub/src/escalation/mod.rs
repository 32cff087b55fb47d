//! Telling somebody of clocks that ran too far: through a webhook, by a to-do in the CRM, or by giving the record to another
//! owner. Each at most once.
//!
//! What is told is claimed on disk before it is sent. A failure after which the receiver certainly has nothing releases the
//! claim, to be taken again later. When nobody can know (no answer came, or the hub died in between), a webhook is never
//! told again, and the log says so; the CRM is asked later whether it has it, and told only when it has not.

mod errand;
mod message;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;
use plumbline_domain::site::CrmSite;
use plumbline_domain::sla::{Clock as PromiseClock, HandOff, PromiseKind, hand_offs};
use plumbline_protocol::record_view::HandOffView;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::config::{Agreed, Escalation, Settings, Target};
use crate::delivery::{Delivery, FIRST_WAIT, Webhooks, next_attempt};
use crate::records::{LookUpError, Records, hand_off_view, lock};
use crate::store::{Escalated, NewNote, Settled, Store, StoreError};
use crate::tokens::hex;
use crate::write_back;
use errand::Errand;
use message::Message;

/// How often clocks are looked at.
const EVERY: Duration = Duration::from_secs(15);

/// What is told by one rule at one look; the rest follows. Webhooks limit their callers, Slack's to one message a second.
const MOST_AT_ONCE: usize = 10;

/// Looks at every waiting record's clocks, and tells whom it was agreed to tell.
pub struct Escalator {
    rules: Vec<Escalation>,
    sla: Agreed,
    store: Arc<dyn Store>,
    records: Arc<Records>,
    clock: Clock,
    stop: CancellationToken,
    webhooks: Webhooks,
    /// The CRMs that are told what was escalated.
    told: Vec<CrmId>,
    /// Until when nothing is sent by a rule, because its receiver just failed: the next message would most likely fare no better.
    resting: Mutex<HashMap<String, Instant>>,
}

/// Something to be told.
struct Due<'a> {
    rule: &'a Escalation,
    what: Escalated,
    errand: Errand<'a>,
    /// For the CRM.
    note: String,
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
        let told = settings.crms.iter().filter(|crm| crm.write_back).map(|crm| crm.id.clone()).collect();
        Ok(Self { rules, sla, store, records, clock, stop, webhooks, told, resting: Mutex::default() })
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

    /// Ends the claims that a hub left behind when it ended in the middle of telling: what a CRM may have is looked for later,
    /// what a webhook may have heard is never told again, which the log says. To be called once, before the first round.
    pub async fn own_up(&self) {
        if let Err(error) = self.end_lost_claims().await {
            tracing::warn!(%error, "what was being told when the hub ended could not be looked up");
        }
    }

    async fn end_lost_claims(&self) -> Result<(), StoreError> {
        let looks = |rule: &&Escalation| !matches!(rule.target, Target::Webhook(_));
        let can_look: Vec<&str> = self.rules.iter().filter(looks).map(|rule| rule.name.as_str()).collect();
        for what in self.store.open_escalations().await? {
            if can_look.contains(&what.rule.as_str()) {
                self.store.release_escalation(&what, self.clock.now() + write_back::FIRST_WAIT).await?;
            } else {
                tracing::warn!(record = %what.record, rule = what.rule, "the hub ended while telling of it: it may or may not \
                                have been heard, and is not told again");
                self.store.settle_escalation(&what, Settled::Unknown).await?;
            }
        }
        Ok(())
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
            let crossed = untold
                .into_iter()
                .filter_map(|(rule, what)| Due::if_crossed(rule, what, (&view, &hand_off), site, now));
            due.extend(crossed.filter(|due| take_one(left.get_mut(due.rule.name.as_str()))));
        }
        Ok(due)
    }

    /// Tells it, unless somebody else did or does.
    async fn tell(&self, due: &Due<'_>) -> Result<(), StoreError> {
        let Some(claim) = self.store.claim_escalation(&due.what, self.clock.now()).await? else { return Ok(()) };
        let (record, rule) = (&due.what.record, &due.rule.name);
        match due.errand.run(due, claim, self).await {
            Delivery::Taken => {
                tracing::info!(%record, rule, "told");
                self.note(due).await?;
                self.store.settle_escalation(&due.what, Settled::Sent).await
            }
            Delivery::Unknown => {
                tracing::warn!(%record, rule, "the webhook did not answer: it may or may not have heard, and is not told again");
                self.rest(due.rule);
                self.store.settle_escalation(&due.what, Settled::Unknown).await
            }
            Delivery::Failed(failure) => {
                self.rest(due.rule);
                let again_at = next_attempt(claim, self.clock.now(), failure.wait());
                tracing::warn!(%record, rule, attempt = claim.attempt, %failure, ?again_at, "could not be told");
                match again_at {
                    Some(at) => self.store.release_escalation(&due.what, at).await,
                    None => self.store.settle_escalation(&due.what, Settled::GivenUp).await,
                }
            }
        }
    }

    /// Has the CRM told, where it does not see for itself.
    async fn note(&self, due: &Due<'_>) -> Result<(), StoreError> {
        let Due { what, note, .. } = due;
        if !self.told.contains(&what.record.crm) || matches!(due.errand, Errand::ToDo { .. }) {
            return Ok(());
        }
        let id = format!("escalation/{}", key(what));
        self.store.add_note(NewNote { id: &id, record: &what.record, text: note, at: self.clock.now() }).await
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
        (view, hand_off): (&HandOffView, &HandOff),
        site: &CrmSite,
        now: Instant,
    ) -> Option<Self> {
        let clock: &PromiseClock = match rule.promise {
            PromiseKind::Response => Some(&view.response),
            PromiseKind::Update => view.update.as_ref(),
        }?;
        if !rule.threshold.is_crossed(clock, now) {
            return None;
        }
        let message = Message { rule, view, clock, url: plumbline_crm::record_url(site, &view.record), now };
        let (errand, note) = (Errand::new(rule, &message, &what, hand_off), message.for_crm());
        Some(Self { rule, what, errand, note })
    }
}

/// The same for every attempt at telling something, and for nothing else.
fn key(what: &Escalated) -> String {
    let Escalated { record, handed_off_at, rule } = what;
    // A record's key and a number have no line ends.
    hex(&Sha256::digest(format!("{record}\n{}\n{rule}", handed_off_at.timestamp_millis())))
}

fn take_one(left: Option<&mut usize>) -> bool {
    let Some(left) = left.filter(|left| **left > 0) else { return false };
    *left -= 1;
    true
}
