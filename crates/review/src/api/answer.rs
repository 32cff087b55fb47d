//! Reading an answer: what a status, the protocol header and a body mean together.

use plumbline_protocol::VERSION;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use serde::de::DeserializeOwned;

use super::Error;

/// An answer as it came.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The header [`plumbline_protocol::VERSION_HEADER`]; only the hub sends it.
    pub protocol: Option<u32>,
    /// The body.
    pub body: &'a str,
}

impl Answer<'_> {
    /// The value that was asked for. An empty body reads as `()`.
    ///
    /// # Errors
    /// Says who failed: the session, the hub, something in between, or this page because it is too old.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, Error> {
        if let Some(version) = self.protocol.filter(|version| *version > VERSION) {
            return Err(Error::NewerHub(version));
        }
        if !(200..300).contains(&self.status) {
            return Err(self.refusal());
        }
        let body = if self.body.trim().is_empty() { "null" } else { self.body };
        serde_json::from_str(body).map_err(|error| self.not_understood(&error))
    }

    fn refusal(self) -> Error {
        if let Some(conflict) = self.conflict() {
            return conflict;
        }
        match (serde_json::from_str::<ErrorResponse>(self.body), self.status) {
            (Ok(refusal), _) if refusal.code == ErrorCode::NotEnrolled => Error::SignedOut,
            (Ok(refusal), _) => Error::Refused(refusal),
            (Err(_), 401) => Error::SignedOut,
            (Err(error), _) => self.not_understood(&error),
        }
    }

    /// What is there instead of what was seen; the three differ in what that is.
    fn conflict(self) -> Option<Error> {
        if self.status != 409 {
            return None;
        }
        let report = || serde_json::from_str(self.body).map(|conflict| Error::Conflict(Box::new(conflict)));
        let objection = || serde_json::from_str(self.body).map(|conflict| Error::ObjectionChanged(Box::new(conflict)));
        let content = || serde_json::from_str(self.body).map(|conflict| Error::ContentChanged(Box::new(conflict)));
        report().or_else(|_| objection()).or_else(|_| content()).ok()
    }

    fn not_understood(self, error: &serde_json::Error) -> Error {
        match self.protocol {
            Some(_) => Error::Unreadable { status: self.status, why: error.to_string() },
            None => Error::NotTheHub(self.status),
        }
    }
}

#[cfg(test)]
mod tests {
    use plumbline_protocol::library::{ContentConflict, ContentResponse, ObjectionConflict};
    use plumbline_protocol::report::HandlingConflict;

    use super::*;
    use crate::inbox::sample;
    use crate::library::sample::{objection, piece};

    #[track_caller]
    fn check(status: u16, protocol: Option<u32>, body: &str, expect: Result<usize, Error>) {
        let read = Answer { status, protocol, body }.read::<ContentResponse>();
        let read = read.map(|content| content.content.len()).map_err(|error| match error {
            Error::Unreadable { status, .. } => unreadable(status),
            other => other,
        });
        assert_eq!(read, expect, "{status} {protocol:?} {body}");
    }

    fn unreadable(status: u16) -> Error {
        Error::Unreadable { status, why: String::new() }
    }

    fn refused(code: ErrorCode) -> Result<usize, Error> {
        Err(Error::Refused(ErrorResponse { code, message: "why".into() }))
    }

    #[test]
    fn each_failure_is_told_from_the_others() {
        let html = "<!doctype html><title>502 Bad Gateway</title>";
        check(200, Some(1), r#"{"content":[]}"#, Ok(0));
        check(200, Some(2), r#"{"content":[]}"#, Err(Error::NewerHub(2)));
        check(500, Some(2), "", Err(Error::NewerHub(2)));
        check(200, None, html, Err(Error::NotTheHub(200)));
        check(502, None, html, Err(Error::NotTheHub(502)));
        check(401, None, html, Err(Error::SignedOut));
        check(200, Some(1), r#"{"content":7}"#, Err(unreadable(200)));
        check(418, Some(1), r#"{"code":"a_new_one","message":"why"}"#, Err(unreadable(418)));
        check(401, Some(1), r#"{"code":"not_enrolled","message":"why"}"#, Err(Error::SignedOut));
        check(401, Some(1), r#"{"code":"bad_code","message":"why"}"#, refused(ErrorCode::BadCode));
        check(403, Some(1), r#"{"code":"forbidden","message":"why"}"#, refused(ErrorCode::Forbidden));
        check(409, Some(1), r#"{"code":"invalid","message":"why"}"#, refused(ErrorCode::Invalid));
        check(500, Some(1), r#"{"code":"internal","message":"why"}"#, refused(ErrorCode::Internal));
    }

    #[test]
    fn a_conflict_brings_what_is_there_now() {
        let error = ErrorResponse { code: ErrorCode::Invalid, message: "why".into() };
        let report = sample::report(1, sample::acknowledged()).report;
        let conflict = HandlingConflict { error: error.clone(), current: report };
        let body = serde_json::to_string(&conflict).unwrap();
        check(409, Some(1), &body, Err(Error::Conflict(Box::new(conflict))));
        let conflict = ObjectionConflict { error: error.clone(), current: objection("price", "Too expensive") };
        let body = serde_json::to_string(&conflict).unwrap();
        check(409, Some(1), &body, Err(Error::ObjectionChanged(Box::new(conflict))));
        let conflict = ContentConflict { error, current: piece("roi", "Return on investment") };
        let body = serde_json::to_string(&conflict).unwrap();
        check(409, Some(1), &body, Err(Error::ContentChanged(Box::new(conflict))));
    }

    #[test]
    fn an_empty_answer_is_nothing_rather_than_a_failure() {
        assert_eq!(Answer { status: 204, protocol: Some(1), body: "" }.read::<()>(), Ok(()));
    }
}
