//! Credit for channels from paths: by hand, and each model against its definition.

mod oracle;

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use num_rational::Ratio;
use oracle::Row;
use plumbline_domain::attribution::paths::{
    ChannelCredit, Outcome, PathModel, Paths, PathsBuilder, PathsError, Worth, credit_channels,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

const HEURISTICS: [PathModel; 5] =
    [PathModel::FirstTouch, PathModel::LastTouch, PathModel::Linear, PathModel::Position, PathModel::TimeDecay];

const RATE: PathModel = PathModel::Shapley(Worth::Rate { seed: 1 });

fn markov(order: u8) -> PathModel {
    PathModel::Markov { order: NonZeroU8::new(order).unwrap() }
}

fn every_model() -> Vec<PathModel> {
    let others = [markov(1), markov(2), markov(3), PathModel::Shapley(Worth::Conversions), RATE];
    HEURISTICS.into_iter().chain(others).collect()
}

fn outcome(conversions: u64, nulls: u64, value: &str) -> Outcome {
    Outcome { conversions, nulls, value: value.parse().unwrap() }
}

fn paths(rows: &[(&str, Outcome)]) -> Paths {
    let mut paths = PathsBuilder::default();
    rows.iter().for_each(|(path, outcome)| paths.add(path.split(" > "), *outcome));
    paths.build()
}

#[track_caller]
fn check(model: PathModel, rows: &[(&str, Outcome)], expect: &[(&str, &str, &str)]) {
    let credits = credit_channels(model, &paths(rows)).unwrap();
    let shown = |credit: &ChannelCredit| {
        (credit.channel.clone(), credit.conversions.trimmed().to_string(), credit.value.to_string())
    };
    let expect: Vec<_> = expect.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect();
    assert_eq!(credits.iter().map(shown).collect::<Vec<_>>(), expect, "{model:?}");
}

#[test]
fn heuristics_share_as_they_say() {
    let rows = [("B > A > B > C", outcome(3, 9, "10.00")), ("A", outcome(1, 0, "0.5"))];
    check(PathModel::FirstTouch, &rows, &[("A", "1", "0.50"), ("B", "3", "10.00"), ("C", "0", "0.00")]);
    check(PathModel::LastTouch, &rows, &[("A", "1", "0.50"), ("B", "0", "0.00"), ("C", "3", "10.00")]);
    check(PathModel::Linear, &rows, &[("A", "1.75", "3.00"), ("B", "1.5", "5.00"), ("C", "0.75", "2.50")]);
    check(PathModel::Position, &rows, &[("A", "1.3", "1.50"), ("B", "1.5", "5.00"), ("C", "1.2", "4.00")]);
    check(PathModel::TimeDecay, &rows, &[("A", "1.4", "1.84"), ("B", "1", "3.33"), ("C", "1.6", "5.33")]);
    check(PathModel::Position, &[("A > B", outcome(1, 0, "0"))], &[("A", "0.5", "0.00"), ("B", "0.5", "0.00")]);
}

/// Of those who see B after A all convert, of those who see only A a third: without A nobody converts, without B half.
#[test]
fn removal_effects_are_those_of_the_chain_without_the_channel() {
    let rows = [("A > B", outcome(2, 0, "3.000")), ("A", outcome(2, 4, "0"))];
    check(markov(1), &rows, &[("A", "2.666667", "2.000"), ("B", "1.333333", "1.000")]);
    // Ways to itself change nothing here: who comes to A leaves it as often.
    let rows = [("A > A > B", outcome(2, 0, "3.000")), ("A", outcome(2, 4, "0"))];
    check(markov(1), &rows, &[("A", "2.666667", "2.000"), ("B", "1.333333", "1.000")]);
}

#[test]
fn who_lowers_the_rate_has_less_than_nothing() {
    let rows = [("A", outcome(9, 0, "0")), ("B", outcome(0, 9, "0"))];
    check(RATE, &rows, &[("A", "13.5", "0.00"), ("B", "-4.5", "0.00")]);
    check(PathModel::Shapley(Worth::Conversions), &rows, &[("A", "9", "0.00"), ("B", "0", "0.00")]);
}

#[test]
fn where_nothing_converted_nothing_is_credited() {
    let rows = [("A > B", outcome(0, 5, "0")), ("C", outcome(0, 0, "0"))];
    for model in every_model() {
        check(model, &rows, &[("A", "0", "0.00"), ("B", "0", "0.00"), ("C", "0", "0.00")]);
        check(model, &[], &[]);
    }
}

#[test]
fn totals_that_do_not_fit_are_refused() {
    let refused = |rows: &[(&str, Outcome)]| credit_channels(PathModel::Linear, &paths(rows)).unwrap_err().to_string();
    let most = "the most that is counted exactly";
    assert_eq!(
        refused(&[("A", outcome(10_u64.pow(13), 0, "0"))]),
        format!("the conversions add up to more than 9223372036854.775807, {most}")
    );
    assert_eq!(
        refused(&[("A", outcome(1, 0, "999999999999999999")), ("A", outcome(1, 0, "0.01"))]),
        format!("the values add up to more than 92233720368547758.07, {most}")
    );
}

#[test]
fn a_sample_says_how_far_off_it_can_be_and_is_the_same_for_the_same_seed() {
    let names: Vec<String> = (0..30).map(|channel| format!("c{channel}")).collect();
    let mut paths = PathsBuilder::default();
    for (first, then) in (0..30).map(|channel| (channel, channel * 7 % 30)) {
        paths.add([names[first].as_str(), names[then].as_str()], outcome(3 + first as u64, 40, "1.00"));
    }
    let paths = paths.build();
    let credits = credit_channels(RATE, &paths).unwrap();
    assert_eq!(credits, credit_channels(RATE, &paths).unwrap());
    assert_ne!(credits, credit_channels(PathModel::Shapley(Worth::Rate { seed: 2 }), &paths).unwrap());
    assert!(credits.iter().all(|credit| credit.margin.is_some_and(|margin| margin.units > 0)));
    let total: i64 = credits.iter().map(|credit| credit.conversions.units).sum();
    assert_eq!(total, (0..30).map(|channel| 3 + channel).sum::<i64>() * 1_000_000);
    assert_eq!(credits.iter().map(|credit| credit.value.units).sum::<i64>(), 3_000);
}

fn rows(channels: usize) -> impl Strategy<Value = Vec<Row>> {
    let step = prop::sample::select(&["A", "B", "C", "D", "E", "F"][..channels]);
    let row = (prop::collection::vec(step, 1..7), 0..20_u64, 0..20_u64);
    prop::collection::vec(row, 1..12)
}

fn credited(model: PathModel, rows: &[Row]) -> Result<Vec<ChannelCredit>, PathsError> {
    let mut paths = PathsBuilder::default();
    for (steps, conversions, nulls) in rows {
        paths.add(steps.iter().copied(), outcome(*conversions, *nulls, &format!("{conversions}.5")));
    }
    credit_channels(model, &paths.build())
}

/// Whether the credits are these shares of all conversions, to the last decimal but one.
fn are_shares(rows: &[Row], credits: &[ChannelCredit], shares: &BTreeMap<&str, f64>) -> Result<(), TestCaseError> {
    let (whole, all) = (shares.values().sum::<f64>(), rows.iter().map(|(_, conversions, _)| *conversions).sum::<u64>());
    for (credit, share) in credits.iter().zip(shares.values()) {
        let (ours, expect) = (credit.conversions.units as f64 / 1e6, share / whole * all as f64);
        prop_assert!((ours - expect).abs() < 3e-6, "{}: {ours} for {expect}", credit.channel);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn columns_add_up(rows in rows(6)) {
        for model in every_model() {
            let credits = credited(model, &rows).unwrap();
            let conversions: u64 = rows.iter().map(|(_, conversions, _)| conversions).sum();
            let sum = |of: fn(&ChannelCredit) -> i64| credits.iter().map(of).sum::<i64>();
            prop_assert_eq!(sum(|credit| credit.conversions.units), conversions as i64 * 1_000_000, "{:?}", model);
            prop_assert_eq!(sum(|credit| credit.value.units), conversions as i64 * 100 + rows.len() as i64 * 50);
        }
    }

    #[test]
    fn the_order_of_the_paths_changes_nothing(
        (rows, shuffled) in rows(6).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        for model in every_model() {
            prop_assert_eq!(credited(model, &rows).unwrap(), credited(model, &shuffled).unwrap(), "{:?}", model);
        }
    }

    #[test]
    fn heuristics_are_their_definitions(rows in rows(6)) {
        for model in HEURISTICS {
            let credits = credited(model, &rows).unwrap();
            for (credit, exact) in credits.iter().zip(oracle::by_heuristic(model, &rows).values()) {
                let off = Ratio::from_integer(credit.conversions.units.into()) - exact * 1_000_000;
                prop_assert!(off > Ratio::from_integer(-1) && off < Ratio::from_integer(1), "{:?}: {off}", model);
            }
        }
    }

    #[test]
    fn markov_is_everybody_sent_through_the_chain(rows in rows(5), order in 1..4_u8) {
        prop_assume!(rows.iter().any(|(_, conversions, _)| *conversions > 0));
        let rows: Vec<Row> = rows.into_iter().filter(|(_, conversions, nulls)| conversions + nulls > 0).collect();
        are_shares(&rows, &credited(markov(order), &rows).unwrap(), &oracle::removal_effects(&rows, order.into()))?;
    }

    #[test]
    fn shapley_is_the_mean_over_all_orders(rows in rows(6)) {
        prop_assume!(rows.iter().any(|(_, conversions, _)| *conversions > 0));
        let by_conversions = oracle::shapley(&rows, |conversions, _| conversions as f64);
        are_shares(&rows, &credited(PathModel::Shapley(Worth::Conversions), &rows).unwrap(), &by_conversions)?;
        let rate = |conversions: u64, nulls| if conversions > 0 { conversions as f64 / (conversions + nulls) as f64 } else { 0.0 };
        are_shares(&rows, &credited(RATE, &rows).unwrap(), &oracle::shapley(&rows, rate))?;
    }
}
