//! Rules over what is known of a record: what marketing promised to hand over, and which promise applies.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::ids::SignalKind;
use crate::record::{CrmUser, Profile, Record};
use crate::touch::{Actor, Touch};

/// What must be so. A rule that was met once stays met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Each of these; at least one.
    All(Vec<Rule>),
    /// One of these; at least one.
    Any(Vec<Rule>),
    /// This alone.
    Condition(Condition),
}

/// One thing that must be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// A field has one of these values, whatever their case.
    Field {
        /// Which.
        field: Field,
        /// At least one.
        is: Vec<String>,
    },
    /// Something of this kind was done by marketing or the buyer.
    Signal {
        /// What: the kind that `POST /v1/events` gave it, or for what the CRM told its channel, such as `inbound`.
        kind: SignalKind,
        /// At least so often, from 1.
        times: u32,
        /// Within so many seconds from the first of these to the last; `None` for within any time.
        within_seconds: Option<i64>,
    },
}

/// What a rule can ask of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The utm source that it first came from.
    Source,
    /// The utm medium that it first came by.
    Medium,
    /// The utm campaign that it first came by.
    Campaign,
    /// The channel that it first came by, such as `paid_search`.
    Channel,
    /// A segment that it belongs to: in Odoo, a tag.
    Segment,
    /// The sales team that it belongs to.
    Team,
    /// The country of the buyer.
    Country,
    /// The region of whoever in sales has it, as the configuration names it.
    Region,
    /// Who in sales has it, by name or by the CRM's identifier.
    Owner,
}

/// What rules are asked about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The record.
    pub record: &'a Record,
    /// What is known of it besides.
    pub profile: &'a Profile,
    /// What happened on it, in order of time.
    pub touches: &'a [Touch],
    /// Who in sales has it.
    pub owner: Option<&'a CrmUser>,
    /// That person's region.
    pub region: Option<&'a str>,
}

/// That a rule is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met<'a> {
    /// Since when.
    pub at: Instant,
    /// By what, in the order of the rule.
    pub by: Vec<&'a Condition>,
}

impl Rule {
    /// Since when it is met, and by what: of several alternatives the one that was met first. `None` when it is not.
    pub fn met(&self, subject: Subject<'_>) -> Option<Met<'_>> {
        match self {
            Self::Condition(condition) => Some(Met { at: condition.met_at(subject)?, by: vec![condition] }),
            Self::Any(rules) => rules.iter().filter_map(|rule| rule.met(subject)).min_by_key(|met| met.at),
            Self::All(rules) => {
                let all: Vec<Met<'_>> = rules.iter().map(|rule| rule.met(subject)).collect::<Option<_>>()?;
                let at = all.iter().map(|met| met.at).max()?;
                Some(Met { at, by: all.into_iter().flat_map(|met| met.by).collect() })
            }
        }
    }
}

impl Condition {
    /// What of it is so, as both teams read it: of several values that a field may have, the one that it has.
    pub fn found(&self, subject: Subject<'_>) -> String {
        match self {
            Self::Field { field, is } => match field.found(subject, is) {
                Some((_, value)) => format!("{} is {value}", field.name()),
                None => self.to_string(),
            },
            Self::Signal { .. } => self.to_string(),
        }
    }

