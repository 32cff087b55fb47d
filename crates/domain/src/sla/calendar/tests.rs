use chrono::Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use super::*;

fn utc(text: &str) -> Instant {
    text.parse().unwrap()
}

/// The same shifts on each of `days`.
fn week(days: &[Weekday], shifts: &[&str]) -> Vec<Opening> {
    let shifts: Vec<Shift> = shifts.iter().map(|shift| shift.parse().unwrap()).collect();
    days.iter().flat_map(|day| shifts.iter().map(|shift| Opening { day: *day, shift: *shift })).collect()
}

fn schedule(week: Vec<Opening>, holidays: &[&str], extra: &[&str]) -> Schedule {
    Schedule {
        week,
        holidays: holidays.iter().map(|holiday| holiday.parse().unwrap()).collect(),
        extra: extra.iter().map(|extra| extra.parse().unwrap()).collect(),
    }
}

fn in_berlin(schedule: Schedule) -> Calendar {
    Calendar::new("Berlin office", Tz::Europe__Berlin, schedule).unwrap()
}

fn office(holidays: &[&str], extra: &[&str]) -> Calendar {
    in_berlin(schedule(week(&[Mon, Tue, Wed, Thu, Fri], &["09:00-12:00", "13:00-17:30"]), holidays, extra))
}

fn berlin() -> Calendar {
    office(&["2026-12-25"], &[])
}

fn nights(holidays: &[&str]) -> Calendar {
    in_berlin(schedule(week(&[Mon, Tue, Wed, Thu, Fri, Sat, Sun], &["22:00-06:00"]), holidays, &[]))
}

#[track_caller]
fn check_due(calendar: &Calendar, from: &str, minutes: i64, expect: &str) {
    let (from, budget) = (utc(from), TimeDelta::minutes(minutes));
    let hours = calendar.open_hours(from, budget, from, TimeDelta::zero()).unwrap();
    assert_eq!(hours.due(from, budget), Some(utc(expect)), "{minutes} minutes from {from}");
}

#[test]
fn due_times_keep_office_hours() {
    // Friday 16:45 in Berlin: 45 minutes until closing, the rest on Monday.
    check_due(&berlin(), "2026-11-20T15:45:00Z", 45, "2026-11-20T16:30:00Z");
    check_due(&berlin(), "2026-11-20T15:45:00Z", 120, "2026-11-23T09:15:00Z");
    // Over lunch, over a week-end, over a holiday.
    check_due(&berlin(), "2026-11-20T10:30:00Z", 60, "2026-11-20T12:30:00Z");
    check_due(&berlin(), "2026-11-21T10:00:00Z", 30, "2026-11-23T08:30:00Z");
    check_due(&berlin(), "2026-12-24T16:00:00Z", 60, "2026-12-28T08:30:00Z");
}

#[test]
fn a_night_over_a_clock_change_is_as_long_as_it_really_is() {
    check_due(&nights(&[]), "2026-03-28T21:00:00Z", 7 * 60, "2026-03-29T04:00:00Z");
    check_due(&nights(&[]), "2026-10-24T20:00:00Z", 9 * 60, "2026-10-25T05:00:00Z");
}

#[test]
fn an_opening_in_a_skipped_hour_starts_at_the_skip() {
    let calendar = in_berlin(schedule(week(&[Sun], &["02:30-04:00"]), &[], &[]));
    check_due(&calendar, "2026-03-29T00:00:00Z", 60, "2026-03-29T02:00:00Z");
}

#[track_caller]
fn check_reach(at_least: &str, ahead: i64, expect: &str) {
    let from = utc("2026-11-20T15:45:00Z");
    let hours = berlin().open_hours(from, TimeDelta::hours(2), utc(at_least), TimeDelta::days(ahead)).unwrap();
    assert_eq!(hours.spans().last().map(|span| span.end), Some(utc(expect)));
}

#[test]
fn hours_go_on_after_what_is_due_and_what_is_asked_for() {
    // Due on Monday at 9:15 UTC.
    check_reach("2026-11-20T15:45:00Z", 0, "2026-11-23T11:00:00Z");
    check_reach("2026-11-20T15:45:00Z", 14, "2026-12-07T11:00:00Z");
    check_reach("2026-11-24T12:00:00Z", 1, "2026-11-25T16:30:00Z");
}

#[test]
fn hours_without_an_end_reach_a_day_past_what_is_asked_for() {
    let always = in_berlin(Schedule::always());
    let from = utc("2026-11-20T15:45:00Z");
    let hours = always.open_hours(from, TimeDelta::hours(2), from, TimeDelta::days(14)).unwrap();
    let later = always.open_hours(from, TimeDelta::hours(2), from + TimeDelta::hours(1), TimeDelta::days(14)).unwrap();
    assert_eq!(hours.spans().len(), 1);
    assert!(hours.spans()[0].end > from + TimeDelta::days(15));
    assert_eq!(hours, later);
}

/// The spans that lie between two instants, by day of the month and time in UTC.
#[track_caller]
fn check_spans(calendar: &Calendar, from: &str, to: &str, expect: &[(&str, &str)]) {
    let (from, to) = (utc(from), utc(to));
    let hours = calendar.open_between(from, to);
    let inside = hours.spans().iter().filter(|span| from <= span.start && span.end <= to);
    let words = |at: Instant| at.format("%d %H:%M").to_string();
    let found: Vec<(String, String)> = inside.map(|span| (words(span.start), words(span.end))).collect();
    let expect: Vec<(String, String)> = expect.iter().map(|(start, end)| ((*start).into(), (*end).into())).collect();
    assert_eq!(found, expect);
}

