//! Every word of the deal review packet.

use plumbline_domain::attribution::{Fact, Milestone, Missing, Team};
use plumbline_domain::content::TOLD_WITHIN;
use plumbline_domain::ids::SignalKind;
use plumbline_domain::record::Outcome;
use plumbline_domain::touch::Channel;
use plumbline_protocol::packet::{HeardOnDeal, MOST_DEALS, MOST_SEARCHED, SUGGESTED_DAYS, SignalCount, WhyMissing};
use plumbline_protocol::record_view::ClaimView;
use plumbline_protocol::report::ContentUse;

use super::{count, grouped, objection, sla};

pub const PAGE: &str = "Deal review";
pub const TITLE: &str = "Deal review · Plumbline";
pub const LOADING: &str = "Loading the pages…";
pub const PRINT: &str = "Print";
pub const PRINT_HELP: &str = "One page a deal, for A4 and Letter.";
pub const NOTHING_TO_PRINT: &str = "Choose a deal first.";

pub const PICK: &str = "Deals for the review";
pub const FIND: &str = "Find a deal";
pub const FIND_HINT: &str = "Title, company or address";
pub const LOADING_CHOICES: &str = "Looking for deals…";
pub const NONE_FOUND: &str = "No deal matches.";
pub const NO_DEALS: &str = "The hub knows no deal yet. Deals appear here once it has read the CRM.";
pub const CHOSEN: &str = "Chosen";
pub const NONE_CHOSEN: &str = "None yet. Three to five deals make a good review.";
pub const UP: &str = "Up";
pub const DOWN: &str = "Down";
pub const REMOVE: &str = "Remove";

pub const EMPTY_TITLE: &str = "Choose three to five deals";
pub const EMPTY: &str = "Each becomes one page to print: what drew the buyer in, what messaging was used, objections and their answers, and \
                         what the buyer did. The selection is in this page’s address, so it can be sent to a colleague.";

pub const MISSING: &str = "Not shown";
pub const AMOUNT: &str = "Amount";
pub const STAGE: &str = "Stage";
pub const DATES: &str = "Dates";
pub const OWNER: &str = "Owner";
pub const NO_OWNER: &str = "Nobody";
pub const NO_AMOUNT: &str = "No amount";
pub const COMPETITORS: &str = "Competitors";
pub const NO_STAGE: &str = "No stage";

pub const DRAWN_IN: &str = "What drew them in";
pub const NO_TOUCH: &str = "No touch is known.";
pub const FIRST_TOUCH: &str = "First touch";
pub const LEAD_TOUCH: &str = "Led to the lead";
pub const NO_CREDIT: &str = "No touch counts for credit.";
pub const BEFORE: &str = "Marketing before the opportunity";
pub const NO_MARKETING: &str = "No touch by marketing is known before it.";

pub const MESSAGING: &str = "What messaging worked";
pub const NO_MESSAGING: &str = "No content was opened or copied on this deal.";
pub const NOT_IN_LIBRARY: &str = "Not in the library any more";
pub const ANSWERS: &str = "Answers";
pub const ANSWERS_NOTHING: &str = "Answers nothing that was heard here";
pub const THEN: &str = "Then";
pub const NOTHING_CAME: &str = "Nothing that is known.";

pub const OBJECTIONS: &str = "Objections and answers";
pub const NO_OBJECTIONS: &str = "Nothing was reported on this deal.";
pub const NOT_FILED: &str = "Not known yet";
pub const NO_WORDS: &str = "No words";
pub const AGAINST: &str = "against";

pub const SIGNALS: &str = "What the buyer did";
pub const NO_SIGNALS: &str = "No signal or touch by the buyer is known.";

/// What is told of content, and what is not.
pub fn messaging_help() -> String {
    let days = day_count(TOLD_WITHIN.num_days());
    format!(
        "What came within {days} of the first use, and how the deal ended. That it came after does not say that it came of it."
    )
}

/// How many are chosen.
pub fn chosen(n: usize) -> String {
    format!("{n} of at most {MOST_DEALS}")
}

