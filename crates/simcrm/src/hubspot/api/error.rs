//! What goes wrong, in HubSpot's words.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::hubspot::association::AssociationTypeId;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::limits::Policy;
use crate::hubspot::portal::PortalError;
use crate::hubspot::schema::Problem;

/// An answer that is no success.
#[derive(Debug, Clone)]
pub struct ApiError {
    status: StatusCode,
    body: Map<String, Value>,
}

impl ApiError {
    fn new(status: StatusCode, category: &str, message: impl Into<String>) -> Self {
        let mut body = Map::new();
        body.insert("status".to_owned(), "error".into());
        body.insert("message".to_owned(), message.into().into());
        body.insert("correlationId".to_owned(), Uuid::new_v4().to_string().into());
        body.insert("category".to_owned(), category.into());
        Self { status, body }
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.body.insert(name.to_owned(), value);
        self
    }

    /// The token is missing, wrong or was taken back.
    pub fn unauthenticated() -> Self {
        let message = "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more \
                       details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";
        Self::new(StatusCode::UNAUTHORIZED, "INVALID_AUTHENTICATION", message)
    }

    /// The token may not do this; any of `scopes` would let it.
    pub fn missing_scopes(scopes: &[String]) -> Self {
        let message = "This app hasn't been granted all required scopes to make this call. Read more about required scopes \
                       here: https://developers.hubspot.com/scopes.";
        let error = json!({
            "message": "One or more of the following scopes are required.",
            "context": {"requiredGranularScopes": scopes},
        });
        Self::new(StatusCode::FORBIDDEN, "MISSING_SCOPES", message)
            .with("errors", json!([error]))
            .with("links", json!({"scopes": "https://developers.hubspot.com/scopes"}))
    }

    /// A limit was exceeded.
    pub fn limited(policy: Policy) -> Self {
        let message = format!("You have reached your {} limit.", policy.name().to_lowercase());
        Self::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITS", message)
            .with("errorType", "RATE_LIMIT".into())
            .with("policyName", policy.name().into())
            .with("requestId", Uuid::new_v4().to_string().into())
    }

    /// Nothing has that id.
    pub fn not_found(id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", "resource not found").with("context", json!({"id": [id]}))
    }

    /// There is no such address.
    pub fn no_such_path() -> Self {
        Self::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", "resource not found")
    }

    /// There is no type of objects of that name.
    pub fn unknown_type(name: &str) -> Self {
        let message = format!("Unable to infer object type from: {name}");
        Self::new(StatusCode::BAD_REQUEST, "VALIDATION_ERROR", message).with("context", json!({"type": [name]}))
    }

    /// The request is not as it must be.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "VALIDATION_ERROR", message)
    }

    /// The same, with the part of it that is wrong.
    pub fn invalid_part(message: &str, code: &str, context: Value) -> Self {
        let error = json!({"message": message, "code": code, "context": context});
        Self::invalid(message).with("errors", json!([error]))
    }

    fn values(problems: &[Problem]) -> Self {
        let listed: Vec<_> = problems.iter().map(Problem::listed).collect();
        let errors = problems.iter().map(|problem| {
            json!({"message": problem.message, "code": problem.code, "context": {"propertyName": [problem.name]}})
        });
        Self::invalid(format!("Property values were not valid: {}", Value::from(listed)))
            .with("errors", errors.collect::<Vec<_>>().into())
    }

    fn no_such_association(from: ObjectType, to: ObjectType, id: AssociationTypeId) -> Self {
        Self::invalid(format!("Association type {id} is not valid between {from} and {to}")).with(
            "context",
            json!({"fromObjectType": [from.id()], "toObjectType": [to.id()], "typeId": [id.to_string()]}),
        )
    }

    /// As one of several errors in an answer that is half a success.
    pub fn within(&self, extra: Value) -> Value {
        let mut error = self.body.clone();
        error.remove("correlationId");
        let mut context = error.remove("context").and_then(|value| value.as_object().cloned()).unwrap_or_default();
        context.extend(extra.as_object().cloned().unwrap_or_default());
        error.insert("context".to_owned(), context.into());
        error.into()
    }
}

impl From<PortalError> for ApiError {
    fn from(error: PortalError) -> Self {
        match error {
            PortalError::NotFound(key) => Self::not_found(&key.id.to_string()),
            PortalError::Invalid(problems) => Self::values(&problems),
            PortalError::Conflict(key) => {
                let mut name = key.kind.singular().to_owned();
                name[..1].make_ascii_uppercase();
                Self::new(StatusCode::CONFLICT, "CONFLICT", format!("{name} already exists. Existing ID: {}", key.id))
            }
            PortalError::NoSuchAssociation(from, to, id) => Self::no_such_association(from, to, id),
            PortalError::NotMergeable => Self::invalid("These objects cannot be merged"),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(Value::Object(self.body))).into_response()
    }
}
