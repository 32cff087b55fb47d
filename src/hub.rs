//! What the hub is asked, one function a request, and what can go wrong with it.

use plumbline_domain::ids::ContentId;
use plumbline_domain::objection::Report;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::hand_off::DecisionRequest;
use plumbline_protocol::people::{EnrolRequest, EnrolResponse, SessionResponse};
use plumbline_protocol::record_view::{AttentionResponse, RecordView};
use plumbline_protocol::report::{ContentUse, ContentUseRequest, ReportResponse};
use plumbline_protocol::{VERSION, VERSION_HEADER};
use thiserror::Error;
use wasm_bindgen::JsValue;
use web_sys::Response;

use crate::enrolment::Enrolment;
use crate::platform::fetch::{Request, bytes, fetch, header, text};
use crate::platform::read::Read;
use crate::platform::write::Write;

/// After so many milliseconds without an answer the hub counts as away.
const PATIENCE: u32 = 15_000;

/// A request that was not answered as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HubError {
    /// No connection, or none for [`PATIENCE`].
    #[error("the hub does not answer")]
    Away,
    /// Something answers, but not as a hub does.
    #[error("what answers is not a Plumbline hub, or a failing one (status {0})")]
    NotAHub(u16),
    /// The hub speaks a later version of the protocol.
    #[error("the hub speaks version {0} of the protocol, this extension {VERSION}")]
    Newer(u32),
    /// The hub said no, and why.
    #[error("{}", .0.message)]
    Refused(ErrorResponse),
}

impl HubError {
    /// Whether what was told of a record earlier must not be shown any longer: it is gone, or this person may not see it.
    pub fn forbids_memory(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::NoSuchRecord | ErrorCode::NotEnrolled | ErrorCode::Forbidden))
    }

    /// The hub's reason, where it gave one.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(response) => Some(response.code),
            _ => None,
        }
    }
}

/// What came back, whole. The body is read by the browser's own JSON reader: a second one would be a fifth of the panel.
struct Answer {
    status: u16,
    tag: Option<String>,
    body: JsValue,
}

/// A record as the hub tells it.
pub struct RecordAnswer {
    /// The record.
    pub view: RecordView,
    /// Of this version of it.
    pub tag: Option<String>,
    /// The record as it came, to be kept.
    pub raw: JsValue,
}

/// Trades an enrolment code for a token.
///
/// # Errors
/// See [`HubError`]; a code that is wrong, used or expired is [`ErrorCode::BadCode`].
pub async fn enrol(hub: &str, code: String) -> Result<EnrolResponse, HubError> {
    let url = format!("{hub}/v1/enrolments");
    whole(send("POST", &url, &[(JSON.0, JSON.1.into())], json(&EnrolRequest { code })).await?).await?.read()
}

impl Enrolment {
    /// Who this browser is, as the hub knows it now.
    ///
    /// # Errors
    /// See [`HubError`].
    pub async fn session(&self) -> Result<SessionResponse, HubError> {
        self.get("/v1/session", None).await?.read()
    }

    /// All about a record; `None` when it is still the version of `known_tag`.
    ///
    /// # Errors
    /// See [`HubError`].
    pub async fn record(&self, key: &RecordKey, known_tag: Option<&str>) -> Result<Option<RecordAnswer>, HubError> {
        let mut answer = self.get(&format!("/v1/records/{key}"), known_tag).await?;
        if answer.status == 304 {
            return Ok(None);
        }
        let (tag, raw) = (answer.tag.take(), answer.body.clone());
        Ok(Some(RecordAnswer { view: answer.read()?, tag, raw }))
    }

    /// What waits for this person.
    ///
    /// # Errors
    /// See [`HubError`].
    pub async fn attention(&self) -> Result<AttentionResponse, HubError> {
        self.get("/v1/attention", None).await?.read()
    }

    /// The index by which objections are recognised, with its version; `None` when it is still that of `known_tag`.
    ///
    /// # Errors
    /// See [`HubError`].
    pub async fn recogniser(&self, known_tag: Option<&str>) -> Result<Option<(Option<String>, Vec<u8>)>, HubError> {
        let tag = known_tag.map(|tag| ("if-none-match", tag.into()));
        let response = self.ask("GET", "/v1/recogniser", tag, JsValue::UNDEFINED).await?;
        match response.status() {
            200 => Ok(Some((header(&response, "etag"), bytes(&response).await.ok_or(HubError::Away)?))),
            304 => Ok(None),
            status => Err(HubError::NotAHub(status)),
        }
    }

