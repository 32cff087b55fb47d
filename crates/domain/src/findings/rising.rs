use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Heard;
use crate::Instant;
use crate::ids::ObjectionId;

/// Fewer reports in a week say nothing.
pub const ENOUGH_REPORTS: u32 = 5;

/// Of those that are told of, so many in a hundred may have risen by mere chance.
const BY_CHANCE_PERCENT: f64 = 5.0;

/// Of the other reports, so many more are counted in each week (Agresti and Coull's two, 1998): a single report of something else says
/// little of how much the field reports.
const PRIOR: f64 = 2.0;

/// An objection that is heard more often than the week before, by more than chance explains.
#[derive(Debug, Clone, PartialEq)]
pub struct Rise {
    /// Which.
    pub objection: ObjectionId,
    /// Reports in the last seven days.
    pub this_week: u32,
    /// Reports in the seven days before.
    pub last_week: u32,
    /// How likely it is that chance alone makes that many of them fall into the last seven days, from 0 to 1.
    pub chance: f64,
}

/// What rises, and out of what it was picked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rises {
    /// The least likely by chance first.
    pub rises: Vec<Rise>,
    /// How many objections had [`ENOUGH_REPORTS`] to be looked at.
    pub looked_at: usize,
    /// All reports of the last seven days.
    pub this_week: u32,
    /// All reports of the seven days before.
    pub last_week: u32,
}

/// What was heard more often in the seven days before `now` than in the seven days before those.
///
/// An objection that does not rise has each of its reports of the two weeks in either with the same chance, or with that of all
/// *other* reports where these rise: a field that reports more does not make every objection rise. How likely the last week's share
/// is then is the exact tail of a binomial distribution. As many objections are looked at, some would stand out by chance; those are
/// told of that Benjamini and Hochberg's procedure (1995) keeps, so that of all that are told at most 5 % are expected to be chance.
pub fn rises<'a>(heard: impl IntoIterator<Item = &'a Heard>, now: Instant) -> Rises {
    let mut counts: BTreeMap<&ObjectionId, [u32; 2]> = BTreeMap::new();
    let mut all = [0_u32; 2];
    for heard in heard {
        let Some(week) = week(heard.at, now) else { continue };
        all[week] += 1;
        if let Some(objection) = &heard.objection {
            counts.entry(objection).or_default()[week] += 1;
        }
    }
    let enough = counts.into_iter().filter(|(_, [this, _])| *this >= ENOUGH_REPORTS);
    let looked_at: Vec<Rise> = enough.map(|(objection, counted)| rise(objection, counted, all)).collect();
    let [this_week, last_week] = all;
    Rises { looked_at: looked_at.len(), rises: beyond_chance(looked_at), this_week, last_week }
}

/// 0 for the last seven days, 1 for those before.
fn week(at: Instant, now: Instant) -> Option<usize> {
    let age = now - at;
    match () {
        () if age < TimeDelta::zero() || age >= TimeDelta::weeks(2) => None,
        () if age < TimeDelta::weeks(1) => Some(0),
        () => Some(1),
    }
}

fn rise(objection: &ObjectionId, [this_week, last_week]: [u32; 2], all: [u32; 2]) -> Rise {
    let others = [all[0] - this_week, all[1] - last_week].map(|count| f64::from(count) + PRIOR);
    let share = others[0] / (others[0] + others[1]);
    let chance = at_least(this_week, this_week + last_week, share.max(0.5));
    Rise { objection: objection.clone(), this_week, last_week, chance }
}

/// How likely at least `successes` of `trials` are, each with `share`, which is between 0 and 1.
fn at_least(successes: u32, trials: u32, share: f64) -> f64 {
    // From the first term of the tail on, each follows from the one before; in logarithms, since the first may be too small for a number.
    let choose: f64 = (1..=successes).map(|i| (f64::from(trials - successes + i) / f64::from(i)).ln()).sum();
    let mut term = choose + f64::from(successes) * share.ln() + f64::from(trials - successes) * (1.0 - share).ln();
    let odds = (share / (1.0 - share)).ln();
    let mut tail = term.exp();
    for count in successes..trials {
        term += odds + (f64::from(trials - count) / f64::from(count + 1)).ln();
        tail += term.exp();
    }
    tail.min(1.0)
}

