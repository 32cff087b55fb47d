//! The words of an objection's page.

use chrono::NaiveDate;
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Handling;
use plumbline_domain::record::{Outcome, RecordKind};
use plumbline_protocol::library::ObjectionEntry;
use plumbline_protocol::report::HandlingAction;

use super::library::field;
use super::{PRODUCT, count, status};
use crate::library::Kind;
use crate::objection::Act;

pub const LOADING: &str = "Loading the objection…";
pub const ALL_OBJECTIONS: &str = "All objections";

/// The page's title.
pub fn title(name: Option<&str>) -> String {
    format!("{} · {PRODUCT}", name.unwrap_or("Objection"))
}

pub const BY: &str = "by";
pub const WITH: &str = "With";
pub const OWNED_BY: &str = "Owned by";
pub const NO_OWNER: &str = "Nobody owns it";
pub const NO_PHRASES: &str = "No phrases yet. Reps’ words are matched with them.";
pub const COUNTS_AS: &str = "This counts as";
pub const COUNTS_AS_HELP: &str = "Its reports and their figures stand there, until the merge is taken back.";

pub const ACTIONS: &str = "What to do with it";
pub const ACKNOWLEDGE: &str = "Acknowledge";
pub const START: &str = "Start work";
pub const ANSWER: &str = "Answer…";
pub const CONTINUE_ANSWER: &str = "Continue answer…";
pub const DECLINE: &str = "Decline…";
pub const CONTINUE_REASON: &str = "Continue declining…";
pub const REOPEN: &str = "Reopen";
pub const ASSIGN: &str = "Assign…";
pub const ASSIGN_TO_ME: &str = "Assign to me";
pub const MERGE: &str = "Merge…";
pub const EDIT: &str = "Edit…";
pub const TAKE_BACK: &str = "Take back";

pub const ANSWER_TITLE: &str = "Answer this objection.";
pub const ANSWER_WORDS: &str = "In your words";
pub const ANSWER_WORDS_HINT: &str = "What should reps say or send?";
pub const SEND_ANSWER: &str = "Send answer";
pub const DECLINE_TITLE: &str = "Decline this objection.";
pub const DECLINE_HELP: &str = "Whoever reported it reads why there will be no answer.";
pub const DECLINE_NOW: &str = "Decline";
pub const REASON: &str = "Reason";
pub const OWNER: &str = "Owner";
pub const OWNER_TITLE: &str = "Say who answers for it.";
pub const OWNER_HELP: &str = "Leave it empty for nobody.";
pub const ASSIGN_NOW: &str = "Assign";
pub const INTO: &str = "Into";
pub const MERGE_HELP: &str = "All its reports count as the other one from then on. No report changes, and the merge can be taken \
                              back without loss.";
pub const MERGE_NOW: &str = "Merge";
pub const CHOOSE_FIRST: &str = "Choose an objection first.";

/// What an answer does.
pub fn answer_help(reports: u64) -> String {
    match reports {
        0 => "Nobody reported it yet; whoever does next finds the answer here.".into(),
        _ => "Everybody whose report is not answered yet is told, on the record.".into(),
    }
}

/// What is to be merged.
pub fn merge_title(name: &str) -> String {
    format!("Let “{name}” count as another objection.")
}

/// What a piece of content is, beside its title.
pub fn content_note(kind: &str, fits: bool, stale_since: Option<NaiveDate>) -> String {
    let fits = if fits { " · answers this objection" } else { "" };
    let stale = stale_since.map(|day| format!(" · stale since {day}")).unwrap_or_default();
    format!("{kind}{fits}{stale}")
}

pub const NOTHING_DONE: &str = "Nothing of yours was done. This is how it stands now:";
pub const STILL_HERE: &str = "What you wrote is still here. Send it again if it still holds.";
pub const TAKEN_BACK: &str = "Taken back.";
pub const NOT_TAKEN_BACK: &str = "Not taken back.";

/// Where it stands by now, with all that was said.
pub fn stands_now(handling: &Handling) -> String {
    let word = status(handling.status());
    let Some((by, _)) = handling.done() else { return format!("Status: {word}.") };
    let said = match handling {
        Handling::Declined { reason, .. } => format!(" “{reason}”"),
        Handling::Answered { content, words, .. } => {
            let with = content.as_ref().map(|id| format!(" With the content “{id}”.")).unwrap_or_default();
            format!("{}{with}", words.as_ref().map(|words| format!(" “{words}”")).unwrap_or_default())
        }
        Handling::New | Handling::Acknowledged { .. } | Handling::InProgress { .. } => String::new(),
    };
    format!("Status: {word}, by {by}.{said}")
}

/// What it counts as by now.
pub fn counts_now(into: Option<&ObjectionId>) -> String {
    match into {
        Some(into) => format!("It counts as “{into}”."),
        None => "It counts as itself.".into(),
    }
}

/// What a field says by now.
pub fn reads_now(name: &str, text: &str) -> String {
    let text = if text.is_empty() { "nothing".to_owned() } else { format!("“{}”", text.replace('\n', "”, “")) };
    format!("{}: {text}.", field(Kind::Objections, name))
}

