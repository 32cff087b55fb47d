//! What a text is taken apart into.
//!
//! Each word counts as itself, as what it means by the thesaurus, alone and beside what the words before it mean, by its runs of four letters, and by its skeleton: the first letter and
//! the consonants after it, doubled ones once, which most misspellings leave alone. A word that the thesaurus does not know is looked up by
//! its skeleton. In scripts without spaces two letters are a run, since words are that short there.

use super::concepts::Concepts;
use super::fold::{Folded, fold};

/// What is written beyond so many characters does not count: what a text is about stands before.
pub const MOST_CHARACTERS: usize = 2_000;

/// How many letters of a word are its stem.
const STEM: usize = 6;

/// How many letters a run has, and in scripts without spaces.
const RUN: usize = 4;
const SHORT_RUN: usize = 2;

/// So many meanings before a word's own are beside it.
const BESIDE: usize = 16;

/// How much a feature counts, by the lowest bits that it has.
const WEIGHTS: [u32; 4] = [10, 2, 1, 1];

const MEANING: u32 = 0;
const WORD: u32 = 1;
const LETTERS: u32 = 2;
const SKELETON: u32 = 3;

/// Two meanings beside one another: above all that one meaning can be.
const PAIR: u32 = 1 << 20;
const PAIR_WEIGHT: u32 = 3;

/// Keys of the thesaurus.
const STEM_KEY: u32 = 4;
const SKELETON_KEY: u32 = 5;

/// How much a feature counts, if its word means one thing only.
pub fn weight(feature: u32) -> u32 {
    if feature & 3 == MEANING && feature >= PAIR {
        return PAIR_WEIGHT;
    }
    WEIGHTS.get((feature & 3) as usize).copied().unwrap_or(1)
}

/// Tells `visit` of each feature of a text, with how much it counts, as often as it occurs.
pub(super) fn each(text: &str, concepts: &Concepts, visit: &mut dyn FnMut(u32, u32)) {
    let mut meant: Vec<u8> = Vec::new();
    each_word(text, &mut |word| {
        let letters = word.get(1..word.len() - 1).unwrap_or_default();
        visit(feature(WORD, letters), weight(WORD));
        let is_spaceless = letters.first().is_some_and(|letter| *letter >= '\u{2E80}');
        for run in word.windows(if is_spaceless { SHORT_RUN } else { RUN }) {
            visit(feature(LETTERS, run), weight(LETTERS));
        }
        let skeleton = skeleton(letters);
        if letters.len() > 2 {
            visit(feature(SKELETON, &skeleton), weight(SKELETON));
        }
        let known = concepts.of(stem_key(letters));
        let meanings = match skeleton_key(letters, &skeleton) {
            Some(key) if known.is_empty() => concepts.of(key),
            _ => known,
        };
        for meaning in meanings {
            // A word of several meanings says less of each.
            visit(u32::from(*meaning) << 2 | MEANING, weight(MEANING) / meanings.len() as u32);
            let beside = meant.iter().rev().take(BESIDE).filter(|other| *other != meaning);
            beside.for_each(|other| visit(pair(*meaning, *other), PAIR_WEIGHT));
        }
        meant.extend(meanings);
    });
}

fn pair(one: u8, other: u8) -> u32 {
    PAIR | u32::from(one.min(other)) << 10 | u32::from(one.max(other)) << 2 | MEANING
}

/// The keys by which the thesaurus finds a word that it has.
pub(super) fn keys(word: &str) -> Vec<u32> {
    let mut keys = Vec::new();
    each_word(word, &mut |word| {
        let letters = word.get(1..word.len() - 1).unwrap_or_default();
        keys.push(stem_key(letters));
        keys.extend(skeleton_key(letters, &skeleton(letters)));
    });
    keys
}

/// Tells `visit` of each word, folded, with a space before and after it.
fn each_word(text: &str, visit: &mut dyn FnMut(&[char])) {
    let mut word = vec![' '];
    let mut end = |word: &mut Vec<char>| {
        if word.len() > 1 {
            word.push(' ');
            visit(word);
            word.truncate(1);
        }
    };
    for character in text.chars().take(MOST_CHARACTERS) {
        match fold(character) {
            Folded::Letter(letter) => word.push(letter),
            Folded::Gap => end(&mut word),
            Folded::Nothing => {}
        }
    }
    end(&mut word);
}

fn skeleton(letters: &[char]) -> Vec<char> {
    let mut skeleton: Vec<char> = Vec::new();
    for letter in letters {
        let is_vowel = "aeiouyаеиоуыэюя".contains(*letter);
        if skeleton.is_empty() || !(is_vowel || skeleton.last() == Some(letter)) {
            skeleton.push(*letter);
        }
    }
    skeleton
}

