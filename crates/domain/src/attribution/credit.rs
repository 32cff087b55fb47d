use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Milestone, Model};
use crate::Instant;
use crate::ids::TouchId;
use crate::money::Share;
use crate::touch::{Touch, in_order};

/// When a deal reached what; what it has not reached is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Journey {
    /// The lead was created.
    pub lead_created_at: Option<Instant>,
    /// The deal was created.
    pub deal_created_at: Option<Instant>,
    /// The deal was won.
    pub won_at: Option<Instant>,
    /// The deal was closed, won or lost: touches after it earn nothing.
    pub closed_at: Option<Instant>,
}

/// Why a touch got its credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It holds a milestone, which takes this weight (thousandths, before scaling).
    Milestone {
        /// Which one.
        milestone: Milestone,
        /// Thousandths, as the model states them.
        weight: i64,
    },
    /// It holds none, and gets its part of the rest.
    Rest {
        /// Thousandths that all such touches have together.
        weight: i64,
        /// How many touches they are spread over.
        touches: usize,
    },
}

/// What one touch is credited with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Which touch.
    pub touch: TouchId,
    /// Its exact part; the parts of one deal add up to 1.
    pub share: Share,
    /// What the part is made of.
    pub reasons: Vec<Reason>,
}

/// Why a deal has no credit to share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Uncredited {
    /// Nothing is known to have happened.
    #[error("no touch")]
    NoTouch,
    /// All that is known happened after the deal was closed.
    #[error("no touch before the close")]
    NoTouchBeforeClose,
}

/// Credits the touches of one deal under `model`, in order of time; see the [module](super) for the rules.
///
/// The answer does not depend on the order of `touches`, and its shares add up to exactly 1.
///
/// # Errors
/// When no touch counts: there is no credit then, rather than one of nothing.
pub fn credit(model: Model, touches: &[Touch], journey: &Journey) -> Result<Vec<Credit>, Uncredited> {
    let mut counted: Vec<&Touch> = in_order(touches.iter().collect());
    counted.retain(|touch| journey.closed_at.is_none_or(|closed| touch.at <= closed));
    match (touches.is_empty(), counted.is_empty()) {
        (true, _) => Err(Uncredited::NoTouch),
        (false, true) => Err(Uncredited::NoTouchBeforeClose),
        (false, false) => Ok(shared(model, counted, journey)),
    }
}

fn shared(model: Model, counted: Vec<&Touch>, journey: &Journey) -> Vec<Credit> {
    let weights = model.weights();
    let held = held_milestones(weights.milestones, &counted, journey);
    let without: Vec<usize> = (0..counted.len()).filter(|index| !held.contains_key(index)).collect();
    let rest = if without.is_empty() { 0 } else { weights.rest };
    let total = held.values().flatten().map(|(_, weight)| weight).sum::<i64>() + rest;
    if total == 0 {
        // Only milestones that were never reached have a weight, or the rest has nobody to go to.
        return counted.into_iter().enumerate().map(|(index, touch)| sole_credit(index, touch)).collect();
    }
    let spread = i64::try_from(without.len().max(1)).unwrap_or(i64::MAX);
    counted
        .into_iter()
        .enumerate()
        .map(|(index, touch)| match held.get(&index) {
            Some(milestones) => milestone_credit(touch, milestones, total),
            None => Credit {
                touch: touch.id.clone(),
                share: Share::new(rest, total) / spread,
                reasons: vec![Reason::Rest { weight: weights.rest, touches: without.len() }],
            },
        })
        .collect()
}

/// Which touch (by index) holds which of the model's milestones.
fn held_milestones(
    weights: &'static [(Milestone, i64)],
    touches: &[&Touch],
    journey: &Journey,
) -> HashMap<usize, Vec<(Milestone, i64)>> {
    let mut held: HashMap<usize, Vec<(Milestone, i64)>> = HashMap::new();
    for (milestone, weight) in weights {
        if let Some(index) = holder(*milestone, touches, journey) {
            held.entry(index).or_default().push((*milestone, *weight));
        }
    }
    held
}

fn holder(milestone: Milestone, touches: &[&Touch], journey: &Journey) -> Option<usize> {
    let last = touches.len().checked_sub(1)?;
    let leading_to =
        |at: Option<Instant>| at.map(|at| touches.partition_point(|touch| touch.at <= at).saturating_sub(1));
    match milestone {
        Milestone::FirstTouch => Some(0),
        Milestone::LastTouch => Some(last),
        Milestone::LeadCreation => leading_to(journey.lead_created_at),
        Milestone::OpportunityCreation => leading_to(journey.deal_created_at),
        Milestone::ClosedWon => leading_to(journey.won_at),
    }
}

fn milestone_credit(touch: &Touch, milestones: &[(Milestone, i64)], total: i64) -> Credit {
    let weight = milestones.iter().map(|(_, weight)| weight).sum::<i64>();
    let reasons =
        milestones.iter().map(|(milestone, weight)| Reason::Milestone { milestone: *milestone, weight: *weight });
    Credit { touch: touch.id.clone(), share: Share::new(weight, total), reasons: reasons.collect() }
}

