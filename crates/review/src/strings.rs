//! Every word that people read, in one place, to be translated.

pub mod agreement;
pub mod board;
pub mod findings;
pub mod inbox;
pub mod library;
pub mod numbers;
pub mod objection;
pub mod packet;
pub mod sla;

use plumbline_domain::content::ContentKind;
use plumbline_domain::objection::{Severity, Status};
use plumbline_domain::record::Role;
use plumbline_protocol::error::ErrorCode;

use crate::api::Error;
use crate::session::Absence;

/// The language of this file; relative times are told in it.
pub const LANGUAGE: &str = "en";

pub const PRODUCT: &str = "Plumbline";
pub const PLACES: &str = "Pages";
pub const LIBRARY: &str = "Library";
pub const OBJECTION: &str = "Objection";
pub const LOADING: &str = "Loading…";
pub const TRY_AGAIN: &str = "Try again";
pub const RELOAD: &str = "Reload this page";
pub const DISMISS: &str = "Dismiss";
pub const CLOSE: &str = "Close";
pub const UNDO: &str = "Undo";
pub const SHOW_ALL: &str = "Show all";
pub const NO_CHOICE_FOUND: &str = "Nothing matches.";
pub const SHOW_LESS: &str = "Show less";
pub const JUST_NOW: &str = "just now";

pub const SIGN_IN: &str = "Sign in";
pub const SIGNING_IN: &str = "Signing in…";
pub const SIGN_OUT: &str = "Sign out";
pub const STILL_SIGNED_IN: &str = "You are still signed in.";
pub const CODE: &str = "Enrolment code";
pub const CODE_HELP: &str = "Whoever runs your hub makes one with “plumbline-hub invite”. It works once; case, spaces and dashes do not matter.";
pub const NO_CODE: &str = "Type or paste your enrolment code first.";
pub const BAD_CODE: &str = "This code is wrong, was used already, or has expired. Check it, or ask for a new one.";
pub const FOR_MARKETING_TITLE: &str = "This page is for marketing";
pub const FOR_MARKETING: &str = "You are signed in as a rep. What you report on a record arrives here, and marketing’s \
                                 answers come back to you on the record itself. SLA, Numbers and the agreement are for \
                                 both teams. To work on reports, sign in with a marketer’s code.";

/// Why nobody is signed in.
pub const fn why_absent(absence: Absence) -> &'static str {
    match absence {
        Absence::Never => "See what the field hears, and answer it.",
        Absence::Expired => "Your session has ended. What you typed is kept in this browser; sign in to go on.",
        Absence::Left => "You are signed out.",
    }
}

/// What a person may do.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Rep => "Rep",
        Role::Marketer => "Marketer",
        Role::Admin => "Administrator",
        Role::Integration => "Integration",
    }
}

/// What the account button is for.
pub fn account(name: &str) -> String {
    format!("Account: {name}")
}

/// The title of a page on which nothing can be shown.
pub fn trouble_title(error: &Error) -> &'static str {
    match error {
        Error::Unreachable | Error::TimedOut | Error::NotTheHub(_) => "The hub does not answer",
        Error::SignedOut => "You are signed out",
        Error::NewerHub(_) => "The hub was updated",
        Error::Conflict(_) | Error::ObjectionChanged(_) | Error::ContentChanged(_) | Error::Refused(_) => {
            "The hub says no"
        }
        Error::Unreadable { .. } => "The hub and this page do not understand each other",
    }
}

/// What went wrong and what to do next.
pub fn trouble(error: &Error) -> String {
    match error {
        Error::Unreachable => "The hub cannot be reached. Check your connection, then try again.".into(),
        Error::TimedOut => "The hub took too long to answer. Try again in a moment.".into(),
        Error::SignedOut => "Your session has ended. Sign in again; what you typed is kept.".into(),
        Error::Conflict(conflict) => as_it_stands(&conflict.error.message),
        Error::ObjectionChanged(conflict) => as_it_stands(&conflict.error.message),
        Error::ContentChanged(conflict) => as_it_stands(&conflict.error.message),
        Error::Refused(refusal) => match refusal.code {
            ErrorCode::BadCode => BAD_CODE.into(),
            ErrorCode::Forbidden => "Your role may not do this. Ask whoever runs your hub.".into(),
            ErrorCode::NotFound => "The hub no longer has this. It may have been taken back.".into(),
            ErrorCode::TooMany => "Too many attempts. Wait a minute, then try again.".into(),
            ErrorCode::Internal => "The hub failed. Try again; if it stays, its log says why.".into(),
            _ => refusal.message.clone(),
        },
        Error::NewerHub(_) => "The hub was updated. Reload this page to go on; what you typed is kept.".into(),
        Error::Unreadable { status, .. } => {
            format!("The hub answered in a way this page does not understand ({status}). Reload this page.")
        }
        Error::NotTheHub(status) => {
            format!("Something else answered in the hub’s place ({status}), such as a proxy. Try again in a moment.")
        }
    }
}

/// What somebody else did, and that it is shown.
fn as_it_stands(done: &str) -> String {
    format!("{done} This is how it stands now.")
}

pub const OPENS_CRM: &str = "(opens the CRM in a new tab)";
pub const LIVE: &str = "Live";
pub const LIVE_HELP: &str = "What is new appears by itself.";
pub const CONNECTING: &str = "Connecting…";

/// Nothing newer than this is known.
pub fn reconnecting(known_at: &str) -> String {
    format!("Reconnecting…, showing what was known at {known_at}")
}

/// A status as a word.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::New => "New",
        Status::Acknowledged => "Acknowledged",
        Status::InProgress => "In progress",
        Status::Answered => "Answered",
        Status::Declined => "Declined",
    }
}

/// There are more to choose from than are shown.
pub fn more_choices(n: usize) -> String {
    format!("{n} more; type a word to find them.")
}

/// A number with its noun.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A number in groups of three digits.
pub fn grouped(n: u64) -> String {
    let (rest, last) = (n / 1_000, n % 1_000);
    if rest == 0 { last.to_string() } else { format!("{},{last:03}", grouped(rest)) }
}

/// How much it weighs.
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::NiceToHave => "Nice to have",
        Severity::Challenge => "Challenge",
        Severity::DealBreaker => "Deal breaker",
    }
}

/// Which kind of content.
pub const fn content_kind(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Battlecard => "Battlecard",
        ContentKind::CaseStudy => "Case study",
        ContentKind::Document => "Document",
        ContentKind::Video => "Video",
        ContentKind::Calculator => "Calculator",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_005].map(grouped), ["0", "999", "1,000", "1,234,005"]);
    }
}
