//! What CRMs tell of themselves.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, OriginalUri, Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use plumbline_crm::hubspot::signature::{self, SIGNATURE_HEADER, SignatureError, TIMESTAMP_HEADER};
use plumbline_crm::hubspot::webhook::{self, Event, Told};
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_protocol::error::ErrorResponse;

use super::error::ApiError;
use super::{App, MOST_BYTES};
use crate::config::{HubspotSettings, Secret, VendorSettings};
use crate::store::{Due, HeardEvent};

/// Takes what HubSpot tells of one of its accounts. No token: whoever knows the app's client secret signs, with the address that the
/// hub has from outside. The answer comes when what is to be read again is on disk, and before it is read.
#[utoipa::path(post, path = "/webhooks/hubspot/{crm}",
    params(
        ("crm" = String, Path, description = "The CRM, as the configuration calls it."),
        ("x-hubspot-signature-v3" = String, Header),
        ("x-hubspot-request-timestamp" = String, Header, description = "In milliseconds since 1970."),
    ),
    request_body(content = String, content_type = "application/json", description = "HubSpot's list of events."),
    responses(
        (status = 204, description = "The hub has them on disk, or had them before."),
        (status = 400, body = ErrorResponse, description = "It is signed, and no list of events."),
        (status = 401, body = ErrorResponse, description = "The signature does not fit, or is not of the last five minutes."),
        (status = 404, body = ErrorResponse, description = "No such HubSpot, or none whose webhooks are taken."),
        (status = 413, body = ErrorResponse, description = "Longer than the hub takes."),
    ))]
pub(super) async fn hubspot(
    State(app): State<Arc<App>>,
    Path(crm): Path<String>,
    OriginalUri(uri): OriginalUri,
    request: Request,
) -> Result<StatusCode, ApiError> {
    let (crm, now) = (CrmId::new(crm), app.clock.now());
    let receiver = Receiver::of(&app, &crm).ok_or_else(|| ApiError::not_found(NOT_TAKEN))?;
    let signed = Signed::of(request.headers(), now).map_err(|why| refused(&crm, why))?;
    let uri = format!("{}{uri}", receiver.public_url);
    let body = body(request).await?;
    let what = signature::Request { method: "POST", uri: &uri, body: &body, timestamp: &signed.timestamp };
    let verified = signature::verify(receiver.secret.reveal(), &what, &signed.signature, now);
    verified.map_err(|why| refused(&crm, why))?;
    let delivery = webhook::read(&body, &crm, receiver.hubspot.portal);
    let delivery = delivery.map_err(|wrong| ApiError::invalid(wrong.to_string()))?;
    for why in &delivery.skipped {
        tracing::info!(%crm, why, "an event is left out");
    }
    let events: Vec<HeardEvent> = delivery.events.into_iter().map(heard).collect();
    if !events.is_empty() && app.store.hear(&crm, &events, now).await? > 0 {
        app.records.note_told(&crm);
    }
    Ok(StatusCode::NO_CONTENT)
}

const NOT_TAKEN: &str = "The hub takes no webhooks here. Its configuration needs a [[crm]] of HubSpot with this id and a \
                         'client_secret_file'.";

/// Whom a webhook is for, and how it is told from a forged one.
struct Receiver<'a> {
    hubspot: &'a HubspotSettings,
    secret: &'a Secret,
    public_url: &'a str,
}

impl<'a> Receiver<'a> {
    fn of(app: &'a App, crm: &CrmId) -> Option<Self> {
        let settings = app.settings.crms.iter().find(|settings| settings.id == *crm)?;
        let VendorSettings::Hubspot(hubspot) = &settings.vendor else { return None };
        let public_url = app.settings.public_url.as_deref()?;
        Some(Self { hubspot, secret: hubspot.client_secret.as_ref()?, public_url })
    }
}

/// What the headers say.
struct Signed {
    signature: String,
    timestamp: String,
}

impl Signed {
    /// Nothing of the body is read for a request that says itself that it is not of now.
    fn of(headers: &HeaderMap, now: Instant) -> Result<Self, SignatureError> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let signed = Self { signature: text(SIGNATURE_HEADER), timestamp: text(TIMESTAMP_HEADER) };
        signature::check_time(&signed.timestamp, now)?;
        Ok(signed)
    }
}

/// Which of both is wrong is for the log; whoever forges is not helped.
fn refused(crm: &CrmId, why: SignatureError) -> ApiError {
    tracing::warn!(%crm, %why, "a webhook is refused");
    ApiError::forbidden("This is not signed by HubSpot, or not of the last five minutes.")
        .with_status(StatusCode::UNAUTHORIZED)
}

async fn body(request: Request) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, &()).await.map_err(|rejection| {
        let message = match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => format!("The request is longer than {} KB.", MOST_BYTES / 1024),
            _ => rejection.body_text(),
        };
        ApiError::invalid(message).with_status(rejection.status())
    })
}

/// Whether a deleted record is there again by now is asked of HubSpot, so both orders of a deletion and a restoration end well;
/// a merge cannot be undone.
fn heard(event: Event) -> HeardEvent {
    let mut heard = HeardEvent { id: event.id, due: Vec::new(), merged: Vec::new() };
    for told in event.told {
        match told {
            Told::Changed(record) | Told::Gone(record) => heard.due.push((record, Due::Read)),
            Told::Merged { into, from } => {
                heard.due.extend(from.iter().map(|from| (from.clone(), Due::Gone)));
                heard.merged.extend(from.into_iter().map(|from| (from, into.clone())));
                heard.due.push((into, Due::Read));
            }
            Told::Erase(record) => heard.due.push((record, Due::Erase)),
        }
    }
    heard
}
