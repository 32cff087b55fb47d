use std::num::NonZeroU16;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::counted::sift;
use super::decay;
use super::holders::Holders;
use super::{LeftOut, Milestone, Milestones, NotCounted, Reason, Sharing, Terms, Told, ToldError, Weights};
use crate::money::{Share, apportion};
use crate::touch::Touch;

/// When a deal reached what; what it has not reached is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Journey {
    /// The lead was created.
    pub lead_created_at: Option<DateTime<Utc>>,
    /// The deal was created.
    pub deal_created_at: Option<DateTime<Utc>>,
    /// The deal was won.
    pub won_at: Option<DateTime<Utc>>,
    /// The deal was closed, won or lost: touches after it earn nothing.
    pub closed_at: Option<DateTime<Utc>>,
    /// Until when anything can have happened, which is now: later touches are only planned, and earn nothing yet. It changes with
    /// every look, so whoever tells of a journey tells it elsewhere.
    #[serde(skip)]
    pub as_of: Option<DateTime<Utc>>,
}

/// What one touch is credited with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit<'a> {
    /// Which touch.
    pub touch: &'a Touch,
    /// Its part of [`Attribution::total`].
    pub part: u64,
    /// The milestones that it is credited for: those of the model that it holds.
    pub milestones: Milestones,
}

/// Why a deal has no credit to share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Uncredited {
    /// Nothing is known to have happened.
    #[error("no touch")]
    NoTouch,
    /// All that is known happened after the deal was closed.
    #[error("no touch before the close")]
    NoTouchBeforeClose,
    /// No touch counts, for more than one reason, or because all are still to come.
    #[error("no touch that counts")]
    NoTouchThatCounts,
}

/// Who gets the credit for one deal: exact parts of one total, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution<'a> {
    /// By which rules.
    pub terms: Terms,
    /// In order of time, then by id: one for each touch that counts, also where it gets nothing. Empty where none counts.
    pub credits: Vec<Credit<'a>>,
    /// What the parts add up to; 0 only where no touch counts.
    pub total: u128,
    /// The touches that do not count.
    pub left_out: Vec<LeftOut<'a>>,
    holders: Holders,
    /// The thousandths that had a touch to go to. 1000 where the model has no weights.
    reached: u16,
    /// How many touches hold none of the model's milestones.
    without: usize,
}

/// Credits the touches of one deal; see the [module](super) for the rules.
///
/// The answer does not depend on the order of `touches`, and its parts add up to its total.
pub fn credit<'a>(terms: Terms, touches: &'a [Touch], journey: &Journey) -> Attribution<'a> {
    let (counted, left_out) = sift(terms, touches, journey);
    let holders = Holders::found(&counted, journey);
    shared(terms, counted, left_out, holders)
}

/// The same, where somebody says which touches hold milestones; the others are found as [`credit`] finds them.
///
/// # Errors
/// When a milestone is told of a touch that is not there or does not count.
pub fn credit_as_told<'a>(
    terms: Terms,
    touches: &'a [Touch],
    journey: &Journey,
    told: &Told<'_>,
) -> Result<Attribution<'a>, ToldError> {
    let (counted, left_out) = sift(terms, touches, journey);
    let holders = Holders::found(&counted, journey).told(told, &counted, &left_out)?;
    Ok(shared(terms, counted, left_out, holders))
}

impl<'a> Attribution<'a> {
    /// Why there is no credit; `None` where it is shared.
    pub fn uncredited(&self) -> Option<Uncredited> {
        if !self.credits.is_empty() {
            return None;
        }
        let is_after_close =
            |left_out: &LeftOut<'_>| matches!(left_out.why, NotCounted::AfterClose | NotCounted::Duplicate);
        Some(match &self.left_out {
            left_out if left_out.is_empty() => Uncredited::NoTouch,
            left_out if left_out.iter().all(is_after_close) => Uncredited::NoTouchBeforeClose,
            _ => Uncredited::NoTouchThatCounts,
        })
    }

    /// The exact part of the whole that `credit`, one of these, has.
    pub fn share(&self, credit: &Credit<'_>) -> Share {
        Share { part: credit.part, total: self.total }
    }

    /// Splits `whole` units over the credits, in their order, so that the parts add up to it; see [`apportion`].
    pub fn split(&self, whole: i64) -> Vec<i64> {
        apportion(whole, &self.credits.iter().map(|credit| credit.part).collect::<Vec<_>>())
    }