/// No weight applies: the first touch takes all, as the one fact there is about where the deal came from.
fn sole_credit(index: usize, touch: &Touch) -> Credit {
    let reasons = vec![Reason::Milestone { milestone: Milestone::FirstTouch, weight: 1000 }];
    match index {
        0 => Credit { touch: touch.id.clone(), share: Share::from_integer(1), reasons },
        _ => Credit { touch: touch.id.clone(), share: Share::from_integer(0), reasons: Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone, Utc};
    use proptest::prelude::*;

    use super::*;
    use crate::touch::{Actor, Channel};

    fn day(day: i64) -> Instant {
        Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap() + TimeDelta::days(day)
    }

    fn touch(id: usize, on: i64) -> Touch {
        Touch {
            id: TouchId::new(format!("t{id}")),
            at: day(on),
            actor: Actor::Marketing,
            channel: Channel::Event,
            source: None,
            medium: None,
            campaign: None,
            contact: None,
            summary: String::new(),
            signal: None,
        }
    }

    fn touches(days: &[i64]) -> Vec<Touch> {
        days.iter().enumerate().map(|(id, on)| touch(id, *on)).collect()
    }

    fn journey(lead: Option<i64>, deal: Option<i64>, won: Option<i64>) -> Journey {
        Journey {
            lead_created_at: lead.map(day),
            deal_created_at: deal.map(day),
            won_at: won.map(day),
            closed_at: won.map(day),
        }
    }

    #[track_caller]
    fn check(model: Model, days: &[i64], journey: Journey, expect: &[(i64, i64)]) {
        let shares: Vec<Share> =
            credit(model, &touches(days), &journey).unwrap().into_iter().map(|credit| credit.share).collect();
        let expect: Vec<Share> = expect.iter().map(|(n, d)| Share::new(*n, *d)).collect();
        assert_eq!(shares, expect, "{model:?} over {days:?}");
    }

    #[test]
    fn each_model_shares_as_it_says() {
        let days = [0, 5, 10, 20, 30];
        let won = journey(Some(5), Some(20), Some(30));
        check(Model::FirstTouch, &days, won, &[(1, 1), (0, 1), (0, 1), (0, 1), (0, 1)]);
        check(Model::LastTouch, &days, won, &[(0, 1), (0, 1), (0, 1), (0, 1), (1, 1)]);
        check(Model::Linear, &days, won, &[(1, 5); 5]);
        check(Model::PositionBased, &days, won, &[(2, 5), (1, 15), (1, 15), (1, 15), (2, 5)]);
        check(Model::UShaped, &days, won, &[(1, 2), (1, 2), (0, 1), (0, 1), (0, 1)]);
        check(Model::WShaped, &days, won, &[(3, 10), (3, 10), (1, 20), (3, 10), (1, 20)]);
        check(Model::FullPath, &days, won, &[(9, 40), (9, 40), (1, 10), (9, 40), (9, 40)]);
    }

    #[test]
    fn one_touch_takes_all_and_two_share_evenly_under_position() {
        for model in Model::ALL {
            check(model, &[3], journey(Some(5), None, None), &[(1, 1)]);
        }
        check(Model::PositionBased, &[1, 2], Journey::default(), &[(1, 2), (1, 2)]);
    }

    #[test]
    fn a_milestone_not_reached_leaves_its_weight_to_the_others() {
        check(Model::WShaped, &[0, 5, 10], journey(Some(5), None, None), &[(3, 7), (3, 7), (1, 7)]);
        check(Model::UShaped, &[0, 5], Journey::default(), &[(1, 1), (0, 1)]);
    }

    #[test]
    fn a_touch_with_two_milestones_adds_them_up() {
        check(Model::WShaped, &[0, 10], journey(Some(3), Some(12), None), &[(2, 3), (1, 3)]);
    }

    #[test]
    fn a_milestone_before_any_touch_goes_to_the_first_after_it() {
        check(Model::UShaped, &[5, 8], journey(Some(1), None, None), &[(1, 1), (0, 1)]);
    }

    #[test]
    fn touches_after_the_close_earn_nothing() {
        check(Model::Linear, &[0, 10, 40], journey(None, None, Some(30)), &[(1, 2), (1, 2)]);
    }

    #[test]
    fn without_a_touch_that_counts_there_is_no_credit() {
        let won = journey(None, None, Some(30));
        assert_eq!(credit(Model::WShaped, &[], &won), Err(Uncredited::NoTouch));
        assert_eq!(credit(Model::WShaped, &touches(&[31, 40]), &won), Err(Uncredited::NoTouchBeforeClose));
    }

    proptest! {
        #[test]
        fn shares_add_up_to_one_whatever_the_order(
            days in prop::collection::vec(0_i64..100, 1..40),
            lead in prop::option::of(0_i64..100),
            deal in prop::option::of(0_i64..100),
            won in prop::option::of(100_i64..120),
            seed in any::<u64>(),
        ) {
            let journey = journey(lead, deal, won);
            let forwards = touches(&days);
            let mut shuffled = forwards.clone();
            let pivot = usize::try_from(seed).unwrap() % shuffled.len();
            shuffled.rotate_left(pivot);
            shuffled.push(forwards[0].clone());
            for model in Model::ALL {
                let credits = credit(model, &forwards, &journey).unwrap();
                prop_assert_eq!(credits.iter().map(|credit| credit.share).sum::<Share>(), Share::from_integer(1));
                prop_assert_eq!(&credits, &credit(model, &shuffled, &journey).unwrap());
            }
        }
    }
}
