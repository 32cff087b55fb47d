//! Figures over random hand-offs, against counting one by one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::DateTime;
use plumbline_domain::ids::ReasonCode;
use plumbline_domain::sla::metrics::{Case, FollowUp, Measure, Metrics, Rate, Spread, Standing};
use plumbline_domain::sla::{Acceptance, RejectionReason};
use plumbline_domain::touch::Channel;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

const CHANNELS: [Option<Channel>; 4] = [None, Some(Channel::PaidSearch), Some(Channel::Event), Some(Channel::Email)];
const CODES: [&str; 4] = ["wrong_fit", "spam", "other", "abolished"];

/// The reasons of [`CODES`] but the last.
fn agreed() -> Vec<RejectionReason> {
    let reason =
        |code: &&str| RejectionReason { code: ReasonCode::new(*code), name: code.to_uppercase(), needs_words: false };
    CODES[..3].iter().map(reason).collect()
}

#[derive(Debug, Clone)]
struct Given {
    channel: Option<Channel>,
    response: Measure,
    update: Option<Measure>,
    acceptance: Acceptance,
    met_criteria: Option<bool>,
}

impl Given {
    fn case(&self) -> Case<'_> {
        let Self { channel, response, update, acceptance, met_criteria } = self;
        Case { channel: *channel, response: *response, update: *update, acceptance, met_criteria: *met_criteria }
    }
}

fn measure() -> impl Strategy<Value = Measure> {
    let standing = prop::sample::select(Standing::ALL.to_vec());
    (standing, 0..1_000_i64, 0..1_000_i64).prop_map(|(standing, elapsed_seconds, late)| {
        let late_seconds = if standing.is_kept() == Some(false) { late } else { 0 };
        Measure { standing, elapsed_seconds, late_seconds }
    })
}

fn acceptance() -> impl Strategy<Value = Acceptance> {
    let (at, by) = (DateTime::UNIX_EPOCH, "Dana".to_owned());
    let accepted = Acceptance::Accepted { at, by: by.clone() };
    let rejected = prop::sample::select(CODES.to_vec()).prop_map(move |code| Acceptance::Rejected {
        at,
        by: by.clone(),
        reason: ReasonCode::new(code),
        words: None,
    });
    prop_oneof![Just(Acceptance::Open), Just(accepted), rejected]
}

fn given_cases() -> impl Strategy<Value = Vec<Given>> {
    let channel = prop::sample::select(CHANNELS.to_vec());
    let given = (channel, measure(), prop::option::of(measure()), acceptance(), prop::option::of(any::<bool>()));
    let given = given.prop_map(|(channel, response, update, acceptance, met_criteria)| Given {
        channel,
        response,
        update,
        acceptance,
        met_criteria,
    });
    prop::collection::vec(given, 0..40)
}

/// By its definition: the smallest that at least so many percent do not exceed.
fn percentile(seconds: &[i64], percent: usize) -> Option<i64> {
    let is_enough =
        |limit: &&i64| seconds.iter().filter(|other| other <= limit).count() * 100 >= seconds.len() * percent;
    seconds.iter().filter(is_enough).min().copied()
}

fn check_follow_up(found: FollowUp, standings: &[Standing]) {
    let count = |of: &[Standing]| standings.iter().filter(|standing| of.contains(standing)).count();
    let counts = [found.in_time, found.late, found.missed, found.overdue, found.pending, found.cancelled];
    assert_eq!(counts, Standing::ALL.map(|standing| count(&[standing])));
    assert_eq!(found.rate.numerator, count(&[Standing::InTime]));
    let decided = count(&[Standing::InTime, Standing::Late, Standing::Missed, Standing::Overdue]);
    assert_eq!(found.rate.denominator, decided);
}

fn responded(given: &[Given], channel: Option<Option<Channel>>) -> Vec<i64> {
    let of_channel = given.iter().filter(|one| channel.is_none_or(|channel| one.channel == channel));
    let responded = of_channel.filter(|one| [Standing::InTime, Standing::Late].contains(&one.response.standing));
    responded.map(|one| one.response.elapsed_seconds).collect()
}

