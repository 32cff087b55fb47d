//! HubSpot's HTTP interface: within its limits, tried again where that helps.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Method, Response, StatusCode};
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::limiter::{Kind, Limiter, Priority, Refusal, Told};
use crate::config::CrmSettings;
use crate::connector::ConnectorError;
use crate::connector::pause::Pause;

pub(super) const HUBSPOT: &str = "HubSpot";

/// Calls under way at once.
const CONCURRENT: usize = 10;

/// How often one call is made at most.
const ATTEMPTS: u32 = 4;

/// How long the background waits for one answer with all attempts, in which a window of ten seconds is over several times.
const BACKGROUND_PATIENCE: Duration = Duration::from_secs(60);

/// The most bytes of one answer: a page of records with long histories has some megabytes.
const MOST_BYTES: usize = 32 << 20;

/// One call.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    pub(super) method: Method,
    /// Path and query.
    pub(super) path: String,
    pub(super) body: Option<&'a Value>,
    pub(super) kind: Kind,
    /// What is asked for, for people.
    pub(super) what: &'static str,
}

/// A client of one account.
pub(super) struct Client {
    http: reqwest::Client,
    settings: CrmSettings,
    limiter: Mutex<Limiter>,
    slots: Semaphore,
    pause: Pause,
    /// People who wait for a slot; the background lets them go first.
    waiting: AtomicUsize,
}

impl Client {
    pub(super) fn new(settings: CrmSettings) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(settings.timeout)
            // A redirect would carry the token to wherever it points.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let (slots, waiting) = (Semaphore::new(CONCURRENT), AtomicUsize::new(0));
        Ok(Self { http, settings, limiter: Mutex::default(), slots, pause: Pause::default(), waiting })
    }

    pub(super) fn token(&self) -> &str {
        self.settings.key.reveal()
    }

    /// Makes a call, and again where it failed in a way that passes, as long as whoever waits has patience.
    pub(super) async fn call(&self, call: &Call<'_>, priority: Priority) -> Result<Value, ConnectorError> {
        let patience = match priority {
            Priority::Person => self.settings.timeout,
            Priority::Background => BACKGROUND_PATIENCE.max(self.settings.timeout),
        };
        let give_up_at = Instant::now() + patience;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let answer = self.attempt(call, priority, give_up_at).await;
            let again_at = answer.as_ref().err().and_then(|error| again_at(error, call, attempt));
            match again_at.filter(|at| *at < give_up_at) {
                Some(at) => sleep_until(at).await,
                None => {
                    self.pause.learn_from(answer.as_ref().err());
                    return answer;
                }
            }
        }
    }

    async fn attempt(&self, call: &Call<'_>, priority: Priority, by: Instant) -> Result<Value, ConnectorError> {
        let too_long = |_| ConnectorError::Timeout { crm: HUBSPOT, within: self.settings.timeout };
        self.pause.refuse()?;
        timeout_at(by, self.wait(call.kind, priority)).await.map_err(too_long)??;
        // Ends the count of the call also where whoever asked went away in the middle of it.
        let mut counted = Counted { limiter: &self.limiter, kind: call.kind, told: Told::default() };
        let _slot = self.slots.acquire().await.map_err(|_| ConnectorError::Unreachable(HUBSPOT))?;
        let response = timeout_at(by, self.send(call)).await.map_err(too_long)??;
        counted.told = told(response.headers());
        let answer = timeout_at(by, self.read(response, call)).await.map_err(too_long)?;
        if let Err(ConnectorError::Limited { retry_after, .. }) = &answer {
            drop(counted);
            self.limited(call.kind, *retry_after);
        }
        answer
    }

    /// Until the call may be made.
    async fn wait(&self, kind: Kind, priority: Priority) -> Result<(), ConnectorError> {
        let _waiting = (priority == Priority::Person).then(|| Waiting::among(&self.waiting));
        loop {
            let now = Instant::now();
            // Nobody is overtaken by what nobody waits for.
            let yields = priority == Priority::Background && self.waiting.load(Ordering::Relaxed) > 0;
            let again_at = match yields {
                true => now + Duration::from_millis(20),
                false => match lock(&self.limiter).admit(kind, priority, now) {
                    Ok(()) => return Ok(()),
                    Err(Refusal::Until(at)) => at,
                    Err(Refusal::Day(at)) => {
                        return Err(ConnectorError::Limited { crm: HUBSPOT, retry_after: Some(at - now) });
                    }
                },
            };
            sleep_until(again_at).await;
        }
    }

    async fn send(&self, call: &Call<'_>) -> Result<Response, ConnectorError> {
        let url = format!("{}{}", self.settings.api_url, call.path);
        let request = self.http.request(call.method.clone(), url).bearer_auth(self.token());
        let request = match call.body {
            Some(body) => request.json(body),
            None => request,
        };
        request.send().await.map_err(|error| self.broken(&error))
    }

    async fn read(&self, mut response: Response, call: &Call<'_>) -> Result<Value, ConnectorError> {
        let (status, retry_after) = (response.status(), retry_after(response.headers()));
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| self.broken(&error))? {
            body.extend_from_slice(&part);
            if body.len() > MOST_BYTES {
                return Err(unexpected(format!("more than {MOST_BYTES} bytes for {}", call.what)));
            }
        }
        if status.is_success() {
            return match body.is_empty() {
                true => Ok(Value::Null),
                false => serde_json::from_slice(&body).map_err(|error| unexpected(format!("no JSON: {error}"))),
            };
        }
        // A proxy on the way answers without any.
        let told: Value = serde_json::from_slice(&body).unwrap_or_default();
        Err(refused(status, &told, retry_after, call))
    }

    fn broken(&self, error: &reqwest::Error) -> ConnectorError {
        tracing::debug!(%error, "call to HubSpot failed");
        if error.is_timeout() {
            ConnectorError::Timeout { crm: HUBSPOT, within: self.settings.timeout }
        } else if error.is_body() || error.is_decode() {
            unexpected("an answer that broke off")
        } else {
            ConnectorError::Unreachable(HUBSPOT)
        }
    }

    fn limited(&self, kind: Kind, retry_after: Option<Duration>) {
        let now = Instant::now();
        match retry_after {
            Some(after) if after > Duration::from_secs(60) => lock(&self.limiter).day_is_used_up(now),
            _ => lock(&self.limiter).refused(kind, now),
        }
    }
}

