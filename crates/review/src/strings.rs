//! Every word that people read, in one place, to be translated.

pub mod agreement;
pub mod numbers;
pub mod sla;

use std::rc::Rc;

use plumbline_domain::content::ContentKind;
use plumbline_domain::objection::{Handling, MAX_WORDS, Severity};
use plumbline_domain::record::Role;
use plumbline_protocol::error::ErrorCode;
use plumbline_protocol::review::InboxReportView;

use crate::api::Error;
use crate::inbox::{Status, Unready};
use crate::session::Absence;

/// The language of this file; relative times are told in it.
pub const LANGUAGE: &str = "en";

pub const PRODUCT: &str = "Plumbline";
pub const PAGE: &str = "Field reports";
pub const PLACES: &str = "Pages";
pub const LOADING: &str = "Loading…";
pub const LOADING_REPORTS: &str = "Loading what the field reported…";
pub const TRY_AGAIN: &str = "Try again";
pub const RELOAD: &str = "Reload this page";
pub const DISMISS: &str = "Dismiss";
pub const CLOSE: &str = "Close";
pub const UNDO: &str = "Undo";
pub const SHOW_ALL: &str = "Show all";
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
        Error::Conflict(_) | Error::Refused(_) => "The hub says no",
        Error::Unreadable { .. } => "The hub and this page do not understand each other",
    }
}

/// What went wrong and what to do next.
pub fn trouble(error: &Error) -> String {
    match error {
        Error::Unreachable => "The hub cannot be reached. Check your connection, then try again.".into(),
        Error::TimedOut => "The hub took too long to answer. Try again in a moment.".into(),
        Error::SignedOut => "Your session has ended. Sign in again; what you typed is kept.".into(),
        Error::Conflict(conflict) => format!("{} This is how it stands now.", conflict.error.message),
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

pub const LIVE: &str = "Live";
pub const LIVE_HELP: &str = "What is new appears by itself.";
pub const CONNECTING: &str = "Connecting…";

/// Nothing newer than this is known.
pub fn reconnecting(known_at: &str) -> String {
    format!("Reconnecting…, showing what was known at {known_at}")
}

pub const STATUS_FILTER: &str = "Status";
pub const SEARCH: &str = "Search reports";
pub const SEARCH_HINT: &str = "Search";
pub const OBJECTIONS: &str = "Objections";

/// A status as a word.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::New => "New",
        Status::Acknowledged => "Acknowledged",
        Status::Answered => "Answered",
        Status::All => "All",
    }
}

/// The page's title; the number is what waits.
pub fn title(new: usize) -> String {
    if new == 0 { format!("{PAGE} · {PRODUCT}") } else { format!("({new}) {PAGE} · {PRODUCT}") }
}

pub const NO_REPORTS_TITLE: &str = "No reports yet";
pub const NO_REPORTS: &str = "When a rep logs an objection on a record, it appears here by itself. To see that it works, log \
                              one from Plumbline’s panel on any deal.";
pub const CHECK_NOW: &str = "Check now";
pub const NOTHING_FOUND_TITLE: &str = "Nothing found";
pub const CLEAR_SEARCH: &str = "Clear the search";
pub const SHOW_EVERYTHING: &str = "Show all reports";
pub const SEARCH_EVERYTHING: &str = "Search all reports";

/// No report has this status.
pub fn none_of(of: Status, all: usize) -> (String, String) {
    let rest = count(all, "report", "reports");
    let title = match of {
        Status::New => "Nothing new",
        Status::Acknowledged => "Nothing acknowledged",
        Status::Answered | Status::All => "Nothing answered yet",
    };
    let text = match of {
        Status::New => {
            format!("Every report has been looked at. New ones appear here by themselves; there are {rest} in all.")
        }
        _ => format!("There are {rest} in all."),
    };
    (title.into(), text)
}

/// No report mentions what is looked for.
pub fn nothing_mentions(q: &str) -> String {
    format!("No report shown here mentions “{}”.", q.trim())
}

/// A number with its noun.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// How many reports nobody looked at.
pub fn new_count(n: usize) -> String {
    format!("{n} new")
}

/// On how many open deals.
pub fn open_deals(n: usize) -> String {
    count(n, "open deal", "open deals")
}

