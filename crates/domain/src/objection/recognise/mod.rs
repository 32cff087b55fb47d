//! Which known objection a text is about.
//!
//! [`train()`] learns it from the objections' names and phrases, from a thesaurus of the trade ([`thesaurus.txt`](train)), and from
//! what reps wrote in reports that count as one of them. What it learnt is an index of a few bytes per objection, which
//! a [`Recogniser`] reads on the device and asks at every keystroke.
//!
//! A text is the sum of its [features](features), each objection the sum of what it weighs them with, and the objection
//! with the largest sum is the one. Both halves take texts apart by the same function. There is no floating point, no map and no
//! sorting in the half that asks, since a panel carries it.
//!
//! # The index
//!
//! Numbers are LEB128 without sign, seven bits a byte, the lowest first.
//!
//! | what | how |
//! | --- | --- |
//! | magic, version | `PLRC`, one byte |
//! | threshold | number; what a text's best objection must at least score |
//! | objections | how many; those reported most come first, and a place in this order is what postings name |
//! | pairs | how many, then three bytes each: a byte, and the two that it stands for |
//! | names | how many bytes, then those; unpacked by the pairs, each objection's id and name, each ended by a zero byte |
//! | concepts | how many, then each: its key less the key before, and a byte with the concept |
//! | features | how many, then each: itself less the feature before, and its postings |
//! | posting | `(objection less the one before) << 5 | weight << 1 | is last`, weights from 1 to 15 |

mod concepts;
pub mod features;
mod fold;
mod format;
mod names;
mod recogniser;
mod train;

pub use format::IndexError;
pub use recogniser::{Recognised, Recogniser};
pub use train::{Labelled, train};

/// The most bytes that an index has.
pub const MOST_BYTES: usize = 200 * 1024;