fn check_spread(found: Option<Spread>, seconds: &[i64]) {
    let expect = percentile(seconds, 50).zip(percentile(seconds, 90));
    assert_eq!(found.map(|spread| (spread.median_seconds, spread.p90_seconds)), expect);
    assert_eq!(found.map_or(0, |spread| spread.n), seconds.len());
}

fn config() -> ProptestConfig {
    let beside_this = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { failure_persistence: Some(Box::new(beside_this)), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_figure_is_a_count(given in given_cases()) {
        let cases: Vec<Case> = given.iter().map(Given::case).collect();
        let found = Metrics::over(&cases, &agreed());
        prop_assert_eq!(found.handed_off, given.len());
        let responses: Vec<Standing> = given.iter().map(|one| one.response.standing).collect();
        check_follow_up(found.response, &responses);
        let updates: Vec<Standing> = given.iter().filter_map(|one| Some(one.update?.standing)).collect();
        prop_assert_eq!(found.update.is_some(), !updates.is_empty());
        check_follow_up(found.update.unwrap_or_default(), &updates);
        let judged = |is_met: bool| given.iter().filter(|one| one.met_criteria == Some(is_met)).count();
        let (met, not_met) = (judged(true), judged(false));
        let rate = (met + not_met > 0).then_some(Rate { numerator: met, denominator: met + not_met });
        prop_assert_eq!(found.criteria, rate);
    }

    #[test]
    fn whatever_was_decided_is_accepted_or_has_a_reason(given in given_cases()) {
        let cases: Vec<Case> = given.iter().map(Given::case).collect();
        let found = Metrics::over(&cases, &agreed());
        let rejected = |code: &str| given.iter().filter(|one| matches!(&one.acceptance, Acceptance::Rejected { reason, .. } if reason.as_str() == code)).count();
        for code in CODES {
            let counted = found.rejections.iter().find(|one| one.code.as_str() == code);
            prop_assert_eq!(counted.map_or(0, |one| one.count), rejected(code));
            if let Some(counted) = counted {
                prop_assert_eq!(counted.name.clone(), (code != "abolished").then(|| code.to_uppercase()));
            }
        }
        let place = |code: &ReasonCode| CODES.iter().position(|known| *known == code.as_str()).unwrap();
        prop_assert!(found.rejections.is_sorted_by_key(|one| (std::cmp::Reverse(one.count), place(&one.code))));
        let total: usize = found.rejections.iter().map(|one| one.count).sum();
        prop_assert_eq!(found.acceptance.denominator - found.acceptance.numerator, total);
        prop_assert_eq!(found.acceptance.denominator + found.undecided, given.len());
    }

    #[test]
    fn times_to_first_touch_are_spread_by_channel(given in given_cases()) {
        let cases: Vec<Case> = given.iter().map(Given::case).collect();
        let found = Metrics::over(&cases, &agreed());
        check_spread(found.first_touch, &responded(&given, None));
        for channel in CHANNELS {
            let of_channel = found.first_touch_by_channel.iter().find(|one| one.channel == channel);
            check_spread(of_channel.map(|one| one.spread), &responded(&given, Some(channel)));
        }
        let total: usize = found.first_touch_by_channel.iter().map(|one| one.spread.n).sum();
        prop_assert_eq!(total, found.first_touch.map_or(0, |spread| spread.n));
    }

    #[test]
    fn what_is_overdue_is_so_by_the_longer(given in given_cases()) {
        for one in &given {
            let both = [Some(one.response), one.update];
            let overdue = both.into_iter().flatten().filter(|measure| measure.standing == Standing::Overdue);
            prop_assert_eq!(one.case().overdue_seconds(), overdue.map(|measure| measure.late_seconds).max());
        }
    }
}
