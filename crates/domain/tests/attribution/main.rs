//! Credit for the touches of a deal: each model and each corner by hand, and all of them against an oracle.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_wrap, reason = "tests count little")]

mod corners;
mod oracle;
mod paths;
mod properties;

use chrono::{TimeDelta, TimeZone, Utc};
use plumbline_domain::Instant;
use plumbline_domain::attribution::{Attribution, Journey, Model, Terms, WeightTable, Weights, credit};
use plumbline_domain::ids::TouchId;
use plumbline_domain::money::Share;
use plumbline_domain::touch::{Actor, Channel, Touch};

fn day(day: i64) -> Instant {
    Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap() + TimeDelta::days(day)
}

fn touch(id: usize, at: Instant) -> Touch {
    Touch {
        id: TouchId::new(format!("t{id}")),
        at,
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
    days.iter().enumerate().map(|(id, on)| touch(id, day(*on))).collect()
}

fn journey(lead: Option<i64>, deal: Option<i64>, won: Option<i64>) -> Journey {
    let [lead_created_at, deal_created_at, won_at] = [lead, deal, won].map(|on| on.map(day));
    Journey { lead_created_at, deal_created_at, won_at, closed_at: won_at, as_of: None }
}

fn shares(attribution: &Attribution<'_>) -> Vec<String> {
    let share = |credit| -> Share { attribution.share(credit) };
    attribution.credits.iter().map(|credit| share(credit).to_string()).collect()
}

#[track_caller]
fn check(terms: impl Into<Terms>, days: &[i64], journey: Journey, expect: &[&str]) {
    let (terms, touches) = (terms.into(), touches(days));
    assert_eq!(shares(&credit(terms, &touches, &journey)), expect, "{terms:?} over {days:?}");
}

#[test]
fn each_model_shares_as_it_says() {
    let days = [0, 5, 10, 20, 30];
    let won = journey(Some(5), Some(20), Some(30));
    check(Model::FirstTouch, &days, won, &["1/1", "0/1", "0/1", "0/1", "0/1"]);
    check(Model::LastTouch, &days, won, &["0/1", "0/1", "0/1", "0/1", "1/1"]);
    check(Model::LastNonDirect, &days, won, &["0/1", "0/1", "0/1", "0/1", "1/1"]);
    check(Model::Linear, &days, won, &["1/5"; 5]);
    check(Model::PositionBased, &days, won, &["2/5", "1/15", "1/15", "1/15", "2/5"]);
    check(Model::UShaped50_50, &days, won, &["1/2", "1/2", "0/1", "0/1", "0/1"]);
    check(Model::UShaped40_40_20, &days, won, &["2/5", "2/5", "1/15", "1/15", "1/15"]);
    check(Model::WShaped, &days, won, &["3/10", "3/10", "1/20", "3/10", "1/20"]);
    check(Model::FullPath, &days, won, &["9/40", "9/40", "1/10", "9/40", "9/40"]);
    check(Model::JShaped, &days, won, &["1/5", "1/15", "1/15", "1/15", "3/5"]);
    check(Model::InverseJShaped, &days, won, &["3/5", "1/15", "1/15", "1/15", "1/5"]);
}

#[test]
fn weights_of_ones_own_are_shared_as_written() {
    let table =
        WeightTable { first_touch: 100, opportunity_creation: 500, last_touch: 150, rest: 250, ..Default::default() };
    let model = Model::Custom(Weights::new(table).unwrap());
    check(model, &[0, 5, 10, 20, 30], journey(None, Some(20), Some(30)), &["1/10", "1/8", "1/8", "1/2", "3/20"]);
}

/// As published for USD 12,000 with a half-life of 7 days, there rounded to five dollars.
#[test]
fn time_decay_is_the_published_example() {
    let touches = touches(&[0, 5, 12, 30, 38]);
    let model = Model::ALL.into_iter().find(|model| matches!(model, Model::TimeDecay { .. })).unwrap();
    let attribution = credit(model.into(), &touches, &journey(None, None, Some(38)));
    let dollars = attribution.split(12_000);
    for (ours, published) in dollars.iter().zip([175, 290, 575, 3_415, 7_545]) {
        assert!((ours - published).abs() <= 3, "{ours} for {published}");
    }
    assert_eq!(dollars.iter().sum::<i64>(), 12_000);
    assert_eq!(attribution.split(1_200_000), [17_519, 28_744, 57_488, 341_704, 754_545]);
}
