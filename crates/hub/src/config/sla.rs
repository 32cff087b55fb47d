//! What sales promised, by which calendar it is counted, and the agreed reasons to say no.

use chrono::{TimeDelta, Utc};
use chrono_tz::Tz;
use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::ids::ReasonCode;
use plumbline_domain::numbers::Definition;
use plumbline_domain::record::CrmUser;
use plumbline_domain::sla::calendar::{Calendar, Prepared};
use plumbline_domain::sla::{Met, Promise, RejectionReason, Rule, Subject};
use toml::Spanned;

use super::definition::{definitions, zone};
use super::duration::duration;
use super::error::Located;
use super::rule::rule;
use super::settings::refuse_twice;
use super::{file, hours};
use crate::store::Waits;

/// The reasons where the configuration names none.
const REASONS: [(&str, &str, bool); 6] = [
    ("wrong_fit", "Does not fit our criteria", false),
    ("no_interest", "No interest, or too early", false),
    ("bad_data", "Contact details are wrong", false),
    ("duplicate", "We know them already", false),
    ("spam", "Student, supplier or spam", false),
    ("other", "Other", true),
];

/// The longest that may be promised, in days on the wall: longer is a slip of the pen.
const LONGEST: i64 = 366;

/// A promise with the calendar that it counts by.
#[derive(Debug, Clone)]
pub struct Promised {
    /// What was promised.
    pub promise: Promise,
    /// Whose hours count.
    pub calendar: Calendar,
}

/// What sales promised for some of the hand-offs.
#[derive(Debug, Clone)]
pub struct Policy {
    /// What both teams call it.
    pub name: String,
    /// For which; `None` for whatever no other applies to.
    pub when: Option<Rule>,
    /// To respond.
    pub response: Promised,
    /// To bring the CRM's status up to date, if that was promised.
    pub update: Option<Promised>,
}

/// What marketing promised: to hand over only what meets this.
#[derive(Debug, Clone)]
pub struct Criteria {
    /// What both teams call a lead that does.
    pub name: String,
    /// What it has to meet.
    pub rule: Rule,
    /// Whether the hub hands off what meets it.
    pub hands_off: bool,
}

/// Where somebody in sales works.
#[derive(Debug, Clone)]
pub struct Region {
    /// What both teams call it.
    pub name: String,
    /// Who works there, by name or by the CRM's identifier.
    pub owners: Vec<String>,
}

/// The agreement between marketing and sales.
#[derive(Debug, Clone)]
pub struct Sla {
    /// What sales promised, the first that applies first. The last applies to everything.
    policies: Vec<Policy>,
    /// What marketing promised, if anything.
    pub criteria: Option<Criteria>,
    /// Where people of sales work.
    regions: Vec<Region>,
    /// The agreed reasons to reject a hand-off.
    pub reasons: Vec<RejectionReason>,
    /// What both teams mean by their words, every version, in the order of the file.
    pub definitions: Vec<Definition>,
    /// Whose calendar months the shared numbers are by.
    pub numbers_zone: Tz,
}

/// The policy that applies to a hand-off.
#[derive(Debug, Clone, Copy)]
pub struct Applied<'a> {
    /// Which.
    pub policy: &'a Policy,
    /// What rules are asked about.
    pub subject: Subject<'a>,
    /// When it was handed off.
    at: Instant,
}

impl Sla {
    /// The policy for a hand-off of this record to `owner` at `at`: the first whose rule was met by then.
    pub fn applied<'a>(
        &'a self,
        facts: &'a RecordFacts,
        owner: Option<&'a CrmUser>,
        at: Instant,
    ) -> Option<Applied<'a>> {
        let subject = self.subject(facts, owner);
        let applies = |policy: &&Policy| policy.when.as_ref().is_none_or(|rule| met_by(rule, subject, at).is_some());
        let policy = self.policies.iter().find(applies)?;
        Some(Applied { policy, subject, at })
    }

    /// What rules are asked about a record that `owner` has.
    pub fn subject<'a>(&'a self, facts: &'a RecordFacts, owner: Option<&'a CrmUser>) -> Subject<'a> {
        let works_in =
            |region: &&Region| owner.is_some_and(|owner| region.owners.iter().any(|name| is_named(owner, name)));
        let region = self.regions.iter().find(works_in).map(|region| region.name.as_str());
        Subject { record: &facts.record, profile: &facts.profile, touches: &facts.touches, owner, region }
    }

    /// What sales promised, the first that applies first. The last applies to everything.
    pub fn policies(&self) -> impl Iterator<Item = &Policy> {
        self.policies.iter()
    }

    /// All that sales promised.
    pub fn promises(&self) -> impl Iterator<Item = &Promised> {
        self.policies.iter().flat_map(|policy| std::iter::once(&policy.response).chain(&policy.update))
    }

    /// Whether sales promised anywhere to bring the CRM's status up to date.
    pub fn has_update(&self) -> bool {
        self.policies.iter().any(|policy| policy.update.is_some())
    }

    /// What a hand-off can wait for.
    pub fn waits(&self) -> Waits {
        if self.has_update() { Waits::ForResponseOrUpdate } else { Waits::ForResponse }
    }

    /// The reason of this code.
    pub fn reason(&self, code: &ReasonCode) -> Option<&RejectionReason> {
        self.reasons.iter().find(|reason| reason.code == *code)
    }
}

