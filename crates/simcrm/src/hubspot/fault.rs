//! What can be made to go wrong with the next answers.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

/// How an answer goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// It has this status, and nothing is done.
    Status {
        /// Such as 503.
        status: u16,
    },
    /// It comes late.
    Delay {
        /// By so many real milliseconds.
        milliseconds: u64,
    },
    /// Its body ends in the middle.
    Half,
    /// It sends the client elsewhere, and nothing is done.
    Redirect {
        /// There.
        to: String,
    },
}

/// What goes wrong, where and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// With so many answers.
    pub times: u64,
    /// Only of addresses that begin so; with none, of all.
    #[serde(default)]
    pub path: String,
    /// How.
    pub fault: Kind,
}

/// All that is still to go wrong, in the order in which it was asked for.
#[derive(Debug, Default, Serialize)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// The fault of the next answer to an address, if there is one.
    pub fn next(&mut self, path: &str) -> Option<Kind> {
        let fault = self.0.iter_mut().find(|fault| path.starts_with(&fault.path))?;
        fault.times = fault.times.saturating_sub(1);
        let kind = fault.fault.clone();
        self.0.retain(|fault| fault.times > 0);
        Some(kind)
    }
}

/// The answer that takes the place of the real one, where nothing is to be done at all.
pub fn instead(kind: &Kind) -> Option<Response> {
    match kind {
        Kind::Status { status } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let body = format!(
                r#"{{"status":"error","message":"{status}","correlationId":"00000000-0000-4000-8000-000000000000"}}"#
            );
            Some((status, [(header::CONTENT_TYPE, "application/json;charset=utf-8")], body).into_response())
        }
        Kind::Redirect { to } => {
            let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
            Some((StatusCode::FOUND, [(header::LOCATION, to)]).into_response())
        }
        Kind::Delay { .. } | Kind::Half => None,
    }
}

/// What becomes of the real answer.
pub async fn spoil(kind: &Kind, response: Response) -> Response {
    match kind {
        Kind::Delay { milliseconds } => {
            tokio::time::sleep(Duration::from_millis(*milliseconds)).await;
            response
        }
        Kind::Half => {
            let (mut parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(bytes.slice(..bytes.len() / 2)))
        }
        Kind::Status { .. } | Kind::Redirect { .. } => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_happens_as_often_as_asked_and_where() {
        let fault = |times, path: &str, fault| Fault { times, path: path.to_owned(), fault };
        let mut faults =
            Faults(vec![fault(2, "/crm/v3/owners", Kind::Half), fault(1, "", Kind::Status { status: 503 })]);
        assert_eq!(faults.next("/crm/v3/owners"), Some(Kind::Half));
        assert_eq!(faults.next("/crm/v3/objects/contacts"), Some(Kind::Status { status: 503 }));
        assert_eq!(faults.next("/crm/v3/objects/contacts"), None);
        assert_eq!(faults.next("/crm/v3/owners/1"), Some(Kind::Half));
        assert_eq!(faults.next("/crm/v3/owners"), None);
    }
}
