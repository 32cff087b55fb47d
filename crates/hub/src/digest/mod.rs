//! The weekly digest: what the field says, told where marketing reads anyway. Each week's at most once.
//!
//! It is claimed on disk before it is sent, as escalations are: what certainly did not arrive is tried again, what may have arrived is
//! not.

mod words;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_protocol::findings::FindingsResponse;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::config::{self, MessageFormat};
use crate::delivery::{Delivery, FIRST_WAIT, Webhooks, next_attempt};
use crate::findings::Findings;
use crate::store::{Claim, Settled, Store, StoreError};

pub use words::Words;

/// How often it is looked whether one is due.
const EVERY: Duration = Duration::from_secs(30);

/// One that is later than this, since the hub did not run, is left out.
const LATEST: TimeDelta = TimeDelta::hours(24);

/// Sends digests.
pub struct Digests {
    settings: config::Digest,
    words: Words,
    store: Arc<dyn Store>,
    findings: Arc<Findings>,
    clock: Clock,
    webhooks: Webhooks,
}

impl Digests {
    /// Those that these settings ask for. Links lead to the review page at `public_url`.
    ///
    /// # Errors
    /// When the TLS library does not start.
    pub fn new(
        settings: config::Digest,
        public_url: Option<String>,
        store: Arc<dyn Store>,
        findings: Arc<Findings>,
        clock: Clock,
    ) -> Result<Self, reqwest::Error> {
        let words = Words { public_url };
        Ok(Self { settings, words, store, findings, clock, webhooks: Webhooks::new()? })
    }

    /// Sends each when it is due, until `stop`; one that is being sent then is sent to its end.
    pub async fn run(self, stop: CancellationToken) {
        if let Err(error) = self.own_up().await {
            tracing::warn!(%error, "whether a digest was being sent when the hub ended could not be looked up");
        }
        while !stop.is_cancelled() {
            if let Err(error) = self.round().await {
                tracing::warn!(%error, "no digest can be made for now");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// One that was being sent when the hub ended may have been heard, and is not sent again.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_up(&self) -> Result<(), StoreError> {
        for due_at in self.store.open_digests().await? {
            tracing::warn!(%due_at, "the hub ended while sending this digest: it may or may not have been heard, and is not sent again");
            self.store.settle_digest(due_at, Settled::Unknown).await?;
        }
        Ok(())
    }

    /// Sends the one that is due, if nobody did.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn round(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let due_at = self.settings.last_due(now);
        if now - due_at > LATEST {
            return Ok(());
        }
        // What takes long comes before the claim, so that it is held only while it is sent.
        let findings = self.findings.latest().await?;
        match self.store.claim_digest(due_at, now).await? {
            Some(claim) => self.send(due_at, claim, &findings).await,
            None => Ok(()),
        }
    }

    /// Posts what the next one would say; `Err` within says why it did not arrive, as far as one can know.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn post_as_trial(&self) -> Result<Result<(), String>, StoreError> {
        let findings = self.findings.latest().await?;
        let key = format!("digest-trial-{}", self.clock.now().timestamp_millis());
        Ok(match self.post(&key, &findings).await {
            Delivery::Taken => Ok(()),
            Delivery::Failed(failure) => Err(failure.to_string()),
            Delivery::Unknown => Err("the webhook did not answer; look whether it has it".to_owned()),
        })
    }

    async fn post(&self, key: &str, findings: &FindingsResponse) -> Delivery {
        self.webhooks.send(&self.settings.webhook.url, key, &self.body(findings)).await
    }

    async fn send(&self, due_at: Instant, claim: Claim, findings: &FindingsResponse) -> Result<(), StoreError> {
        let key = format!("digest-{}", due_at.timestamp());
        match self.post(&key, findings).await {
            Delivery::Taken => {
                tracing::info!(%due_at, "the digest was sent");
                self.store.settle_digest(due_at, Settled::Sent).await
            }
            Delivery::Unknown => {
                tracing::warn!(%due_at, "the webhook did not answer: it may or may not have the digest, and does not get it again");
                self.store.settle_digest(due_at, Settled::Unknown).await
            }
            Delivery::Failed(failure) => {
                let again_at = next_attempt(claim, self.clock.now(), FIRST_WAIT);
                tracing::warn!(%due_at, attempt = claim.attempt, %failure, ?again_at, "the digest could not be sent");
                match again_at {
                    Some(at) => self.store.release_digest(due_at, at).await,
                    None => self.store.settle_digest(due_at, Settled::GivenUp).await,
                }
            }
        }
    }

    fn body(&self, findings: &FindingsResponse) -> Value {
        let webhook = &self.settings.webhook;
        match webhook.format {
            MessageFormat::Slack => self.words.for_slack(findings, webhook.mention.as_deref()),
            MessageFormat::Plain => json!({ "text": self.words.plain(findings), "findings": findings }),
        }
    }
}