    /// Each credit in hundredths of a percent, in their order; together exactly 10000.
    pub fn basis_points(&self) -> Vec<i64> {
        self.split(10_000)
    }

    /// The touch that holds a milestone, whether or not the model gives credit for it; `None` where it was not reached.
    pub fn holder(&self, milestone: Milestone) -> Option<&'a Touch> {
        self.holders.of(milestone).and_then(|place| self.credits.get(place)).map(|credit| credit.touch)
    }

    /// The thousandths of the model's weights that had a touch to go to; all parts are scaled up to make a whole of them.
    pub fn reached(&self) -> u16 {
        self.reached
    }

    /// What the part of `credit`, one of these, is made of; nothing where the model has nothing for it.
    pub fn reasons(&self, credit: &Credit<'_>) -> Vec<Reason> {
        match self.terms.model.sharing() {
            Sharing::ByAge { half_life_days } => vec![self.decay(credit, half_life_days)],
            Sharing::ByWeights(_) if self.reached == 0 && credit.part == 0 => Vec::new(),
            Sharing::ByWeights(_) if self.reached == 0 => vec![Reason::NothingReached],
            Sharing::ByWeights(weights) => self.weighed(credit, weights),
        }
    }

    fn decay(&self, credit: &Credit<'_>, half_life_days: NonZeroU16) -> Reason {
        let last = self.credits.last().map_or(credit.touch.at, |last| last.touch.at);
        Reason::Decay { seconds_before_last: (last - credit.touch.at).num_seconds(), half_life_days }
    }

    fn weighed(&self, credit: &Credit<'_>, weights: Weights) -> Vec<Reason> {
        if credit.milestones.is_empty() && weights.rest() == 0 {
            return Vec::new();
        }
        let mut reasons: Vec<Reason> = match credit.milestones.is_empty() {
            true => vec![Reason::Rest { weight: weights.rest().into(), touches: self.without }],
            false => credit
                .milestones
                .iter()
                .map(|milestone| Reason::Milestone { milestone, weight: weights.of(milestone).into() })
                .collect(),
        };
        if self.reached < super::WHOLE {
            reasons.push(Reason::Scaled { of: self.reached.into() });
        }
        reasons
    }
}

fn shared<'a>(terms: Terms, counted: Vec<&'a Touch>, left_out: Vec<LeftOut<'a>>, holders: Holders) -> Attribution<'a> {
    let credits = counted.into_iter().map(|touch| Credit { touch, part: 0, milestones: Milestones::default() });
    let mut shared = Attribution {
        terms,
        credits: credits.collect(),
        total: 0,
        left_out,
        holders,
        reached: super::WHOLE,
        without: 0,
    };
    if shared.credits.is_empty() {
        return shared;
    }
    match terms.model.sharing() {
        Sharing::ByAge { half_life_days } => share_by_age(&mut shared, half_life_days),
        Sharing::ByWeights(weights) => share_by_weights(&mut shared, weights),
    }
    shared.total = shared.credits.iter().map(|credit| u128::from(credit.part)).sum();
    shared
}

/// Measuring back from the close would scale all weights alike, so the last touch is as good and always there.
fn share_by_age(shared: &mut Attribution<'_>, half_life_days: NonZeroU16) {
    let Some(last) = shared.credits.last().map(|credit| credit.touch.at) else { return };
    for credit in &mut shared.credits {
        credit.part = decay::weight(last - credit.touch.at, half_life_days);
    }
}

/// Every part is in thousandths of the number of touches over which the rest is spread, so that all are whole.
fn share_by_weights(shared: &mut Attribution<'_>, weights: Weights) {
    let mut reached = 0;
    for (milestone, weight) in weights.milestones() {
        let Some(credit) = shared.holders.of(milestone).and_then(|place| shared.credits.get_mut(place)) else {
            continue;
        };
        credit.milestones.insert(milestone);
        credit.part += u64::from(weight);
        reached += weight;
    }
    shared.without = shared.credits.iter().filter(|credit| credit.milestones.is_empty()).count();
    if weights.rest() > 0 && shared.without > 0 {
        reached += weights.rest();
        spread(shared, weights.rest());
    }
    shared.reached = reached;
    if let (0, Some(first)) = (reached, shared.credits.first_mut()) {
        first.part = 1;
    }
}

fn spread(shared: &mut Attribution<'_>, rest: u16) {
    let without = shared.without as u64;
    for credit in &mut shared.credits {
        credit.part = if credit.milestones.is_empty() { rest.into() } else { credit.part * without };
    }
}
