//! How well known objections are recognised: measured on the held-out half of the labelled set.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking, and says what it is by its name")]

mod labelled;
mod robust;
mod spelling;

use std::collections::BTreeSet;
use std::time::Instant;

use labelled::{Figures, Line, halves, objections};
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;
use plumbline_domain::objection::recognise::{Recogniser, train};

/// In tenths of a percent, a little below what is reached: the objection comes first, it is among the three, and texts about none
/// of them that are answered all the same.
const FIRST: usize = 365;
const AMONG: usize = 535;
const MISTAKEN: usize = 830;

fn trained(objections: &[Objection], lines: &[Line]) -> Recogniser {
    let labelled: Vec<_> = lines.iter().map(Line::labelled).collect();
    Recogniser::read(&train(objections, &labelled)).unwrap()
}

fn ids(recogniser: &Recogniser, text: &str) -> Vec<ObjectionId> {
    recogniser.recognise(text).into_iter().map(|found| found.id).collect()
}

/// What a plain search for words does: the three objections that share most different words with the text, in their names and phrases.
/// Of equal ones those that come first in the library.
struct Keywords(Vec<(ObjectionId, BTreeSet<String>)>);

impl Keywords {
    fn of(objections: &[Objection]) -> Self {
        let all = |objection: &Objection| words(&format!("{} {}", objection.name, objection.phrases.join(" ")));
        Self(objections.iter().map(|objection| (objection.id.clone(), all(objection))).collect())
    }

    fn ids(&self, text: &str) -> Vec<ObjectionId> {
        let typed = words(text);
        let shared = |known: &BTreeSet<String>| known.intersection(&typed).count();
        let mut found: Vec<_> =
            self.0.iter().map(|(id, known)| (shared(known), id)).filter(|(shared, _)| *shared > 0).collect();
        found.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
        found.into_iter().take(3).map(|(_, id)| id.clone()).collect()
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn objections_are_recognised_in_texts_that_nobody_learnt_from() {
    let (known, held_out) = halves();
    let objections = objections();
    let keywords = Keywords::of(&objections);
    let (by_phrases, by_reports) = (trained(&objections, &[]), trained(&objections, &known));

    let plain = Figures::of(&held_out, |text| keywords.ids(text));
    let phrases = Figures::of(&held_out, |text| ids(&by_phrases, text));
    let began = Instant::now();
    let reports = Figures::of(&held_out, |text| ids(&by_reports, text));
    let each = began.elapsed() / u32::try_from(held_out.len()).unwrap();
    println!("plain keywords:      {plain}");
    println!("names and phrases:   {phrases}");
    println!("and the known half:  {reports}; {each:?} a text");

    let [first, among, mistaken] = reports.per_mille();
    assert!(first >= FIRST && among >= AMONG && mistaken <= MISTAKEN, "{reports}");
    let [plain_first, plain_among, plain_mistaken] = plain.per_mille();
    assert!(first >= plain_first * 2 && among * 2 >= plain_among * 3 && mistaken < plain_mistaken, "{plain}");
    let [phrases_first, phrases_among, _] = phrases.per_mille();
    assert!(first > phrases_first && among > phrases_among, "{phrases}");
}
