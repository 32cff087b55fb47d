//! In how many lessons of which objection each feature occurs.

use super::lessons::Lesson;

/// The place of lessons that are about no objection.
const NONE: u16 = u16::MAX;

/// Counts of lessons, each as often as it is worth.
#[derive(Debug, Default)]
pub struct Counts {
    /// All lessons.
    pub lessons: u32,
    /// Those of each objection.
    pub of_objection: Vec<u32>,
    /// Feature, objection and count, ascending.
    counted: Vec<(u32, u16, u32)>,
}

impl Counts {
    /// Counts the lessons of so many objections.
    pub fn new<'a>(objections: usize, lessons: impl Iterator<Item = &'a Lesson>) -> Self {
        let mut counts = Self { of_objection: vec![0; objections], ..Self::default() };
        let mut occurrences: Vec<u64> = Vec::new();
        for Lesson { features, objection, worth } in lessons {
            counts.lessons += worth;
            if let Some(count) = objection.and_then(|place| counts.of_objection.get_mut(usize::from(place))) {
                *count += worth;
            }
            let place = u64::from(objection.unwrap_or(NONE));
            occurrences
                .extend(features.iter().map(|feature| u64::from(*feature) << 32 | place << 16 | u64::from(*worth)));
        }
        occurrences.sort_unstable();
        for same in occurrences.chunk_by(|a, b| a >> 16 == b >> 16) {
            let [first, ..] = same else { continue };
            let worth = same.iter().map(|occurrence| (occurrence & 0xFFFF) as u32).sum();
            counts.counted.push(((first >> 32) as u32, (first >> 16) as u16, worth));
        }
        counts
    }

    /// Each feature, with in how many lessons it occurs at all, and in how many of which objections.
    pub fn by_feature(&self) -> impl Iterator<Item = (u32, u32, impl Iterator<Item = (u16, u32)>)> {
        self.counted.chunk_by(|a, b| a.0 == b.0).filter_map(|same| {
            let all = same.iter().map(|(_, _, count)| count).sum();
            let objections =
                same.iter().filter(|(_, place, _)| *place != NONE).map(|(_, place, count)| (*place, *count));
            Some((same.first()?.0, all, objections))
        })
    }
}
