//! Writing an index: see [the format](crate::objection::recognise).

use super::lessons::Pupil;
use super::pack;
use super::weights::Weighed;
use crate::objection::recognise::concepts::Concepts;
use crate::objection::recognise::format::{MAGIC, VERSION, WEIGHT_BITS, push_number};
use crate::objection::recognise::names::END;

/// The most bytes of magic, version and threshold.
pub const HEAD: usize = 10;

/// What comes between the threshold and the features.
pub fn frame(pupils: &[Pupil<'_>], concepts: &Concepts) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_number(&mut bytes, pupils.len() as u32);
    bytes.extend(pack::pack(&names(pupils)));
    push_number(&mut bytes, concepts.iter().len() as u32);
    let mut before = 0;
    for (key, meaning) in concepts.iter() {
        push_number(&mut bytes, key - before);
        bytes.push(meaning);
        before = key;
    }
    bytes
}

fn names(pupils: &[Pupil<'_>]) -> String {
    let ended = |text: &str| text.replace(END, " ") + "\0";
    pupils.iter().map(|pupil| ended(pupil.objection.id.as_str()) + &ended(&pupil.objection.name)).collect()
}

/// Features with their postings, which come by feature and objection.
pub fn features(weighed: &[Weighed]) -> Vec<u8> {
    let features = weighed.chunk_by(|a, b| a.feature == b.feature);
    let mut bytes = Vec::new();
    push_number(&mut bytes, features.clone().count() as u32);
    let mut before = 0;
    for same in features {
        let Some(last) = same.last() else { continue };
        push_number(&mut bytes, last.feature - before);
        before = last.feature;
        let mut objection = 0;
        for posting in same {
            let place = u32::from(posting.objection);
            let is_last = u32::from(posting == last);
            push_number(&mut bytes, (place - objection) << (WEIGHT_BITS + 1) | posting.weight << 1 | is_last);
            objection = place;
        }
    }
    bytes
}

/// All of it.
pub fn index(threshold: u32, frame: &[u8], features: &[u8]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.push(VERSION);
    push_number(&mut bytes, threshold);
    [bytes.as_slice(), frame, features].concat()
}
