//! The hand-offs behind a figure: which they are, by what the figure counts.

use plumbline_domain::ids::ReasonCode;
use plumbline_domain::sla::metrics::Standing;
use plumbline_domain::sla::{Acceptance, PromiseKind};
use plumbline_domain::touch::Channel;
use plumbline_protocol::sla::{SlaHandOffView, SlaResponse};
use serde_json::Value;

/// Which hand-offs are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum List {
    /// All of the period.
    #[default]
    All,
    /// What is overdue now, whenever it was handed off.
    Overdue,
    /// Those on which a promise stands in one of these ways.
    Promise(PromiseKind, Part),
    /// Those that met marketing's criteria when they were handed off, or those that did not.
    Criteria(bool),
    /// Those that sales accepted or rejected.
    Decided,
    /// Those that sales accepted.
    Accepted,
    /// Those that nobody decided on.
    Undecided,
    /// Those that were rejected for a reason.
    Rejected(ReasonCode),
    /// Those that were responded to.
    Touched,
    /// Of these, the leads that came by a channel, or of which none is known.
    TouchedBy(Option<Channel>),
}

/// A part of what a follow-up rate looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the rate counts.
    Counted,
    /// Kept in time.
    InTime,
    /// Late, missed or overdue.
    NotInTime,
    /// Left out: still in time.
    Pending,
    /// Left out: ended while still in time.
    Cancelled,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Counted, Self::InTime, Self::NotInTime, Self::Pending, Self::Cancelled];

    const fn name(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::InTime => "in_time",
            Self::NotInTime => "not_in_time",
            Self::Pending => "pending",
            Self::Cancelled => "cancelled",
        }
    }

    fn admits(self, standing: Standing) -> bool {
        match self {
            Self::Counted => standing.is_kept().is_some(),
            Self::InTime => standing.is_kept() == Some(true),
            Self::NotInTime => standing.is_kept() == Some(false),
            Self::Pending => standing == Standing::Pending,
            Self::Cancelled => standing == Standing::Cancelled,
        }
    }
}

/// Stands for the channel of leads of which none is known.
const UNKNOWN: &str = "unknown";

impl List {
    /// As it stands in the address.
    pub fn name(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Overdue => "overdue".to_owned(),
            Self::Promise(PromiseKind::Response, part) => format!("response.{}", part.name()),
            Self::Promise(PromiseKind::Update, part) => format!("update.{}", part.name()),
            Self::Criteria(true) => "criteria.met".to_owned(),
            Self::Criteria(false) => "criteria.not_met".to_owned(),
            Self::Decided => "decided".to_owned(),
            Self::Accepted => "accepted".to_owned(),
            Self::Undecided => "undecided".to_owned(),
            Self::Rejected(reason) => format!("rejected.{reason}"),
            Self::Touched => "touched".to_owned(),
            Self::TouchedBy(channel) => format!("touched.{}", channel.map_or(UNKNOWN.to_owned(), word)),
        }
    }

    /// What [`Self::name`] names.
    pub fn parse(name: &str) -> Option<Self> {
        let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
        let part = || Part::ALL.into_iter().find(|part| Some(part.name()) == rest);
        match (first, rest) {
            ("all", None) => Some(Self::All),
            ("overdue", None) => Some(Self::Overdue),
            ("response", _) => Some(Self::Promise(PromiseKind::Response, part()?)),
            ("update", _) => Some(Self::Promise(PromiseKind::Update, part()?)),
            ("criteria", Some("met")) => Some(Self::Criteria(true)),
            ("criteria", Some("not_met")) => Some(Self::Criteria(false)),
            ("decided", None) => Some(Self::Decided),
            ("accepted", None) => Some(Self::Accepted),
            ("undecided", None) => Some(Self::Undecided),
            ("rejected", Some(reason)) => Some(Self::Rejected(ReasonCode::new(reason))),
            ("touched", None) => Some(Self::Touched),
            ("touched", Some(UNKNOWN)) => Some(Self::TouchedBy(None)),
            ("touched", Some(channel)) => Some(Self::TouchedBy(Some(named(channel)?))),
            _ => None,
        }
    }

    /// The hand-offs of it that the hub told.
    pub fn of<'a>(&self, told: &'a SlaResponse) -> Vec<&'a SlaHandOffView> {
        let all = if *self == Self::Overdue { &told.overdue } else { &told.hand_offs };
        all.iter().filter(|view| self.admits(view)).collect()
    }

    /// Whether the hub told only the first of those that this list is taken from.
    pub fn is_cut(&self, told: &SlaResponse) -> bool {
        match self {
            Self::Overdue => told.overdue.len() < told.overdue_count,
            _ => told.hand_offs.len() < told.metrics.handed_off,
        }
    }

    fn admits(&self, view: &SlaHandOffView) -> bool {
        let is_touched = || matches!(view.response.measure.standing, Standing::InTime | Standing::Late);
        match self {
            Self::All => true,
            Self::Overdue => view.case().overdue_seconds().is_some(),
            Self::Promise(PromiseKind::Response, part) => part.admits(view.response.measure.standing),
            Self::Promise(PromiseKind::Update, part) => {
                view.update.as_ref().is_some_and(|update| part.admits(update.measure.standing))
            }
            Self::Criteria(is_met) => view.met_criteria == Some(*is_met),
            Self::Decided => view.acceptance != Acceptance::Open,
            Self::Accepted => matches!(view.acceptance, Acceptance::Accepted { .. }),
            Self::Undecided => view.acceptance == Acceptance::Open,
            Self::Rejected(wanted) => {
                matches!(&view.acceptance, Acceptance::Rejected { reason, .. } if reason == wanted)
            }
            Self::Touched => is_touched(),
            Self::TouchedBy(channel) => is_touched() && view.channel == *channel,
        }
    }
}

/// A channel as it has it on the wire.
fn word(channel: Channel) -> String {
    let word = serde_json::to_value(channel).ok();
    word.as_ref().and_then(Value::as_str).unwrap_or(UNKNOWN).to_owned()
}

fn named(channel: &str) -> Option<Channel> {
    serde_json::from_value(Value::from(channel)).ok()
}

#[cfg(test)]
mod tests;
