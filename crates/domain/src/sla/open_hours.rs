use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Instant;

/// From `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// The first instant in it.
    pub start: DateTime<Utc>,
    /// The first instant after it.
    pub end: DateTime<Utc>,
}

/// When business is open, as spans in order that neither overlap nor touch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = Vec<Span>))]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
pub struct OpenHours(Measured);

/// Spans with what they come to, so that a clock over a year reads as fast as one over a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Measured {
    spans: Vec<Span>,
    /// The open time up to each span's end.
    sums: Vec<TimeDelta>,
}

/// The spans are not as [`OpenHours`] has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("open hours: the spans must be in order, and neither be empty nor overlap nor touch")]
pub struct DisorderError;

impl TryFrom<Vec<Span>> for OpenHours {
    type Error = DisorderError;

    fn try_from(spans: Vec<Span>) -> Result<Self, Self::Error> {
        let is_proper = spans.iter().all(|span| span.start < span.end);
        let is_ordered = spans.is_sorted_by(|a, b| a.end < b.start);
        if is_proper && is_ordered { Ok(Self::measured(spans)) } else { Err(DisorderError) }
    }
}

impl From<OpenHours> for Vec<Span> {
    fn from(hours: OpenHours) -> Self {
        hours.0.spans
    }
}

impl OpenHours {
    /// Sorts the spans, drops the empty ones and joins those that overlap or touch.
    pub fn joined(mut spans: Vec<Span>) -> Self {
        spans.retain(|span| span.start < span.end);
        spans.sort_by_key(|span| span.start);
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => joined.push(span),
            }
        }
        Self::measured(joined)
    }

    /// These hours without `closed`, which may be in any order.
    #[must_use]
    pub fn without(&self, closed: &[Span]) -> Self {
        let mut left = self.spans().to_vec();
        for gap in closed.iter().filter(|gap| gap.start < gap.end) {
            let around = |span: Span| {
                [Span { end: span.end.min(gap.start), ..span }, Span { start: span.start.max(gap.end), ..span }]
            };
            left = left.into_iter().flat_map(around).filter(|span| span.start < span.end).collect();
        }
        Self::joined(left)
    }

    fn measured(spans: Vec<Span>) -> Self {
        let mut sum = TimeDelta::zero();
        let lengths = spans.iter().map(|span| span.end - span.start);
        let sums = lengths.map(|length| {
            sum += length;
            sum
        });
        Self(Measured { sums: sums.collect(), spans })
    }

    /// The spans, in order.
    pub fn spans(&self) -> &[Span] {
        &self.0.spans
    }

    /// Open time from `from` to `to`; nothing when `to` is not later.
    pub fn between(&self, from: Instant, to: Instant) -> TimeDelta {
        if to <= from { TimeDelta::zero() } else { self.open_until(to) - self.open_until(from) }
    }

    /// The instant at which `budget` of open time since `from` is used up: exactly at closing time when it ends there,
    /// and the next open instant for a budget of nothing. `None` when the spans end before that.
    pub fn due(&self, from: Instant, budget: TimeDelta) -> Option<Instant> {
        let target = self.open_until(from) + budget;
        let index = self.0.sums.partition_point(|sum| *sum < target).max(self.first_ending_after(from));
        let span = self.spans().get(index)?;
        Some(span.start + (target - self.open_before(index)))
    }

    /// The first open instant at or after `at`.
    pub fn next_open(&self, at: Instant) -> Option<Instant> {
        self.due(at, TimeDelta::zero())
    }

    /// All open time before `at`.
    fn open_until(&self, at: Instant) -> TimeDelta {
        let index = self.first_ending_after(at);
        let begun = self.spans().get(index).map_or(TimeDelta::zero(), |span| at - span.start);
        self.open_before(index) + begun.max(TimeDelta::zero())
    }

    /// All open time before a span begins.
    fn open_before(&self, index: usize) -> TimeDelta {
        let before = index.checked_sub(1).and_then(|before| self.0.sums.get(before));
        before.copied().unwrap_or_default()
    }

    fn first_ending_after(&self, at: Instant) -> usize {
        self.spans().partition_point(|span| span.end <= at)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Instant {
        Utc.timestamp_opt(1_700_000_000 + second, 0).unwrap()
    }

    fn hours(spans: &[(i64, i64)]) -> OpenHours {
        OpenHours::joined(spans.iter().map(|(start, end)| Span { start: at(*start), end: at(*end) }).collect())
    }

    #[track_caller]
    fn check_due(from: i64, budget: i64, expect: Option<i64>) {
        let due = hours(&[(10, 20), (30, 40)]).due(at(from), TimeDelta::seconds(budget));
        assert_eq!(due, expect.map(at));
    }

    #[test]
    fn a_budget_is_due_where_it_ends() {
        check_due(10, 5, Some(15));
        check_due(10, 10, Some(20));
        check_due(10, 11, Some(31));
        check_due(0, 5, Some(15));
        check_due(20, 5, Some(35));
        check_due(25, 0, Some(30));
        check_due(12, 0, Some(12));
        check_due(35, 6, None);
    }

    #[test]
    fn spans_are_joined_and_sorted() {
        assert_eq!(hours(&[(30, 40), (10, 20), (20, 25), (22, 23), (7, 7)]), hours(&[(10, 25), (30, 40)]));
    }

    #[test]
    fn hours_in_disorder_are_refused() {
        let check = |spans: &[(i64, i64)], expect: bool| {
            let spans: Vec<Span> = spans.iter().map(|(start, end)| Span { start: at(*start), end: at(*end) }).collect();
            assert_eq!(OpenHours::try_from(spans).is_ok(), expect);
        };
        check(&[], true);
        check(&[(10, 20), (30, 40)], true);
        check(&[(30, 40), (10, 20)], false);
        check(&[(10, 20), (20, 30)], false);
        check(&[(10, 10)], false);
    }

    proptest! {
        #[test]
        fn what_is_due_has_elapsed_when_it_is_due(spans in prop::collection::vec((0_i64..500, 1_i64..50), 1..20), from in 0_i64..300, budget in 0_i64..200) {
            let spans: Vec<(i64, i64)> = spans.iter().map(|(start, length)| (*start, start + length)).collect();
            let hours = hours(&spans);
            if let Some(due) = hours.due(at(from), TimeDelta::seconds(budget)) {
                prop_assert_eq!(hours.between(at(from), due).num_seconds(), budget);
            }
        }

        #[test]
        fn what_is_closed_does_not_count(spans in prop::collection::vec((0_i64..300, 1_i64..50), 0..12), closed in prop::collection::vec((0_i64..300, 0_i64..50), 0..8), from in 0_i64..350, length in 0_i64..300) {
            let spans: Vec<(i64, i64)> = spans.iter().map(|(start, length)| (*start, start + length)).collect();
            let closed: Vec<(i64, i64)> = closed.iter().map(|(start, length)| (*start, start + length)).collect();
            let is_in = |spans: &[(i64, i64)], second: i64| spans.iter().any(|(start, end)| (*start..*end).contains(&second));
            let by_second = (from..from + length).filter(|second| is_in(&spans, *second) && !is_in(&closed, *second)).count();
            let gaps: Vec<Span> = closed.iter().map(|(start, end)| Span { start: at(*start), end: at(*end) }).collect();
            prop_assert_eq!(hours(&spans).without(&gaps).between(at(from), at(from + length)).num_seconds(), i64::try_from(by_second).unwrap());
        }

        #[test]
        fn open_time_is_the_count_of_open_seconds(spans in prop::collection::vec((0_i64..500, 1_i64..50), 0..20), from in 0_i64..600, length in 0_i64..300) {
            let spans: Vec<(i64, i64)> = spans.iter().map(|(start, length)| (*start, start + length)).collect();
            let by_second = (from..from + length).filter(|second| spans.iter().any(|(start, end)| (start..end).contains(&second))).count();
            prop_assert_eq!(hours(&spans).between(at(from), at(from + length)).num_seconds(), i64::try_from(by_second).unwrap());
        }
    }
}
