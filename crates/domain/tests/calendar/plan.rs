//! Random calendars: as plain figures for the oracle, and in operators' words for the code under test.

use chrono::{NaiveDate, TimeDelta, Weekday};
use chrono_tz::Tz;
use plumbline_domain::sla::calendar::{Calendar, CalendarError, Opening, Schedule};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Minutes of a day. From and to; in a week's hours, a `to` that is not later is on the next day.
pub type Minutes = (u32, u32);

/// A calendar as plain figures.
#[derive(Debug, Clone)]
pub struct Plan {
    pub zone: Tz,
    pub week: Vec<(Weekday, Minutes)>,
    /// `true` for every year.
    pub holidays: Vec<(NaiveDate, bool, Minutes)>,
    pub extra: Vec<(NaiveDate, Minutes)>,
}

/// A plan before it is known which days it is about.
#[derive(Debug, Clone)]
pub struct Sketch {
    always: bool,
    week: Vec<(u8, u32, u32)>,
    holidays: Vec<(i64, bool, Option<Minutes>)>,
    extra: Vec<(i64, Minutes)>,
}

/// Sketches with something going on within a few days.
pub fn sketch() -> impl Strategy<Value = Sketch> {
    let quarters = || prop_oneof![(0_u32..96).prop_map(|quarter| quarter * 15), 0_u32..1440];
    let length = prop_oneof![1_u32..90, 1_u32..1440];
    let part = || (0_u32..1440, 1_u32..=1440).prop_map(|(from, length)| (from, (from + length).min(1440)));
    (
        prop::bool::weighted(0.05),
        vec((0_u8..7, quarters(), length), 0..12),
        vec((-1_i64..4, any::<bool>(), option::of(part())), 0..3),
        vec((-1_i64..4, part()), 0..2),
    )
        .prop_map(|(always, week, holidays, extra)| Sketch { always, week, holidays, extra })
}

impl Sketch {
    /// The plan in `zone` with its special days around `date`.
    pub fn plan(&self, zone: Tz, date: NaiveDate) -> Plan {
        let on = |days: i64| date + TimeDelta::days(days);
        let holidays = self.holidays.iter().map(|(days, yearly, part)| (on(*days), *yearly, part.unwrap_or((0, 1440))));
        let extra = self.extra.iter().map(|(days, part)| (on(*days), *part));
        Plan { zone, week: self.week(), holidays: holidays.collect(), extra: extra.collect() }
    }

    /// The openings that do not overlap one before them.
    fn week(&self) -> Vec<(Weekday, Minutes)> {
        let always: Vec<(u8, u32, u32)> = (0..7).map(|day| (day, 0, 1440)).collect();
        let mut kept: Vec<(u8, u32, u32)> = Vec::new();
        for opening in if self.always { &always } else { &self.week } {
            if !kept.iter().any(|other| overlap(*opening, *other)) {
                kept.push(*opening);
            }
        }
        let closes = |end: u32| if end > 1440 { end - 1440 } else { end };
        let day = |day: u8| Weekday::try_from(day).unwrap();
        kept.into_iter().map(|(on, opens, length)| (day(on), (opens, closes(opens + length)))).collect()
    }
}

/// By laying one of the two around this week, the last and the next.
fn overlap((day, opens, length): (u8, u32, u32), (other_day, other_opens, other_length): (u8, u32, u32)) -> bool {
    let start = u32::from(day) * 1440 + opens + 7 * 1440;
    let other = u32::from(other_day) * 1440 + other_opens;
    (0..3).map(|week| other + week * 7 * 1440).any(|other| start < other + other_length && other < start + length)
}

impl Plan {
    /// The calendar that is to behave like this plan.
    pub fn calendar(&self) -> Result<Calendar, CalendarError> {
        let shift = |minutes: &Minutes| words(*minutes).parse().unwrap();
        let schedule = Schedule {
            week: self.week.iter().map(|(day, minutes)| Opening { day: *day, shift: shift(minutes) }).collect(),
            holidays: self.holidays.iter().map(|holiday| holiday_words(holiday).parse().unwrap()).collect(),
            extra: self.extra.iter().map(|(date, part)| format!("{date} {}", words(*part)).parse().unwrap()).collect(),
        };
        Calendar::new("Random", self.zone, schedule)
    }
}

fn holiday_words((date, yearly, part): &(NaiveDate, bool, Minutes)) -> String {
    let date = date.format(if *yearly { "%m-%d" } else { "%Y-%m-%d" });
    if *part == (0, 1440) { date.to_string() } else { format!("{date} {}", words(*part)) }
}

fn words((from, to): Minutes) -> String {
    format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
}
