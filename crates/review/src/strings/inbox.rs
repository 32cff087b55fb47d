//! The inbox in words.

use std::rc::Rc;

use plumbline_domain::objection::{Handling, MAX_WORDS, Status};
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::InboxReportView;

use super::{PRODUCT, count, grouped};
use crate::inbox::{Change, Errand, Paper, Request, Unready};

pub const PAGE: &str = "Inbox";
pub const LOADING_REPORTS: &str = "Loading what the field reported…";

/// The page's title; the number is what waits.
pub fn title(new: u64) -> String {
    if new == 0 { format!("{PAGE} · {PRODUCT}") } else { format!("({new}) {PAGE} · {PRODUCT}") }
}

pub const STATUS_FILTER: &str = "Status";
pub const ALL: &str = "All";
pub const SEARCH: &str = "Search reports";
pub const SEARCH_HINT: &str = "Search words, records, companies";
pub const FILTERS: &str = "Filters";
pub const ANY: &str = "Any";
pub const OBJECTION: &str = "Objection";
pub const SEVERITY: &str = "Severity";
pub const HEARD: &str = "Heard";
pub const COMPETITOR: &str = "Competitor";
pub const SEGMENT: &str = "Segment";
pub const REPORTER: &str = "Reporter";
pub const UNKNOWN: &str = "Not known yet";
pub const NO_SUCH_OBJECTION: &str = "There is no such objection. Choose one from the list.";
pub const CLEAR_FILTERS: &str = "Clear filters";

/// Heard lately.
pub fn last_days(days: u16) -> String {
    match days {
        1 => "Last day".into(),
        days => format!("Last {days} days"),
    }
}

pub const NO_REPORTS_TITLE: &str = "No reports yet";
pub const NO_REPORTS: &str = "When a rep logs an objection on a record, it appears here by itself. To see that it works, log \
                              one from Plumbline’s panel on any deal.";
pub const CHECK_NOW: &str = "Check now";
pub const NOTHING_FOUND_TITLE: &str = "Nothing found";
pub const SHOW_EVERYTHING: &str = "Show all reports";
pub const SEARCH_EVERYTHING: &str = "Look at every status";

/// No report has this status.
pub fn none_of(of: Option<Status>, all: u64) -> (String, String) {
    let title = match of {
        Some(Status::New) | None => "Nothing new",
        Some(Status::Acknowledged) => "Nothing acknowledged",
        Some(Status::InProgress) => "Nothing in progress",
        Some(Status::Answered) => "Nothing answered yet",
        Some(Status::Declined) => "Nothing declined",
    };
    let (is, reports) = if all == 1 { ("is", "report") } else { ("are", "reports") };
    let rest = format!("There {is} {} {reports} in all.", grouped(all));
    let text = match of {
        Some(Status::New) => format!("Every report has been looked at. New ones appear here by themselves. {rest}"),
        _ => rest,
    };
    (title.into(), text)
}

/// No report passes the filters.
pub fn nothing_found(words: &str) -> String {
    match words {
        "" => "No report passes these filters.".into(),
        words => format!("No report that passes these filters mentions “{words}”."),
    }
}

pub const REPORTS: &str = "Reports";
pub const NO_WORDS: &str = "No words";
pub const LOOK: &str = "Look";
pub const RECORD_UNREAD: &str = "Record not read yet";
pub const VERSUS: &str = "vs";
pub const HISTORY: &str = "History";
pub const HEARD_BY: &str = "Reported by";
pub const GONE: &str =
    "Somebody else handled this in the meantime, or its reporter took it back. It is shown as it was.";

/// Leads to all reports that share a fact.
pub fn all_with(name: &str) -> String {
    format!("All reports with {name}")
}

/// Its reporter wrote it anew.
pub fn changed_times(times: u32) -> String {
    match times {
        1 => "Changed once by its reporter".into(),
        times => format!("Changed {times} times by its reporter"),
    }
}