/// No more can be chosen.
pub fn enough(n: usize) -> String {
    if n > MOST_DEALS {
        format!("A packet has at most {MOST_DEALS} deals. Remove {}.", n - MOST_DEALS)
    } else {
        format!("A packet has at most {MOST_DEALS} deals. Remove one to add another.")
    }
}

/// What the suggestions are.
pub fn suggested() -> String {
    format!("First those closed or reported on in the last {SUGGESTED_DAYS} days.")
}

/// How far a search goes.
pub fn searched() -> String {
    format!(
        "Words are looked for in the {} deals created last; paste the address of an older one.",
        grouped(MOST_SEARCHED.into())
    )
}

/// A button of one chosen deal.
pub fn button(what: &str, title: &str) -> String {
    format!("{what}: {title}")
}

/// It was added or removed, for screen readers.
pub fn announced(is_added: bool, title: &str, n: usize) -> String {
    format!("{title} {}. {}", if is_added { "added" } else { "removed" }, chosen(n))
}

/// A deal that was closed lately.
pub fn closed(outcome: Outcome, day: &str) -> String {
    format!("{} on {day}", objection::outcome(outcome))
}

/// A deal that something was reported on lately.
pub fn heard(reports: u64) -> String {
    count(usize::try_from(reports).unwrap_or(usize::MAX), "report", "reports")
}

/// Why there is no page of a record.
pub const fn why_missing(why: WhyMissing) -> &'static str {
    match why {
        WhyMissing::NoSuchRecord => "gone, unknown, or hidden from the hub",
        WhyMissing::NoDeal => "a contact, not a deal",
        WhyMissing::NotRead => "the CRM is away, and nothing is stored of it; it is tried again",
    }
}

/// How old the facts of a page are.
pub fn facts_of(exact: &str) -> String {
    format!("Facts of {exact}")
}

/// Since when it was a lead.
pub fn lead_since(day: &str) -> String {
    format!("Lead {day}")
}

/// Since when it was a deal.
pub fn deal_since(day: &str) -> String {
    format!("Deal {day}")
}

/// What was cut.
pub fn more(n: usize) -> String {
    format!("and {n} more")
}

/// Who sourced it.
pub fn verdict(claim: &ClaimView) -> &'static str {
    match (claim.marketing.is_empty(), claim.sales.is_empty()) {
        (false, true) => "Sourced by marketing",
        (true, false) => "Sourced by sales",
        (false, false) => "Both teams claim it",
        (true, true) => "Neither team can claim it",
    }
}

/// Why neither can.
pub const fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::NoTouch => "No touch is known.",
        Missing::NoTouchBeforeDeal => "Every touch came after the deal was created.",
        Missing::OnlyAnswers => "Sales only answered; what made the buyer come is not known.",
        Missing::OnlyBuyer => "The buyer came; from where is not known.",
    }
}

/// A team.
pub const fn team(team: Team) -> &'static str {
    match team {
        Team::Marketing => "Marketing",
        Team::Sales => "Sales",
    }
}

/// Whose it is by the agreed rule.
pub fn rule(claim: &ClaimView) -> String {
    let whose = claim.team.map_or("nobody’s", team);
    format!("Agreed rule, {}: {whose}", milestone(claim.by.milestone()))
}

/// A milestone.
pub const fn milestone(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::FirstTouch => "first touch",
        Milestone::LeadCreation => "lead creation",
        Milestone::OpportunityCreation => "opportunity creation",
        Milestone::ClosedWon => "closed won",
        Milestone::LastTouch => "last touch",
        Milestone::LastNonDirect => "last non-direct touch",
    }
}

/// What a team claims a deal by; the day is that of the fact, where it has one.
pub fn fact(fact: &Fact, day: Option<&str>) -> String {
    let on = day.map(|day| format!(" on {day}")).unwrap_or_default();
    match fact {
        Fact::Touch { channel, words, .. } if words.is_empty() => format!("{}{on}", channel_name(*channel)),
        Fact::Touch { channel, words, .. } => format!("{} “{words}”{on}", channel_name(*channel)),
        Fact::Source { words } => format!("CRM source: {}", words.join(" · ")),
        Fact::CreatedBy { by, .. } => format!("created by {by}{on}"),
    }
}

