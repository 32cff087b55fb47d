//! Deals of any kind, and what they add.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::TouchId;
use plumbline_domain::money::{Money, apportion};
use plumbline_domain::numbers::{Contribution, Dimension, Month, Qualified, TouchCredit, TouchCredits, Value};
use plumbline_domain::record::{Outcome, Record, RecordKey, RecordKind, Stage};
use plumbline_domain::touch::{Actor, Channel, Touch};
use proptest::prelude::*;

/// One lead, deal or contact, as simple as it can be written down.
#[derive(Debug, Clone)]
pub struct Plan {
    pub kind: RecordKind,
    pub created_day: i64,
    pub became_after: Option<i64>,
    pub closed_after: Option<i64>,
    pub outcome: Outcome,
    pub is_qualified_stage: bool,
    pub amount: Option<(i64, &'static str)>,
    /// Source, channel and weight of each touch.
    pub touches: Vec<(Option<&'static str>, Channel, i64)>,
    pub segments: Vec<String>,
}

pub fn day(day: i64) -> Instant {
    "2026-01-01T00:00:00Z".parse::<Instant>().unwrap() + TimeDelta::days(day)
}

pub fn month_of(at: Instant) -> Month {
    Month::of(at.date_naive())
}

pub fn plans() -> impl Strategy<Value = Vec<Plan>> {
    prop::collection::vec(plan(), 0..25)
}

fn plan() -> impl Strategy<Value = Plan> {
    let kind = prop::sample::select(vec![RecordKind::Deal, RecordKind::Deal, RecordKind::Lead, RecordKind::Contact]);
    let outcome = prop::sample::select(vec![Outcome::Open, Outcome::Won, Outcome::Lost]);
    let source = prop::sample::select(vec![None, Some("Google"), Some("Webinar"), Some(" "), Some("Google ")]);
    let channel = prop::sample::select(vec![Channel::PaidSearch, Channel::Call]);
    let touches = prop::collection::vec((source, channel, 0_i64..5), 0..6);
    let amount = prop::option::of((-1_000_i64..100_000, prop::sample::select(vec!["EUR", "USD"])));
    let segments = prop::collection::vec(prop::sample::select(vec!["A".to_owned(), "B".into(), "C".into()]), 0..4);
    let days = (0_i64..400, prop::option::of(0_i64..60), prop::option::of(-3_i64..200));
    (kind, days, outcome, any::<bool>(), amount, touches, segments).prop_map(
        |(kind, (created_day, became_after, closed_after), outcome, is_qualified_stage, amount, touches, segments)| {
            let became_after = became_after.filter(|_| kind == RecordKind::Deal);
            Plan {
                kind,
                created_day,
                became_after,
                closed_after,
                outcome,
                is_qualified_stage,
                amount,
                touches,
                segments,
            }
        },
    )
}

impl Plan {
    pub fn created_at(&self) -> Instant {
        day(self.created_day)
    }

    pub fn deal_at(&self) -> Option<Instant> {
        (self.kind == RecordKind::Deal).then(|| day(self.created_day + self.became_after.unwrap_or(0)))
    }

    pub fn closed_at(&self) -> Option<Instant> {
        let after = self.closed_after.filter(|_| self.outcome != Outcome::Open)?;
        Some(self.deal_at()? + TimeDelta::days(after))
    }

    /// Touches that have credit; none where all weights are nothing.
    fn credited(&self) -> impl Iterator<Item = &(Option<&'static str>, Channel, i64)> {
        self.touches.iter().filter(|(_, _, weight)| *weight > 0)
    }

    pub fn minor(&self) -> i64 {
        self.amount.map_or(0, |(minor, _)| minor)
    }

    fn values(&self, dimension: Dimension) -> Vec<Value> {
        let name = |name: &str| Value::Named(name.trim().to_owned());
        let found: Vec<Value> = match dimension {
            Dimension::Segment if self.segments.is_empty() => vec![Value::Unnamed],
            Dimension::Segment => self.segments.iter().map(|segment| name(segment)).collect(),
            _ => self.credited().map(|touch| of_touch(dimension, touch)).collect(),
        };
        if found.is_empty() { vec![Value::NoTouch] } else { found }
    }

    pub fn is_in(&self, dimension: Dimension, value: &Value) -> bool {
        self.values(dimension).contains(value)
    }

    /// What a row has of the amount, touch by touch.
    pub fn minor_in(&self, dimension: Dimension, value: &Value) -> i64 {
        let mut values = self.values(dimension);
        if dimension == Dimension::Segment {
            values.sort();
            values.dedup();
        }
        if values == [Value::NoTouch] {
            return self.minor();
        }
        let weights = match dimension {
            Dimension::Segment => vec![1; values.len()],
            _ => self.weights().into_iter().filter(|weight| *weight > 0).collect(),
        };
        let parts = apportion(self.minor(), &weights).into_iter().zip(values);
        parts.filter(|(_, found)| found == value).map(|(part, _)| part).sum()
    }

    fn weights(&self) -> Vec<u64> {
        self.touches.iter().map(|(_, _, weight)| u64::try_from(*weight).unwrap()).collect()
    }

    pub fn contribution(&self) -> Option<Contribution> {
        let touches: Vec<Touch> = self.touches.iter().map(|(source, channel, _)| touch(*source, *channel)).collect();
        let weights = if self.credited().next().is_some() { self.weights() } else { Vec::new() };
        let shared = touches.iter().zip(&weights).zip(apportion(self.minor(), &weights));
        let credits = TouchCredits {
            total: weights.iter().map(|weight| u128::from(*weight)).sum(),
            touches: shared.map(|((touch, weight), minor)| TouchCredit { touch, weight: *weight, minor }).collect(),
        };
        let qualified = Qualified { stages: vec!["Qualified".into()] };
        Contribution::of(&self.record(), &self.segments, &credits, &qualified, month_of)
    }

    fn record(&self) -> Record {
        let name = if self.is_qualified_stage { "Qualified" } else { "New" };
        Record {
            key: RecordKey::new("odoo", "crm.lead", "1"),
            kind: self.kind,
            title: String::new(),
            company: None,
            stage: Some(Stage { name: name.into(), outcome: self.outcome }),
            amount: self.amount.map(|(minor, code)| Money { minor, currency: code.parse().unwrap() }),
            owner: None,
            competitors: Vec::new(),
            created_at: self.created_at(),
            became_deal_at: self.became_after.map(|after| day(self.created_day + after)),
            closed_at: self
                .closed_after
                .map(|after| self.deal_at().unwrap_or(self.created_at()) + TimeDelta::days(after)),
        }
    }
}

fn of_touch(dimension: Dimension, (source, channel, _): &(Option<&'static str>, Channel, i64)) -> Value {
    match dimension {
        Dimension::Source => match source.map(str::trim) {
            None | Some("") => Value::Unnamed,
            Some(source) => Value::Named(source.to_owned()),
        },
        Dimension::Channel => Value::Named(channel.word().to_owned()),
        _ => Value::Unnamed,
    }
}

fn touch(source: Option<&str>, channel: Channel) -> Touch {
    Touch {
        id: TouchId::new("1"),
        at: day(0),
        actor: Actor::Marketing,
        channel,
        source: source.map(Into::into),
        medium: None,
        campaign: None,
        contact: None,
        summary: String::new(),
        signal: None,
    }
}
