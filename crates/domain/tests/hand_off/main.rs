//! Hand-offs and their clocks from random events: whatever the order, however often told, against a minute-by-minute oracle.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod oracle;

use chrono::{DateTime, TimeDelta};
use oracle::Minutes;
use plumbline_domain::Instant;
use plumbline_domain::ids::{EventId, ReasonCode};
use plumbline_domain::record::{CrmUser, Outcome};
use plumbline_domain::sla::{
    Acceptance, CancelledBy, Clock, ClockState, Effect, Event, EventKind, OpenHours, Promise, ResponseKind, Span,
    hand_offs,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// Minutes in which something may happen: few, so that much happens at once.
const MINUTES: i64 = 120;

fn at(minute: i64) -> Instant {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::minutes(minute)
}

fn user(name: &str) -> Option<CrmUser> {
    Some(CrmUser { id: name.to_lowercase(), name: name.to_owned() })
}

fn event(id: &str, minute: i64, kind: EventKind) -> Event {
    Event { at: at(minute), kind, id: EventId::new(id) }
}

fn rejected(words: Option<&str>) -> EventKind {
    EventKind::Rejected { by: "Dana".into(), reason: ReasonCode::new("wrong_fit"), words: words.map(ToOwned::to_owned) }
}

fn kind() -> impl Strategy<Value = EventKind> {
    let by = || "Dana".to_owned();
    let waiting = || "Waiting on prospect".to_owned();
    prop_oneof![
        4 => prop::sample::select(vec![user("Dana"), None]).prop_map(|to| EventKind::HandedOff { to }),
        2 => prop::sample::select(vec![user("Dana"), user("Sam"), None]).prop_map(|to| EventKind::Reassigned { to }),
        1 => Just(EventKind::Accepted { by: by() }),
        4 => Just(EventKind::Paused { status: waiting() }),
        4 => Just(EventKind::Resumed { status: "Working".into() }),
        1 => Just(EventKind::Responded { by: by(), response: ResponseKind::Call }),
        1 => Just(EventKind::Updated { by: by(), status: "Qualified".into() }),
        1 => Just(rejected(None)),
        1 => Just(EventKind::Closed { outcome: Outcome::Lost }),
        2 => (0..60_u32).prop_map(|id| EventKind::Withdrawn { event: EventId::new(id.to_string()) }),
    ]
}

/// Few ids for many events, so that two often claim one.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (0..MINUTES, kind(), 0..60_u32).prop_map(|(minute, kind, id)| event(&id.to_string(), minute, kind));
    prop::collection::vec(event, 0..20)
}

/// Events with some of them told again, in another order.
fn told_twice() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    events().prop_flat_map(|events| {
        let again = prop::sample::subsequence(events.clone(), 0..=events.len());
        let told = again.prop_map({
            let events = events.clone();
            move |again| [events.clone(), again].concat()
        });
        (Just(events), told.prop_shuffle())
    })
}

fn spans() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..MINUTES, 1..40_i64), 1..6)
        .prop_map(|spans| spans.into_iter().map(|(start, length)| (start, start + length)).collect())
}

fn promise(minutes: i64) -> Promise {
    Promise {
        name: "First response".into(),
        within_seconds: minutes * 60,
        due_soon_percent: 75,
        due_soon_seconds: Some(120),
        calendar: "Office".into(),
        hours: "as they are".into(),
    }
}

/// The hours, and one far off, so that whatever is promised falls due.
fn hours(spans: &[(i64, i64)]) -> OpenHours {
    let all = spans.iter().chain(&[(10_000, 20_000)]);
    OpenHours::joined(all.map(|(start, end)| Span { start: at(*start), end: at(*end) }).collect())
}

