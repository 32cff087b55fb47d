//! The board in words.

use plumbline_domain::objection::Status;

use super::{grouped, status};
use crate::board::Step;

pub const PAGE: &str = "Board";
pub const TITLE: &str = "Board · Plumbline";
pub const LOADING: &str = "Loading the board…";
pub const KEYS: &str = "Arrows or j k h l: from card to card. a, s, u: move. r, d: answer or decline. z: undo.";
pub const MOVE: &str = "Move";
pub const SAVING: &str = "Saving…";
pub const ANSWER: &str = "Answer…";
pub const CHANGE_ANSWER: &str = "Change answer…";
pub const DECLINE: &str = "Decline…";
pub const CHANGE_REASON: &str = "Change reason…";
pub const NONE_HERE: &str = "None";
pub const NO_CONTENT: &str = "No content";
pub const NO_OWNER: &str = "No owner";
pub const NOT_MOVED: &str = "Not moved.";
pub const AT_STAKE: &str = "at stake";
pub const NOTHING_AT_STAKE: &str = "No open revenue";
pub const AT_STAKE_RULE: &str = "Expected revenue of the open deals on which it was reported, one amount per currency. A deal \
                                 with several objections is shared among them in equal parts, so each deal counts once in all.";

/// What a step does.
pub const fn step(step: Step) -> &'static str {
    match step {
        Step::Reopen => "Reopen",
        Step::Acknowledge => "Acknowledge",
        Step::Start => "Start",
    }
}

/// The key that does the same.
pub fn by_key(key: &str) -> String {
    format!("Key: {key}")
}

/// Opens what can be done with a card.
pub fn move_card(name: &str) -> String {
    format!("{MOVE} {name}")
}

/// Where a card stands since.
pub fn moved(name: &str, to: Status) -> String {
    format!("{name}: {}, with the reports of it that waited.", status(to).to_lowercase())
}

fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// How often it was reported.
pub fn reports(n: u64) -> String {
    counted(n, "report", "reports")
}

/// How many reports nobody looked at.
pub fn new_reports(n: u64) -> String {
    format!("{} new", grouped(n))
}

/// On how many open deals.
pub fn open_deals(n: u64) -> String {
    counted(n, "open deal", "open deals")
}

/// On how many open deals in all.
pub fn on_open_deals(n: u64) -> String {
    format!("on {}", open_deals(n))
}

/// How much answers it.
pub fn pieces(n: u64) -> String {
    counted(n, "piece of content", "pieces of content")
}

/// Reports that count as no known objection.
pub fn unknown(n: u64) -> String {
    format!("{} not known yet", reports(n))
}

/// More than a column shows.
pub fn more(n: u64) -> String {
    format!("{} more in the library", grouped(n))
}

/// Reports week by week, for whoever cannot see the bars.
pub fn trend(weeks: &[u32]) -> String {
    let list = weeks.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("Reports in each of the last {} weeks, this one last: {list}", weeks.len())
}
