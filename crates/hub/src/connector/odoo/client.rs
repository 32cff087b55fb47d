//! Odoo's JSON-2 interface: one call at a time, with its limits.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::config::CrmSettings;
use crate::connector::ConnectorError;

pub(super) const ODOO: &str = "Odoo";

/// Calls under way at once. Odoo's default is two workers; more would only queue there.
const CONCURRENT: usize = 4;

const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A client of one Odoo.
pub(super) struct Client {
    http: reqwest::Client,
    settings: CrmSettings,
    slots: Semaphore,
    pause: Mutex<Pause>,
}

/// After a failure that concerns the server as a whole, no call is made for a while, longer each time.
#[derive(Default)]
struct Pause {
    failures: u32,
    until: Option<(Instant, ConnectorError)>,
}

impl Client {
    pub(super) fn new(settings: CrmSettings) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(settings.timeout)
            // A redirect would carry the key to wherever it points.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { http, settings, slots: Semaphore::new(CONCURRENT), pause: Mutex::default() })
    }

    pub(super) fn settings(&self) -> &CrmSettings {
        &self.settings
    }

    /// Calls a method of a model with named arguments.
    pub(super) async fn call(&self, model: &str, method: &str, arguments: &Value) -> Result<Value, ConnectorError> {
        // Waiting for a slot counts: whoever asks wants an answer in that time, not a place in a queue.
        let timeout = ConnectorError::Timeout { crm: ODOO, within: self.settings.timeout };
        let call = async {
            let _slot = self.slots.acquire().await.map_err(|_| ConnectorError::Unreachable(ODOO))?;
            self.refuse_while_pausing()?;
            let answer = self.send(model, method, arguments).await;
            self.learn_from(answer.as_ref().err());
            answer
        };
        tokio::time::timeout(self.settings.timeout, call).await.unwrap_or_else(|_| {
            self.learn_from(Some(&timeout));
            Err(timeout)
        })
    }

    async fn send(&self, model: &str, method: &str, arguments: &Value) -> Result<Value, ConnectorError> {
        let url = format!("{}/json/2/{model}/{method}", self.settings.api_url);
        let mut request = self.http.post(url).bearer_auth(self.settings.key.reveal()).json(arguments);
        if let Some(database) = &self.settings.database {
            request = request.header("X-Odoo-Database", database);
        }
        let response = request.send().await.map_err(|error| self.broken(&error))?;
        if !response.status().is_success() {
            return Err(refused(&response, model));
        }
        let is_json =
            response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        if !is_json {
            return Err(unexpected("a page instead of JSON; is it Odoo 19 or later?"));
        }
        let body = response.bytes().await.map_err(|error| self.broken(&error))?;
        serde_json::from_slice(&body).map_err(|error| unexpected(format!("no JSON: {error}")))
    }

    fn broken(&self, error: &reqwest::Error) -> ConnectorError {
        tracing::debug!(%error, "call to Odoo failed");
        if error.is_timeout() {
            ConnectorError::Timeout { crm: ODOO, within: self.settings.timeout }
        } else {
            ConnectorError::Unreachable(ODOO)
        }
    }

    fn refuse_while_pausing(&self) -> Result<(), ConnectorError> {
        let pause = self.pause.lock().unwrap_or_else(PoisonError::into_inner);
        match &pause.until {
            Some((until, trouble)) if Instant::now() < *until => Err(trouble.clone()),
            _ => Ok(()),
        }
    }

    fn learn_from(&self, trouble: Option<&ConnectorError>) {
        let mut pause = self.pause.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(trouble) = trouble.filter(|trouble| concerns_all(trouble)) else {
            *pause = Pause::default();
            return;
        };
        if pause.until.as_ref().is_some_and(|(until, _)| Instant::now() < *until) {
            // The others that were under way when it began.
            return;
        }
        let wait = match trouble {
            ConnectorError::Limited { retry_after: Some(wait), .. } => *wait,
            _ => Duration::from_secs(1 << pause.failures.min(6)),
        };
        pause.failures += 1;
        pause.until = Some((Instant::now() + wait.min(LONGEST_PAUSE), trouble.clone()));
    }
}

/// Whether the next call would most likely fail the same way.
fn concerns_all(trouble: &ConnectorError) -> bool {
    use ConnectorError::{Failed, KeyRefused, Limited, Timeout, Unreachable};
    match trouble {
        // Those three are about what was asked for.
        Failed { status, .. } => !matches!(status, 400 | 422 | 500),
        Timeout { .. } | Unreachable(_) | KeyRefused(_) | Limited { .. } => true,
        _ => false,
    }
}

fn refused(response: &Response, model: &str) -> ConnectorError {
    let model = model.to_owned();
    match response.status() {
        StatusCode::UNAUTHORIZED => ConnectorError::KeyRefused(ODOO),
        StatusCode::FORBIDDEN => ConnectorError::NotAllowed { crm: ODOO, model },
        StatusCode::NOT_FOUND => ConnectorError::NoModel { crm: ODOO, model },
        StatusCode::TOO_MANY_REQUESTS => {
            let seconds = response.headers().get(RETRY_AFTER).and_then(|wait| wait.to_str().ok()?.parse().ok());
            ConnectorError::Limited { crm: ODOO, retry_after: seconds.map(Duration::from_secs) }
        }
        status => ConnectorError::Failed { crm: ODOO, status: status.as_u16() },
    }
}

pub(super) fn unexpected(what: impl Into<String>) -> ConnectorError {
    ConnectorError::Unexpected { crm: ODOO, what: what.into() }
}