    /// Hands in one revision of a report; as often as it takes.
    ///
    /// # Errors
    /// See [`HubError`].
    pub async fn report(&self, report: &Report) -> Result<ReportResponse, HubError> {
        self.post("/v1/reports", json(report)).await?.read()
    }

    /// Tells that a piece of content was used.
    ///
    /// # Errors
    /// See [`HubError`].
    pub async fn used_content(&self, id: &ContentId, record: RecordKey, action: ContentUse) -> Result<(), HubError> {
        let body = json(&ContentUseRequest { record, action });
        self.post(&format!("/v1/content/{id}/uses"), body).await?.succeeded()
    }

    /// Tells what sales says to a record's latest hand-off; as often as it takes.
    ///
    /// # Errors
    /// See [`HubError`]; refused when somebody else decided, or it was handed off again.
    pub async fn decide(&self, record: &RecordKey, request: &DecisionRequest) -> Result<(), HubError> {
        self.post(&format!("/v1/records/{record}/hand-off"), json(request)).await?.succeeded()
    }

    /// Ends this browser's token.
    ///
    /// # Errors
    /// See [`HubError`].
    pub async fn sign_out(&self) -> Result<(), HubError> {
        self.send("DELETE", "/v1/sessions", None, JsValue::UNDEFINED).await?.succeeded()
    }

    async fn get(&self, path: &str, known_tag: Option<&str>) -> Result<Answer, HubError> {
        let tag = known_tag.map(|tag| ("if-none-match", tag.into()));
        self.send("GET", path, tag, JsValue::UNDEFINED).await
    }

    async fn post(&self, path: &str, body: JsValue) -> Result<Answer, HubError> {
        self.send("POST", path, Some((JSON.0, JSON.1.into())), body).await
    }

    async fn send(
        &self,
        method: &'static str,
        path: &str,
        header: Option<(&str, JsValue)>,
        body: JsValue,
    ) -> Result<Answer, HubError> {
        whole(self.ask(method, path, header, body).await?).await
    }

    async fn ask(
        &self,
        method: &'static str,
        path: &str,
        header: Option<(&str, JsValue)>,
        body: JsValue,
    ) -> Result<Response, HubError> {
        let authorised = ("authorization", format!("Bearer {}", self.token).into());
        let headers: Vec<(&str, JsValue)> = std::iter::once(authorised).chain(header).collect();
        send(method, &format!("{}{path}", self.hub), &headers, body).await
    }
}

/// The header of what is sent as JSON.
const JSON: (&str, &str) = ("content-type", "application/json");

/// Sends, and waits for the answer's head. The body is JSON already: made for every type of it anew, this would be the panel's
/// largest part.
async fn send(
    method: &'static str,
    url: &str,
    headers: &[(&str, JsValue)],
    body: JsValue,
) -> Result<Response, HubError> {
    let request = Request { method, url, headers, body, patience: PATIENCE };
    let response = fetch(request).await.ok_or(HubError::Away)?;
    let version = header(&response, VERSION_HEADER).and_then(|version| version.parse().ok());
    match version {
        Some(version) if version > VERSION => Err(HubError::Newer(version)),
        Some(_) => Ok(response),
        None => Err(HubError::NotAHub(response.status())),
    }
}

async fn whole(response: Response) -> Result<Answer, HubError> {
    let text = text(&response).await.and_then(|text| text.as_string()).ok_or(HubError::Away)?;
    let body = js_sys::JSON::parse(&text).unwrap_or(JsValue::UNDEFINED);
    Ok(Answer { status: response.status(), tag: header(&response, "etag"), body })
}

fn json(body: &impl Write) -> JsValue {
    js_sys::JSON::stringify(&body.write()).map_or(JsValue::UNDEFINED, JsValue::from)
}

impl Answer {
    fn succeeded(&self) -> Result<(), HubError> {
        match self.status {
            200..300 => Ok(()),
            status => Err(refusal(status, Read::read(&self.body).ok())),
        }
    }

    fn read<T: Read>(self) -> Result<T, HubError> {
        self.succeeded()?;
        T::read(&self.body).map_err(|error| {
            crate::platform::log(&format!("the hub's answer could not be read: {error}"));
            HubError::NotAHub(self.status)
        })
    }
}

/// A failure with the hub's reason, or one that no hub would give: an error page, say, or a reason of a later version.
fn refusal(status: u16, reason: Option<ErrorResponse>) -> HubError {
    reason.map_or(HubError::NotAHub(status), HubError::Refused)
}
