//! What each feature says for each objection.

use super::counts::Counts;
use super::lessons::{Lesson, Lessons};
use crate::objection::recognise::features;
use crate::objection::recognise::format::MOST_WEIGHT;

/// The most features that are kept of an objection: more were hardly of use, wherever that was tried.
pub const MOST_FEATURES: usize = 256;

/// So many lessons, of the usual mixture, are thought to be seen beside those that were; and as many that are about nothing, so
/// that also the only objection of a library can be told from what it is not.
const SMOOTHING: f64 = 5.0;

/// A feature that occurred in so many of an objection's lessons has half of its weight.
const DOUBT: f64 = 5.0;

/// A feature, and how much it says for an objection.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weight {
    feature: u32,
    says: f64,
}

impl Weight {
    /// How much a text gets from it.
    fn counts(&self) -> f64 {
        self.says * f64::from(features::weight(self.feature))
    }
}

/// A posting before it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weighed {
    /// What occurs.
    pub feature: u32,
    /// The place of the objection that it speaks for.
    pub objection: u16,
    /// From 1 to [`MOST_WEIGHT`].
    pub weight: u32,
}

/// The weights of each objection, what counts most first.
#[derive(Debug)]
pub struct Weights(Vec<Vec<Weight>>);

impl Weights {
    /// Learns from all that is given, and from those reports that `may_see` lets through.
    pub fn new(lessons: &Lessons<'_>, may_see: impl Fn(&str) -> bool) -> Self {
        let reported = lessons.reported.iter().filter(|(text, _)| may_see(text)).map(|(_, lesson)| lesson);
        let seen = lessons.given.iter().chain(reported);
        let mut weights = Self::of(lessons.objections, seen);
        weights.0.iter_mut().for_each(keep_strongest);
        weights
    }

    fn of<'a>(objections: usize, seen: impl Iterator<Item = &'a Lesson>) -> Self {
        let counts = Counts::new(objections, seen);
        let mut weights = vec![Vec::new(); objections];
        for (feature, all, objections) in counts.by_feature() {
            for (place, count) in objections {
                let place = usize::from(place);
                let own = counts.of_objection.get(place).copied().unwrap_or_default();
                let says = says(count.into(), own.into(), all.into(), counts.lessons.into());
                if let (Some(weights), true) = (weights.get_mut(place), says > 0.0) {
                    weights.push(Weight { feature, says });
                }
            }
        }
        Self(weights)
    }

    /// At most so many of each objection, by feature and objection. Each objection's have the same length, so that none is heard just
    /// because it is known better.
    pub fn strongest(&self, most: usize) -> Vec<Weighed> {
        let relative: Vec<(u32, u16, f64)> = (0..)
            .zip(&self.0)
            .flat_map(|(objection, all)| {
                let kept = all.get(..most).unwrap_or(all);
                let length = kept.iter().map(|weight| weight.counts().powi(2)).sum::<f64>().sqrt();
                kept.iter().map(move |weight| (weight.feature, objection, weight.says / length))
            })
            .collect();
        let largest = relative.iter().map(|(.., says)| *says).fold(0.0, f64::max);
        let weighed = |(feature, objection, says): (u32, u16, f64)| {
            let weight = (says / largest * f64::from(MOST_WEIGHT)).round() as u32;
            (weight > 0).then_some(Weighed { feature, objection, weight })
        };
        let mut all: Vec<Weighed> = relative.into_iter().filter_map(weighed).collect();
        all.sort_unstable();
        all
    }
}

/// What a feature says that occurs in `count` of an objection's `own` lessons, and in `all` of so many `lessons` at all.
fn says(count: f64, own: f64, all: f64, lessons: f64) -> f64 {
    let usual = SMOOTHING * all / (lessons + SMOOTHING);
    let here = (count + usual) / (own + SMOOTHING);
    let elsewhere = (all - count + usual) / (lessons - own + SMOOTHING);
    (here / elsewhere).ln() * count / (count + DOUBT)
}

fn keep_strongest(weights: &mut Vec<Weight>) {
    weights.sort_unstable_by(|a, b| b.counts().total_cmp(&a.counts()).then(a.feature.cmp(&b.feature)));
    weights.truncate(MOST_FEATURES);
}
