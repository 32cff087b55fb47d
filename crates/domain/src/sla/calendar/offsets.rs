use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

const DAY: i64 = 86_400;

/// A time over which a zone's clock keeps its distance from UTC. All in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Since 1970 in UTC.
    pub(super) start: i64,
    /// The first second after it.
    pub(super) end: i64,
    /// What the wall clock is ahead by.
    pub(super) offset: i64,
}

/// Cuts the seconds from `from` up to `to` where the zone's clock changes.
pub(super) fn stretches(zone: Tz, from: i64, to: i64) -> impl Iterator<Item = Stretch> {
    let mut start = from;
    std::iter::from_fn(move || {
        if start >= to {
            return None;
        }
        let stretch = stretch(zone, start, to);
        start = stretch.end;
        Some(stretch)
    })
}

fn stretch(zone: Tz, start: i64, to: i64) -> Stretch {
    let offset = offset_at(zone, start);
    let mut end = start;
    // No clock changes twice in a day, so looking once a day misses nothing.
    while end < to {
        let next = (end + DAY).min(to);
        if offset_at(zone, next) != offset {
            end = end_of_offset(zone, end, next);
            break;
        }
        end = next;
    }
    Stretch { start, end, offset }
}

/// The second after `before` and not after `changed` at which the offset stops being what it was, by bisection.
fn end_of_offset(zone: Tz, mut before: i64, mut changed: i64) -> i64 {
    let offset = offset_at(zone, before);
    while changed - before > 1 {
        let middle = before.midpoint(changed);
        if offset_at(zone, middle) == offset { before = middle } else { changed = middle }
    }
    changed
}

fn offset_at(zone: Tz, second: i64) -> i64 {
    let at = DateTime::from_timestamp(second, 0).unwrap_or_default();
    i64::from(zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc())
}
