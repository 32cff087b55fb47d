//! What each channel is credited with, by the definitions and as slowly as it goes.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::Ratio;
use plumbline_domain::attribution::paths::PathModel;

/// A path with how many converted and how many did not.
pub type Row = (Vec<&'static str>, u64, u64);

pub fn channels(rows: &[Row]) -> BTreeSet<&'static str> {
    rows.iter().flat_map(|(steps, _, _)| steps.iter().copied()).collect()
}

pub fn by_heuristic(model: PathModel, rows: &[Row]) -> BTreeMap<&'static str, Ratio<i128>> {
    let mut credits: BTreeMap<_, _> = channels(rows).into_iter().map(|name| (name, Ratio::from_integer(0))).collect();
    for (steps, conversions, _) in rows {
        for (step, part) in steps.iter().zip(parts(model, steps.len())) {
            *credits.get_mut(step).unwrap() += part * i128::from(*conversions);
        }
    }
    credits
}

fn parts(model: PathModel, steps: usize) -> Vec<Ratio<i128>> {
    let mut parts = vec![Ratio::from_integer(0); steps];
    match model {
        PathModel::FirstTouch => parts[0] += 1,
        PathModel::LastTouch => parts[steps - 1] += 1,
        PathModel::Linear => parts.iter_mut().for_each(|part| *part = Ratio::new(1, steps as i128)),
        PathModel::Position => match steps {
            1 => parts[0] += 1,
            2 => parts.iter_mut().for_each(|part| *part = Ratio::new(1, 2)),
            _ => {
                parts.iter_mut().for_each(|part| *part = Ratio::new(1, 5 * (steps as i128 - 2)));
                parts[0] = Ratio::new(2, 5);
                parts[steps - 1] = Ratio::new(2, 5);
            }
        },
        PathModel::TimeDecay => {
            let whole = (1_i128 << steps) - 1;
            (0..steps).for_each(|step| parts[step] = Ratio::new(1 << step, whole));
        }
        _ => panic!("{model:?} is no heuristic"),
    }
    parts
}

/// For each channel the part of the conversions that is lost when everybody who comes to it is.
pub fn removal_effects(rows: &[Row], order: usize) -> BTreeMap<&'static str, f64> {
    let whole = converting(rows, order, None);
    channels(rows).into_iter().map(|name| (name, 1.0 - converting(rows, order, Some(name)) / whole)).collect()
}

/// Sends everybody through the chain, one step after the other, until hardly anybody is left on the way.
fn converting(rows: &[Row], order: usize, removed: Option<&str>) -> f64 {
    let (mut seen, mut ends) = (BTreeMap::new(), BTreeMap::new());
    for (steps, conversions, nulls) in rows {
        let state = |end: usize| steps[end.saturating_sub(order)..end].to_vec();
        for end in 0..steps.len() {
            *seen.entry(state(end)).or_insert_with(BTreeMap::new).entry(state(end + 1)).or_insert(0.0) +=
                (conversions + nulls) as f64;
        }
        let end: &mut (f64, f64) = ends.entry(state(steps.len())).or_default();
        *end = (end.0 + *conversions as f64, end.1 + (conversions + nulls) as f64);
    }
    let (mut there, mut converted) = (BTreeMap::from([(Vec::new(), 1.0)]), 0.0);
    while there.values().sum::<f64>() > 1e-14 {
        let mut next = BTreeMap::new();
        for (state, mass) in there {
            let nowhere = BTreeMap::new();
            let (onwards, end) = (seen.get(&state).unwrap_or(&nowhere), ends.get(&state).copied().unwrap_or_default());
            let all = onwards.values().sum::<f64>() + end.1;
            converted += mass * end.0 / all;
            for (to, count) in onwards.iter().filter(|(to, _)| to.last().copied() != removed) {
                *next.entry(to.clone()).or_insert(0.0) += mass * count / all;
            }
        }
        there = next;
    }
    converted
}

/// The mean of what each channel adds, over every order in which they can come.
pub fn shapley(rows: &[Row], worth: impl Fn(u64, u64) -> f64) -> BTreeMap<&'static str, f64> {
    let names: Vec<_> = channels(rows).into_iter().collect();
    let mut sums: BTreeMap<_, _> = names.iter().map(|name| (*name, 0.0)).collect();
    let orders = orders(&names);
    let worth_of = |set: &[&str]| {
        let within = rows.iter().filter(|(steps, _, _)| steps.iter().all(|step| set.contains(step)));
        let (conversions, nulls) =
            within.fold((0, 0), |sum, (_, conversions, nulls)| (sum.0 + conversions, sum.1 + nulls));
        worth(conversions, nulls)
    };
    for order in &orders {
        for (place, name) in order.iter().enumerate() {
            *sums.get_mut(name).unwrap() += worth_of(&order[..=place]) - worth_of(&order[..place]);
        }
    }
    sums.into_iter().map(|(name, sum)| (name, sum / orders.len() as f64)).collect()
}

fn orders(names: &[&'static str]) -> Vec<Vec<&'static str>> {
    if names.is_empty() {
        return vec![Vec::new()];
    }
    let begun_with = |name: &&'static str| {
        let others: Vec<_> = names.iter().copied().filter(|other| other != name).collect();
        orders(&others).into_iter().map(|order| [&[*name][..], &order].concat()).collect::<Vec<_>>()
    };
    names.iter().flat_map(begun_with).collect()
}
