//! Making the requests.

use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Error};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{Batch, Settings, signature};
use crate::clock::Clock;
use crate::hubspot::Simulator;

/// HubSpot gives up on an answer after so long.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How often to look whether simulated time has made something due.
const LOOK: Duration = Duration::from_millis(50);

/// Tells what there is to tell, for as long as the program runs.
///
/// # Errors
/// There is no way to make requests on this machine.
pub async fn run(simulator: Arc<Simulator>) -> Result<(), Error> {
    let client = Client::builder().timeout(TIMEOUT).redirect(Policy::none()).build()?;
    let mut under_way = JoinSet::new();
    loop {
        let now = simulator.clock.now();
        let next = simulator.webhooks().next(now);
        if let Some((settings, batch)) = next {
            under_way.spawn(tell(Arc::clone(&simulator), client.clone(), settings, batch));
            continue;
        }
        tokio::select! {
            () = simulator.woken() => {}
            Some(_) = under_way.join_next() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn tell(simulator: Arc<Simulator>, client: Client, settings: Settings, batch: Batch) {
    let timestamp = Clock::wire_time().timestamp_millis();
    let events = batch.events.iter().cloned().map(|mut event| {
        event["attemptNumber"] = json!(batch.attempt);
        event
    });
    let body = events.collect::<Value>().to_string();
    let secret = simulator.webhooks().secret.clone();
    let request = client
        .post(&settings.target_url)
        .header("content-type", "application/json")
        .header("user-agent", "HubSpot Connect 2.0 (simulated)")
        .header("x-hubspot-request-timestamp", timestamp.to_string())
        .header("x-hubspot-signature-v3", signature::of(&secret, &settings.target_url, body.as_bytes(), timestamp))
        .body(body);
    let status = request.send().await.ok().map(|answer| answer.status().as_u16());
    let now = simulator.clock.now();
    simulator.webhooks().answered(batch, status, now);
}