/// Benjamini and Hochberg: the longest beginning, by chance, whose last is within its part of what is allowed.
#[expect(clippy::cast_precision_loss, reason = "counts of objections are far below 2^53")]
fn beyond_chance(mut looked_at: Vec<Rise>) -> Vec<Rise> {
    looked_at.sort_by(|one, other| one.chance.total_cmp(&other.chance));
    let of = looked_at.len() as f64;
    let is_kept = |(place, rise): (usize, &Rise)| rise.chance <= BY_CHANCE_PERCENT / 100.0 * (place + 1) as f64 / of;
    let kept = looked_at.iter().enumerate().rev().position(is_kept).map_or(0, |dropped| looked_at.len() - dropped);
    looked_at.truncate(kept);
    looked_at
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::super::samples::heard;
    use super::*;

    const DAY: i64 = 24;

    /// Reports of each objection: so many this week, and so many in the one before.
    fn told(counts: &[(&str, u32, u32)]) -> Vec<Heard> {
        let of = |(objection, this, last): &(&str, u32, u32)| {
            let this = (0..*this).map(|n| heard(8 * DAY, n, objection, None));
            this.chain((0..*last).map(|n| heard(DAY, n, objection, None))).collect::<Vec<_>>()
        };
        counts.iter().flat_map(of).collect()
    }

    #[track_caller]
    fn check(counts: &[(&str, u32, u32)], expect: &[&str]) {
        let found = rises(&told(counts), DateTime::UNIX_EPOCH + TimeDelta::days(14));
        let names: Vec<_> = found.rises.iter().map(|rise| rise.objection.as_str()).collect();
        assert_eq!(names, expect, "{found:?}");
    }

    #[test]
    fn what_rises_by_more_than_chance_is_told() {
        check(&[], &[]);
        check(&[("a", 5, 0)], &["a"]);
        check(&[("a", 4, 0)], &[]);
        check(&[("a", 6, 4)], &[]);
        check(&[("a", 20, 5), ("b", 10, 10)], &["a"]);
        check(&[("a", 20, 5), ("b", 1, 0)], &["a"]);
        check(&[("a", 100, 10), ("b", 40, 5)], &[]);
    }

    #[test]
    fn the_more_are_looked_at_the_more_it_takes() {
        let calm: Vec<String> = (0..40).map(|n| format!("calm-{n:02}")).collect();
        let mut counts: Vec<(&str, u32, u32)> = calm.iter().map(|name| (name.as_str(), 5, 5)).collect();
        counts.push(("a", 6, 0));
        check(&counts, &[]);
        counts.push(("b", 15, 0));
        check(&counts, &["b"]);
    }

    #[test]
    fn weeks_are_the_seven_days_before_now_and_those_before() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20);
        let check = |age: TimeDelta, expect: Option<usize>| assert_eq!(week(now - age, now), expect, "{age}");
        check(TimeDelta::milliseconds(-1), None);
        check(TimeDelta::zero(), Some(0));
        check(TimeDelta::days(7) - TimeDelta::milliseconds(1), Some(0));
        check(TimeDelta::days(7), Some(1));
        check(TimeDelta::days(14), None);
    }

    /// By the definition: every outcome that is as far out, one by one.
    fn slowly(successes: u32, trials: u32, share: f64) -> f64 {
        let outcome = |mask: u32| {
            share.powi(mask.count_ones().cast_signed()) * (1.0 - share).powi((trials - mask.count_ones()).cast_signed())
        };
        (0..1_u32 << trials).filter(|mask| mask.count_ones() >= successes).map(outcome).sum()
    }

    proptest! {
        #[test]
        fn the_tail_is_the_sum_over_all_outcomes(trials in 1_u32..12, part in 0.0_f64..=1.0, share in 0.5_f64..0.99) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
            let successes = (part * f64::from(trials)) as u32;
            let (fast, slow) = (at_least(successes, trials, share), slowly(successes, trials, share));
            prop_assert!((fast - slow).abs() < 1e-9, "{} {}", fast, slow);
        }

        #[test]
        fn large_counts_stay_numbers(this in 0_u32..200_000, last in 0_u32..200_000) {
            let chance = at_least(this, this + last, 0.5);
            prop_assert!((0.0..=1.0).contains(&chance));
            prop_assert!(this <= last || chance <= 0.6);
        }
    }
}
