//! What goes wrong, as clients see it.

use std::fmt::Display;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plumbline_protocol::error::{ErrorCode, ErrorResponse};

use crate::records::LookUpError;
use crate::store::StoreError;
use crate::tokens::RandomError;

/// An answer that is no success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    status: StatusCode,
    body: ErrorResponse,
}

impl ApiError {
    /// With the usual status of `code`. The message says what happened and what to do next.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        let status = match code {
            ErrorCode::NotEnrolled => StatusCode::UNAUTHORIZED,
            ErrorCode::BadCode | ErrorCode::Forbidden => StatusCode::FORBIDDEN,
            ErrorCode::NoSuchRecord | ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Invalid => StatusCode::BAD_REQUEST,
            ErrorCode::CrmAway => StatusCode::BAD_GATEWAY,
            ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { status, body: ErrorResponse { code, message: message.into() } }
    }

    /// The same with another status.
    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Invalid, message)
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::NotFound, message)
    }

    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Forbidden, message)
    }

    /// Logs what happened, here and nowhere else, and tells the client no more than that it did.
    pub(super) fn internal(cause: &dyn Display) -> Self {
        tracing::error!(%cause, "request failed");
        Self::new(ErrorCode::Internal, "The hub failed. It is not your input; try again, or ask whoever runs the hub.")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self::internal(&error)
    }
}

impl From<RandomError> for ApiError {
    fn from(error: RandomError) -> Self {
        Self::internal(&error)
    }
}

impl From<LookUpError> for ApiError {
    fn from(error: LookUpError) -> Self {
        match error {
            LookUpError::NoSuchRecord => Self::new(
                ErrorCode::NoSuchRecord,
                "There is no such record in the CRM, or the hub's key may not see it.",
            ),
            trouble @ (LookUpError::Away(_) | LookUpError::Slow(_)) => Self::new(
                ErrorCode::CrmAway,
                format!("{trouble}, and the hub has nothing stored of this record. Try again."),
            ),
            LookUpError::BrokenOff => Self::internal(&LookUpError::BrokenOff),
            LookUpError::Store(error) => Self::internal(&error),
        }
    }
}

pub(super) async fn no_such_path() -> ApiError {
    ApiError::not_found("There is nothing at this address. The extension or the review page may be newer than the hub.")
}

pub(super) async fn no_such_method() -> ApiError {
    ApiError::invalid("This address does not take that method.").with_status(StatusCode::METHOD_NOT_ALLOWED)
}
