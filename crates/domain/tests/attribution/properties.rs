use std::num::NonZeroU16;

use chrono::TimeDelta;
use num_rational::Ratio;
use plumbline_domain::attribution::{Journey, Model, Terms, credit};
use plumbline_domain::money::Money;
use plumbline_domain::touch::{Actor, Channel, Touch};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::{day, oracle, touch};

/// Few moments and ids, so that touches tie and repeat.
fn a_touch() -> impl Strategy<Value = Touch> {
    let channel = prop_oneof![Just(Channel::Direct), Just(Channel::Call), Just(Channel::Event)];
    let actor = prop_oneof![Just(Actor::Marketing), Just(Actor::Sales)];
    (0..30_usize, 0..60_i64, channel, actor).prop_map(|(id, hours, channel, actor)| Touch {
        channel,
        actor,
        ..touch(id, day(0) + TimeDelta::hours(hours * 12))
    })
}

fn a_journey() -> impl Strategy<Value = Journey> {
    let on = || prop::option::of((0..40_i64).prop_map(day));
    (on(), on(), on(), on(), on()).prop_map(|(lead_created_at, deal_created_at, won_at, closed_at, as_of)| Journey {
        lead_created_at,
        deal_created_at,
        won_at,
        closed_at,
        as_of,
    })
}

fn some_terms() -> impl Strategy<Value = Terms> {
    let half_life = (1..40_u16).prop_filter_map("no days", NonZeroU16::new);
    let model = prop_oneof![
        6 => prop::sample::select(&Model::ALL[..]),
        1 => half_life.prop_map(|half_life_days| Model::TimeDecay { half_life_days }),
    ];
    (model, prop::option::of(1..30_u16))
        .prop_map(|(model, days)| Terms { model, look_back_days: days.and_then(NonZeroU16::new) })
}

/// What tells a touch from another that has its id and its time.
fn marks(touch: &Touch) -> (&str, Channel, Actor) {
    (touch.id.as_str(), touch.channel, touch.actor)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn parts_add_up_and_amounts_too(
        terms in some_terms(),
        touches in prop::collection::vec(a_touch(), 1..40),
        journey in a_journey(),
        minor in any::<i64>(),
    ) {
        let attribution = credit(terms, &touches, &journey);
        prop_assert_eq!(attribution.credits.len() + attribution.left_out.len(), touches.len());
        prop_assert_eq!(attribution.uncredited().is_none(), attribution.total > 0);
        if attribution.uncredited().is_none() {
            let parts: Vec<u64> = attribution.credits.iter().map(|credit| credit.part).collect();
            prop_assert_eq!(parts.iter().map(|part| u128::from(*part)).sum::<u128>(), attribution.total);
            let amount = Money { minor, currency: "EUR".parse().unwrap() };
            let split = amount.split(&parts);
            prop_assert_eq!(split.iter().map(|part| i128::from(part.minor)).sum::<i128>(), i128::from(minor));
        }
    }

    #[test]
    fn the_order_of_arrival_changes_nothing(
        terms in some_terms(),
        (touches, shuffled) in prop::collection::vec(a_touch(), 1..40)
            .prop_flat_map(|touches| (Just(touches.clone()), Just(touches).prop_shuffle())),
        journey in a_journey(),
    ) {
        let (one, other) = (credit(terms, &touches, &journey), credit(terms, &shuffled, &journey));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn models_by_weights_are_as_the_rules_read(
        model in prop::sample::select(&Model::ALL[..]),
        look_back in prop::option::of(1..30_u16),
        touches in prop::collection::vec(a_touch(), 1..30),
        journey in a_journey(),
    ) {
        prop_assume!(!matches!(model, Model::TimeDecay { .. }));
        let mut touches = touches;
        // The oracle knows of no other order among those that tell the same id differently.
        touches.sort_by(|a, b| (a.at, marks(a)).cmp(&(b.at, marks(b))));
        let terms = Terms { model, look_back_days: look_back.and_then(NonZeroU16::new) };
        let attribution = credit(terms, &touches, &journey);
        let counted = oracle::counted(terms, &touches, &journey);
        prop_assert_eq!(attribution.credits.iter().map(|credit| credit.touch).collect::<Vec<_>>(), counted.clone());
        prop_assume!(!counted.is_empty());
        let total = i128::try_from(attribution.total).unwrap();
        let shares: Vec<Ratio<i128>> =
            attribution.credits.iter().map(|credit| Ratio::new(credit.part.into(), total)).collect();
        prop_assert_eq!(shares, oracle::by_weights(model, &counted, &journey));
    }

    #[test]
    fn time_decay_is_two_to_the_minus_age(
        half_life in 1..60_u16,
        seconds in prop::collection::vec(0..20_000_000_i64, 1..40),
        close in 0..10_000_000_i64,
    ) {
        let half_life_days = NonZeroU16::new(half_life).unwrap();
        let touches: Vec<Touch> =
            seconds.iter().enumerate().map(|(id, at)| touch(id, day(0) + TimeDelta::seconds(*at))).collect();
        let attribution = credit(Model::TimeDecay { half_life_days }.into(), &touches, &Journey::default());
        let counted: Vec<&Touch> = attribution.credits.iter().map(|credit| credit.touch).collect();
        let close = counted.last().unwrap().at + TimeDelta::seconds(close);
        let expect = oracle::by_age(f64::from(half_life) * 86_400.0, &counted, close);
        for (credit, expect) in attribution.credits.iter().zip(expect) {
            let share = credit.part as f64 / attribution.total as f64;
            prop_assert!((share - expect).abs() < 1e-12, "{share} for {expect}");
        }
        let parts: Vec<u64> = attribution.credits.iter().map(|credit| credit.part).collect();
        prop_assert!(parts.is_sorted(), "{parts:?}");
    }
}
