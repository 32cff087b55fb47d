//! Zones whose clocks are odd, and when they change.

use std::sync::LazyLock;

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

const ZONES: [Tz; 18] = [
    Tz::Europe__Berlin,
    Tz::America__New_York,
    Tz::Asia__Kathmandu,
    Tz::Australia__Lord_Howe,
    Tz::America__St_Johns,
    Tz::Pacific__Apia,
    Tz::Africa__Cairo,
    Tz::America__Sao_Paulo,
    Tz::Asia__Gaza,
    Tz::Antarctica__Troll,
    Tz::Africa__Casablanca,
    Tz::Africa__Monrovia,
    Tz::America__Caracas,
    Tz::Asia__Tehran,
    Tz::Asia__Pyongyang,
    Tz::Europe__Dublin,
    Tz::Pacific__Kwajalein,
    Tz::UTC,
];

/// A zone and a second at which its clock changes, or any second where it never does.
pub type Change = (Tz, i64);

/// Changes between offsets of whole minutes.
pub static TO_THE_MINUTE: LazyLock<Vec<Change>> = LazyLock::new(|| changes(true));

/// Those that skip wall-clock time.
pub static FORWARD: LazyLock<Vec<Change>> = LazyLock::new(|| set(|before, after| before < after));

/// Those that repeat wall-clock time.
pub static BACK: LazyLock<Vec<Change>> = LazyLock::new(|| set(|before, after| before > after));

/// Changes with seconds in an offset.
pub static TO_THE_SECOND: LazyLock<Vec<Change>> = LazyLock::new(|| changes(false));

/// How far the wall clock is ahead of UTC, in seconds.
pub fn offset(zone: Tz, second: i64) -> i64 {
    let utc = DateTime::from_timestamp(second, 0).unwrap().naive_utc();
    i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

fn set(which: impl Fn(i64, i64) -> bool) -> Vec<Change> {
    let is_which = |(zone, at): &Change| which(offset(*zone, at - 1), offset(*zone, *at));
    TO_THE_MINUTE.iter().copied().filter(is_which).collect()
}

fn changes(whole_minutes: bool) -> Vec<Change> {
    let is_whole = |(zone, at): &Change| offset(*zone, at - 1) % 60 == 0 && offset(*zone, *at) % 60 == 0;
    let all = ZONES.into_iter().flat_map(|zone| changes_of(zone).into_iter().map(move |at| (zone, at)));
    all.filter(|change| is_whole(change) == whole_minutes).collect()
}

/// By looking at each six hours, then at each second, from 1880 to 2040.
fn changes_of(zone: Tz) -> Vec<i64> {
    const LOOK: i64 = 6 * 3_600;
    let looks = (-2_840_140_800..2_208_988_800).step_by(usize::try_from(LOOK).unwrap());
    let changed = looks.filter(|at| offset(zone, *at) != offset(zone, at + LOOK));
    let seconds = changed.filter_map(|at| (at + 1..=at + LOOK).find(|at| offset(zone, at - 1) != offset(zone, *at)));
    let mut found: Vec<i64> = seconds.collect();
    if found.is_empty() {
        found.push(0);
    }
    found
}
