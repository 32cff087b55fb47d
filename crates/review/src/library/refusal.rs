//! A refusal of the hub, taken apart: which field, and what is wrong with it.

use plumbline_protocol::error::ErrorCode;

use crate::api::Error;

/// Why something was not taken, to be said where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field, by its name on the wire.
    pub field: String,
    /// What is wrong with it.
    pub why: String,
}

impl Refusal {
    /// Reads `field url: …` and `url: …`, where the name is one of `fields`. `None` for every other failure.
    pub fn of<'a>(error: &Error, fields: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let Error::Refused(refusal) = error else { return None };
        if refusal.code != ErrorCode::Invalid {
            return None;
        }
        let message = refusal.message.strip_prefix("field ").unwrap_or(&refusal.message);
        let (path, why) = message.split_once(": ")?;
        let field = fields.into_iter().find(|field| names(path, field))?;
        Some(Self { field: field.to_owned(), why: why.to_owned() })
    }
}

/// Whether a path such as `content.phrases[3]` leads into a field.
fn names(path: &str, field: &str) -> bool {
    path.split(['.', '[']).any(|part| part == field)
}

#[cfg(test)]
mod tests {
    use plumbline_protocol::error::ErrorResponse;

    use super::*;

    #[track_caller]
    fn check(code: ErrorCode, message: &str, expect: Option<(&str, &str)>) {
        let error = Error::Refused(ErrorResponse { code, message: message.to_owned() });
        let expect = expect.map(|(field, why)| Refusal { field: field.to_owned(), why: why.to_owned() });
        assert_eq!(Refusal::of(&error, ["url", "stages", "into"]), expect, "{message}");
    }

    #[test]
    fn a_refusal_names_its_field() {
        check(
            ErrorCode::Invalid,
            "field url: 'javascript:x' does not start with https:// or http://",
            Some(("url", "'javascript:x' does not start with https:// or http://")),
        );
        check(ErrorCode::Invalid, "into: a circle", Some(("into", "a circle")));
        check(ErrorCode::Invalid, "content.stages[2]: too long", Some(("stages", "too long")));
        check(ErrorCode::Invalid, "field owner: is empty", None);
        check(ErrorCode::Invalid, "Something else.", None);
        check(ErrorCode::Forbidden, "url: x", None);
        assert_eq!(Refusal::of(&Error::TimedOut, ["url"]), None);
    }
}
