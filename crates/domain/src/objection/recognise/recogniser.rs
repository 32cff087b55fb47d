//! Asking an index.

use super::concepts::Concepts;
use super::features;
use super::format::{self, IndexError, MOST_WEIGHT, WEIGHT_BITS};
use super::names::Names;
use crate::ids::ObjectionId;

/// The most objections that a text is answered with.
pub const MOST: usize = 3;

/// The squared length of a text of two or three words that mean something.
const LITTLE: u32 = 400;

/// What scores are multiplied by, to be told apart.
const FINENESS: u64 = 16;

/// Knows objections in texts. It is read once and asked at every keystroke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recogniser {
    pub(super) threshold: u32,
    pub(super) names: Names,
    pub(super) concepts: Concepts,
    pub(super) postings: Postings,
}

/// An objection that a text is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Which.
    pub id: ObjectionId,
    /// What everybody calls it.
    pub name: String,
    /// How sure that is, in percent of what it takes to be told.
    pub percent: u32,
}

/// What each feature says for which objections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// Of how many objections.
    objections: usize,
    /// Ascending.
    features: Vec<u32>,
    /// Where each feature's begin.
    begins: Vec<u32>,
    /// `objection << 4 | weight`.
    all: Vec<u32>,
}

impl Postings {
    /// None yet, of so many objections.
    pub fn of(objections: usize) -> Self {
        Self { objections, ..Self::default() }
    }

    /// Begins a feature that comes after all before.
    pub fn begin(&mut self, feature: u32) {
        self.features.push(feature);
        self.begins.push(self.all.len() as u32);
    }

    /// Adds an objection to the feature that was begun.
    pub fn push(&mut self, objection: u32, weight: u32) {
        self.all.push(objection << WEIGHT_BITS | weight);
    }

    /// The place of a feature.
    fn place(&self, feature: u32) -> Option<usize> {
        self.features.binary_search(&feature).ok()
    }

    /// Objections and weights of the feature at a place.
    fn at(&self, place: usize) -> impl Iterator<Item = (usize, u32)> {
        let begin = self.begins.get(place).map_or(0, |begin| *begin as usize);
        let end = self.begins.get(place + 1).map_or(self.all.len(), |end| *end as usize);
        let postings = self.all.get(begin..end).unwrap_or_default();
        postings.iter().map(|posting| ((posting >> WEIGHT_BITS) as usize, posting & MOST_WEIGHT))
    }
}

impl Recogniser {
    /// Reads an index that [`train`](super::train()) made.
    ///
    /// # Errors
    /// Bytes that are no index, a broken one, or one of another version. No bytes make it panic.
    pub fn read(bytes: &[u8]) -> Result<Self, IndexError> {
        format::read(bytes)
    }

    /// What a text is about, the likeliest first: at most [`MOST`], and none where it is about nothing that is known.
    pub fn recognise(&self, text: &str) -> Vec<Recognised> {
        let best = self.best(text);
        let Some((_, highest)) = best.first().filter(|(_, score)| *score >= self.threshold) else { return Vec::new() };
        // Scores are squares: the others are told if they add up to a third of it.
        let told = best.iter().filter(|(_, score)| *score >= highest / 9);
        told.filter_map(|(objection, score)| self.recognised(*objection, *score)).collect()
    }

    fn recognised(&self, objection: usize, score: u32) -> Option<Recognised> {
        let (id, name) = self.names.get(objection)?;
        let percent = (u64::from(score) * 100 / u64::from(self.threshold.max(1))) as u32;
        Some(Recognised { id: ObjectionId::new(id), name: name.to_owned(), percent })
    }

    /// The objections that score most, whatever the threshold is. Of equal ones, those reported more come first.
    pub(super) fn best(&self, text: &str) -> Vec<(usize, u32)> {
        let (sums, length) = self.sums(text);
        let mut best: Vec<(usize, u32)> = Vec::with_capacity(MOST + 1);
        for (objection, sum) in sums.into_iter().enumerate() {
            let place = best.iter().position(|(_, other)| sum > *other).unwrap_or(best.len());
            if sum > 0 && place < MOST {
                best.insert(place, (objection, sum));
                best.truncate(MOST);
            }
        }
        for (_, sum) in &mut best {
            *sum = score(*sum, length);
        }
        best
    }

    /// What the text's features add up to for each objection, and the text's squared length. A feature that occurs again says
    /// nothing again.
    fn sums(&self, text: &str) -> (Vec<u32>, u32) {
        let mut sums = vec![0; self.postings.objections];
        let mut seen = vec![false; self.postings.features.len()];
        let mut length = 0_u32;
        features::each(text, &self.concepts, &mut |feature, weight| {
            length += weight * weight;
            let place = self.postings.place(feature);
            let Some((place, seen)) = place.and_then(|place| Some((place, seen.get_mut(place)?))) else { return };
            if std::mem::replace(seen, true) {
                return;
            }
            for (objection, says) in self.postings.at(place) {
                if let Some(sum) = sums.get_mut(objection) {
                    *sum += says * weight;
                }
            }
        });
        (sums, length)
    }
}

/// By squares, so that no root is needed: what the features add up to, in relation to how much they could. Of little text little is
/// known, whatever it adds up to.
fn score(sum: u32, length: u32) -> u32 {
    let score = u64::from(sum) * u64::from(sum) * FINENESS / u64::from(length.saturating_add(LITTLE));
    u32::try_from(score).unwrap_or(u32::MAX)
}
