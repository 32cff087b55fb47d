//! Rules over signals, against an oracle that looks at every minute.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::ids::{SignalKind, TouchId};
use plumbline_domain::record::{CrmUser, Profile, Record, RecordKind};
use plumbline_domain::sla::{Condition, Field, Rule, Subject};
use plumbline_domain::touch::{Actor, Channel, Touch, in_order};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// Few, so that much happens at once.
const MINUTES: i64 = 60;

fn at(minute: i64) -> Instant {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::minutes(minute)
}

fn touch(number: usize, minute: i64, signal: Option<&str>) -> Touch {
    Touch {
        id: TouchId::new(number.to_string()),
        at: at(minute),
        actor: Actor::Buyer,
        channel: Channel::Direct,
        source: None,
        medium: None,
        campaign: None,
        contact: None,
        summary: String::new(),
        signal: signal.map(SignalKind::new),
    }
}

fn record() -> Record {
    Record {
        key: "odoo/crm.lead/1".parse().unwrap(),
        kind: RecordKind::Lead,
        title: "A lead".into(),
        company: None,
        stage: None,
        amount: None,
        owner: None,
        competitors: Vec::new(),
        created_at: at(0),
        became_deal_at: None,
        closed_at: None,
    }
}

/// What a rule is, as the oracle has it.
#[derive(Debug, Clone)]
enum Plan {
    Signal { kind: &'static str, times: u32, within: Option<i64> },
    All(Vec<Plan>),
    Any(Vec<Plan>),
}

impl Plan {
    fn rule(&self) -> Rule {
        let rules = |plans: &[Self]| plans.iter().map(Self::rule).collect();
        match self {
            Self::All(plans) => Rule::All(rules(plans)),
            Self::Any(plans) => Rule::Any(rules(plans)),
            Self::Signal { kind, times, within } => Rule::Condition(Condition::Signal {
                kind: SignalKind::new(*kind),
                times: *times,
                within_seconds: within.map(|minutes| minutes * 60),
            }),
        }
    }

    /// Whether it was met by the end of this minute.
    fn is_met(&self, signals: &[(i64, &str)], now: i64) -> bool {
        match self {
            Self::All(plans) => plans.iter().all(|plan| plan.is_met(signals, now)),
            Self::Any(plans) => plans.iter().any(|plan| plan.is_met(signals, now)),
            Self::Signal { kind, times, within } => (0..=now).any(|from| {
                let to = within.map_or(now, |within| now.min(from + within));
                let seen = signals.iter().filter(|(minute, own)| own == kind && (from..=to).contains(minute)).count();
                seen >= usize::try_from(*times).unwrap()
            }),
        }
    }
}

fn plan() -> impl Strategy<Value = Plan> {
    let signal = (prop::sample::select(vec!["a", "b"]), 1..4_u32, prop::option::of(0..30_i64))
        .prop_map(|(kind, times, within)| Plan::Signal { kind, times, within });
    signal.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Plan::All),
            prop::collection::vec(inner, 1..4).prop_map(Plan::Any),
        ]
    })
}

fn config() -> ProptestConfig {
    let failure_persistence = Some(Box::new(FileFailurePersistence::WithSource("regressions")) as Box<_>);
    ProptestConfig { cases: 20_000, failure_persistence, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_rule_is_met_from_the_first_minute_at_which_it_holds(
        plan in plan(),
        signals in prop::collection::vec((0..MINUTES, prop::sample::select(vec!["a", "b", "c"])), 0..10),
    ) {
        let touches = signals.iter().enumerate().map(|(number, (minute, kind))| touch(number, *minute, Some(kind)));
        let touches = in_order(touches.collect());
        let (record, profile) = (record(), Profile::default());
        let subject = Subject { record: &record, profile: &profile, touches: &touches, owner: None, region: None };
        let rule = plan.rule();
        let met = rule.met(subject);
        let expect = (0..MINUTES).find(|minute| plan.is_met(&signals, *minute)).map(at);
        prop_assert_eq!(met.as_ref().map(|met| met.at), expect);
        // What it was met by is enough by itself.
        if let Some(met) = met {
            let by = Rule::All(met.by.into_iter().cloned().map(Rule::Condition).collect());
            prop_assert_eq!(by.met(subject).map(|met| met.at), expect);
        }
    }
}

#[track_caller]
fn check(field: Field, is: &str, expect: bool) {
    let touches = [
        Touch { source: Some("Website".into()), channel: Channel::OrganicSearch, ..touch(1, 3, None) },
        Touch { source: Some("Google".into()), campaign: Some("Autumn".into()), ..touch(2, 5, None) },
    ];
    let profile = Profile { segments: vec!["Enterprise".into(), "Retail".into()], ..Profile::default() };
    let (record, owner) = (record(), CrmUser { id: "5".into(), name: "Dana".into() });
    let subject =
        Subject { record: &record, profile: &profile, touches: &touches, owner: Some(&owner), region: Some("DACH") };
    let rule = Rule::Condition(Condition::Field { field, is: vec!["Nothing".into(), is.into()] });
    let met = rule.met(subject);
    assert_eq!(met.is_some(), expect, "{rule}");
    // What is told is the value that it has.
    if let Some(met) = met {
        let found = met.by.first().unwrap().found(subject).to_lowercase();
        assert!(found.ends_with(&format!("is {}", is.to_lowercase())), "{found}");
    }
}

#[test]
fn a_field_is_what_the_record_first_came_by() {
    check(Field::Source, "website", true);
    check(Field::Source, "Google", false);
    check(Field::Channel, "organic_search", true);
    check(Field::Campaign, "AUTUMN", true);
    check(Field::Medium, "cpc", false);
    check(Field::Segment, "retail", true);
    check(Field::Segment, "Public", false);
    check(Field::Team, "", false);
    check(Field::Region, "DACH", true);
    check(Field::Owner, "dana", true);
    check(Field::Owner, "5", true);
    check(Field::Owner, "Sam", false);
}

#[test]
fn what_the_crm_told_is_a_signal_by_its_channel_unless_sales_did_it() {
    let (record, profile) = (record(), Profile::default());
    let met = |actor: Actor| {
        let touches = [Touch { actor, channel: Channel::Event, ..touch(1, 3, None) }];
        let subject = Subject { record: &record, profile: &profile, touches: &touches, owner: None, region: None };
        let kind = SignalKind::new("event");
        let rule = Rule::Condition(Condition::Signal { kind, times: 1, within_seconds: None });
        rule.met(subject).map(|met| met.at)
    };
    assert_eq!((met(Actor::Buyer), met(Actor::Marketing), met(Actor::Sales)), (Some(at(3)), Some(at(3)), None));
}
