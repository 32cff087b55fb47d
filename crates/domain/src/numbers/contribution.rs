use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Cell, CellKey, Dimension, Month, Qualified, Sum, Value};
use crate::Instant;
use crate::attribution::Attribution;
use crate::money::{Money, Share};
use crate::record::{Outcome, Record, RecordKind};
use crate::touch::Touch;

/// What one lead or deal adds to the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// The deal's amount, if it has one.
    pub amount: Option<Money>,
    /// What it adds as a lead; `None` for what was created as a deal.
    pub lead: Option<LeadPart>,
    /// What it adds as a deal; `None` for a lead.
    pub deal: Option<DealPart>,
    /// Whether only its own touches are known, and not those of its company's contacts and deals.
    pub is_alone: bool,
    /// The rows that it is in, each once; what they have of the amount adds up to it in each dimension.
    pub parts: Vec<Part>,
}

/// A record as a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadPart {
    /// When it was created.
    pub at: Instant,
    /// In which month.
    pub month: Month,
    /// Whether it became a deal by now.
    pub is_converted: bool,
}

/// A record as a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealPart {
    /// When it was created, or the lead became one.
    pub at: Instant,
    /// In which month.
    pub month: Month,
    /// Whether it is pipeline.
    pub is_qualified: bool,
    /// Whether it is won or lost by now.
    pub outcome: Outcome,
    /// When it ended; `None` while it is open, or where the CRM does not say when it ended.
    pub close: Option<Close>,
}

/// The end of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Close {
    /// When.
    pub at: Instant,
    /// In which month.
    pub month: Month,
    /// Won, not lost.
    pub is_won: bool,
    /// For how many whole days it had been a deal.
    pub days: u32,
}

/// What one row has of a record. Written as a list of its four values, because a record has many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Dimension, Value, String, i64)", into = "(Dimension, Value, String, i64)")]
pub struct Part {
    /// Of which dimension the row is.
    pub dimension: Dimension,
    /// Which row.
    pub value: Value,
    /// Its exact share of the credit, as `numerator/denominator`; `1/1` for all.
    pub share: String,
    /// Its part of the amount, in minor units.
    pub minor: i64,
}

impl From<(Dimension, Value, String, i64)> for Part {
    fn from((dimension, value, share, minor): (Dimension, Value, String, i64)) -> Self {
        Self { dimension, value, share, minor }
    }
}

impl From<Part> for (Dimension, Value, String, i64) {
    fn from(part: Part) -> Self {
        (part.dimension, part.value, part.share, part.minor)
    }
}

/// A touch with its part of a record's credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TouchCredit<'a> {
    /// The touch.
    pub touch: &'a Touch,
    /// Its part, of [`TouchCredits::total`].
    pub weight: u64,
    /// Its part of the amount, in minor units.
    pub minor: i64,
}

/// The credit for a record; no touches where none has any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TouchCredits<'a> {
    /// What all weights add up to.
    pub total: u128,
    /// Each touch that counts, once.
    pub touches: Vec<TouchCredit<'a>>,
}

impl DealPart {
    /// Whether it is pipeline that is won by now.
    pub fn is_pipeline_won(&self) -> bool {
        self.is_qualified && self.outcome == Outcome::Won
    }
}

impl<'a> TouchCredits<'a> {
    /// Of what the models say, with the parts of an amount of so many minor units.
    pub fn of(attribution: &Attribution<'a>, minor: i64) -> Self {
        let shared = attribution.credits.iter().zip(attribution.split(minor));
        let touches = shared.map(|(credit, minor)| TouchCredit { touch: credit.touch, weight: credit.part, minor });
        Self { total: attribution.total, touches: touches.collect() }
    }
}

impl Contribution {
    /// What a lead or deal adds; `None` for a contact. `month_of` says in which month of the agreed zone an instant is.
    pub fn of(
        record: &Record,
        segments: &[String],
        credits: &TouchCredits<'_>,
        qualified: &Qualified,
        month_of: impl Fn(Instant) -> Month,
    ) -> Option<Self> {
        if record.kind == RecordKind::Contact {
            return None;
        }
        let minor = record.amount.map_or(0, |amount| amount.minor);
        let whole = Part { dimension: Dimension::Total, value: Value::Whole, share: "1/1".to_owned(), minor };
        let by_touch = [Dimension::Source, Dimension::Campaign, Dimension::Channel];
        let parts = by_touch.into_iter().flat_map(|dimension| by_touches(dimension, credits, minor));
        Some(Self {
            amount: record.amount,
            lead: lead_part(record, &month_of),
            deal: deal_part(record, qualified, &month_of),
            is_alone: false,
            parts: std::iter::once(whole).chain(parts).chain(by_segments(segments, minor)).collect(),
        })
    }