struct Counted<'a> {
    limiter: &'a Mutex<Limiter>,
    kind: Kind,
    told: Told,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        lock(self.limiter).ended(self.kind, self.told, Instant::now());
    }
}

struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn among(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn lock(limiter: &Mutex<Limiter>) -> MutexGuard<'_, Limiter> {
    limiter.lock().unwrap_or_else(PoisonError::into_inner)
}

/// When a call that failed is made again, if it is: what was sent once without an answer may have been done, so only what
/// changes nothing is sent again then.
fn again_at(error: &ConnectorError, call: &Call<'_>, attempt: u32) -> Option<Instant> {
    if attempt >= ATTEMPTS {
        return None;
    }
    let is_harmless = call.method == Method::GET || is_read(&call.path);
    let backed_off = Duration::from_millis(250 << attempt).mul_f64(jitter());
    match error {
        ConnectorError::Limited { retry_after: Some(after), .. } if *after > Duration::from_secs(60) => None,
        ConnectorError::Limited { retry_after, .. } => Some(Instant::now() + retry_after.unwrap_or(backed_off)),
        ConnectorError::Failed { status: 500..=599, .. } if is_harmless => Some(Instant::now() + backed_off),
        ConnectorError::Timeout { .. } | ConnectorError::Unreachable(_) if is_harmless => {
            Some(Instant::now() + backed_off)
        }
        _ => None,
    }
}

/// Whether a `POST` only asks.
fn is_read(path: &str) -> bool {
    path.ends_with("/batch/read") || path.ends_with("/search") || path.ends_with("/access-token-info")
}

/// Between a half and one and a half, so that those who failed together do not come back together.
fn jitter() -> f64 {
    0.5 + f64::from(getrandom::u32().unwrap_or(u32::MAX / 2)) / f64::from(u32::MAX)
}

fn told(headers: &HeaderMap) -> Told {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let count = |name| number(name).and_then(|count| usize::try_from(count).ok());
    Told {
        max: count("x-hubspot-ratelimit-max"),
        remaining: count("x-hubspot-ratelimit-remaining"),
        interval: number("x-hubspot-ratelimit-interval-milliseconds").map(Duration::from_millis),
        day: number("x-hubspot-ratelimit-daily").zip(number("x-hubspot-ratelimit-daily-remaining")),
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

/// The day's quota comes back within a day, and HubSpot does not say when.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn refused(status: StatusCode, told: &Value, retry_after: Option<Duration>, call: &Call<'_>) -> ConnectorError {
    let what = call.what.to_owned();
    match status {
        StatusCode::UNAUTHORIZED => ConnectorError::KeyRefused(HUBSPOT),
        StatusCode::FORBIDDEN if is_read(&call.path) || call.method == Method::GET => {
            ConnectorError::NotAllowed { crm: HUBSPOT, model: what }
        }
        StatusCode::FORBIDDEN => ConnectorError::NotWritable { crm: HUBSPOT, model: what },
        StatusCode::NOT_FOUND => ConnectorError::NoSuchRecord,
        StatusCode::TOO_MANY_REQUESTS => {
            let is_daily = told.get("policyName").and_then(Value::as_str) == Some("DAILY");
            let retry_after = if is_daily { Some(retry_after.unwrap_or(A_DAY)) } else { retry_after };
            ConnectorError::Limited { crm: HUBSPOT, retry_after }
        }
        status => {
            let message = told.get("message").and_then(serde_json::Value::as_str);
            tracing::debug!(%status, message, "HubSpot refused a call");
            ConnectorError::Failed { crm: HUBSPOT, status: status.as_u16() }
        }
    }
}

pub(super) fn unexpected(what: impl Into<String>) -> ConnectorError {
    ConnectorError::Unexpected { crm: HUBSPOT, what: what.into() }
}
