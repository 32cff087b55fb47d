//! Which objections are likeliest to be heard on a record.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Objection;
use crate::ids::ObjectionId;
use crate::situation::{Situation, named};

/// At most `most` of them, the likeliest first: those that were reported on the record, the latest first; then those usual here,
/// where one that names the competitor comes before one that names the stage or kind of customer, and that before one that
/// names nothing; then all others. Within these by how often each was reported lately, then in the order they come in.
pub fn likeliest<'a>(
    all: impl Iterator<Item = &'a Objection>,
    reported: &[ObjectionId],
    situation: Situation<'_>,
    counts: &HashMap<ObjectionId, u64>,
    most: usize,
) -> Vec<&'a Objection> {
    let key = |(place, objection): (usize, &'a Objection)| {
        let heard_here = reported.iter().position(|id| *id == objection.id).unwrap_or(usize::MAX);
        let count = counts.get(&objection.id).copied().unwrap_or(0);
        (heard_here, Reverse(usual(objection, situation)), Reverse(count), place, objection)
    };
    let mut keyed: Vec<_> = all.enumerate().map(key).collect();
    let order = |a: &(usize, _, _, usize, &Objection), b: &(usize, _, _, usize, &Objection)| {
        (a.0, &a.1, &a.2, a.3).cmp(&(b.0, &b.1, &b.2, b.3))
    };
    // Of thousands a few are wanted: only these are sorted.
    if keyed.len() > most && most > 0 {
        keyed.select_nth_unstable_by(most - 1, order);
    }
    keyed.truncate(most);
    keyed.sort_unstable_by(order);
    keyed.into_iter().map(|(.., objection)| objection).collect()
}

/// How usual an objection is in a situation; `None` for one that is meant for others only.
pub fn usual(objection: &Objection, situation: Situation<'_>) -> Option<u8> {
    let competitor = named(&objection.competitors, situation.competitors.iter().map(String::as_str))?;
    let stage = named(&objection.stages, situation.stage.into_iter())?;
    let segment = named(&objection.segments, situation.segments.iter().map(String::as_str))?;
    Some(if competitor.is_some() { 4 } else { 0 } + if stage.is_some() { 2 } else { 0 } + u8::from(segment.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objection(id: &str, stages: &[&str], competitors: &[&str]) -> Objection {
        let texts = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        Objection {
            id: ObjectionId::new(id),
            name: id.to_owned(),
            phrases: Vec::new(),
            stages: texts(stages),
            competitors: texts(competitors),
            segments: Vec::new(),
            owner: None,
        }
    }

    #[track_caller]
    fn check(reported: &[&str], stage: Option<&str>, most: usize, expect: &[&str]) {
        let all = [
            objection("any-often", &[], &[]),
            objection("any-seldom", &[], &[]),
            objection("late", &["Proposition"], &[]),
            objection("acme", &[], &["Acme"]),
            objection("globex", &[], &["Globex"]),
        ];
        let ids = |names: &[&str]| names.iter().copied().map(ObjectionId::new).collect::<Vec<_>>();
        let (reported, counts) = (ids(reported), HashMap::from([(ObjectionId::new("any-often"), 9)]));
        let competitors = ["acme".to_owned()];
        let situation = Situation { stage, competitors: &competitors, segments: &[] };
        let found = likeliest(all.iter(), &reported, situation, &counts, most);
        assert_eq!(found.iter().map(|found| found.id.as_str()).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn what_was_heard_here_comes_first_and_what_is_meant_for_others_last() {
        check(&[], Some("proposition"), 9, &["acme", "late", "any-often", "any-seldom", "globex"]);
        check(&[], None, 9, &["acme", "any-often", "any-seldom", "late", "globex"]);
        check(&["globex", "any-seldom"], None, 9, &["globex", "any-seldom", "acme", "any-often", "late"]);
        check(&["globex"], Some("Proposition"), 2, &["globex", "acme"]);
        check(&[], None, 0, &[]);
    }
}