/// It counts as another objection than its reporter chose.
pub fn filed(under: Option<&str>, was_known: bool) -> String {
    let instead = if was_known { "its reporter chose another" } else { "its reporter knew no name for it" };
    format!("Filed by marketing under {}; {instead}", under.unwrap_or(UNKNOWN))
}

/// Chooses a report.
pub fn choose(view: &InboxReportView) -> String {
    let on = view.record.as_ref().map_or(String::new(), |record| format!(" on {}", record.title));
    format!("Choose {}{on}", view.report.objection.as_deref().unwrap_or(UNKNOWN))
}

pub const CHOSEN: &str = "Chosen reports";
pub const CHOOSE_ALL: &str = "Choose all that are loaded";
pub const CLEAR_CHOICE: &str = "Clear choice";
pub const EACH_ON_ITS_OWN: &str =
    "Each reporter is told on their own record. What somebody else handled in the meantime stays as it is.";

/// How many are chosen.
pub fn chosen(chosen: usize, known: usize) -> String {
    match chosen {
        0 => format!("None of {known} loaded chosen"),
        chosen => format!("{chosen} chosen"),
    }
}

/// What a button does with a report.
pub const fn errand(errand: Errand, handling: &Handling) -> &'static str {
    match (errand, handling) {
        (Errand::Acknowledge, _) => "Acknowledge",
        (Errand::Start, _) => "Start",
        (Errand::Answer, Handling::Answered { .. }) => "Change answer",
        (Errand::Answer, _) => "Answer",
        (Errand::Decline, Handling::Declined { .. }) => "Change reason",
        (Errand::Decline, _) => "Decline",
        (Errand::File, _) => "File…",
        (Errand::Reopen, _) => "Reopen",
    }
}

/// What a button does with all chosen reports that it suits.
pub fn bulk(errand: Errand, reports: usize) -> String {
    format!("{} {reports}", self::errand(errand, &Handling::New))
}

/// The key that does the same.
pub fn by_key(key: &str) -> String {
    format!("Key: {key}")
}

/// What a form is for.
pub fn form(paper: Paper, reports: usize) -> String {
    let which = if reports == 1 { "this report".to_owned() } else { count(reports, "report", "reports") };
    match paper {
        Paper::Answer => format!("Answer {which}"),
        Paper::Reason => format!("Decline {which}"),
        Paper::Filing => FILE.to_owned(),
    }
}

/// The name of the field for words, and what to write into it.
pub const fn words_field(paper: Paper) -> (&'static str, &'static str) {
    match paper {
        Paper::Answer | Paper::Filing => ("In your words", "What should the rep say or send?"),
        Paper::Reason => ("Why there will be no answer", "The rep reads this on the record."),
    }
}

/// What the form's button does.
pub const fn send(paper: Paper) -> &'static str {
    match paper {
        Paper::Answer => "Send answer",
        Paper::Reason => "Decline",
        Paper::Filing => FILE,
    }
}

pub const CONTENT: &str = "Content";
pub const FIND_CONTENT: &str = "Find content";
pub const NO_CONTENT: &str = "None, words only";
pub const NO_CONTENT_FOUND: &str = "No content matches; answer in words.";
pub const FITS: &str = "Answers this objection";
pub const OPEN_LINK: &str = "Open";
pub const SENDING: &str = "Sending…";
pub const SAVING: &str = "Saving…";
pub const NOT_SAVED: &str = "Not saved.";
pub const DRAFT_KEPT: &str = "Kept as a draft until it is sent.";
pub const ANSWERED_WITH: &str = "With";
pub const CONTENT_GONE: &str = "content that is no longer there";
pub const FILE: &str = "File";
pub const FILE_UNDER: &str = "Counts as";
pub const FIND_OBJECTION: &str = "Find an objection";
pub const NO_OBJECTION_FOUND: &str = "No objection matches. New ones are added in the library.";
pub const AS_REPORTED: &str = "As reported";

/// There is more than a list shows.
pub fn more_to_find(hidden: usize) -> String {
    format!("{} more; search to find them.", grouped(u64::try_from(hidden).unwrap_or(u64::MAX)))
}