pub const AT_STAKE: &str = "at stake";
pub const NOTHING_AT_STAKE: &str = "No open revenue";
pub const AT_STAKE_RULE: &str = "Expected revenue of the open deals this objection was reported on, one amount per \
                                 currency. A deal counts once, however often it was reported on; a deal with several \
                                 objections counts in full in each group, so groups do not add up.";

/// Acknowledges all new reports of a group that are in sight.
pub fn acknowledge_new(n: usize) -> String {
    if n == 1 { "Acknowledge 1 new".into() } else { format!("Acknowledge all {n} new") }
}

/// Shows what is left of a long group.
pub fn show_more(hidden: usize) -> String {
    format!("Show older ({hidden} more)")
}

pub const ACKNOWLEDGE: &str = "Acknowledge";
pub const ANSWER: &str = "Answer";
pub const CONTINUE_ANSWER: &str = "Continue answer";
pub const CHANGE_ANSWER: &str = "Change answer";
pub const REOPEN: &str = "Reopen";
pub const SAVING: &str = "Saving…";
pub const RECORD_UNREAD: &str = "Record not read yet";
pub const OPENS_CRM: &str = "(opens the CRM in a new tab)";
pub const VERSUS: &str = "vs";
pub const ANSWERED_WITH: &str = "With";
pub const CONTENT_GONE: &str = "content that is no longer there";

/// What was done, for a toast.
pub fn done(handling: &Handling, n: usize) -> String {
    let verb = match handling {
        Handling::New => "Reopened",
        Handling::Acknowledged { .. } => "Acknowledged",
        Handling::Answered { .. } => "Answered",
    };
    match (handling, n) {
        (Handling::Answered { .. }, 1) => "Answered. The reporter sees it on the record.".into(),
        (_, 1) => format!("{verb}."),
        _ => format!("{verb} {n} reports."),
    }
}

pub const NOT_SAVED: &str = "Not saved.";

/// Several reports were not changed.
pub fn not_done(n: usize) -> String {
    format!("{} could not be changed; see the rows.", count(n, "report", "reports"))
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

pub const ANSWER_FORM: &str = "Answer this report";
pub const ANSWER_WORDS: &str = "In your words";
pub const ANSWER_WORDS_HINT: &str = "What should the rep say or send?";
pub const CONTENT: &str = "Content";
pub const FIND_CONTENT: &str = "Find content";
pub const NO_CONTENT: &str = "None, words only";
pub const NO_CONTENT_FOUND: &str = "No content matches; answer in words.";
pub const FITS: &str = "Answers this objection";
pub const OPEN_LINK: &str = "Open";
pub const SEND_ANSWER: &str = "Send answer";
pub const SENDING: &str = "Sending…";
pub const DRAFT_KEPT: &str = "Kept as a draft until it is sent.";
pub const TAKEN_BACK: &str = "The rep took this report back while you were answering, so there is nobody to send this to. \
                              Copy what you need, then close.";

/// Last checked by its owner.
pub fn verified(date: &str) -> String {
    format!("checked {date}")
}

/// Why an answer cannot be sent.
pub fn unready(unready: Unready) -> String {
    match unready {
        Unready::Empty => "Choose content or write a sentence first.".into(),
        Unready::TooLong(n) => format!("{n} characters are more than the {MAX_WORDS} an answer can carry; shorten it."),
    }
}

/// Reports that came while the page was open, for screen readers.
pub fn announce(news: &[Rc<InboxReportView>]) -> String {
    match news {
        [one] => {
            let on = one.record.as_ref().map_or(String::new(), |record| format!(" on {}", record.title));
            format!("New report: {}{on}, from {}.", one.report.objection, one.report.reporter)
        }
        many => format!("{} new reports.", many.len()),
    }
}

pub const SHORTCUTS: &str = "Keyboard shortcuts";
pub const SHORTCUTS_ON: &str = "Use single-key shortcuts";
/// Keys and what they do.
pub const KEYS: [(&str, &str); 8] = [
    ("j", "Next report"),
    ("k", "Previous report"),
    ("a", "Acknowledge the report"),
    ("r", "Answer the report"),
    ("z", "Undo what was done last"),
    ("/", "Search"),
    ("?", "Show these shortcuts"),
    ("Ctrl Enter", "Send the answer being written"),
];