fn config() -> ProptestConfig {
    let failure_persistence = Some(Box::new(FileFailurePersistence::WithSource("regressions")) as Box<_>);
    ProptestConfig { cases: 40_000, failure_persistence, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn order_and_repetition_change_nothing((events, told) in told_twice()) {
        prop_assert_eq!(hand_offs(&told), hand_offs(&events));
    }

    #[test]
    fn each_event_after_the_first_hand_off_is_a_step_of_one(events in events()) {
        let steps: usize = hand_offs(&events).iter().map(|hand_off| hand_off.steps.len()).sum();
        prop_assert_eq!(steps, oracle::in_order(&events).iter().skip_while(|event| !matches!(event.kind, EventKind::HandedOff { .. })).count());
    }

    #[test]
    fn clocks_count_what_the_minutes_say(events in events(), spans in spans(), minutes in 1..60_i64, now in 0..MINUTES + 60) {
        let past: Vec<Event> = events.into_iter().filter(|event| event.at <= at(now)).collect();
        let Some(hand_off) = hand_offs(&past).pop() else { return Ok(()) };
        let oracle = Minutes::run(&past, &spans, minutes, now);
        let stops = [(hand_off.response_stop(), oracle.response), (hand_off.update_stop(), oracle.update)];
        for (stop, expect) in stops {
            let clock = Clock::new(promise(minutes), hand_off.at, hand_off.pauses.clone(), stop, &hours(&spans)).unwrap();
            prop_assert_eq!(oracle::seen(clock.state(at(now))), expect);
        }
    }
}

/// What `events` come to at the end.
#[track_caller]
fn check(events: &[Event], expect: impl Fn(&plumbline_domain::sla::HandOff) -> bool) {
    let last = hand_offs(events).pop().unwrap();
    assert!(expect(&last), "{last:#?}");
}

#[test]
fn nothing_comes_of_what_happens_before_a_hand_off() {
    assert_eq!(
        hand_offs(&[event("1", 0, EventKind::Accepted { by: "Dana".into() }), event("2", 1, rejected(None))]),
        []
    );
}

#[test]
fn a_reassignment_keeps_the_clock_running_and_a_new_hand_off_starts_another() {
    let first = event("1", 0, EventKind::HandedOff { to: user("Dana") });
    let moved = event("2", 5, EventKind::Reassigned { to: user("Sam") });
    check(&[first.clone(), moved.clone()], |last| last.at == at(0) && last.owner == user("Sam"));
    let again = event("3", 9, EventKind::HandedOff { to: user("Kim") });
    let both = hand_offs(&[first, moved, again]);
    assert_eq!(both.iter().map(|hand_off| hand_off.at).collect::<Vec<_>>(), [at(0), at(9)]);
    assert_eq!(both[0].cancellation.map(|end| end.by), Some(CancelledBy::NewHandOff));
    assert!(both[1].is_waiting());
}

#[test]
fn whoever_gets_it_first_gets_the_hand_off_that_nobody_had() {
    let nobody = event("1", 0, EventKind::HandedOff { to: None });
    let given = event("2", 5, EventKind::HandedOff { to: user("Sam") });
    check(&[nobody.clone(), given.clone()], |last| last.at == at(0) && last.owner == user("Sam"));
    // What was rejected is over, and is handed off anew.
    check(&[nobody, event("3", 4, rejected(None)), given], |last| last.at == at(5) && last.is_waiting());
}

#[test]
fn a_rejection_ends_it_with_its_reason_and_what_follows_is_too_late() {
    let events = [
        event("1", 0, EventKind::HandedOff { to: None }),
        event("2", 3, rejected(Some("a student"))),
        event("3", 4, EventKind::Accepted { by: "Sam".into() }),
    ];
    check(&events, |last| {
        matches!(&last.acceptance, Acceptance::Rejected { words: Some(words), .. } if words == "a student")
            && last.steps.last().is_some_and(|step| step.effect == Effect::TooLate)
            && !last.is_waiting()
    });
}

#[test]
fn a_rejection_that_was_taken_back_was_never_made() {
    let events = [
        event("1", 0, EventKind::HandedOff { to: None }),
        event("2", 3, rejected(None)),
        event("3", 4, EventKind::Withdrawn { event: EventId::new("2") }),
        event("4", 9, EventKind::Accepted { by: "Sam".into() }),
    ];
    check(&events, |last| {
        last.is_waiting() && matches!(&last.acceptance, Acceptance::Accepted { by, .. } if by == "Sam")
    });
    let moved = event("5", 5, EventKind::Reassigned { to: user("Sam") });
    let cannot = event("6", 6, EventKind::Withdrawn { event: EventId::new("5") });
    check(&[events[0].clone(), moved, cannot], |last| last.owner == user("Sam"));
    let never = event("7", 7, EventKind::Withdrawn { event: EventId::new("1") });
    assert_eq!(hand_offs(&[events[0].clone(), never]), []);
}

#[test]
fn only_the_first_response_counts_however_late_it_is_told() {
    let responded = |id: &str, minute, by: &str| {
        event(id, minute, EventKind::Responded { by: by.into(), response: ResponseKind::Email })
    };
    let first = event("1", 0, EventKind::HandedOff { to: None });
    check(&[responded("3", 8, "Sam"), first, responded("2", 4, "Dana")], |last| {
        last.response.as_ref().is_some_and(|response| response.by == "Dana" && response.at == at(4))
    });
}

#[test]
fn a_second_pause_in_a_pause_is_the_same_pause() {
    let paused = |id, minute| event(id, minute, EventKind::Paused { status: "Waiting".into() });
    let events = [
        event("1", 0, EventKind::HandedOff { to: None }),
        paused("2", 10),
        paused("3", 20),
        event("4", 30, EventKind::Resumed { status: "Working".into() }),
        event("5", 40, EventKind::Resumed { status: "Working".into() }),
    ];
    check(&events, |last| {
        let pauses: Vec<_> = last.pauses.iter().map(|pause| (pause.from, pause.to)).collect();
        pauses == [(at(10), Some(at(30)))]
    });
}

#[test]
fn a_cancelled_clock_says_by_what() {
    let events =
        [event("1", 0, EventKind::HandedOff { to: None }), event("2", 3, EventKind::Closed { outcome: Outcome::Lost })];
    let last = hand_offs(&events).pop().unwrap();
    let clock = Clock::new(promise(5), last.at, Vec::new(), last.response_stop(), &hours(&[(0, 60)])).unwrap();
    assert!(
        matches!(clock.state(at(50)), ClockState::Cancelled(end) if end.by == CancelledBy::Close && end.at == at(3))
    );
}
