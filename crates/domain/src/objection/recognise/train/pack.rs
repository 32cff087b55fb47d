//! Packs ids and names: the two bytes that follow one another most become one that is not used, again and again.

use crate::objection::recognise::format::push_number;
use crate::objection::recognise::names::{LONGEST, Meanings};

/// A pair costs three bytes, so it must come more often than that.
const FEWEST: u32 = 4;

/// What [`names::read`](crate::objection::recognise::names::read) reads.
pub fn pack(text: &str) -> Vec<u8> {
    let mut text = text.as_bytes().to_vec();
    let is_used = |byte: &u8| text.contains(byte);
    let unused: Vec<u8> = (1..=u8::MAX).filter(|byte| !is_used(byte)).collect();
    let (mut meanings, mut pairs) = (Meanings::default(), Vec::new());
    for byte in unused {
        let Some((left, right)) = most_frequent(&text, &meanings) else { break };
        if meanings.pair(byte, left, right).is_some() {
            pairs.push([byte, left, right]);
            text = replaced(&text, byte, left, right);
        }
    }
    let mut packed = Vec::new();
    push_number(&mut packed, pairs.len() as u32);
    packed.extend(pairs.into_iter().flatten());
    push_number(&mut packed, text.len() as u32);
    packed.extend(text);
    packed
}

/// The pair that occurs most; of equal ones the first by value.
fn most_frequent(text: &[u8], meanings: &Meanings) -> Option<(u8, u8)> {
    let mut counts = vec![0_u32; 1 << 16];
    for pair in text.windows(2) {
        let &[left, right] = pair else { continue };
        if let Some(count) = counts.get_mut(usize::from(left) << 8 | usize::from(right)) {
            *count += 1;
        }
    }
    let length = |byte: usize| meanings.of(byte as u8).map_or(0, <[u8]>::len);
    let fits = |pair: &usize| length(pair >> 8) + length(*pair) <= LONGEST;
    let often = (0..).zip(counts).filter(|(_, count)| *count >= FEWEST);
    let most = often.filter(|(pair, _)| fits(pair)).min_by_key(|(_, count)| std::cmp::Reverse(*count));
    most.map(|(pair, _)| ((pair >> 8) as u8, pair as u8))
}

fn replaced(text: &[u8], byte: u8, left: u8, right: u8) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let is_pair = *first == left && after.first() == Some(&right);
        replaced.push(if is_pair { byte } else { *first });
        rest = if is_pair { after.get(1..).unwrap_or_default() } else { after };
    }
    replaced
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::objection::recognise::format::Reader;
    use crate::objection::recognise::names;

    proptest! {
        #[test]
        fn what_is_packed_is_read_again(texts in prop::collection::vec(("[a-c]{0,9}", "[^\\x00]{0,9}"), 0..40)) {
            let joined: String = texts.iter().map(|(id, name)| format!("{id}\0{name}\0")).collect();
            let packed = pack(&joined);
            let read = names::read(&mut Reader::new(&packed)).unwrap();
            prop_assert_eq!(read.len(), texts.len());
            for (place, (id, name)) in texts.iter().enumerate() {
                prop_assert_eq!(read.get(place), Some((id.as_str(), name.as_str())));
            }
        }
    }

    #[test]
    fn what_repeats_takes_less() {
        let text = "happy-with-vendor\0Happy with current vendor\0".repeat(50);
        let packed = pack(&text);
        assert!(packed.len() * 8 < text.len(), "{} of {}", packed.len(), text.len());
    }
}