    fn met_at(&self, subject: Subject<'_>) -> Option<Instant> {
        match self {
            Self::Field { field, is } => field.found(subject, is).map(|(at, _)| at),
            Self::Signal { kind, times, within_seconds } => {
                let signals: Vec<Instant> =
                    subject.touches.iter().filter(|touch| is_signal(touch, kind)).map(|touch| touch.at).collect();
                let windows = signals.windows(usize::try_from(*times).ok()?.max(1));
                let mut ends = windows.filter_map(|window| Some((*window.first()?, *window.last()?)));
                let is_short = |(first, last): &(Instant, Instant)| {
                    within_seconds.is_none_or(|within| (*last - *first).num_seconds() <= within)
                };
                ends.find(is_short).map(|(_, last)| last)
            }
        }
    }
}

/// Whether a touch is a signal of this kind. What sales does is none: a rule is there to tell what sales has not yet seen.
fn is_signal(touch: &Touch, kind: &SignalKind) -> bool {
    match &touch.signal {
        Some(own) => own == kind,
        None => touch.actor != Actor::Sales && touch.channel.word() == kind.as_str(),
    }
}

impl Field {
    /// The first of a record's values that is one of those that are wanted, and since when.
    fn found<'a>(self, subject: Subject<'a>, wanted: &[String]) -> Option<(Instant, &'a str)> {
        let (at, values) = self.values(subject)?;
        let is_one = |value: &&str| wanted.iter().any(|wanted| wanted.to_lowercase() == value.to_lowercase());
        values.into_iter().find(is_one).map(|value| (at, value))
    }

    /// The values that a record has, and since when.
    fn values<'a>(self, subject: Subject<'a>) -> Option<(Instant, Vec<&'a str>)> {
        let original = |of: fn(&Touch) -> Option<&str>| {
            subject.touches.iter().find_map(|touch| Some((touch.at, vec![of(touch)?])))
        };
        let since_created = |values: Vec<&'a str>| Some((subject.record.created_at, values));
        match self {
            Self::Source => original(|touch| touch.source.as_deref()),
            Self::Medium => original(|touch| touch.medium.as_deref()),
            Self::Campaign => original(|touch| touch.campaign.as_deref()),
            Self::Channel => original(|touch| Some(touch.channel.word())),
            Self::Segment => since_created(subject.profile.segments.iter().map(String::as_str).collect()),
            Self::Team => since_created(subject.profile.team.as_deref().into_iter().collect()),
            Self::Country => since_created(subject.profile.country.as_deref().into_iter().collect()),
            Self::Region => since_created(subject.region.into_iter().collect()),
            Self::Owner => since_created(subject.owner.map(|owner| vec![&*owner.name, &*owner.id]).unwrap_or_default()),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Medium => "medium",
            Self::Campaign => "campaign",
            Self::Channel => "channel",
            Self::Segment => "segment",
            Self::Team => "team",
            Self::Country => "country",
            Self::Region => "region",
            Self::Owner => "owner",
        }
    }
}

/// As both teams read it, such as `pricing page 3 times within 48 h`.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { field, is } => write!(f, "{} is {}", field.name(), is.join(" or ")),
            Self::Signal { kind, times, within_seconds } => {
                f.write_str(&kind.as_str().replace('_', " "))?;
                match times {
                    1 => {}
                    2 => f.write_str(" twice")?,
                    times => write!(f, " {times} times")?,
                }
                within_seconds.filter(|_| *times > 1).map_or(Ok(()), |seconds| write!(f, " within {}", Length(seconds)))
            }
        }
    }
}

/// As both teams read it.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |rules: &[Self], word: &str| rules.iter().map(Self::part).collect::<Vec<_>>().join(word);
        match self {
            Self::Condition(condition) => condition.fmt(f),
            Self::All(rules) => f.write_str(&joined(rules, ", and ")),
            Self::Any(rules) => f.write_str(&joined(rules, ", or ")),
        }
    }
}

impl Rule {
    fn part(&self) -> String {
        match self {
            Self::All(rules) | Self::Any(rules) if rules.len() > 1 => format!("({self})"),
            _ => self.to_string(),
        }
    }
}

/// So many seconds, in the largest unit that leaves no rest.
struct Length(i64);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(3_600, "h"), (60, "min")];
        match units.iter().find(|(seconds, _)| self.0 % seconds == 0) {
            Some((seconds, unit)) => write!(f, "{} {unit}", self.0 / seconds),
            None => write!(f, "{} s", self.0),
        }
    }
}
