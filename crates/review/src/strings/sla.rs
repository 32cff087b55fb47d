//! The words of the page of the figures.

use plumbline_domain::ids::ReasonCode;
use plumbline_domain::sla::metrics::Standing;
use plumbline_domain::sla::{Promise, PromiseKind, RejectionReason};
use plumbline_domain::touch::Channel;

use super::count;
use crate::sla::{List, Part};

pub const PAGE: &str = "SLA";
pub const TITLE: &str = "SLA · Plumbline";
pub const PERIOD: &str = "Period";
pub const LOADING: &str = "Loading the figures…";
pub const DOWNLOAD: &str = "Download CSV";
pub const DOWNLOAD_HELP: &str = "Every hand-off of the period with its clocks and decision, as a table.";

/// A period as a choice.
pub fn days(days: u16) -> String {
    format!("{days} days")
}

pub const EMPTY_TITLE: &str = "No hand-offs in this period";
pub const EMPTY: &str = "When marketing hands a lead to sales in the CRM, it is counted here by itself.";

/// A longer period to look at.
pub fn show_days(days: u16) -> String {
    format!("Show {days} days")
}

/// What a promise's follow-up rate is called.
pub const fn follow_up(kind: PromiseKind) -> &'static str {
    match kind {
        PromiseKind::Response => "Followed up in time",
        PromiseKind::Update => "Status updated in time",
    }
}

/// What a follow-up rate is.
pub const fn follow_up_rule(kind: PromiseKind) -> &'static str {
    match kind {
        PromiseKind::Response => {
            "Of the hand-offs whose promise to respond is decided (answered, overdue now, or ended when it was overdue), the \
             share that sales answered in time. Left out is what is still in time, or ended while it was."
        }
        PromiseKind::Update => {
            "The same for the promise to bring the status in the CRM up to date: of the decided ones, the share updated in time."
        }
    }
}

pub const ACCEPTANCE: &str = "Acceptance";
pub const ACCEPTANCE_RULE: &str = "Of the hand-offs that sales decided on, the share that was accepted. Left out is what nobody \
                                   accepted or rejected yet.";
pub const CRITERIA: &str = "Met the agreed criteria";
pub const CRITERIA_RULE: &str = "Of all hand-offs, the share that met what marketing promised to hand over, judged by what was \
                                 known when it was handed off.";
pub const OVERDUE: &str = "Overdue now";
pub const OVERDUE_RULE: &str = "Hand-offs that still wait for a response or a status update after it was due, whenever they \
                                were handed off.";
pub const NOTHING_OVERDUE: &str = "Nothing is overdue.";
pub const REASONS: &str = "Rejection reasons";
pub const REASONS_RULE: &str =
    "How often sales gave each agreed reason for a rejection, and its share of the rejected.";
pub const NO_REASONS: &str = "Nothing was rejected in this period.";
pub const FIRST_TOUCH: &str = "Time to first touch";
pub const FIRST_TOUCH_RULE: &str = "Business time without pauses from the hand-off to the first response by sales, by the channel \
                                    of the lead’s first touch. Half of n took no longer than the median, nine tenths no longer \
                                    than p90 (nearest rank).";
pub const NO_FIRST_TOUCH: &str = "Nothing was responded to in this period.";
pub const ALL_CHANNELS: &str = "All channels";
pub const MEDIAN: &str = "Median";
pub const P90: &str = "p90";
pub const N: &str = "n";
pub const CHANNEL: &str = "Channel";
pub const REASON: &str = "Reason";
pub const COUNT: &str = "Count";
pub const SHARE: &str = "Share";
pub const PICTURE: &str = "Picture";
/// Stands where nothing can be said.
pub const NOTHING: &str = "–";

/// A share in tenths of a percent.
pub fn percent(per_mille: Option<usize>) -> String {
    per_mille.map_or_else(|| NOTHING.to_owned(), |tenths| format!("{}.{} %", tenths / 10, tenths % 10))
}

/// Whether a target was reached; nothing can be said of nothing.
pub fn target(percent: u8, is_reached: Option<bool>) -> String {
    match is_reached {
        Some(true) => format!("Target {percent} %: reached"),
        Some(false) => format!("Target {percent} %: not reached"),
        None => format!("Target {percent} %: nothing to measure yet"),
    }
}

/// How many a figure is over.
pub fn sample(n: usize) -> String {
    format!("n = {n}")
}

/// How current a figure is.
pub fn as_of(clock: &str) -> String {
    format!("as of {clock}")
}

/// The promises that a figure is about.
pub fn promises(promises: &[Promise]) -> String {
    let one = |promise: &Promise| format!("{}: {}, {}", promise.name, duration(promise.within_seconds), promise.hours);
    promises.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Up to when the CRM was followed.
pub fn followed(crm: &str, clock: Option<&str>, trouble: Option<&str>) -> String {
    let followed = match clock {
        Some(clock) => format!("{crm}: its changes were followed up to {clock}."),
        None => format!("{crm}: not followed yet since the hub started; the figures are from what is stored."),
    };
    trouble.map_or_else(|| followed.clone(), |trouble| format!("{followed} Nothing newer: {trouble}"))
}

/// A span of business time: hours are not made into days, because business days have no one length.
pub fn duration(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds % 3_600 / 60);
    match (hours, minutes) {
        (0, 0) => format!("{} s", seconds.max(0)),
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// A part of a rate, with its number.
pub fn part(part: Part, n: usize) -> String {
    let word = match part {
        Part::Counted => "decided",
        Part::InTime => "in time",
        Part::NotInTime => "not in time",
        Part::Pending => "still in time (left out)",
        Part::Cancelled => "ended before it was due (left out)",
    };
    format!("{n} {word}")
}

/// How many were accepted.
pub fn accepted(n: usize) -> String {
    format!("{n} accepted")
}

/// How many met the criteria.
pub fn met(n: usize) -> String {
    format!("{n} met them")
}

/// How many did not.
pub fn not_met(n: usize) -> String {
    format!("{n} did not")
}

/// How many nobody decided on.
pub fn undecided(n: usize) -> String {
    format!("{n} undecided (left out)")
}

/// How a promise stands.
pub const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::InTime => "In time",
        Standing::Late => "Late",
        Standing::Missed => "Missed",
        Standing::Overdue => "Overdue",
        Standing::Pending => "Still in time",
        Standing::Cancelled => "Ended in time",
    }
}