/// Last checked by its verifier.
pub fn verified(date: &str) -> String {
    format!("checked {date}")
}

/// Why a form cannot be sent.
pub fn unready(unready: Unready) -> String {
    match unready {
        Unready::Empty => "Choose content or write a sentence first.".into(),
        Unready::NoReason => "Say why first; whoever reported it reads this.".into(),
        Unready::TooLong(n) => format!("{n} characters are more than the {MAX_WORDS} that can be carried; shorten it."),
    }
}

/// What was done with so many reports, the last of which is as told; and how many it was not done with.
pub fn done(last: &Change, now: &ReportView, done: usize, not_done: usize) -> String {
    let said = match (&last.request, done) {
        (Request::File(_), _) => format!("Filed under {}.", now.objection.as_deref().unwrap_or(UNKNOWN)),
        (Request::Handle(_), 1) => one_done(&now.handling).to_owned(),
        (Request::Handle(_), many) => format!("{} {many} reports.", verb(&now.handling)),
    };
    match not_done {
        0 => said,
        n => format!("{said} {}", self::not_done(n)),
    }
}

const fn one_done(handling: &Handling) -> &'static str {
    match handling {
        Handling::New => "Reopened.",
        Handling::Acknowledged { .. } => "Acknowledged.",
        Handling::InProgress { .. } => "Started. The reporter sees who works on it.",
        Handling::Answered { .. } => "Answered. The reporter sees it on the record.",
        Handling::Declined { .. } => "Declined. The reporter sees why on the record.",
    }
}

const fn verb(handling: &Handling) -> &'static str {
    match handling {
        Handling::New => "Reopened",
        Handling::Acknowledged { .. } => "Acknowledged",
        Handling::InProgress { .. } => "Started",
        Handling::Answered { .. } => "Answered",
        Handling::Declined { .. } => "Declined",
    }
}

/// Several reports were not changed.
pub fn not_done(n: usize) -> String {
    format!("{} could not be changed; see the rows.", count(n, "report", "reports"))
}

/// What somebody else did.
pub fn in_the_meantime(handling: &Handling) -> String {
    match handling {
        Handling::New => "This was reopened in the meantime.".into(),
        Handling::Acknowledged { by, .. } => format!("{by} acknowledged this in the meantime."),
        Handling::InProgress { by, .. } => format!("{by} began to work on this in the meantime."),
        Handling::Answered { by, .. } => format!("{by} answered this in the meantime."),
        Handling::Declined { by, .. } => format!("{by} declined this in the meantime."),
    }
}

/// Reports that came while the page was open, for screen readers.
pub fn announce(news: &[Rc<InboxReportView>]) -> String {
    match news {
        [one] => {
            let on = one.record.as_ref().map_or(String::new(), |record| format!(" on {}", record.title));
            let objection = one.report.objection.as_deref().unwrap_or(UNKNOWN);
            format!("New report: {objection}{on}, from {}.", one.report.reporter)
        }
        many => format!("{} new reports.", many.len()),
    }
}

pub const SHORTCUTS: &str = "Keyboard shortcuts";
pub const SHORTCUTS_ON: &str = "Use single-key shortcuts";
/// Keys and what they do.
pub const KEYS: [(&str, &str); 17] = [
    ("j", "Next report"),
    ("k", "Previous report"),
    ("Enter", "Go into the report"),
    ("Esc", "Back: from the form, the choice, the report"),
    ("x", "Choose the report, or let it go"),
    ("X", "Choose all up to this report"),
    ("*", "Choose all that are loaded"),
    ("a", "Acknowledge it, or all chosen"),
    ("s", "Start to work on it, or on all chosen"),
    ("r", "Answer it, or all chosen"),
    ("d", "Decline it, or all chosen"),
    ("f", "File it under another objection"),
    ("u", "Reopen it"),
    ("z", "Undo what was done last"),
    ("/", "Search"),
    ("?", "Show these shortcuts"),
    ("Ctrl Enter", "Send what is being written"),
];