/// A channel.
pub const fn channel_name(channel: Channel) -> &'static str {
    sla::channel(Some(channel))
}

/// By which model credit is shared.
pub fn credit(model: &str) -> String {
    format!("Credit by channel, {model}")
}

/// Hundredths of a percent.
pub fn percent(basis_points: u32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    match part {
        0 => format!("{whole} %"),
        part if part % 10 == 0 => format!("{whole}.{} %", part / 10),
        part => format!("{whole}.{part:02} %"),
    }
}

/// How content was used.
pub const fn action(action: ContentUse) -> &'static str {
    match action {
        ContentUse::Opened => "opened",
        ContentUse::Copied => "link copied",
        ContentUse::SnippetCopied => "words copied",
    }
}

/// How often.
pub fn times(n: usize) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}

/// By whom.
pub fn by(names: &[String]) -> String {
    format!("by {}", names.join(", "))
}

/// On one day, or from one to another.
pub fn between(first: &str, last: &str) -> String {
    if first == last { first.to_owned() } else { format!("{first} to {last}") }
}

/// How long after.
pub fn later(days: i64) -> String {
    match days {
        0 => "the same day".to_owned(),
        days => format!("{} later", day_count(days)),
    }
}

/// Where a deal was moved.
pub fn moved(to: &str) -> String {
    format!("moved to {to}")
}

/// How a deal ended.
pub const fn ended(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open",
        Outcome::Won => "won",
        Outcome::Lost => "lost",
    }
}

/// What came of all reports.
pub fn heard_in_all(heard: &HeardOnDeal) -> String {
    let reports = count(heard.in_all, "report", "reports");
    let open = heard.in_all.saturating_sub(heard.answered + heard.declined);
    format!("{reports}: {} answered, {} declined, {open} open", heard.answered, heard.declined)
}

/// How long the answer took.
pub fn told_back(is_declined: bool, days: u32) -> String {
    let word = if is_declined { "Declined" } else { "Answered" };
    match days {
        0 => format!("{word} the same day"),
        days => format!("{word} after {}", day_count(days.into())),
    }
}

fn day_count(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// What kind of interest a signal shows, or how the buyer was in touch.
pub fn signal(kind: Option<&SignalKind>, channel: Channel) -> String {
    kind.map_or_else(|| channel_name(channel).to_owned(), |kind| kind.as_str().replace(['_', '-'], " "))
}

/// How often.
pub fn signal_count(count: &SignalCount) -> String {
    format!("{} × {}", count.count, signal(count.signal.as_ref(), count.channel))
}

/// How many.
pub fn signals(n: usize) -> String {
    format!("{} in all", grouped(u64::try_from(n).unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_as_long_as_they_need_to_be() {
        assert_eq!([0, 4_000, 3_350, 3_333, 10_000].map(percent), ["0 %", "40 %", "33.5 %", "33.33 %", "100 %"]);
    }

    #[test]
    fn too_many_deals_are_said_clearly() {
        assert_eq!(enough(5), "A packet has at most 5 deals. Remove one to add another.");
        assert_eq!(enough(7), "A packet has at most 5 deals. Remove 2.");
    }

    #[test]
    fn times_are_told_as_people_say_them() {
        assert_eq!([0, 1, 9].map(later), ["the same day", "1 day later", "9 days later"]);
        assert_eq!([told_back(false, 0), told_back(true, 2)], ["Answered the same day", "Declined after 2 days"]);
        assert_eq!([times(1), times(3)], ["once", "3 times"]);
        assert_eq!([between("May 1", "May 1"), between("May 1", "May 4")], ["May 1", "May 1 to May 4"]);
    }

    #[test]
    fn a_signal_is_named_by_its_kind() {
        assert_eq!(signal(Some(&SignalKind::new("pricing_page")), Channel::Direct), "pricing page");
        assert_eq!(signal(None, Channel::Call), "Call");
    }
}