impl<'a> Applied<'a> {
    /// By what the policy's rule was met, as both teams read it; nothing where it applies to everything.
    pub fn because(&self) -> Vec<String> {
        let rule = self.policy.when.as_ref();
        rule.and_then(|rule| self.found(rule)).unwrap_or_default()
    }

    /// By what the criteria were met when it was handed off; `None` when they were not.
    pub fn criteria_met(&self, criteria: &'a Criteria) -> Option<Vec<String>> {
        self.found(&criteria.rule)
    }

    /// By what a rule was met when it was handed off.
    fn found(&self, rule: &Rule) -> Option<Vec<String>> {
        let met = met_by(rule, self.subject, self.at)?;
        Some(met.by.iter().map(|condition| condition.found(self.subject)).collect())
    }
}

fn met_by<'a>(rule: &'a Rule, subject: Subject<'a>, at: Instant) -> Option<Met<'a>> {
    rule.met(subject).filter(|met| met.at <= at)
}

fn is_named(owner: &CrmUser, name: &str) -> bool {
    owner.id == name || owner.name.to_lowercase() == name.to_lowercase()
}

/// What of the file both teams agreed on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) promises: Option<&'a file::Promises>,
    pub(super) policies: &'a [Spanned<file::Policy>],
    pub(super) criteria: Option<&'a Spanned<file::Criteria>>,
    pub(super) regions: &'a [Spanned<file::Region>],
    pub(super) rejections: &'a [Spanned<file::Rejection>],
    pub(super) definitions: &'a [Spanned<file::Definition>],
    pub(super) numbers: &'a file::Numbers,
}

pub(super) fn sla(written: Written<'_>, calendars: &[Calendar]) -> Result<Sla, Located> {
    refuse_twice("policy", written.policies.iter().map(|policy| &policy.get_ref().name))?;
    refuse_twice("region", written.regions.iter().map(|region| &region.get_ref().name))?;
    let regions: Vec<Region> = written.regions.iter().map(|written| region(written.get_ref())).collect();
    let policies = written.policies.iter().map(|written| policy(written, calendars, &regions));
    let policies = policies.chain([standard(written.promises, calendars)]).collect::<Result<_, _>>()?;
    let criteria = written.criteria.map(|written| criteria(written, &regions)).transpose()?;
    Ok(Sla {
        policies,
        criteria,
        reasons: reasons(written.rejections)?,
        regions,
        definitions: definitions(written.definitions)?,
        numbers_zone: zone(written.numbers.zone.as_ref())?,
    })
}

fn region(written: &file::Region) -> Region {
    Region { name: written.name.get_ref().clone(), owners: written.owners.clone() }
}

fn criteria(written: &Spanned<file::Criteria>, regions: &[Region]) -> Result<Criteria, Located> {
    let of = written.get_ref();
    Ok(Criteria {
        name: of.name.clone().unwrap_or_else(|| "Marketing-qualified lead".to_owned()),
        rule: rule(&of.all, &of.any, written.span(), regions)?,
        hands_off: of.hands_off,
    })
}

fn policy(written: &Spanned<file::Policy>, calendars: &[Calendar], regions: &[Region]) -> Result<Policy, Located> {
    let of = written.get_ref();
    if of.name.get_ref().trim().is_empty() {
        return Err(Located::new(of.name.span(), "key 'name': it is empty"));
    }
    let when = Some(rule(&of.all, &of.any, of.name.span(), regions)?);
    promising(of.name.get_ref(), when, (&of.response, of.update.as_ref()), calendars)
}

