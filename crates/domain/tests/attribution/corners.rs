use std::num::NonZeroU16;

use chrono::TimeDelta;
use plumbline_domain::attribution::{
    Journey, Milestone, Model, NotCounted, Reason, Terms, Told, Uncredited, WeightTable, Weights, credit,
    credit_as_told,
};
use plumbline_domain::ids::TouchId;
use plumbline_domain::touch::Channel;

use crate::{check, day, journey, shares, touch, touches};

#[test]
fn one_touch_takes_all_and_two_share_evenly_under_position() {
    for model in Model::ALL {
        check(model, &[3], journey(Some(5), None, None), &["1/1"]);
    }
    check(Model::PositionBased, &[1, 2], Journey::default(), &["1/2", "1/2"]);
    check(Model::JShaped, &[1, 2], Journey::default(), &["1/4", "3/4"]);
}

#[test]
fn a_milestone_not_reached_leaves_its_weight_to_the_others() {
    check(Model::WShaped, &[0, 5, 10], journey(Some(5), None, None), &["3/7", "3/7", "1/7"]);
    check(Model::UShaped50_50, &[0, 5], Journey::default(), &["1/1", "0/1"]);
}

#[test]
fn a_touch_with_two_milestones_adds_them_up() {
    check(Model::WShaped, &[0, 10], journey(Some(3), Some(12), None), &["2/3", "1/3"]);
}

#[test]
fn a_milestone_before_any_touch_goes_to_the_first_after_it() {
    check(Model::UShaped50_50, &[5, 8], journey(Some(1), None, None), &["1/1", "0/1"]);
}

#[test]
fn where_nothing_was_reached_the_first_touch_takes_all() {
    let table = WeightTable { closed_won: 1000, ..Default::default() };
    let model = Model::Custom(Weights::new(table).unwrap());
    check(model, &[4, 2, 3], Journey::default(), &["1/1", "0/1", "0/1"]);
}

#[test]
fn touches_at_the_same_instant_are_in_the_order_of_their_ids() {
    let tied = [touch(2, day(1)), touch(1, day(1)), touch(3, day(1))];
    let attribution = credit(Model::FirstTouch.into(), &tied, &Journey::default());
    let ids: Vec<&str> = attribution.credits.iter().map(|credit| credit.touch.id.as_str()).collect();
    assert_eq!((ids, shares(&attribution)), (vec!["t1", "t2", "t3"], vec!["1/1".into(), "0/1".into(), "0/1".into()]));
}

#[test]
fn direct_touches_are_passed_over_unless_there_is_nothing_else() {
    let check = |direct: [bool; 3], expect: [&str; 3]| {
        let mut touches = touches(&[1, 2, 3]);
        for (touch, direct) in touches.iter_mut().zip(direct) {
            touch.channel = if direct { Channel::Direct } else { Channel::Call };
        }
        assert_eq!(shares(&credit(Model::LastNonDirect.into(), &touches, &Journey::default())), expect);
    };
    check([false, false, true], ["0/1", "1/1", "0/1"]);
    check([true, true, true], ["0/1", "0/1", "1/1"]);
}

/// What of touches on these days is left out, and why.
#[track_caller]
fn check_left_out(look_back_days: Option<u16>, days: &[i64], journey: Journey, expect: &[(&str, NotCounted)]) {
    let terms = Terms { model: Model::Linear, look_back_days: look_back_days.and_then(NonZeroU16::new) };
    let mut touches = touches(days);
    touches.extend(touches.first().cloned().map(|first| touch_again(&first.id)));
    let attribution = credit(terms, &touches, &journey);
    let left_out: Vec<_> =
        attribution.left_out.iter().map(|left_out| (left_out.touch.id.as_str(), left_out.why)).collect();
    let repeat = days.first().map(|_| ("t0", NotCounted::Duplicate));
    assert_eq!(left_out, repeat.iter().chain(expect).copied().collect::<Vec<_>>(), "{days:?}");
}

fn touch_again(id: &TouchId) -> plumbline_domain::touch::Touch {
    plumbline_domain::touch::Touch { id: id.clone(), ..touch(0, day(90)) }
}

#[test]
fn what_does_not_count_is_told_with_its_reason() {
    use NotCounted::{AfterClose, BeforeWindow, InTheFuture};
    let won = journey(None, None, Some(30));
    check_left_out(None, &[0, 10, 40], won, &[("t2", AfterClose)]);
    check_left_out(
        None,
        &[0, 10, 40],
        Journey { as_of: Some(day(9)), ..won },
        &[("t1", InTheFuture), ("t2", AfterClose)],
    );
    // From the close, and the day itself counts.
    check_left_out(Some(20), &[9, 10, 12], won, &[("t0", BeforeWindow)]);
    // From the last touch that counts, whatever day it is.
    check_left_out(
        Some(20),
        &[4, 5, 25, 40],
        Journey { as_of: Some(day(39)), ..Journey::default() },
        &[("t3", InTheFuture), ("t0", BeforeWindow)],
    );
    check_left_out(None, &[], won, &[]);
}

