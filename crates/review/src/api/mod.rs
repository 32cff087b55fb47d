//! The hub, as this page asks it: one function a resource, over one request function.

mod answer;
mod error;
pub mod library;
pub mod reports;

use gloo::net::http::{Method, Request, RequestBuilder, Response};
use plumbline_protocol::VERSION_HEADER;
use plumbline_protocol::agreement::{AgreementPreview, AgreementPreviewRequest, AgreementView};
use plumbline_protocol::library::ContentResponse;
use plumbline_protocol::numbers::{NumberDealsResponse, NumbersResponse};
use plumbline_protocol::packet::{PacketDealsResponse, PacketResponse};
use plumbline_protocol::people::{EnrolRequest, SessionResponse};
use plumbline_protocol::sla::SlaResponse;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::AbortSignal;

use self::answer::Answer;
pub use self::error::{Error, Remedy};
use crate::ui::address::encoded;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 15_000;

/// Where events come from.
pub const EVENTS: &str = "/v1/events";

/// Who is signed in.
pub async fn session() -> Result<SessionResponse, Error> {
    call(Method::GET, "/v1/session", None::<&()>).await
}

/// Trades an enrolment code for a session cookie.
pub async fn sign_in(code: String) -> Result<SessionResponse, Error> {
    call(Method::POST, "/v1/sessions", Some(&EnrolRequest { code })).await
}

/// Ends the session.
pub async fn sign_out() -> Result<(), Error> {
    call(Method::DELETE, "/v1/sessions", None::<&()>).await
}

/// The figures over the last so many days, and the hand-offs behind them.
pub async fn sla(days: u16) -> Result<SlaResponse, Error> {
    call(Method::GET, &format!("/v1/sla?days={days}"), None::<&()>).await
}

/// Where the hand-offs of the last so many days are as a table.
pub fn sla_table(days: u16) -> String {
    format!("/v1/sla.csv?days={days}")
}

/// The shared numbers; the query is as the hub takes it.
pub async fn numbers(query: &str) -> Result<NumbersResponse, Error> {
    call(Method::GET, &format!("/v1/numbers?{query}"), None::<&()>).await
}

/// Some of the records behind a figure, from the latest or from where an answer left off.
pub async fn number_deals(query: &str, cursor: Option<&str>) -> Result<NumberDealsResponse, Error> {
    let cursor = cursor.map(|cursor| format!("&cursor={}", encoded(cursor))).unwrap_or_default();
    call(Method::GET, &format!("/v1/numbers/deals?{query}{cursor}"), None::<&()>).await
}

/// Where the shared numbers are as a table.
pub fn numbers_table(query: &str) -> String {
    format!("/v1/numbers.csv?{query}")
}

/// Where all records behind a figure are as a table.
pub fn number_deals_table(query: &str) -> String {
    format!("/v1/numbers/deals.csv?{query}")
}

/// The pages of deals; the query is as the hub takes it.
pub async fn packet(query: &str) -> Result<PacketResponse, Error> {
    call(Method::GET, &format!("/v1/packet?{query}"), None::<&()>).await
}

/// Deals to choose from, by words that are encoded already.
pub async fn packet_deals(words: &str) -> Result<PacketDealsResponse, Error> {
    call(Method::GET, &format!("/v1/packet/deals?q={words}"), None::<&()>).await
}

/// What is agreed.
pub async fn agreement() -> Result<AgreementView, Error> {
    call(Method::GET, "/v1/agreement", None::<&()>).await
}

/// What a changed agreement would change. The hub keeps nothing of it.
pub async fn preview(text: String) -> Result<AgreementPreview, Error> {
    call(Method::POST, "/v1/agreement/preview", Some(&AgreementPreviewRequest { text })).await
}

/// Everything a report can be answered with.
pub async fn content() -> Result<ContentResponse, Error> {
    call(Method::GET, "/v1/content", None::<&()>).await
}

async fn call<B: Serialize, T: DeserializeOwned>(method: Method, path: &str, body: Option<&B>) -> Result<T, Error> {
    let request = |request: RequestBuilder| match body {
        Some(body) => request.method(method).json(body),
        None => request.method(method).build(),
    };
    call_with(path, PATIENCE, request).await
}

/// Sends what `request` makes of an address, and waits for so many milliseconds.
async fn call_with<T: DeserializeOwned>(
    path: &str,
    patience: u32,
    request: impl FnOnce(RequestBuilder) -> Result<Request, gloo::net::Error>,
) -> Result<T, Error> {
    let builder = RequestBuilder::new(path)
        .header("accept", "application/json")
        .abort_signal(Some(&AbortSignal::timeout_with_u32(patience)));
    let response = send(request(builder)).await.map_err(|error| not_answered(&error))?;
    let status = response.status();
    let protocol = response.headers().get(VERSION_HEADER).and_then(|version| version.parse().ok());
    let body = response.text().await.map_err(|error| not_answered(&error))?;
    let read = Answer { status, protocol, body: &body }.read();
    if let Err(error @ Error::Unreadable { .. }) = &read {
        gloo::console::warn!(format!("{path}: {error}"));
    }
    read
}

async fn send(request: Result<Request, gloo::net::Error>) -> Result<Response, gloo::net::Error> {
    request?.send().await
}

fn not_answered(error: &gloo::net::Error) -> Error {
    match error {
        gloo::net::Error::JsError(error) if error.name == "TimeoutError" => Error::TimedOut,
        _ => Error::Unreachable,
    }
}
