//! Business calendars against an oracle that goes by their definition, over random calendars around clock changes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod oracle;
mod plan;
mod zones;

use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use oracle::Timeline;
use plan::{Plan, Sketch, sketch};
use plumbline_domain::Instant;
use plumbline_domain::sla::OpenHours;
use plumbline_domain::sla::calendar::{Calendar, CalendarError, HORIZON, Prepared};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{FileFailurePersistence, TestCaseError};
use zones::{BACK, FORWARD, TO_THE_MINUTE, TO_THE_SECOND};

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// Questions to a timeline, as seconds after its start.
#[derive(Debug, Clone)]
struct Questions {
    from: i64,
    to: i64,
    budget: i64,
    more: i64,
}

fn questions(seconds: i64) -> impl Strategy<Value = Questions> {
    let budget = move || prop_oneof![1 => Just(0), 4 => 0..HOUR, 4 => (0..seconds / MINUTE).prop_map(|minutes| minutes * MINUTE)];
    (0..seconds, 0..seconds, budget(), budget()).prop_map(|(from, to, budget, more)| Questions {
        from,
        to,
        budget,
        more,
    })
}

fn config(cases: u32) -> ProptestConfig {
    let failure_persistence = Some(Box::new(FileFailurePersistence::WithSource("regressions")) as Box<_>);
    ProptestConfig { cases, failure_persistence, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(45_000))]

    #[test]
    fn a_day_around_a_clock_set_forward(
        sketch in sketch(), change in any::<Index>(), before in 0..30 * 60_i64, asked in questions(30 * HOUR),
    ) {
        let (zone, change) = *change.get(&FORWARD);
        check(&sketch, zone, change - before * MINUTE, MINUTE, 30 * 60, &asked)?;
    }

    #[test]
    fn a_day_around_a_clock_set_back(
        sketch in sketch(), change in any::<Index>(), before in 0..30 * 60_i64, asked in questions(30 * HOUR),
    ) {
        let (zone, change) = *change.get(&BACK);
        check(&sketch, zone, change - before * MINUTE, MINUTE, 30 * 60, &asked)?;
    }
}

proptest! {
    #![proptest_config(config(15_000))]

    #[test]
    fn three_days_at_any_time(
        sketch in sketch(), zone in any::<Index>(), start in 0..24_836_400_i64, asked in questions(3 * DAY),
    ) {
        let (zone, _) = *zone.get(&TO_THE_MINUTE);
        let start = start * MINUTE + 8 * 366 * DAY;
        check(&sketch, zone, start, MINUTE, 3 * 24 * 60, &asked)?;
    }
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn hours_around_a_change_of_seconds(
        sketch in sketch(), change in any::<Index>(), before in 0..4 * HOUR, asked in questions(4 * HOUR),
    ) {
        let (zone, change) = *change.get(&TO_THE_SECOND);
        check(&sketch, zone, change - before, 1, 4 * HOUR, &asked)?;
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_quarter_of_a_year(
        sketch in sketch(), change in any::<Index>(), before in 0..90 * DAY / MINUTE, asked in questions(90 * DAY),
    ) {
        let (zone, change) = *change.get(&TO_THE_MINUTE);
        let start = change - before * MINUTE;
        let days = 0..90;
        prop_assume!(days.clone().all(|day| zones::offset(zone, start + day * DAY) % MINUTE == 0));
        check(&sketch, zone, start, MINUTE, 90 * 24 * 60, &asked)?;
    }
}

/// One sketch over `count` steps of a timeline, which is compared as a whole and then asked.
fn check(sketch: &Sketch, zone: Tz, start: i64, step: i64, count: i64, asked: &Questions) -> Result<(), TestCaseError> {
    let plan = sketch.plan(zone, at(start).with_timezone(&zone).date_naive());
    let timeline = Timeline::new(&plan, start, step, count);
    let calendar = match plan.calendar() {
        Ok(calendar) => calendar,
        Err(error) => return refused_rightly(error, &plan, &timeline),
    };
    let hours = calendar.open_between(at(start), at(timeline.end()));
    prop_assert_eq!(spans_within(&hours, start, timeline.end()), timeline.spans());
    check_elapsed(&hours, &calendar, &timeline, asked)?;
    check_due(&hours, &calendar, &timeline, asked)?;
    check_sums(&calendar, at(start + asked.from), asked)
}

/// Overlaps are not in a plan, so only one without any open time may be refused.
fn refused_rightly(error: CalendarError, plan: &Plan, timeline: &Timeline) -> Result<(), TestCaseError> {
    prop_assert_eq!(error, CalendarError::NeverOpen);
    prop_assert!(plan.week.is_empty() && timeline.spans().is_empty(), "{plan:?} is open at some time");
    Ok(())
}

fn check_elapsed(
    hours: &OpenHours,
    calendar: &Calendar,
    timeline: &Timeline,
    asked: &Questions,
) -> Result<(), TestCaseError> {
    let (from, to) = (timeline.start + asked.from, timeline.start + asked.to);
    let expect = timeline.elapsed(from, to);
    prop_assert_eq!(hours.between(at(from), at(to)).num_seconds(), expect);
    prop_assert_eq!(Prepared::new(calendar.clone()).elapsed(at(from), at(to)).num_seconds(), expect);
    Ok(())
}

fn check_due(
    hours: &OpenHours,
    calendar: &Calendar,
    timeline: &Timeline,
    asked: &Questions,
) -> Result<(), TestCaseError> {
    let from = timeline.start + asked.from;
    let budget = TimeDelta::seconds(asked.budget);
    let found = calendar.open_hours(at(from), budget, at(from), TimeDelta::zero());
    let found = found.and_then(|hours| hours.due(at(from), budget));
    match timeline.due(from, asked.budget) {
        Some(due) => {
            prop_assert_eq!(hours.due(at(from), budget), Some(at(due)));
            prop_assert_eq!(found, Some(at(due)));
        }
        None => prop_assert!(found.is_none_or(|due| due >= at(timeline.end())), "{found:?} is too early"),
    }
    Ok(())
}

/// What is due has elapsed, and business time adds up, wherever it is due.
fn check_sums(calendar: &Calendar, from: Instant, asked: &Questions) -> Result<(), TestCaseError> {
    let (budget, more) = (TimeDelta::seconds(asked.budget), TimeDelta::seconds(asked.more));
    let mut prepared = Prepared::new(calendar.clone());
    let Some(due) = prepared.due(from, budget) else { return Ok(()) };
    prop_assert_eq!(prepared.elapsed(from, due), budget);
    // Nothing more is due at the next open instant, which closing time is not.
    let later = prepared.due(due, more).filter(|later| *later <= from + HORIZON);
    if asked.more > 0 && later.is_some() {
        prop_assert_eq!(prepared.due(from, budget + more), later);
    }
    Ok(())
}

fn spans_within(hours: &OpenHours, start: i64, end: i64) -> Vec<(i64, i64)> {
    let spans = hours.spans().iter().map(|span| (span.start.timestamp().max(start), span.end.timestamp().min(end)));
    spans.filter(|(start, end)| start < end).collect()
}

fn at(second: i64) -> Instant {
    DateTime::from_timestamp(second, 0).unwrap()
}
