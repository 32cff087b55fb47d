use std::time::Duration;

use serde_json::Value;

use super::{Delivery, Failure};
use crate::config::Secret;

/// How long a webhook may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long it may take to connect to it: shorter, so that it is known then that nothing was sent.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Sends to any webhook.
pub struct Webhooks(reqwest::Client);

impl Webhooks {
    /// Those that one client reaches.
    ///
    /// # Errors
    /// When the TLS library does not start.
    pub fn new() -> Result<Self, reqwest::Error> {
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

    /// Sends one message. Every attempt at the same one has the same key.
    pub async fn send(&self, url: &Secret, key: &str, body: &Value) -> Delivery {
        let request = self.0.post(url.reveal()).header("Idempotency-Key", key).json(body);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Delivery::Taken,
            Ok(answer) => Delivery::Failed(Failure::Refused(answer.status().as_u16())),
            Err(error) if error.is_connect() || error.is_builder() => Delivery::Failed(Failure::Unreachable),
            Err(_) => Delivery::Unknown,
        }
    }
}

/// Slack takes these three for the beginning of something; a title with `<!channel>` in it would call everybody.
pub fn escaped_for_slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
