//! Who asks: the extension by a bearer token, the review app by a cookie. Both are the same kind of token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method};
use plumbline_domain::record::{Person, Role};
use plumbline_protocol::error::ErrorCode;

use super::App;
use super::error::ApiError;
use crate::store::TokenHash;
use crate::tokens;

/// The review app's cookie.
pub(super) const COOKIE_NAME: &str = "plumbline_session";

/// Somebody who is enrolled.
pub(super) struct Caller {
    pub(super) person: Person,
    pub(super) device: String,
    pub(super) token: TokenHash,
}

impl Caller {
    /// Works what the field reports, or everything.
    pub(super) fn must_be_marketer(&self) -> Result<(), ApiError> {
        match self.person.role {
            Role::Marketer | Role::Admin => Ok(()),
            Role::Rep | Role::Integration => Err(ApiError::forbidden(
                "This page is for marketing. Whoever runs the hub can invite you with that role.",
            )),
        }
    }

    /// Passes leads on to sales, or does everything.
    pub(super) fn must_hand_off(&self) -> Result<(), ApiError> {
        match self.person.role {
            Role::Marketer | Role::Admin => Ok(()),
            Role::Rep | Role::Integration => Err(ApiError::forbidden("Only marketing hands leads over to sales.")),
        }
    }

    /// Works what marketing hands over, or everything.
    pub(super) fn must_be_sales(&self) -> Result<(), ApiError> {
        match self.person.role {
            Role::Rep | Role::Admin => Ok(()),
            Role::Marketer | Role::Integration => {
                Err(ApiError::forbidden("Only sales can accept or reject what marketing hands over."))
            }
        }
    }
}

/// Whoever may tell what buyers do: a program, or an administrator who tries it out. Nobody else can be mistaken for one, and a
/// program can do nothing else.
pub(super) struct Integration(pub(super) Caller);

impl FromRequestParts<Arc<App>> for Integration {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let caller = Caller::whoever(parts, app).await?;
        match caller.person.role {
            Role::Integration | Role::Admin => Ok(Self(caller)),
            Role::Rep | Role::Marketer => Err(ApiError::forbidden(
                "Only programs tell what buyers do. Whoever runs the hub can invite one with the role integration.",
            )),
        }
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let caller = Self::whoever(parts, app).await?;
        match caller.person.role {
            Role::Rep | Role::Marketer | Role::Admin => Ok(caller),
            Role::Integration => Err(ApiError::forbidden("This is for people; a program can only post events.")),
        }
    }
}

impl Caller {
    async fn whoever(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token = match (bearer(&parts.headers), cookie(&parts.headers)) {
            (Some(token), _) => token,
            (None, Some(token)) => {
                must_be_our_page(parts, app)?;
                token
            }
            (None, None) => return Err(not_enrolled()),
        };
        let token = tokens::hash(token);
        let session = app.store.session(&token).await?.ok_or_else(not_enrolled)?;
        Ok(Self { person: session.person, device: session.device, token })
    }
}

fn not_enrolled() -> ApiError {
    ApiError::new(ErrorCode::NotEnrolled, "You are not signed in, or no longer. Enrol again with a new code.")
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = text(headers, &AUTHORIZATION)?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let pairs =
        headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == COOKIE_NAME).map(|(_, value)| value)
}

/// A browser sends the cookie along with whatever a page asks it to send. `SameSite=Strict` keeps other sites' pages out;
/// this also keeps out forms, and other ports and programs of the same site.
fn must_be_our_page(parts: &Parts, app: &App) -> Result<(), ApiError> {
    if parts.method == Method::GET || parts.method == Method::HEAD {
        return Ok(());
    }
    let is_no_form = text(&parts.headers, &CONTENT_TYPE)
        .is_some_and(|kind| ["application/json", "text/csv"].iter().any(|ours| kind.starts_with(ours)));
    let is_ours = text(&parts.headers, &ORIGIN).is_none_or(|origin| {
        let host = origin.split_once("://").map(|(_, host)| host);
        host.is_some() && host == text(&parts.headers, &HOST) || app.settings.public_url.as_deref() == Some(origin)
    });
    if is_ours && (is_no_form || parts.method == Method::DELETE) {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::Forbidden, "This request did not come from the hub's own page."))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
