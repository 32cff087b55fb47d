//! What a text's best objection must score to be told.
//!
//! In four rounds each text of a quarter is asked of what was learnt from the other three. The threshold is the score from which on
//! the answers that are right outnumber those that are wrong by most; a text about nothing that is known is answered wrongly
//! whatever the answer. With many texts fewer rounds do. With fewer than [`FEWEST_TEXTS`] it is [`USUAL`].

use super::lessons::Lessons;
use super::weights::{Weighed, Weights};
use crate::objection::recognise::concepts::Concepts;
use crate::objection::recognise::names::Names;
use crate::objection::recognise::recogniser::{Postings, Recogniser};

/// Rounds, and parts of the texts.
const ROUNDS: u32 = 4;

/// So many answers say enough.
const ENOUGH: usize = 2_000;

/// So few texts say nothing.
const FEWEST_TEXTS: usize = 50;

/// What was found with some hundred texts about some dozens of objections.
const USUAL: u32 = 80;

/// The threshold for an index with so many features of each objection.
pub fn threshold(lessons: &Lessons<'_>, concepts: &Concepts, most_features: usize) -> u32 {
    let mut answers = Vec::new();
    for round in 0..ROUNDS {
        if answers.len() < ENOUGH {
            answers.extend(answers_of(round, lessons, concepts, most_features));
        }
    }
    if answers.len() < FEWEST_TEXTS { USUAL } else { best_cut(answers) }
}

/// The score of each answer, and whether it is right.
fn answers_of(round: u32, lessons: &Lessons<'_>, concepts: &Concepts, most_features: usize) -> Vec<(u32, bool)> {
    let is_asked = |text: &str| part(text) == round;
    let weights = Weights::new(lessons, |text| !is_asked(text));
    let recogniser = Recogniser {
        threshold: 0,
        names: Names::default(),
        concepts: concepts.clone(),
        postings: postings(lessons.objections, &weights.strongest(most_features)),
    };
    let asked = lessons.reported.iter().filter(|(text, _)| is_asked(text));
    let answer = |(text, lesson): &(&str, super::lessons::Lesson)| {
        let best = recogniser.best(text);
        let is_right = |(objection, _): &(usize, u32)| lesson.objection.map(usize::from) == Some(*objection);
        Some((best.first()?.1, best.iter().any(is_right)))
    };
    asked.filter_map(answer).collect()
}

fn postings(objections: usize, weighed: &[Weighed]) -> Postings {
    let mut postings = Postings::of(objections);
    for same in weighed.chunk_by(|a, b| a.feature == b.feature) {
        same.iter().take(1).for_each(|first| postings.begin(first.feature));
        same.iter().for_each(|posting| postings.push(posting.objection.into(), posting.weight));
    }
    postings
}

/// The lowest score from which on right answers outnumber wrong ones by most.
fn best_cut(mut answers: Vec<(u32, bool)>) -> u32 {
    answers.sort_unstable();
    let (mut lead, mut best) = (0_i64, (0_i64, u32::MAX));
    for same in answers.chunk_by(|a, b| a.0 == b.0).rev() {
        lead += same.iter().map(|(_, is_right)| if *is_right { 1 } else { -1 }).sum::<i64>();
        if let (Some((score, _)), true) = (same.first(), lead >= best.0) {
            best = (lead, *score);
        }
    }
    best.1
}

/// Which part a text belongs to, whatever comes before it.
fn part(text: &str) -> u32 {
    text.bytes().fold(7_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) >> 8 & (ROUNDS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_is_where_right_answers_lead_most() {
        let check =
            |answers: &[(u32, bool)], expect: u32| assert_eq!(best_cut(answers.to_vec()), expect, "{answers:?}");
        check(&[(1, false), (2, false), (3, true), (4, false), (5, true), (6, true)], 3);
        check(&[(1, false), (3, true), (4, false), (5, true), (6, true)], 3);
        check(&[(1, true), (2, true)], 1);
        check(&[(2, true), (2, false), (2, false), (3, true)], 3);
        check(&[(1, false), (2, false)], u32::MAX);
    }
}
