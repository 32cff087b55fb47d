use std::time::Duration;

use serde_json::Value;

use super::delivery::{Delivery, Failure, key};
use crate::config::Secret;
use crate::store::Escalated;

/// How long a webhook may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long it may take to connect to it: shorter, so that it is known then that nothing was sent.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

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
        let request = self.0.post(url.reveal()).header("Idempotency-Key", key(what)).json(body);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Delivery::Taken,
            Ok(answer) => Delivery::Failed(Failure::Refused(answer.status().as_u16())),
            Err(error) if error.is_connect() || error.is_builder() => Delivery::Failed(Failure::Unreachable),
            Err(_) => Delivery::Unknown,
        }
    }
}