fn stem_key(letters: &[char]) -> u32 {
    hash(STEM_KEY, letters.get(..STEM).unwrap_or(letters)) >> 8
}

/// Of short words too little is left to tell them apart.
fn skeleton_key(letters: &[char], skeleton: &[char]) -> Option<u32> {
    let is_long = letters.len() >= 5 && skeleton.len() >= 4;
    is_long.then(|| hash(SKELETON_KEY, skeleton.get(..5).unwrap_or(skeleton)) >> 8)
}

/// 22 bits that tell letters apart, and two for the kind.
fn feature(kind: u32, letters: &[char]) -> u32 {
    (hash(kind, letters) >> 8 & !3) | kind
}

/// FNV-1a, with its bits mixed.
fn hash(seed: u32, letters: &[char]) -> u32 {
    let step = |hash: u32, letter: &char| (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193);
    let mut hash = letters.iter().fold(0x811C_9DC5 ^ seed.wrapping_mul(0x9E37_79B9), step);
    hash = (hash ^ hash >> 15).wrapping_mul(0x2C1B_3C6D);
    hash ^ hash >> 12
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, &mut |word| words.push(word.iter().collect()));
        words
    }

    fn features(text: &str) -> Vec<u32> {
        let mut features = Vec::new();
        each(text, &Concepts::default(), &mut |feature, _| features.push(feature));
        features
    }

    #[test]
    fn words_are_folded_and_have_a_space_on_either_side() {
        assert_eq!(words("<b>Can't</b> afford, 10k!"), [" b ", " cant ", " b ", " afford ", " 10k "]);
        assert_eq!(words("高い です"), [" 高い ", " です "]);
        assert!(words(" \0\u{200f}…").is_empty());
        assert_eq!(words(&"x ".repeat(MOST_CHARACTERS)).len(), MOST_CHARACTERS / 2);
    }

    #[test]
    fn most_misspellings_leave_the_skeleton_alone() {
        let check = |word: &str, wrong: &[&str], expect: &str| {
            for word in wrong.iter().chain([&word]) {
                let letters: Vec<char> = word.chars().collect();
                assert_eq!(skeleton(&letters).iter().collect::<String>(), expect, "{word}");
            }
        };
        check("budget", &["budegt", "buddget", "budgt"], "bdgt");
        check("expensive", &["expensiv", "expnsive", "expenssive"], "expnsv");
        check("integration", &["integraton", "integretion"], "intgrtn");
        check("дорого", &["дорага", "дорогоо"], "дрг");
        check("", &[], "");
    }

    #[test]
    fn a_word_means_what_its_stem_or_else_its_skeleton_means() {
        let mut keyed: Vec<(u32, u8)> = keys("expensive").into_iter().map(|key| (key, 7)).collect();
        keyed.push((stem_key(&['f', 'r', 'e', 'e']), 1));
        keyed.push((stem_key(&['f', 'r', 'e', 'e']), 2));
        keyed.sort_unstable();
        let mut concepts = Concepts::default();
        keyed.into_iter().for_each(|(key, meaning)| concepts.push(key, meaning));
        let meanings = |text: &str| {
            let mut found = Vec::new();
            each(text, &concepts, &mut |feature, weight| {
                if feature & 3 == MEANING && feature < PAIR {
                    found.push((feature >> 2, weight));
                }
            });
            found
        };
        assert_eq!(meanings("expensively expnsiv"), [(7, 10), (7, 10)]);
        assert_eq!(meanings("free"), [(1, 5), (2, 5)]);
        assert_eq!(meanings("expand fre"), []);
    }

    #[test]
    fn meanings_beside_one_another_count_whichever_comes_first() {
        let mut concepts = Concepts::default();
        let mut keyed = [(stem_key(&['a', 'a']), 0), (stem_key(&['b', 'b']), 255)];
        keyed.sort_unstable();
        keyed.into_iter().for_each(|(key, meaning)| concepts.push(key, meaning));
        let pairs = |text: &str| {
            let mut found = Vec::new();
            each(text, &concepts, &mut |feature, weight| found.extend((weight == PAIR_WEIGHT).then_some(feature)));
            found
        };
        assert_eq!(pairs("aa x bb"), [pair(0, 255)]);
        assert_eq!(pairs("bb aa"), pairs("aa bb"));
        assert!(pairs("aa aa").is_empty());
        assert_eq!((weight(pair(0, 255)), weight(255 << 2)), (PAIR_WEIGHT, 10));
    }

    #[test]
    fn texts_that_share_letters_share_features() {
        let shared = |a: &str, b: &str| {
            let b = features(b);
            features(a).iter().filter(|feature| b.contains(feature)).count()
        };
        assert!(shared("integration", "integrations") > shared("integration", "interest"));
        assert!(shared("価格が高い", "高い") > 0);
        assert_eq!(shared("price", "budget"), 0);
    }
}