/// What applies where nothing else does.
fn standard(promises: Option<&file::Promises>, calendars: &[Calendar]) -> Result<Policy, Located> {
    let response = promises.and_then(|promises| promises.response.as_ref());
    let response = response.ok_or_else(|| Located::of_whole("table [promise.response] is missing"))?;
    let update = promises.and_then(|promises| promises.update.as_ref());
    promising("Standard", None, (response, update), calendars)
}

fn promising(
    name: &str,
    when: Option<Rule>,
    (response, update): (&file::Promise, Option<&file::Promise>),
    calendars: &[Calendar],
) -> Result<Policy, Located> {
    Ok(Policy {
        name: name.to_owned(),
        when,
        response: promised(response, "First response", calendars)?,
        update: update.map(|update| promised(update, "CRM status updated", calendars)).transpose()?,
    })
}

fn promised(written: &file::Promise, name: &str, calendars: &[Calendar]) -> Result<Promised, Located> {
    let calendar = calendar(&written.calendar, calendars)?;
    let within_seconds = seconds("within", &written.within)?;
    let now = Utc::now();
    let due = Prepared::new(calendar.clone()).due(now, TimeDelta::seconds(within_seconds));
    if due.is_none_or(|due| due - now > TimeDelta::days(LONGEST)) {
        let message = format!("key 'within': '{}' is not open for that long within a year", calendar.name());
        return Err(Located::new(written.within.span(), message));
    }
    let promise = Promise {
        name: written.name.clone().unwrap_or_else(|| name.to_owned()),
        within_seconds,
        due_soon_percent: percent(written.due_soon_percent.as_ref())?,
        due_soon_seconds: written.due_soon_left.as_ref().map(|left| seconds("due_soon_left", left)).transpose()?,
        calendar: calendar.name().to_owned(),
        hours: hours::in_words(calendar),
        zone: calendar.zone().name().to_owned(),
    };
    Ok(Promised { promise, calendar: calendar.clone() })
}

fn calendar<'a>(named: &Spanned<String>, calendars: &'a [Calendar]) -> Result<&'a Calendar, Located> {
    calendars.iter().find(|calendar| calendar.name() == named.get_ref()).ok_or_else(|| {
        let known: Vec<String> = calendars.iter().map(|calendar| format!("'{}'", calendar.name())).collect();
        let known =
            if known.is_empty() { "there is none".to_owned() } else { format!("there is {}", known.join(", ")) };
        Located::new(named.span(), format!("key 'calendar': no [[calendar]] is named '{}'; {known}", named.get_ref()))
    })
}

pub(super) fn seconds(key: &str, written: &Spanned<String>) -> Result<i64, Located> {
    let within =
        duration(written.get_ref()).map_err(|wrong| Located::new(written.span(), format!("key '{key}': {wrong}")))?;
    Ok(i64::try_from(within.as_secs()).unwrap_or(i64::MAX))
}

fn percent(percent: Option<&Spanned<u8>>) -> Result<u8, Located> {
    match percent {
        None => Ok(75),
        Some(percent) if (1..=99).contains(percent.get_ref()) => Ok(*percent.get_ref()),
        Some(percent) => Err(Located::new(percent.span(), "key 'due_soon_percent': must be from 1 to 99")),
    }
}

fn reasons(written: &[Spanned<file::Rejection>]) -> Result<Vec<RejectionReason>, Located> {
    refuse_twice("rejection", written.iter().map(|reason| &reason.get_ref().code))?;
    if let Some(blank) = written.iter().find(|reason| reason.get_ref().code.get_ref().trim().is_empty()) {
        return Err(Located::new(blank.get_ref().code.span(), "key 'code': it is empty"));
    }
    let reason = |code: &str, name: &str, needs_words| RejectionReason {
        code: ReasonCode::new(code),
        name: name.to_owned(),
        needs_words,
    };
    if written.is_empty() {
        return Ok(REASONS.map(|(code, name, needs_words)| reason(code, name, needs_words)).to_vec());
    }
    let written = written.iter().map(Spanned::get_ref);
    Ok(written.map(|written| reason(written.code.get_ref(), &written.name, written.needs_words)).collect())
}