/// What was done, for a toast.
pub fn done(act: &Act, now: &ObjectionEntry) -> String {
    let name = &now.objection.name;
    match act {
        Act::Handle(HandlingAction::Acknowledge) => format!("Acknowledged “{name}”."),
        Act::Handle(HandlingAction::Start) => format!("“{name}” is in progress."),
        Act::Handle(HandlingAction::Answer { .. }) => {
            format!("Answered “{name}”. Whoever reported it sees it on the record.")
        }
        Act::Handle(HandlingAction::Decline { .. }) => format!("Declined “{name}”. Whoever reported it reads why."),
        Act::Handle(HandlingAction::Reopen) => format!("Reopened “{name}”."),
        Act::Handle(HandlingAction::TakeBack) => TAKEN_BACK.to_owned(),
        Act::Write(_) => match &now.objection.owner {
            Some(owner) => format!("“{name}” is owned by {owner}."),
            None => format!("Nobody owns “{name}” now."),
        },
        Act::Merge(Some(_)) => format!("“{name}” is merged; its reports count as the other’s."),
        Act::Merge(None) => format!("“{name}” counts as itself again."),
    }
}

pub const REPORTS: &str = "Reports";
pub const OPEN_DEALS: &str = "Open deals";
pub const AT_STAKE: &str = "Revenue at stake";
pub const NOTHING_AT_STAKE: &str = "None";
pub const LAST_HEARD: &str = "Last heard";
pub const NEVER: &str = "Never";
pub const RULE: &str = "How this is counted";
pub const STAKE_RULE: &str = "Amounts of the open deals on which this was reported, one sum a currency. A deal with several \
                              objections is shared among them in equal parts, however often each was reported, so each deal \
                              counts once in all.";

/// Up to when it was counted.
pub fn as_of(at: &str) -> String {
    format!("Reports that were taken back are left out. Counted at {at}.")
}

/// Leads to the reports.
pub fn show_reports(n: u64) -> String {
    format!("{}, in the inbox", count(usize::try_from(n).unwrap_or(usize::MAX), "report", "reports"))
}

/// Those that nobody looked at.
pub fn new_reports(n: u64) -> String {
    format!("{n} new")
}

/// The name of the picture.
pub fn trend(weeks: usize) -> String {
    format!("Reports a week, last {weeks} weeks")
}

pub const TREND_RULE: &str = "By when it was heard. Weeks begin on Monday, by UTC; the last one is not over yet.";
pub const WEEK: &str = "Week";

/// A day, short.
pub fn day(day: NaiveDate) -> String {
    day.format("%b %-d").to_string()
}

/// A week by its Monday.
pub fn week_of(monday: NaiveDate) -> String {
    format!("Week of {monday}")
}

pub const REPORTERS: &str = "Who reported it";
pub const NO_REPORTERS: &str = "Nobody yet.";
pub const WHO: &str = "Who";
pub const PICTURE: &str = "As a bar";

/// There are more than are shown.
pub fn more_reporters(n: usize) -> String {
    format!("And {}.", count(n, "other person", "other people"))
}

pub const DEALS: &str = "Where it was reported";
pub const DEALS_TABLE: &str = "Records and this objection’s share of them";
pub const NO_DEALS: &str = "It was reported on no record yet.";
pub const SHARE_RULE: &str = "Share: this objection’s part of a deal’s amount, which all objections on the deal have in equal parts. Leads \
                              and closed deals have none at stake.";
pub const RECORD: &str = "Record";
pub const STAGE: &str = "Stage";
pub const SALESPERSON: &str = "Salesperson";
pub const AMOUNT: &str = "Amount";
pub const SHARE: &str = "Share";
pub const NOT_AT_STAKE: &str = "Not at stake";

/// What a record is.
pub const fn kind(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Contact => "Contact",
        RecordKind::Lead => "Lead",
        RecordKind::Deal => "Deal",
    }
}

/// How a deal ended.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "Open",
        Outcome::Won => "Won",
        Outcome::Lost => "Lost",
    }
}

/// Among how many objections a deal is shared.
pub fn one_of(objections: u64) -> String {
    format!("1 of {objections} objections")
}

/// Shows what is left of a long list.
pub fn show_deals(hidden: usize) -> String {
    format!("Show {hidden} more")
}

pub const CONTENT: &str = "Content that answers it";
pub const NO_CONTENT: &str = "No content answers it yet.";
pub const ADD_CONTENT: &str = "Add content";

/// Leads to all of it.
pub fn in_library(hidden: u64) -> String {
    match hidden {
        0 => "Show in the library".into(),
        n => format!("Show in the library, with {} more", super::grouped(n)),
    }
}

pub const PARTS: &str = "Counts as this one";
pub const PARTS_RULE: &str = "Objections that were merged into it. Taking a merge back changes no report.";
pub const THROUGH: &str = "as a part of";

/// Lets a part count as itself again.
pub fn take_back(name: &str) -> String {
    format!("Take back the merge of “{name}”")
}
