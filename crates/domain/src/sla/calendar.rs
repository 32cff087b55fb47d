//! Business calendars: a week of opening hours in an IANA zone, less holidays, expanded to UTC.

use std::collections::BTreeSet;

use chrono::{
    Datelike, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Weekday,
};
use chrono_tz::Tz;

use super::{OpenHours, Span};
use crate::Instant;

/// How far a search for an opening goes: a year and a day, after which a calendar counts as never open.
const HORIZON: Days = Days::new(366);

/// Open on `day` from `opens` to `closes`, wall-clock time. Closing at 00:00 means midnight at the day's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Which weekday.
    pub day: Weekday,
    /// The first open moment.
    pub opens: NaiveTime,
    /// The first closed moment after it.
    pub closes: NaiveTime,
}

/// When an office works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What people call it, such as `Berlin office`.
    pub name: String,
    /// Whose wall clock the openings are on.
    pub zone: Tz,
    /// Any number a day.
    pub week: Vec<Opening>,
    /// Local dates on which it stays closed.
    pub holidays: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// Open hours from `from` on, until `budget` is used up and `at_least` is reached, and on for `ahead` after the later of
    /// the two.
    ///
    /// `None` when the budget is not used up within a year: the calendar never opens, or hardly.
    pub fn open_hours(
        &self,
        from: Instant,
        budget: TimeDelta,
        at_least: Instant,
        ahead: TimeDelta,
    ) -> Option<OpenHours> {
        let first = from.with_timezone(&self.zone).date_naive();
        let last = first.max(at_least.with_timezone(&self.zone).date_naive()).checked_add_days(HORIZON)?;
        let mut spans = Vec::new();
        let (mut left, mut until) = (budget, None);
        for date in first.iter_days().take_while(|date| *date <= last) {
            for span in self.spans_of(date) {
                left -= (span.end - span.start.max(from)).max(TimeDelta::zero());
                if left <= TimeDelta::zero() && until.is_none() {
                    // What is left is by how much this span is longer than the rest of the budget.
                    until = Some(at_least.max(span.end + left) + ahead);
                }
                spans.push(span);
            }
            if until.zip(spans.last()).is_some_and(|(until, last)| last.end > until) {
                return Some(OpenHours::joined(spans));
            }
        }
        None
    }

    fn spans_of(&self, date: NaiveDate) -> impl Iterator<Item = Span> + '_ {
        let open = !self.holidays.contains(&date);
        let openings = self.week.iter().filter(move |opening| open && opening.day == date.weekday());
        openings.filter_map(move |opening| {
            let closes_on = if opening.closes > opening.opens { date } else { date.succ_opt()? };
            let start = self.instant(date.and_time(opening.opens))?;
            let end = self.instant(closes_on.and_time(opening.closes))?;
            (start < end).then_some(Span { start, end })
        })
    }

    /// A wall-clock moment in UTC. One that the clock skips is the instant of the skip; of one that it repeats, the first.
    fn instant(&self, local: NaiveDateTime) -> Option<Instant> {
        match self.zone.from_local_datetime(&local) {
            MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => Some(at.to_utc()),
            MappedLocalTime::None => {
                let before = self.zone.from_local_datetime(&(local - TimeDelta::hours(3))).earliest()?;
                Some(self.end_of_offset(before.to_utc(), before.to_utc() + TimeDelta::hours(3)))
            }
        }
    }

    /// The instant, between `before` and `after`, at which the zone's offset stops being what it was, by bisection.
    fn end_of_offset(&self, before: Instant, after: Instant) -> Instant {
        let offset = |at: Instant| self.zone.offset_from_utc_datetime(&at.naive_utc()).fix();
        let (mut same, mut changed) = (0, (after - before).num_seconds());
        while changed - same > 1 {
            let middle = same.midpoint(changed);
            if offset(before + TimeDelta::seconds(middle)) == offset(before) { same = middle } else { changed = middle }
        }
        before + TimeDelta::seconds(changed)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn utc(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn berlin() -> Calendar {
        let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
        let openings = |day| {
            [
                Opening { day, opens: time(9, 0), closes: time(12, 0) },
                Opening { day, opens: time(13, 0), closes: time(17, 30) },
            ]
        };
        Calendar {
            name: "Berlin office".into(),
            zone: Tz::Europe__Berlin,
            week: weekdays.into_iter().flat_map(openings).collect(),
            holidays: BTreeSet::from([NaiveDate::from_ymd_opt(2026, 12, 25).unwrap()]),
        }
    }

    fn every_night() -> Calendar {
        let week = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        let night = |day| Opening { day, opens: time(22, 0), closes: time(6, 0) };
        Calendar {
            name: "Night".into(),
            zone: Tz::Europe__Berlin,
            week: week.map(night).to_vec(),
            holidays: BTreeSet::new(),
        }
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
        check_due(&every_night(), "2026-03-28T21:00:00Z", 7 * 60, "2026-03-29T04:00:00Z");
        check_due(&every_night(), "2026-10-24T20:00:00Z", 9 * 60, "2026-10-25T05:00:00Z");
    }

    #[test]
    fn an_opening_in_a_skipped_hour_starts_at_the_skip() {
        let sunday = vec![Opening { day: Weekday::Sun, opens: time(2, 30), closes: time(4, 0) }];
        let calendar = Calendar { week: sunday, ..every_night() };
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
        check_reach("2026-11-20T15:45:00Z", 0, "2026-11-23T16:30:00Z");
        check_reach("2026-11-20T15:45:00Z", 14, "2026-12-07T16:30:00Z");
        check_reach("2026-11-24T12:00:00Z", 1, "2026-11-25T16:30:00Z");
    }

    #[test]
    fn a_calendar_that_never_opens_is_no_answer() {
        let closed = Calendar { week: Vec::new(), ..berlin() };
        let now = Utc.timestamp_opt(0, 0).unwrap();
        assert_eq!(closed.open_hours(now, TimeDelta::zero(), now, TimeDelta::zero()), None);
    }
}
