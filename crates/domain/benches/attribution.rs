//! How many deals are credited in a second, and how many paths: `cargo xtask bench` runs this and judges the figures.

mod timing;

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::num::NonZeroU8;

use chrono::{DateTime, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::attribution::paths::{Outcome, PathModel, Paths, PathsBuilder, Worth, credit_channels};
use plumbline_domain::attribution::{Journey, Model, credit};
use plumbline_domain::ids::TouchId;
use plumbline_domain::touch::{Actor, Channel, Touch};

/// How often a time is taken; the report has the median.
const ROUNDS: usize = 11;

/// Deals that are credited in a round.
const DEALS: usize = 2_000;

/// Touches of a usual deal.
const TOUCHES: usize = 10;

/// Touches of a deal with many.
const MANY: usize = 1_000;

/// Paths that are credited in a round.
const PATHS: u32 = 20_000;

/// Channels that they go through.
const CHANNELS: u32 = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let paths = paths(CHANNELS);
    let usual = deal(TOUCHES);
    let many = per_s(Model::WShaped, &deal(MANY)) * MANY as f64;
    let deals: BTreeMap<&str, f64> = Model::ALL.map(|model| (model.word(), per_s(model, &usual))).into();
    let per_path = path_models().into_iter().map(|(name, model)| (name, paths_per_s(model, &paths)));
    let rate = PathModel::Shapley(Worth::Rate { seed: 1 });
    let report = serde_json::json!({
        "credit_deals_per_s": deals,
        "credit_touch_cost_ratio": per_s(Model::WShaped, &usual) * TOUCHES as f64 / many,
        "paths_per_s": per_path.collect::<BTreeMap<_, _>>(),
        // On both sides of where it is solved in another way.
        "shapley_rate_ms": { "exact": milliseconds(rate, 22), "sampled": milliseconds(rate, 23) },
        "markov_order_2_ms": { "inverted": milliseconds(markov(2), 31), "swept": milliseconds(markov(2), 32) },
    });
    timing::report("attribution.json", &report)
}

fn path_models() -> Vec<(&'static str, PathModel)> {
    vec![
        ("first_touch", PathModel::FirstTouch),
        ("last_touch", PathModel::LastTouch),
        ("linear", PathModel::Linear),
        ("position", PathModel::Position),
        ("time_decay", PathModel::TimeDecay),
        ("markov", markov(1)),
        ("markov_order_2", markov(2)),
        ("markov_order_3", markov(3)),
        ("shapley", PathModel::Shapley(Worth::Conversions)),
        ("shapley_rate", PathModel::Shapley(Worth::Rate { seed: 1 })),
    ]
}

/// Deals like this one that are credited in a second, with their amounts split.
fn per_s(model: Model, (touches, journey): &(Vec<Touch>, Journey)) -> f64 {
    let deals = DEALS * TOUCHES / touches.len();
    let took = timing::microseconds(ROUNDS, deals, || {
        for _ in 0..deals {
            black_box(credit(model.into(), black_box(touches), journey).split(black_box(1_200_001)));
        }
    });
    1e6 / took
}

fn paths_per_s(model: PathModel, paths: &Paths) -> f64 {
    1e6 / timing::microseconds(3, paths.len(), || credit_channels(model, black_box(paths)))
}

fn markov(order: u8) -> PathModel {
    PathModel::Markov { order: NonZeroU8::new(order).unwrap_or(NonZeroU8::MIN) }
}

fn milliseconds(model: PathModel, channels: u32) -> f64 {
    let paths = paths(channels);
    timing::microseconds(3, 1, || credit_channels(model, black_box(&paths))) / 1e3
}

/// A deal that went through every milestone, its touches not in order.
fn deal(touches: usize) -> (Vec<Touch>, Journey) {
    let at = |hours: usize| -> Instant { DateTime::UNIX_EPOCH + TimeDelta::hours(i64::try_from(hours).unwrap_or(0)) };
    let journey = Journey {
        lead_created_at: Some(at(touches / 3)),
        deal_created_at: Some(at(touches / 2)),
        won_at: Some(at(touches)),
        closed_at: Some(at(touches)),
        as_of: Some(at(touches * 2)),
    };
    let touch = |number: usize| Touch {
        id: TouchId::new(format!("crm.touch/{number}")),
        at: at(number * 7 % touches),
        actor: Actor::Marketing,
        channel: if number.is_multiple_of(3) { Channel::Direct } else { Channel::Event },
        source: None,
        medium: None,
        campaign: None,
        contact: None,
        summary: String::new(),
        signal: None,
    };
    ((0..touches).map(touch).collect(), journey)
}

/// Different paths of one to eight steps.
fn paths(channels: u32) -> Paths {
    let mut builder = PathsBuilder::default();
    let names: Vec<String> = (0..channels).map(|channel| format!("channel {channel}")).collect();
    let mut state = 1_u32;
    let mut drawn = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    for _ in 0..PATHS {
        let steps: Vec<usize> = (0..=drawn(8)).map(|_| drawn(channels) as usize).collect();
        let outcome = Outcome { conversions: drawn(5).into(), nulls: drawn(90).into(), ..Outcome::default() };
        builder.add(steps.iter().filter_map(|step| names.get(*step)).map(String::as_str), outcome);
    }
    builder.build()
}