#[test]
fn without_a_touch_that_counts_there_is_no_credit() {
    let won = journey(None, None, Some(30));
    let check = |days: &[i64], journey: Journey, expect| {
        let terms = Terms { model: Model::WShaped, look_back_days: NonZeroU16::new(10) };
        let touches = touches(days);
        let attribution = credit(terms, &touches, &journey);
        assert_eq!(attribution.uncredited(), expect, "{days:?}");
        assert_eq!(
            (attribution.credits.len(), attribution.split(5).len()),
            (usize::from(expect.is_none()), usize::from(expect.is_none()))
        );
    };
    check(&[], won, Some(Uncredited::NoTouch));
    check(&[31, 40], won, Some(Uncredited::NoTouchBeforeClose));
    check(&[5, 40], won, Some(Uncredited::NoTouchThatCounts));
    check(&[31], Journey { as_of: Some(day(2)), ..Journey::default() }, Some(Uncredited::NoTouchThatCounts));
    check(&[25], won, None);
}

#[test]
fn what_somebody_told_goes_before_the_rules() {
    let touches = touches(&[0, 5, 10, 40]);
    let [first, lead, _, late] = [0, 1, 2, 3].map(|at| &touches[at].id);
    let told = |told: Told<'_>| {
        let won = journey(Some(9), Some(10), Some(30));
        credit_as_told(Model::WShaped.into(), &touches, &won, &told)
            .map(|attribution| shares(&attribution))
            .map_err(|error| error.to_string())
    };
    let check = |told: Result<Vec<String>, String>, expect: Result<[&str; 3], &str>| match (told, expect) {
        (Ok(shares), Ok(expect)) => assert_eq!(shares, expect),
        (told, expect) => assert_eq!(told.unwrap_err(), expect.unwrap_err()),
    };
    check(told(Told::default()), Ok(["1/3", "1/3", "1/3"]));
    check(told(Told { lead_creation: Some(first), ..Told::default() }), Ok(["3/5", "1/10", "3/10"]));
    check(told(Told { first_touch: Some(lead), ..Told::default() }), Ok(["1/10", "3/5", "3/10"]));
    check(
        told(Told { closed_won: Some(late), ..Told::default() }),
        Err("CW: touch 't3' does not count, because it came after the close"),
    );
    check(
        told(Told { lead_creation: Some(&TouchId::new("x")), ..Told::default() }),
        Err("LC: no touch has the id 'x'"),
    );
}

#[track_caller]
fn check_reasons(model: Model, days: &[i64], journey: Journey, expect: &[&[Reason]]) {
    let touches = touches(days);
    let attribution = credit(model.into(), &touches, &journey);
    let reasons: Vec<Vec<Reason>> = attribution.credits.iter().map(|credit| attribution.reasons(credit)).collect();
    assert_eq!(reasons, expect, "{model:?}");
}

#[test]
fn each_credit_says_why_it_is_that_much() {
    let holds = |milestone, weight| Reason::Milestone { milestone, weight };
    let rest = Reason::Rest { weight: 100, touches: 2 };
    let scaled = Reason::Scaled { of: 700 };
    let (first, lead) = (holds(Milestone::FirstTouch, 300), holds(Milestone::LeadCreation, 300));
    check_reasons(
        Model::WShaped,
        &[0, 5, 9],
        journey(Some(4), None, None),
        &[&[first, lead, scaled], &[rest, scaled], &[rest, scaled]],
    );
    let half_life_days = NonZeroU16::new(3).unwrap();
    let decay = |days: i64| Reason::Decay { seconds_before_last: days * 86_400, half_life_days };
    check_reasons(Model::TimeDecay { half_life_days }, &[0, 5], Journey::default(), &[&[decay(5)], &[decay(0)]]);
    let table = WeightTable { closed_won: 1000, ..Default::default() };
    let custom = Model::Custom(Weights::new(table).unwrap());
    check_reasons(custom, &[0, 5], Journey::default(), &[&[Reason::NothingReached], &[]]);
}

#[test]
fn milestones_are_found_also_where_the_model_has_no_weight_for_them() {
    let touches = touches(&[0, 5, 9]);
    let attribution = credit(Model::Linear.into(), &touches, &journey(Some(6), None, None));
    let holder = |milestone| attribution.holder(milestone).map(|touch| touch.id.as_str());
    assert_eq!(Milestone::ALL.map(holder), [Some("t0"), Some("t1"), None, None, Some("t2"), Some("t2")],);
}

#[test]
fn a_million_touches_add_up() {
    let touches: Vec<_> = (0..1_000_000).map(|id| touch(id, day(0) + TimeDelta::minutes(id as i64))).collect();
    for model in Model::ALL {
        let attribution = credit(model.into(), &touches, &journey(Some(3), Some(9), None));
        assert_eq!(attribution.credits.iter().map(|credit| u128::from(credit.part)).sum::<u128>(), attribution.total);
        assert_eq!(attribution.split(1 << 53).iter().sum::<i64>(), 1 << 53, "{model:?}");
    }
}
