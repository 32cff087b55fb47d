//! One request: who makes it, what it asks for, and what it says.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::error::ApiError;
use super::query::Query;
use crate::hubspot::Simulator;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Act, Key};
use crate::hubspot::token::Caller;

/// What every handler works with.
pub struct Call {
    /// The simulator.
    pub simulator: Arc<Simulator>,
    /// Who calls.
    pub caller: Caller,
    /// What the address asks for.
    pub query: Query,
}

impl FromRequestParts<Arc<Simulator>> for Call {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, simulator: &Arc<Simulator>) -> Result<Self, ApiError> {
        let caller = parts.extensions.get::<Caller>().cloned().ok_or_else(ApiError::unauthenticated)?;
        let query = Query::parse(parts.uri.query().unwrap_or_default());
        Ok(Self { simulator: Arc::clone(simulator), caller, query })
    }
}

impl Call {
    /// The caller, now.
    pub fn act(&self) -> Act {
        Act { at: self.simulator.clock.now(), source: self.caller.source() }
    }

    /// Refuses who may do nothing of what these scopes allow.
    ///
    /// # Errors
    /// The scopes, of which one is needed.
    pub fn requires(&self, any: &[String]) -> Result<(), ApiError> {
        if self.caller.may(any) { Ok(()) } else { Err(ApiError::missing_scopes(any)) }
    }

    /// The type of that name, if the caller may read its objects.
    ///
    /// # Errors
    /// There is none, or a scope is missing.
    pub fn reads(&self, name: &str) -> Result<ObjectType, ApiError> {
        self.may(name, false)
    }

    /// The type of that name, if the caller may change its objects.
    ///
    /// # Errors
    /// There is none, or a scope is missing.
    pub fn writes(&self, name: &str) -> Result<ObjectType, ApiError> {
        self.may(name, true)
    }

    fn may(&self, name: &str, writing: bool) -> Result<ObjectType, ApiError> {
        let kind = ObjectType::parse(name).ok_or_else(|| ApiError::unknown_type(name))?;
        self.requires(&kind.scopes(writing)).map(|()| kind)
    }

    /// The object that an address names: by its id or, where `idProperty` says so, by the value of a unique property.
    ///
    /// # Errors
    /// There is none.
    pub fn key(&self, kind: ObjectType, text: &str) -> Result<Key, ApiError> {
        named(&self.simulator, kind, text, self.query.one("idProperty")).ok_or_else(|| ApiError::not_found(text))
    }
}

/// The object of an id, or with a value of a unique property. It need not exist when it is named by its id.
pub fn named(simulator: &Simulator, kind: ObjectType, text: &str, property: Option<&str>) -> Option<Key> {
    match property.filter(|property| *property != "hs_object_id") {
        None => text.parse().ok().map(|id| Key { kind, id }),
        Some(property) => {
            let id = simulator.read(|portal| portal.find_by(kind, property, text).map(|record| record.id));
            id.map(|id| Key { kind, id })
        }
    }
}

/// What a request says, as JSON, whatever type it claims to have.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Simulator>> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Arc<Simulator>) -> Result<Self, ApiError> {
        let bytes = axum::body::to_bytes(request.into_body(), 4 * 1024 * 1024).await;
        let bytes = bytes.map_err(|_| ApiError::invalid("The request is too large or broke off"))?;
        let read = serde_json::from_slice(&bytes);
        read.map(Self).map_err(|error| {
            ApiError::invalid(format!(
                "Invalid input JSON on line {}, column {}: {error}",
                error.line(),
                error.column()
            ))
        })
    }
}