/// In numbers how a promise stands: how long it took or takes, and how much of that was too late.
pub fn measured(standing: Standing, elapsed_seconds: i64, late_seconds: i64) -> String {
    match standing {
        Standing::InTime => format!("after {}", duration(elapsed_seconds)),
        Standing::Late => format!("after {}, {} late", duration(elapsed_seconds), duration(late_seconds)),
        Standing::Missed => format!("ended {} after it was due", duration(late_seconds)),
        Standing::Overdue => format!("by {}", duration(late_seconds)),
        Standing::Pending => format!("{} passed", duration(elapsed_seconds)),
        Standing::Cancelled => format!("after {}", duration(elapsed_seconds)),
    }
}

/// When a promise falls due.
pub fn due(exact: &str) -> String {
    format!("due {exact}")
}

/// A channel as a word, as the panel calls it.
pub const fn channel(channel: Option<Channel>) -> &'static str {
    match channel {
        None => "Not known",
        Some(Channel::PaidSearch) => "Paid search",
        Some(Channel::OrganicSearch) => "Organic search",
        Some(Channel::PaidSocial) => "Paid social",
        Some(Channel::OrganicSocial) => "Social",
        Some(Channel::EmailMarketing) => "Email campaign",
        Some(Channel::Event) => "Event",
        Some(Channel::Referral) => "Referral",
        Some(Channel::Direct) => "Direct",
        Some(Channel::Inbound) => "Inbound",
        Some(Channel::Email) => "Email",
        Some(Channel::Call) => "Call",
        Some(Channel::Meeting) => "Meeting",
        Some(Channel::Outbound) => "Outbound",
        Some(Channel::Other) => "Other",
    }
}

pub const RECORD: &str = "Record";
pub const OWNER: &str = "Owner";
pub const NO_OWNER: &str = "Nobody";
pub const HANDED_OFF: &str = "Handed off";
pub const RESPONSE: &str = "Response";
pub const UPDATE: &str = "Status update";
pub const DECISION: &str = "Decision";
pub const UNDECIDED: &str = "Open";
pub const WAS_ACCEPTED: &str = "Accepted";
pub const WAS_REJECTED: &str = "Rejected";
pub const SHOW_ALL: &str = "Show all hand-offs";
pub const NONE_LISTED: &str = "There is none in this period.";
pub const CUT: &str = "The list has only the latest of them; the CSV has all.";
pub const CUT_OVERDUE: &str = "The list has only the most overdue of them.";

/// Shows the whole of what is listed in part.
pub fn show_overdue(n: usize) -> String {
    format!("Show all {n}")
}

/// Shows more of a long list.
pub fn show_more(hidden: usize) -> String {
    format!("Show more ({hidden} left)")
}

/// What the agreed list calls a reason; the code of one that is no longer agreed.
pub fn reason(code: &ReasonCode, agreed: &[RejectionReason]) -> String {
    let agreed = agreed.iter().find(|reason| reason.code == *code);
    agreed.map_or_else(|| code.to_string(), |reason| reason.name.clone())
}

/// What is listed.
pub fn list(list: &List, agreed: &[RejectionReason]) -> String {
    match list {
        List::All => "All hand-offs".to_owned(),
        List::Overdue => OVERDUE.to_owned(),
        List::Promise(kind, part) => format!("{}: {}", follow_up(*kind), part_listed(*part)),
        List::Criteria(true) => "Met the agreed criteria".to_owned(),
        List::Criteria(false) => "Did not meet the agreed criteria".to_owned(),
        List::Decided => "Accepted or rejected".to_owned(),
        List::Accepted => "Accepted".to_owned(),
        List::Undecided => "Neither accepted nor rejected yet".to_owned(),
        List::Rejected(code) => format!("Rejected: {}", reason(code, agreed)),
        List::Touched => "Responded to".to_owned(),
        List::TouchedBy(found) => format!("Responded to, by channel: {}", channel(*found)),
    }
}

const fn part_listed(part: Part) -> &'static str {
    match part {
        Part::Counted => "decided",
        Part::InTime => "in time",
        Part::NotInTime => "not in time",
        Part::Pending => "still in time",
        Part::Cancelled => "ended before it was due",
    }
}

/// How many are listed.
pub fn listed(n: usize) -> String {
    count(n, "hand-off", "hand-offs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn business_time_is_told_in_hours() {
        let check = |seconds: i64, expect: &str| assert_eq!(duration(seconds), expect);
        check(0, "0 s");
        check(59, "59 s");
        check(60, "1 min");
        check(3_600, "1 h");
        check(3_661, "1 h 1 min");
        check(100 * 3_600, "100 h");
    }

    #[test]
    fn a_share_has_one_decimal() {
        assert_eq!([None, Some(0), Some(899), Some(1_000)].map(percent), ["–", "0.0 %", "89.9 %", "100.0 %"]);
    }
}
