//! Credit by the rules read one after the other, with fractions and floating point, as slowly as it goes.

use std::collections::BTreeMap;

use num_rational::Ratio;
use plumbline_domain::Instant;
use plumbline_domain::attribution::{Journey, Model, Terms};
use plumbline_domain::touch::{Channel, Touch};

/// Who has which weight: by what is asked of a touch, in thousandths.
#[derive(Debug, Clone, Copy)]
enum To {
    First,
    Last,
    LastNonDirect,
    Lead,
    Deal,
    Won,
    Others,
}

fn weights(model: Model) -> Vec<(To, i128)> {
    use To::{Deal, First, Last, LastNonDirect, Lead, Others, Won};
    match model {
        Model::FirstTouch => vec![(First, 1000)],
        Model::LastTouch => vec![(Last, 1000)],
        Model::LastNonDirect => vec![(LastNonDirect, 1000)],
        Model::Linear => vec![(Others, 1000)],
        Model::PositionBased => vec![(First, 400), (Last, 400), (Others, 200)],
        Model::UShaped50_50 => vec![(First, 500), (Lead, 500)],
        Model::UShaped40_40_20 => vec![(First, 400), (Lead, 400), (Others, 200)],
        Model::WShaped => vec![(First, 300), (Lead, 300), (Deal, 300), (Others, 100)],
        Model::FullPath => vec![(First, 225), (Lead, 225), (Deal, 225), (Won, 225), (Others, 100)],
        Model::JShaped => vec![(First, 200), (Last, 600), (Others, 200)],
        Model::InverseJShaped => vec![(First, 600), (Last, 200), (Others, 200)],
        Model::TimeDecay { .. } | Model::Custom(_) => panic!("{model:?} is not asked of the weights"),
    }
}

/// The touches that count, the earliest first: one at a time, whichever no other comes before.
pub fn counted<'a>(terms: Terms, touches: &'a [Touch], journey: &Journey) -> Vec<&'a Touch> {
    let mut by_id: BTreeMap<&str, &Touch> = BTreeMap::new();
    for touch in touches {
        let kept = by_id.entry(touch.id.as_str()).or_insert(touch);
        if touch.at < kept.at {
            *kept = touch;
        }
    }
    let mut counted: Vec<&Touch> = by_id.into_values().collect();
    // By id already, and this keeps the order of equals.
    counted.sort_by_key(|touch| touch.at);
    for end in [journey.closed_at, journey.as_of].into_iter().flatten() {
        counted.retain(|touch| touch.at <= end);
    }
    if let (Some(days), Some(last)) = (terms.look_back_days, counted.last()) {
        let end = journey.closed_at.unwrap_or(last.at);
        counted.retain(|touch| (end - touch.at).num_seconds() <= i64::from(days.get()) * 86_400);
    }
    counted
}

fn led_to(counted: &[&Touch], at: Instant) -> usize {
    (0..counted.len()).rev().find(|index| counted[*index].at <= at).unwrap_or(0)
}

fn holder(to: To, counted: &[&Touch], journey: &Journey) -> Option<usize> {
    match to {
        To::First => Some(0),
        To::Last => Some(counted.len() - 1),
        To::LastNonDirect => {
            let mut others = (0..counted.len()).filter(|index| counted[*index].channel != Channel::Direct);
            Some(others.next_back().unwrap_or(counted.len() - 1))
        }
        To::Lead => journey.lead_created_at.map(|at| led_to(counted, at)),
        To::Deal => journey.deal_created_at.map(|at| led_to(counted, at)),
        To::Won => journey.won_at.map(|at| led_to(counted, at)),
        To::Others => None,
    }
}

/// Exact shares of the touches that count, which are not none.
pub fn by_weights(model: Model, counted: &[&Touch], journey: &Journey) -> Vec<Ratio<i128>> {
    let weights = weights(model);
    let held: Vec<(usize, i128)> =
        weights.iter().filter_map(|(to, weight)| Some((holder(*to, counted, journey)?, *weight))).collect();
    let others: Vec<usize> =
        (0..counted.len()).filter(|index| held.iter().all(|(holder, _)| holder != index)).collect();
    let mut shares = vec![Ratio::from_integer(0); counted.len()];
    for (holder, weight) in held {
        shares[holder] += Ratio::new(weight, 1000);
    }
    for (to, weight) in weights {
        if matches!(to, To::Others) {
            others.iter().for_each(|index| shares[*index] += Ratio::new(weight, 1000) / others.len() as i128);
        }
    }
    let sum: Ratio<i128> = shares.iter().sum();
    if sum == Ratio::from_integer(0) {
        shares[0] = Ratio::from_integer(1);
        return shares;
    }
    shares.into_iter().map(|share| share / sum).collect()
}

/// Shares of the touches that count, by floating point; the half-life and the ages are in seconds, back from `close`.
pub fn by_age(half_life: f64, counted: &[&Touch], close: Instant) -> Vec<f64> {
    let weights: Vec<f64> =
        counted.iter().map(|touch| (-((close - touch.at).num_seconds() as f64) / half_life).exp2()).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}
