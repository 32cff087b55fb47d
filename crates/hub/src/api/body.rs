//! JSON bodies, with errors that name the field.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use super::MOST_BYTES;
use super::error::ApiError;

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                let most = MOST_BYTES / 1024;
                Err(ApiError::invalid(format!("The request is longer than {most} KB; shorten the text."))
                    .with_status(StatusCode::PAYLOAD_TOO_LARGE))
            }
            Err(rejection) => Err(ApiError::invalid(message(&rejection)).with_status(rejection.status())),
        }
    }
}

fn message(rejection: &JsonRejection) -> String {
    match rejection {
        JsonRejection::JsonDataError(error) => deepest(error),
        JsonRejection::JsonSyntaxError(error) => format!("The body is no JSON: {}", deepest(error)),
        JsonRejection::MissingJsonContentType(_) => "The body must be JSON, and say so in Content-Type.".to_owned(),
        other => other.body_text(),
    }
}

/// The field and what is wrong with it stand in the error behind the framework's own words.
fn deepest(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