    /// How it ended, if it has.
    pub fn close(&self) -> Option<Close> {
        self.deal.and_then(|deal| deal.close)
    }

    /// What it adds to which cells.
    pub fn cells(&self) -> impl Iterator<Item = (CellKey, Cell)> {
        self.parts.iter().flat_map(|part| self.cells_of(part))
    }

    fn cells_of(&self, part: &Part) -> impl Iterator<Item = (CellKey, Cell)> + use<> {
        let sum = Sum { records: 1, minor: part.minor };
        let lead = self.lead.map(|lead| (lead.month, Cell::of_lead(lead)));
        let deal = self.deal.map(|deal| (deal.month, Cell::of_deal(deal, self.is_alone, sum)));
        let close = self.close().map(|close| (close.month, Cell::of_close(close, sum)));
        let (dimension, value) = (part.dimension, part.value.clone());
        let currency = self.amount.map(|amount| amount.currency);
        let key = move |month| CellKey { dimension, value: value.clone(), currency, month };
        [lead, deal, close].into_iter().flatten().map(move |(month, cell)| (key(month), cell))
    }
}

/// What began as a lead, and was not entered as a deal at once.
fn lead_part(record: &Record, month_of: &impl Fn(Instant) -> Month) -> Option<LeadPart> {
    let is_converted = match (record.kind, record.became_deal_at) {
        (RecordKind::Lead, None) => false,
        (_, Some(became)) if became > record.created_at => true,
        _ => return None,
    };
    Some(LeadPart { at: record.created_at, month: month_of(record.created_at), is_converted })
}

/// A deal of which the CRM does not say when it became one was one when it was created.
fn deal_part(record: &Record, qualified: &Qualified, month_of: &impl Fn(Instant) -> Month) -> Option<DealPart> {
    if record.kind != RecordKind::Deal {
        return None;
    }
    let at = record.became_deal_at.unwrap_or(record.created_at);
    let outcome = record.stage.as_ref().map_or(Outcome::Open, |stage| stage.outcome);
    let is_won = outcome == Outcome::Won;
    let closed_at = record.closed_at.filter(|_| outcome != Outcome::Open);
    let days = |closed: Instant| u32::try_from((closed - at).num_days()).unwrap_or(0);
    Some(DealPart {
        at,
        month: month_of(at),
        is_qualified: qualified.has(record.stage.as_ref()),
        outcome,
        close: closed_at.map(|at| Close { at, month: month_of(at), is_won, days: days(at) }),
    })
}

fn by_touches(dimension: Dimension, credits: &TouchCredits<'_>, minor: i64) -> Vec<Part> {
    let mut rows: BTreeMap<Value, (u64, i64)> = BTreeMap::new();
    for credit in credits.touches.iter().filter(|credit| credit.weight > 0) {
        let row = rows.entry(value_of(dimension, credit.touch)).or_default();
        row.0 += credit.weight;
        row.1 = row.1.wrapping_add(credit.minor);
    }
    if rows.is_empty() {
        return vec![Part { dimension, value: Value::NoTouch, share: "1/1".to_owned(), minor }];
    }
    let share = |part| Share { part, total: credits.total }.to_string();
    rows.into_iter().map(|(value, (weight, minor))| Part { dimension, value, share: share(weight), minor }).collect()
}

fn value_of(dimension: Dimension, touch: &Touch) -> Value {
    match dimension {
        Dimension::Source => Value::of(touch.source.as_deref()),
        Dimension::Campaign => Value::of(touch.campaign.as_deref()),
        Dimension::Channel => Value::Named(touch.channel.word().to_owned()),
        Dimension::Total | Dimension::Segment => Value::Whole,
    }
}

fn by_segments(segments: &[String], minor: i64) -> Vec<Part> {
    let mut values: Vec<Value> = segments.iter().map(|segment| Value::of(Some(segment))).collect();
    values.retain(|value| *value != Value::Unnamed);
    values.sort();
    values.dedup();
    if values.is_empty() {
        values.push(Value::Unnamed);
    }
    let share = Share { part: 1, total: values.len() as u128 };
    let parts = crate::money::apportion(minor, &vec![1; values.len()]);
    let parts = values.into_iter().zip(parts);
    parts.map(|(value, minor)| Part { dimension: Dimension::Segment, value, share: share.to_string(), minor }).collect()
}
