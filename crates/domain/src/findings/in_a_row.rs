use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Heard;
use crate::Instant;
use crate::ids::ObjectionId;
use crate::record::RecordKey;

/// So many different records make a run.
pub const IN_A_ROW: usize = 3;

/// The same objection on one record after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which.
    pub objection: ObjectionId,
    /// On which records, each once, in the order in which it was first heard on them.
    pub records: Vec<RecordKey>,
    /// The first report of it.
    pub since: Instant,
    /// The last report of it.
    pub until: Instant,
}

/// The latest run of each objection, the one heard last first.
///
/// Reports are taken in the order in which they were heard. Those on one record that follow each other directly are one
/// conversation, so that it does not matter what else was said in it. A run is an objection in one conversation after the other, on at
/// least [`IN_A_ROW`] different records. A conversation in which only something unknown was said neither goes on with a run nor
/// ends it, since it may turn out to be the same.
pub fn in_a_row<'a>(heard: impl IntoIterator<Item = &'a Heard>) -> Vec<Run> {
    let mut heard: Vec<&Heard> = heard.into_iter().filter(|heard| heard.objection.is_some()).collect();
    heard.sort_by_key(|heard| (heard.at, &heard.record, &heard.objection));
    let (mut going, mut found) = (BTreeMap::new(), BTreeMap::new());
    for conversation in heard.chunk_by(|one, next| one.record == next.record) {
        go_on(&mut going, conversation);
        for (objection, run) in &going {
            if run.records.len() >= IN_A_ROW {
                found.insert((*objection).clone(), run.clone());
            }
        }
    }
    let mut runs: Vec<Run> = found.into_values().collect();
    runs.sort_by_key(|run| Reverse(run.until));
    runs
}

/// What was not said in a conversation ends with it.
fn go_on<'a>(going: &mut BTreeMap<&'a ObjectionId, Run>, conversation: &[&'a Heard]) {
    let said: BTreeSet<&ObjectionId> = conversation.iter().filter_map(|heard| heard.objection.as_ref()).collect();
    going.retain(|objection, _| said.contains(objection));
    for (heard, objection) in conversation.iter().filter_map(|heard| Some((heard, heard.objection.as_ref()?))) {
        let run = going.entry(objection).or_insert_with(|| Run {
            objection: objection.clone(),
            records: Vec::new(),
            since: heard.at,
            until: heard.at,
        });
        run.until = heard.at;
        if !run.records.contains(&heard.record) {
            run.records.push(heard.record.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::heard;
    use super::*;

    /// `1a` is objection a on record 1, an hour after the one before.
    fn all(told: &str) -> Vec<Heard> {
        let one = |(hour, told): (usize, &str)| {
            let (record, objection) = told.split_at(1);
            heard(i64::try_from(hour).unwrap(), record.parse().unwrap(), objection, None)
        };
        told.split_whitespace().enumerate().map(one).collect()
    }

    #[track_caller]
    fn check(told: &str, expect: &str) {
        let runs = in_a_row(&all(told));
        let records = |run: &Run| run.records.iter().map(|record| record.id.to_string()).collect::<String>();
        let found: Vec<_> = runs.iter().map(|run| format!("{}:{}", run.objection, records(run))).collect();
        assert_eq!(found.join(" "), expect, "{told}");
    }

    #[test]
    fn three_different_records_one_after_the_other_are_a_run() {
        check("", "");
        check("1a 2a", "");
        check("1a 2a 3a", "a:123");
        check("1a 1a 2a", "");
        check("1a 2a 1a", "");
        check("1a 2a 1a 3a", "a:123");
        check("1a 2b 3a 4a", "");
        check("1a 2a 3a 4b", "a:123");
    }

    #[test]
    fn what_else_was_said_in_a_conversation_ends_nothing() {
        check("1a 1b 2c 2a 3a", "a:123");
        check("1a 1b 2a 2b 3a 3b", "b:123 a:123");
    }

    #[test]
    fn what_nobody_knows_yet_neither_goes_on_nor_ends() {
        check("1a 2- 3a 4a", "a:134");
        check("1- 2- 3-", "");
    }

    #[test]
    fn of_each_objection_the_latest_run_is_told() {
        check("1a 2a 3a 4b 5a 6a 7a 8b", "a:567");
        check("1a 2a 3a 4b 5a 6a", "a:123");
        check("1a 2a 3a 4a 5b 6b 7b", "b:567 a:1234");
    }

    /// Every three conversations that follow each other and have it, by trying all of them.
    fn has_run(told: &[Heard], objection: &ObjectionId) -> bool {
        let known: Vec<&Heard> = told.iter().filter(|heard| heard.objection.is_some()).collect();
        let talks: Vec<&[&Heard]> = known.chunk_by(|one, next| one.record == next.record).collect();
        let says = |talk: &[&Heard]| talk.iter().any(|heard| heard.objection.as_ref() == Some(objection));
        (0..talks.len()).any(|from| {
            (from..talks.len()).any(|to| {
                let records: BTreeSet<_> = talks[from..=to].iter().map(|talk| talk[0].record.clone()).collect();
                talks[from..=to].iter().all(|talk| says(talk)) && records.len() >= IN_A_ROW
            })
        })
    }

    proptest! {
        #[test]
        fn runs_are_those_that_trying_everything_finds(
            told in proptest::collection::vec((1_u32..5, prop_oneof![Just("a"), Just("b"), Just("-")]), 0..30),
        ) {
            let told: Vec<Heard> = { told }.into_iter().zip(0..).map(|((record, said), hour)| heard(hour, record, said, None)).collect();
            let runs = in_a_row(&told);
            for objection in ["a", "b"].map(ObjectionId::new) {
                let found = runs.iter().filter(|run| run.objection == objection).count();
                prop_assert_eq!(found, usize::from(has_run(&told, &objection)));
            }
            let mut shuffled = told;
            shuffled.reverse();
            prop_assert_eq!(in_a_row(&shuffled), runs);
        }
    }
}
