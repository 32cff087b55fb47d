//! Odoo's JSON-2 interface: one call at a time, with its limits.

use std::time::Duration;

use plumbline_domain::site::CrmSite;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::config::CrmSettings;
use crate::connector::ConnectorError;
use crate::connector::pause::Pause;

pub(super) const ODOO: &str = "Odoo";

/// Calls under way at once. Odoo's default is two workers; more would only queue there.
const CONCURRENT: usize = 4;

/// A client of one Odoo.
pub(super) struct Client {
    http: reqwest::Client,
    settings: CrmSettings,
    site: CrmSite,
    database: Option<String>,
    slots: Semaphore,
    pause: Pause,
}

impl Client {
    pub(super) fn new(settings: CrmSettings, database: Option<String>) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(settings.timeout)
            // A redirect would carry the key to wherever it points.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let (site, slots) = (settings.site(), Semaphore::new(CONCURRENT));
        Ok(Self { http, settings, site, database, slots, pause: Pause::default() })
    }

    pub(super) fn site(&self) -> &CrmSite {
        &self.site
    }

    /// Calls a method of a model with named arguments.
    pub(super) async fn call(&self, model: &str, method: &str, arguments: &Value) -> Result<Value, ConnectorError> {
        // Waiting for a slot counts: whoever asks wants an answer in that time, not a place in a queue.
        let timeout = ConnectorError::Timeout { crm: ODOO, within: self.settings.timeout };
        let call = async {
            let _slot = self.slots.acquire().await.map_err(|_| ConnectorError::Unreachable(ODOO))?;
            self.pause.refuse()?;
            let answer = self.send(model, method, arguments).await;
            self.pause.learn_from(answer.as_ref().err());
            answer
        };
        tokio::time::timeout(self.settings.timeout, call).await.unwrap_or_else(|_| {
            self.pause.learn_from(Some(&timeout));
            Err(timeout)
        })
    }

    async fn send(&self, model: &str, method: &str, arguments: &Value) -> Result<Value, ConnectorError> {
        let url = format!("{}/json/2/{model}/{method}", self.settings.api_url);
        let mut request = self.http.post(url).bearer_auth(self.settings.key.reveal()).json(arguments);
        if let Some(database) = &self.database {
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
