//! Enrolment and sessions.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, StatusCode};
use plumbline_domain::record::Person;
use plumbline_protocol::VERSION;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::people::{EnrolRequest, EnrolResponse, SessionResponse};

use super::App;
use super::auth::{COOKIE_NAME, Caller};
use super::body::Body;
use super::error::ApiError;
use super::peer::Peer;
use crate::tokens;

/// Ten years: a session ends by signing out or being revoked, not by a date.
const COOKIE_SECONDS: u32 = 315_360_000;

/// Exchanges an enrolment code for a token.
#[utoipa::path(post, path = "/enrolments", request_body = EnrolRequest, responses(
    (status = 200, body = EnrolResponse),
    (status = 403, body = ErrorResponse, description = "The code is wrong, used or expired."),
    (status = 429, body = ErrorResponse, description = "Too many wrong codes."),
))]
pub(super) async fn enrol(
    State(app): State<Arc<App>>,
    peer: Peer,
    Body(request): Body<EnrolRequest>,
) -> Result<Json<EnrolResponse>, ApiError> {
    let (token, session) = use_code(&app, peer, &request, "extension").await?;
    Ok(Json(EnrolResponse { token, session }))
}

/// Exchanges an enrolment code for a cookie.
#[utoipa::path(post, path = "/sessions", request_body = EnrolRequest, responses(
    (status = 200, body = SessionResponse),
    (status = 403, body = ErrorResponse, description = "The code is wrong, used or expired."),
    (status = 429, body = ErrorResponse, description = "Too many wrong codes."),
))]
pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    peer: Peer,
    Body(request): Body<EnrolRequest>,
) -> Result<([(HeaderName, String); 1], Json<SessionResponse>), ApiError> {
    let (token, session) = use_code(&app, peer, &request, "review page").await?;
    Ok(([(SET_COOKIE, cookie(&app, &token, COOKIE_SECONDS))], Json(session)))
}

/// Signs out: the token that this request was made with is revoked.
#[utoipa::path(delete, path = "/sessions", responses((status = 204), (status = 401, body = ErrorResponse)))]
pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<(StatusCode, [(HeaderName, String); 1]), ApiError> {
    app.store.revoke_device(&caller.device, app.clock.now()).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie(&app, "", 0))]))
}

/// Who asks, and which CRMs the hub is connected to.
#[utoipa::path(get, path = "/session", responses((status = 200, body = SessionResponse), (status = 401, body = ErrorResponse)))]
pub(super) async fn session(State(app): State<Arc<App>>, caller: Caller) -> Json<SessionResponse> {
    Json(session_of(&app, caller.person))
}

async fn use_code(
    app: &App,
    Peer(from): Peer,
    request: &EnrolRequest,
    kind: &str,
) -> Result<(String, SessionResponse), ApiError> {
    let now = app.clock.now();
    if !app.attempts.may_try(from, now) {
        return Err(ApiError::new(
            ErrorCode::TooMany,
            "Too many wrong codes were tried. Wait a minute, then try again.",
        ));
    }
    let (token, hash) = tokens::new_token()?;
    let session = app.store.enrol(&tokens::hash_code(&request.code), &hash, kind, now).await?;
    let Some(session) = session else {
        app.attempts.was_wrong(from, now);
        return Err(ApiError::new(
            ErrorCode::BadCode,
            "This code is wrong, was used already or has expired. Check it, or ask for a new one.",
        ));
    };
    Ok((token, session_of(app, session.person)))
}

fn session_of(app: &App, person: Person) -> SessionResponse {
    SessionResponse { protocol: VERSION, person, crms: app.records.sites().cloned().collect() }
}

fn cookie(app: &App, token: &str, seconds: u32) -> String {
    let is_https = app.settings.public_url.as_deref().is_some_and(|url| url.starts_with("https:"));
    let secure = if is_https { "; Secure" } else { "" };
    format!("{COOKIE_NAME}={token}; HttpOnly; SameSite=Strict; Path=/; Max-Age={seconds}{secure}")
}
