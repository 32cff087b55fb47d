//! Who is to be known, and what there is to learn it from.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::Labelled;
use crate::ids::ObjectionId;
use crate::objection::Objection;
use crate::objection::recognise::concepts::Concepts;
use crate::objection::recognise::features;
use crate::objection::recognise::names::END;

/// How many lessons a phrase is worth: marketing means it.
const PHRASE: u32 = 2;

/// The most objections: a place is two bytes while there is learnt.
const MOST_PUPILS: usize = 50_000;

/// An objection that is to be known.
#[derive(Debug, Clone, Copy)]
pub struct Pupil<'a> {
    pub objection: &'a Objection,
}

/// The objections, those with most labelled texts first, then by id.
pub fn pupils<'a>(objections: &'a [Objection], labelled: &[Labelled<'_>]) -> Vec<Pupil<'a>> {
    let mut reported: HashMap<&ObjectionId, u32> = HashMap::new();
    for id in labelled.iter().filter_map(|labelled| labelled.objection) {
        *reported.entry(id).or_default() += 1;
    }
    let can_be_told = |objection: &&Objection| !objection.id.as_str().contains(END);
    let by_id: BTreeMap<&ObjectionId, &Objection> =
        objections.iter().filter(can_be_told).map(|objection| (&objection.id, objection)).collect();
    let mut pupils: Vec<Pupil<'_>> = by_id.into_values().map(|objection| Pupil { objection }).collect();
    pupils.sort_by_key(|pupil| Reverse(reported.get(&pupil.objection.id)));
    pupils.truncate(MOST_PUPILS);
    pupils
}

/// A text, taken apart.
#[derive(Debug)]
pub struct Lesson {
    /// Different ones, ascending.
    pub features: Vec<u32>,
    /// The place of the objection that it is about.
    pub objection: Option<u16>,
    /// How much it is worth.
    pub worth: u32,
}

/// All there is to learn.
#[derive(Debug)]
pub struct Lessons<'a> {
    /// How many objections.
    pub objections: usize,
    /// From names and phrases.
    pub given: Vec<Lesson>,
    /// From reports, with what was written.
    pub reported: Vec<(&'a str, Lesson)>,
}

impl<'a> Lessons<'a> {
    /// Takes everything apart.
    pub fn new(pupils: &[Pupil<'_>], labelled: &[Labelled<'a>], concepts: &Concepts) -> Self {
        let places: HashMap<&ObjectionId, u16> =
            (0..).zip(pupils).map(|(place, pupil)| (&pupil.objection.id, place)).collect();
        let lesson = |text: &str, objection, worth| Lesson { features: different(text, concepts), objection, worth };
        let given = (0..).zip(pupils).flat_map(|(place, Pupil { objection })| {
            let name = lesson(&objection.name, Some(place), 1);
            let phrases = objection.phrases.iter().map(move |phrase| lesson(phrase, Some(place), PHRASE));
            phrases.chain([name])
        });
        let place = |labelled: &Labelled<'_>| match labelled.objection {
            Some(id) => places.get(id).map(|place| Some(*place)),
            None => Some(None),
        };
        let reported = labelled.iter().filter_map(|known| Some((known.text, lesson(known.text, place(known)?, 1))));
        Self { objections: pupils.len(), given: given.collect(), reported: reported.collect() }
    }
}

fn different(text: &str, concepts: &Concepts) -> Vec<u32> {
    let mut all = Vec::new();
    features::each(text, concepts, &mut |feature, _| all.push(feature));
    all.sort_unstable();
    all.dedup();
    all
}
