//! One deal as a line has it.

use std::fmt;
use std::num::NonZeroU16;

use plumbline_domain::Instant;
use plumbline_domain::attribution::{Journey, Model, Terms, Told};
use plumbline_domain::ids::TouchId;
use plumbline_domain::money::Currency;
use plumbline_domain::touch::{Actor, Channel, Touch};
use serde::de::{Error, IgnoredAny, Visitor};
use serde::{Deserialize, Deserializer};

use super::super::line::{Moment, Object, object};
use super::weights::ModelWords;

/// A deal to be credited.
pub(super) struct Deal {
    pub(super) terms: Terms,
    pub(super) touches: Vec<Touch>,
    pub(super) journey: Journey,
    pub(super) amount_minor: Option<i64>,
    milestones: Milestones,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    model: ModelWords,
    half_life_days: Option<Days>,
    look_back_days: Option<Days>,
    amount_minor: Option<Minor>,
    currency: Option<Currency>,
    touches: Vec<Object<ToldTouch>>,
    #[serde(default)]
    milestones: Object<Milestones>,
    lead_created_at: Option<Moment>,
    deal_created_at: Option<Moment>,
    won_at: Option<Moment>,
    closed_at: Option<Moment>,
    as_of: Option<Moment>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Milestones {
    #[serde(rename = "FT")]
    first_touch: Option<TouchId>,
    #[serde(rename = "LC")]
    lead_creation: Option<TouchId>,
    #[serde(rename = "OC")]
    opportunity_creation: Option<TouchId>,
    #[serde(rename = "CW")]
    closed_won: Option<TouchId>,
}

/// What credit does not depend on is read over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToldTouch {
    id: TouchId,
    at: Moment,
    channel: Channel,
    actor: Actor,
    currency: Option<Currency>,
    #[serde(rename = "source")]
    _source: Option<IgnoredAny>,
    #[serde(rename = "medium")]
    _medium: Option<IgnoredAny>,
    #[serde(rename = "campaign")]
    _campaign: Option<IgnoredAny>,
    #[serde(rename = "contact")]
    _contact: Option<IgnoredAny>,
    #[serde(rename = "summary")]
    _summary: Option<IgnoredAny>,
}

/// Reads one line, without its end.
///
/// # Errors
/// Names the field.
pub(super) fn read(line: &[u8], now: Instant) -> Result<Deal, String> {
    let line: Line = object(line)?;
    same_currency(&line)?;
    let at = |moment: Option<Moment>| moment.map(|Moment(at)| at);
    Ok(Deal {
        terms: Terms { model: model(&line)?, look_back_days: line.look_back_days.map(|Days(days)| days) },
        journey: Journey {
            lead_created_at: at(line.lead_created_at),
            deal_created_at: at(line.deal_created_at),
            won_at: at(line.won_at),
            closed_at: at(line.closed_at.or(line.won_at)),
            as_of: Some(at(line.as_of).unwrap_or(now)),
        },
        amount_minor: line.amount_minor.map(|Minor(minor)| minor),
        milestones: line.milestones.0,
        touches: line.touches.into_iter().map(|Object(touch)| touch.touch()).collect(),
    })
}

fn same_currency(line: &Line) -> Result<(), String> {
    let other = line.touches.iter().enumerate().find_map(|(place, Object(touch))| {
        let currency = touch.currency?;
        (Some(currency) != line.currency).then_some((place, currency))
    });
    let Some((place, currency)) = other else { return Ok(()) };
    let of_deal = line.currency.map_or("no currency", Currency::code);
    let found = currency.code();
    Err(format!("field touches[{place}].currency: {found}, but the deal has {of_deal}; a deal has one currency"))
}

fn model(line: &Line) -> Result<Model, String> {
    match (line.half_life_days, line.model.0) {
        (None, model) => Ok(model),
        (Some(Days(half_life_days)), Model::TimeDecay { .. }) => Ok(Model::TimeDecay { half_life_days }),
        (Some(_), _) => Err("field half_life_days: only for the model time_decay".to_owned()),
    }
}

impl ToldTouch {
    fn touch(self) -> Touch {
        Touch {
            id: self.id,
            at: self.at.0,
            actor: self.actor,
            channel: self.channel,
            source: None,
            medium: None,
            campaign: None,
            contact: None,
            summary: String::new(),
            signal: None,
        }
    }
}

impl Deal {
    /// The milestones that the line tells of.
    pub(super) fn told(&self) -> Told<'_> {
        let Milestones { first_touch, lead_creation, opportunity_creation, closed_won } = &self.milestones;
        Told {
            first_touch: first_touch.as_ref(),
            lead_creation: lead_creation.as_ref(),
            opportunity_creation: opportunity_creation.as_ref(),
            closed_won: closed_won.as_ref(),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Days(NonZeroU16);

#[derive(Debug, Clone, Copy)]
struct Minor(i64);

/// Whole numbers within these bounds, for a message that says what is wanted.
struct Whole(i64, i64, &'static str);

impl Visitor<'_> for Whole {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "whole {}, from {} to {}", self.2, self.0, self.1)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        let wrong = || E::invalid_value(serde::de::Unexpected::Signed(number), &self);
        (self.0..=self.1).contains(&number).then_some(number).ok_or_else(wrong)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(E::invalid_value(serde::de::Unexpected::Unsigned(number), &self)),
        }
    }
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let days = deserializer.deserialize_i64(Whole(1, u16::MAX.into(), "days"))?;
        let days = u16::try_from(days).ok().and_then(NonZeroU16::new);
        days.map(Self).ok_or_else(|| D::Error::custom("no days"))
    }
}

impl<'de> Deserialize<'de> for Minor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(Whole(i64::MIN, i64::MAX, "minor units")).map(Self)
    }
}