#[test]
fn a_quarter_in_a_repeated_hour_is_open_twice() {
    let calendar = in_berlin(schedule(week(&[Sun], &["02:30-02:45"]), &[], &[]));
    let twice = [("25 00:30", "25 00:45"), ("25 01:30", "25 01:45")];
    check_spans(&calendar, "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", &twice);
    check_spans(&calendar, "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z", &[]);
}

#[test]
fn a_holiday_closes_last_nights_tail_and_not_its_own() {
    let (from, to) = ("2026-12-23T12:00:00Z", "2026-12-26T12:00:00Z");
    let calendar = nights(&["2026-12-25"]);
    check_spans(&calendar, from, to, &[("23 21:00", "24 05:00"), ("24 21:00", "24 23:00"), ("25 23:00", "26 05:00")]);
    let calendar = nights(&["12-24 03:00-24:00", "2026-12-25"]);
    check_spans(&calendar, from, to, &[("23 21:00", "24 02:00"), ("25 23:00", "26 05:00")]);
}

#[test]
fn extra_hours_open_a_holiday() {
    let calendar = office(&["12-25", "2026-12-24 12:30-24:00"], &["2026-12-25 10:00-11:00", "2026-12-26 10:00-24:00"]);
    let open = [("24 08:00", "24 11:00"), ("25 09:00", "25 10:00"), ("26 09:00", "26 23:00")];
    check_spans(&calendar, "2026-12-24T00:00:00Z", "2026-12-27T12:00:00Z", &open);
}

#[test]
fn the_29th_of_february_is_one_of_leap_years() {
    let calendar = office(&["02-29"], &[]);
    check_spans(&calendar, "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z", &[]);
    check_due(&calendar, "2027-02-28T00:00:00Z", 60, "2027-03-01T09:00:00Z");
}

#[track_caller]
fn check_refused(schedule: Schedule, expect: &str) {
    let zone = Tz::Pacific__Apia;
    assert_eq!(Calendar::new("Office", zone, schedule).map_err(|error| error.to_string()), Err(expect.to_owned()));
}

#[test]
fn schedules_that_make_no_sense_are_refused() {
    let of_week = |openings: &[(&[Weekday], &[&str])]| {
        schedule(openings.iter().flat_map(|(days, shifts)| week(days, shifts)).collect(), &[], &[])
    };
    check_refused(of_week(&[(&[Mon], &["13:00-15:00", "09:00-13:01"])]), "Mon 09:00-13:01 and Mon 13:00-15:00 overlap");
    check_refused(
        of_week(&[(&[Mon], &["22:00-06:00"]), (&[Tue], &["05:00-12:00"])]),
        "Mon 22:00-06:00 and Tue 05:00-12:00 overlap",
    );
    check_refused(
        of_week(&[(&[Mon], &["05:00-12:00"]), (&[Sun], &["22:00-06:00"])]),
        "Sun 22:00-06:00 and Mon 05:00-12:00 overlap",
    );
    check_refused(of_week(&[]), "it never opens");
    // The clocks of Apia had no such day.
    check_refused(schedule(Vec::new(), &[], &["2011-12-30 09:00-17:00"]), "it never opens");
    let every_monday = week(&[Mon], &["09:00-12:00"]);
    let all_year: Vec<String> =
        (1..=12).flat_map(|month| (1..=31).map(move |day| format!("{month:02}-{day:02}"))).collect();
    let all_year: Vec<&str> =
        all_year.iter().map(String::as_str).filter(|day| day.parse::<Holiday>().is_ok()).collect();
    assert_eq!(all_year.len(), 366);
    check_refused(schedule(every_monday.clone(), &all_year, &[]), "it never opens");
    let touching = of_week(&[(&[Mon], &["22:00-06:00"]), (&[Tue], &["06:00-12:00"]), (&[Sun], &["22:00-24:00"])]);
    assert!(Calendar::new("Office", Tz::UTC, touching).is_ok());
    assert!(Calendar::new("Office", Tz::UTC, Schedule::always()).is_ok());
    assert!(Calendar::new("Leap Mondays", Tz::UTC, schedule(every_monday, &all_year[..59], &[])).is_ok());
}

#[test]
fn a_search_ends_at_the_horizon() {
    let once = in_berlin(schedule(Vec::new(), &[], &["2046-11-20 09:00-10:00"]));
    check_due(&once, "2026-11-20T00:00:00Z", 60, "2046-11-20T09:00:00Z");
    let from = utc("2026-11-20T00:00:00Z");
    let mut prepared = Prepared::new(once.clone());
    for (start, minutes, expect) in [
        (from, 61, None),
        (from, 60, Some("2046-11-20T09:00:00Z")),
        (utc("2000-01-01T00:00:00Z"), 60, None),
        (from + TimeDelta::days(3650), 0, Some("2046-11-20T08:00:00Z")),
    ] {
        let found = prepared.due(start, TimeDelta::minutes(minutes));
        assert_eq!(found, expect.map(utc), "{minutes} minutes from {start}");
    }
    assert_eq!(prepared.elapsed(from, from + HORIZON), TimeDelta::hours(1));
    assert_eq!(prepared.elapsed(from + HORIZON, from), TimeDelta::zero());
    assert_eq!(once.open_hours(from, TimeDelta::minutes(61), from, TimeDelta::zero()), None);
    assert_eq!(once.open_hours(from, TimeDelta::MAX, from, TimeDelta::zero()), None);
}
