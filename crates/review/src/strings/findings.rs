//! The words of findings.

use plumbline_domain::findings::Verdict;
use plumbline_protocol::findings::{ComparedView, FinalStagesView, RisingView, StaleView, UnopenedView};

use super::grouped;

pub const PAGE: &str = "Findings";
pub const TITLE: &str = "Findings · Plumbline";
pub const LOADING: &str = "Going through what was reported…";

pub const OBJECTION: &str = "Objection";
pub const CONTENT: &str = "Content";
pub const DEALS: &str = "Deals";
pub const REPORTS: &str = "Reports";
pub const PICTURE: &str = "As a picture";

pub const IN_A_ROW: &str = "Heard again and again";
pub const IN_A_ROW_RULE: &str = "The same objection on at least three records one after the other, in the last 28 days. What is \
                                 reported on one record without another in between is one conversation; what nobody has filed yet \
                                 neither goes on with a run nor ends it.";
pub const NO_RUNS: &str = "No objection was heard on three records in a row.";
pub const LAST: &str = "Last";
pub const FIRST: &str = "first";

pub const RISING: &str = "Rising";
pub const NOTHING_RISES: &str = "Nothing rises by more than chance explains.";
pub const LAST_WEEK: &str = "7 days before";
pub const THIS_WEEK: &str = "Last 7 days";
pub const BY_CHANCE: &str = "By chance";

pub const FINAL_STAGES: &str = "Most heard in final stages";
pub const FINAL_STAGES_RULE: &str = "The four objections that were reported on most deals while these were in an agreed final stage. \
                                     The stage is the one that the deal had when the report came.";
pub const NO_STAGES: &str = "Nobody has agreed which stages are final. Whoever runs the hub names them under";
pub const STAGES_KEY: &str = "[findings] final_stages";
pub const NO_STAGES_END: &str = " in its configuration.";
pub const NOTHING_SAID_LAST: &str = "Nothing was reported on a deal in these stages.";

pub const COMPARED: &str = "Won with content, and without";
pub const COMPARED_RULE: &str = "For each piece, deals that it was opened or copied for before they closed, against deals on which an \
                                 objection was reported that it answers, and where it was not used. The mark is the win rate, the \
                                 band its 95 % interval (Wilson). A verdict stands only where the interval of the difference \
                                 (Newcombe) leaves out zero. It does not say that the content is the cause.";
pub const NOTHING_CLOSED: &str = "No deal on which something was reported has been won or lost yet.";
pub const ANY_CONTENT: &str = "Any content";
pub const USED: &str = "used";
pub const NOT_USED: &str = "not used";
pub const WON: &str = "Won";
pub const WIN_RATE: &str = "Win rate";
pub const INTERVAL: &str = "95 % interval";
pub const VERDICT: &str = "Verdict";

pub const STALE: &str = "To be verified again";
pub const STALE_RULE: &str = "Offered content that is past the day by which it was to be verified, the longest first.";
pub const NOTHING_STALE: &str = "Nothing is past its day.";
pub const VERIFIER: &str = "Verifier";
pub const VERIFY_BY: &str = "Was due";

pub const UNOPENED: &str = "Opened by nobody";
pub const NO_CONTENT: &str = "There is no content yet.";
pub const ALL_OPENED: &str = "All content was opened or copied from.";
pub const LAST_OPENED: &str = "Last opened";
pub const NEVER: &str = "Never";
pub const ADDED: &str = "added";

fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// How long a run is.
pub fn times_in_a_row(n: u64) -> String {
    format!("{} in a row", counted(n, "record", "records"))
}

/// Records of a run that are not named.
pub fn more_records(n: usize) -> String {
    format!("and {n} before")
}

/// How much was reported.
pub fn over_reports(rising: &RisingView) -> String {
    let reports = counted(rising.this_week.into(), "report", "reports");
    format!("{reports} in the last 7 days, {} in the 7 before", grouped(rising.last_week.into()))
}

/// How rises are found.
pub fn rising_rule(enough: u32) -> String {
    format!(
        "Objections with at least {enough} reports in the last 7 days that come more often than in the 7 days before, also compared with \
         how all other reports rise. “By chance” is how likely so many are if nothing changed (binomial test); as many are looked at, at \
         most one in twenty of those listed is expected to be chance (Benjamini and Hochberg)."
    )
}

/// Out of how many.
pub fn over_looked_at(rising: &RisingView) -> String {
    let looked_at = counted(rising.looked_at, "objection had", "objections had");
    format!("{looked_at} {} reports or more; {}", rising.enough, over_reports(rising))
}

/// How likely something is by chance, rounded up.
pub fn chance(chance: f64) -> String {
    match chance * 100.0 {
        percent if percent < 0.1 => "< 0.1 %".to_owned(),
        percent => format!("{:.1} %", (percent * 10.0).ceil() / 10.0),
    }
}

/// Which stages, and how far back.
pub fn over_stages(told: &FinalStagesView) -> String {
    let stages = if told.stages.is_empty() { String::new() } else { format!("{} · ", told.stages.join(", ")) };
    format!("{stages}last {} days", told.days)
}

/// How what nobody opened is found.
pub fn unopened_rule(days: u16) -> String {
    format!("Offered content that was added at least {days} days ago and neither opened nor copied from since.")
}

/// How much of all that is offered.
pub fn over_offered(told: &UnopenedView) -> String {
    let listed = u64::try_from(told.pieces.len()).unwrap_or(u64::MAX);
    format!("{} of {}{}", grouped(told.count), counted(told.offered, "piece", "pieces"), listed_of(listed, told.count))
}

/// How much there is.
pub fn over_stale(told: &StaleView) -> String {
    let listed = u64::try_from(told.pieces.len()).unwrap_or(u64::MAX);
    format!("{}{}", counted(told.count, "piece", "pieces"), listed_of(listed, told.count))
}

fn listed_of(listed: u64, count: u64) -> String {
    if listed < count { format!("; the first {} are listed", grouped(listed)) } else { String::new() }
}

/// Over which deals.
pub fn over_closed(told: &ComparedView) -> String {
    let deals = told.any.used.denominator + told.any.not_used.denominator;
    let deals = counted(u64::try_from(deals).unwrap_or(0), "deal", "deals");
    let over = format!("{deals} closed in the last {} days on which something was reported", told.days);
    match told.too_few {
        0 => over,
        few => format!(
            "{over}; {} left out, with fewer than {} deals on one side",
            counted(few, "piece is", "pieces are"),
            told.enough
        ),
    }
}

/// So many of so many.
pub fn of(part: i64, whole: i64) -> String {
    format!("{part} of {whole}")
}

/// What a comparison comes to.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::MoreWon => "More won with it",
        Verdict::FewerWon => "Fewer won with it",
        Verdict::Unclear => "Cannot be told yet",
    }
}

/// The same for programs.
pub const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::MoreWon => "more-won",
        Verdict::FewerWon => "fewer-won",
        Verdict::Unclear => "unclear",
    }
}
