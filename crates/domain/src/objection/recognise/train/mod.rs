//! Learning an index from what is known.
//!
//! Each name, phrase and labelled text is a lesson. A feature weighs for an objection by the logarithm of how much more usual it
//! is in its lessons than in all others (both smoothed), discounted where it occurred in few of them. Of each objection the
//! features that weigh most are kept, as many of each as fit into [`MOST_BYTES`]. When not even [`FEWEST`] of each fit, the objections
//! that were reported least are left out.
//!
//! The threshold is where the best answer is as often wrong as right: see `threshold.rs`.

mod counts;
mod lessons;
mod pack;
mod thesaurus;
mod threshold;
mod weights;
mod write;

use super::MOST_BYTES;
use crate::ids::ObjectionId;
use crate::objection::Objection;
use lessons::{Lessons, Pupil};
use weights::{MOST_FEATURES, Weights};

/// So many features of each objection are worth more than one more objection that is seldom reported.
const FEWEST: usize = 4;

/// A text, and what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labelled<'a> {
    /// What was written.
    pub text: &'a str,
    /// The objection; `None` for a text that is about none of them.
    pub objection: Option<&'a ObjectionId>,
}

/// Learns an index of at most [`MOST_BYTES`] for [`Recogniser::read`](super::Recogniser::read). The order in which things come makes no difference, and labels
/// that are none of the objections' are passed over.
pub fn train(objections: &[Objection], labelled: &[Labelled<'_>]) -> Vec<u8> {
    let concepts = thesaurus::concepts();
    let mut pupils = lessons::pupils(objections, labelled);
    loop {
        let frame = write::frame(&pupils, &concepts);
        let lessons = Lessons::new(&pupils, labelled, &concepts);
        let weights = Weights::new(&lessons, |_| true);
        let room = MOST_BYTES.saturating_sub(write::HEAD + frame.len());
        let fits = |most: usize| write::features(&weights.strongest(most)).len() <= room;
        if !fits(FEWEST.min(MOST_FEATURES)) && !pupils.is_empty() {
            leave_out(&mut pupils);
            continue;
        }
        let most = most_that(fits);
        let threshold = threshold::threshold(&lessons, &concepts, most);
        return write::index(threshold, &frame, &write::features(&weights.strongest(most)));
    }
}

/// Leaves out one in ten, those reported least.
fn leave_out(pupils: &mut Vec<Pupil<'_>>) {
    pupils.truncate(pupils.len() * 9 / 10);
}

/// The largest number of features that fits.
fn most_that(fits: impl Fn(usize) -> bool) -> usize {
    let (mut fit, mut too_many) = (0, MOST_FEATURES + 1);
    while too_many - fit > 1 {
        let middle = fit.midpoint(too_many);
        if fits(middle) { fit = middle } else { too_many = middle }
    }
    fit
}
