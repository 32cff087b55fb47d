//! What due times and remaining times cost over a year of calendar: `cargo xtask bench` runs this and judges the figures.

mod timing;

use std::error::Error;
use std::hint::black_box;

use chrono::{TimeDelta, Weekday};
use chrono_tz::Tz;
use plumbline_domain::Instant;
use plumbline_domain::ids::EventId;
use plumbline_domain::sla::calendar::{Calendar, Opening, Schedule, Shift};
use plumbline_domain::sla::{Clock, Event, EventKind, OpenHours, Promise, ResponseKind, Stop, hand_offs};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How often a time is taken; the report has the median.
const ROUNDS: usize = 101;

/// Hand-offs in a year, some five hours apart, so that some are at night, on weekends and on holidays.
const HAND_OFFS: i32 = 1_700;

/// About a year of business: 250 days of seven and a half hours.
const YEAR: TimeDelta = TimeDelta::minutes(250 * 450);

fn main() -> Outcome<()> {
    let calendar = berlin()?;
    let from: Instant = "2026-01-01T00:00:00Z".parse()?;
    let hours = calendar
        .open_hours(from, YEAR, from + TimeDelta::days(760), TimeDelta::zero())
        .ok_or("the calendar hardly opens")?;
    let expand = timing::microseconds(ROUNDS, 1, || {
        calendar.open_hours(black_box(from), TimeDelta::zero(), black_box(from), TimeDelta::days(365))
    });
    let report = serde_json::json!({
        "sla_due_year_ns": 1e3 * over(from, |at| hours.due(at, YEAR)),
        "sla_elapsed_year_ns": 1e3 * over(from, |at| Some(hours.between(at, at + TimeDelta::days(365)))),
        "clocks_derived_per_s": 1e6 / derived(&calendar, from)?,
        "sla_due_us": {
            // Two hours, as promises are.
            "due": over(from, |at| hours.due(at, TimeDelta::hours(2))),
            "due_and_remaining": over(from, |at| due_and_remaining(&hours, at)),
            "spans": hours.spans().len(),
        },
        "sla_expand_us": {
            "year": expand,
            "due_from_calendar": over(from, |at| from_calendar(&calendar, at, TimeDelta::hours(2))),
            "due_in_a_year_from_calendar": timing::microseconds(ROUNDS, 1, || from_calendar(&calendar, black_box(from), YEAR)),
        },
    });
    timing::report("sla.json", &report)
}

/// Microseconds for the clock of a hand-off with what usually happens to one, from its events and its calendar to its state.
fn derived(calendar: &Calendar, from: Instant) -> Outcome<f64> {
    let promise: Promise = serde_json::from_value(serde_json::json!({
        "name": "First response", "within_seconds": 7_200, "due_soon_percent": 75, "due_soon_seconds": null,
        "calendar": "Berlin office", "hours": "", "zone": "Europe/Berlin",
    }))?;
    let derive = |at: Instant| {
        let events = events(at);
        let hand_off = hand_offs(&events).pop()?;
        let stop = hand_off.response_stop();
        let until = stop.as_ref().map_or(at, Stop::at);
        let budget = TimeDelta::seconds(promise.within_seconds) + TimeDelta::minutes(14);
        let open = calendar.open_hours(hand_off.at, budget, until, TimeDelta::days(14))?;
        let clock = Clock::new(promise.clone(), hand_off.at, hand_off.pauses, stop, &open)?;
        Some(clock.state(until))
    };
    Ok(over(from, derive))
}

/// Handed off, accepted, paused for a while, reassigned, answered twice, and moved on.
fn events(at: Instant) -> Vec<Event> {
    let by = || "Dana".to_owned();
    let status = || "Waiting on prospect".to_owned();
    let kinds = [
        EventKind::HandedOff { to: None },
        EventKind::Accepted { by: by() },
        EventKind::Paused { status: status() },
        EventKind::Resumed { status: status() },
        EventKind::Reassigned { to: None },
        EventKind::Responded { by: by(), response: ResponseKind::Call },
        EventKind::Responded { by: by(), response: ResponseKind::Email },
        EventKind::Updated { by: by(), status: status() },
    ];
    let minutes = (0..).step_by(14).map(TimeDelta::minutes);
    let told = kinds.into_iter().zip(minutes).enumerate();
    told.map(|(number, (kind, after))| Event { at: at + after, kind, id: EventId::new(number.to_string()) }).collect()
}

/// The worst case of one clock: promised for a year on, and asked how much of that is left.
fn due_and_remaining(hours: &OpenHours, at: Instant) -> Option<TimeDelta> {
    let due = hours.due(at, YEAR)?;
    Some(hours.between(at, due))
}

fn from_calendar(calendar: &Calendar, at: Instant, budget: TimeDelta) -> Option<Instant> {
    calendar.open_hours(at, budget, at, TimeDelta::zero())?.due(at, budget)
}

/// Microseconds for each of a year's hand-offs.
fn over<T>(from: Instant, mut compute: impl FnMut(Instant) -> Option<T>) -> f64 {
    let moments: Vec<Instant> = (0..HAND_OFFS).map(|count| from + TimeDelta::minutes(307) * count).collect();
    timing::microseconds(ROUNDS, moments.len(), || {
        for at in &moments {
            black_box(compute(black_box(*at)));
        }
    })
}

/// Split shifts in a zone with clock changes, and yearly holidays.
fn berlin() -> Outcome<Calendar> {
    let shifts: [Shift; 2] = ["09:00-12:00".parse()?, "13:00-17:30".parse()?];
    let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let week = weekdays.into_iter().flat_map(|day| shifts.map(|shift| Opening { day, shift }));
    let holidays = ["01-01", "05-01", "10-03", "12-24 13:00-24:00", "12-25", "12-26", "12-31"];
    let schedule = Schedule {
        week: week.collect(),
        holidays: holidays.into_iter().map(str::parse).collect::<Result<_, _>>()?,
        extra: vec!["2026-12-19 10:00-14:00".parse()?],
    };
    Ok(Calendar::new("Berlin office", Tz::Europe__Berlin, schedule)?)
}
