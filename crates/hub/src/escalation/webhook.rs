use std::time::Duration;

use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::config::Secret;
use crate::store::Escalated;
use crate::tokens::hex;

/// How long a webhook may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long it may take to connect to it: shorter, so that it is known then that nothing was sent.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    /// The webhook has it.
    Taken,
    /// It certainly does not have it.
    Failed(Failure),
    /// It may have it: it did not answer to the end.
    Unknown,
}

/// Why a webhook does not have a message. Never names its address, which is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Failure {
    #[error("it cannot be reached")]
    Unreachable,
    #[error("it answered with status {0}")]
    Refused(u16),
}

/// Sends to any webhook.
pub(super) struct Webhooks(reqwest::Client);

impl Webhooks {
    pub(super) fn new() -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            // Customers' names go where the configuration says, and nowhere else.
            .redirect(reqwest::redirect::Policy::none())
            // A connection that the other side is just closing makes it unknown whether a message arrived.
            .pool_max_idle_per_host(0)
            .build()?;
        Ok(Self(http))
    }

    pub(super) async fn send(&self, url: &Secret, what: &Escalated, body: &Value) -> Delivery {
        let request = self.0.post(url.reveal()).header("Idempotency-Key", idempotency_key(what)).json(body);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Delivery::Taken,
            Ok(answer) => Delivery::Failed(Failure::Refused(answer.status().as_u16())),
            Err(error) if error.is_connect() || error.is_builder() => Delivery::Failed(Failure::Unreachable),
            Err(_) => Delivery::Unknown,
        }
    }
}

/// The same for every attempt at one message, and for no other message.
fn idempotency_key(what: &Escalated) -> String {
    let Escalated { record, handed_off_at, rule } = what;
    // A record's key and a number have no line ends.
    hex(&Sha256::digest(format!("{record}\n{}\n{rule}", handed_off_at.timestamp_millis())))
}
