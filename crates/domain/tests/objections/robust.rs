//! Whatever comes, in whatever order.

use std::fmt::Write;
use std::time::{Duration, Instant};

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;
use plumbline_domain::objection::recognise::{IndexError, Labelled, MOST_BYTES, Recogniser, train};
use proptest::prelude::*;

use super::labelled::{Line, halves, objections};
use super::{ids, trained};

/// An index of a few objections.
fn small() -> Vec<u8> {
    let (known, _) = halves();
    let labelled: Vec<_> = known.iter().take(120).map(Line::labelled).collect();
    train(&objections()[..8], &labelled)
}

fn objection(id: &str, name: &str) -> Objection {
    Objection {
        id: ObjectionId::new(id),
        name: name.to_owned(),
        phrases: Vec::new(),
        stages: Vec::new(),
        competitors: Vec::new(),
        segments: Vec::new(),
        owner: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_order_of_what_is_known_makes_no_difference(
        (lines, shuffled) in Just(halves().0.split_off(500)).prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        objections in Just(objections()).prop_shuffle(),
    ) {
        let labelled = |lines: &'static [Line]| lines.iter().map(Line::labelled).collect::<Vec<_>>();
        let (lines, shuffled): (&[Line], &[Line]) = (lines.leak(), shuffled.leak());
        prop_assert!(train(&super::objections(), &labelled(lines)) == train(&objections, &labelled(shuffled)));
    }
}

proptest! {
    #[test]
    fn bytes_that_are_no_index_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Recogniser::read(&bytes).is_err());
        let headed = [b"PLRC\x01".as_slice(), &bytes].concat();
        if let Ok(recogniser) = Recogniser::read(&headed) {
            recogniser.recognise("too expensive");
        }
    }

    #[test]
    fn a_damaged_index_is_refused_or_answers_something(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in any::<prop::sample::Index>(),
    ) {
        let mut bytes = small();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(recogniser) = Recogniser::read(&bytes) {
            prop_assert!(recogniser.recognise("far too expensive, no budget left this year").len() <= 3);
        }
        bytes = small();
        bytes.truncate(end.index(bytes.len()));
        prop_assert!(Recogniser::read(&bytes).is_err());
    }

    #[test]
    fn any_text_is_answered_with_three_at_most(text in ".{0,400}", marks in "[\\x00-\\x1f\u{200b}-\u{206f}<>&'\"א-ת٠-٩一-龥]{0,200}") {
        let recogniser = Recogniser::read(&small()).unwrap();
        for text in [text.as_str(), &marks, &(text.clone() + &marks)] {
            let found = recogniser.recognise(text);
            prop_assert!(found.len() <= 3);
            prop_assert!(found.is_sorted_by(|a, b| a.percent >= b.percent));
        }
    }
}

#[test]
fn an_index_of_another_version_says_so() {
    let mut bytes = small();
    bytes[4] = 2;
    assert_eq!(Recogniser::read(&bytes), Err(IndexError::Version(2)));
    bytes[0] = b'X';
    assert_eq!(Recogniser::read(&bytes), Err(IndexError::NoIndex));
    let longer = [small(), vec![0]].concat();
    assert_eq!(Recogniser::read(&longer), Err(IndexError::Broken("the features")));
}

#[test]
fn the_longest_texts_take_no_longer_than_they_may() {
    let recogniser = trained(&objections(), &halves().0);
    let long = ["a ", "too expensive ", "価格が高い", "\u{301}", "<b>price</b>", "שלום ", "x", "\0"];
    for text in long.map(|part| part.repeat(10_000 / part.chars().count())) {
        let began = Instant::now();
        recogniser.recognise(&text);
        let took = began.elapsed();
        assert!(took < Duration::from_millis(50), "{took:?} for {} times {:?}", text.len(), text.chars().next());
    }
}

#[test]
fn nothing_is_learnt_from_nothing() {
    let recogniser = Recogniser::read(&train(&[], &[])).unwrap();
    assert!(recogniser.recognise("too expensive").is_empty());
    // A label that is none of theirs, and names that no index could end.
    let strange = [objection("a\0b", "Unheard of"), objection("price", "Too\0expensive")];
    let gone = ObjectionId::new("gone");
    let labelled = [Labelled { text: "too expensive", objection: Some(&gone) }];
    let recogniser = Recogniser::read(&train(&strange, &labelled)).unwrap();
    let found = recogniser.recognise("too expensive");
    assert_eq!(found.iter().map(|found| found.name.as_str()).collect::<Vec<_>>(), ["Too expensive"]);
}

/// Names of two made-up words each.
fn many(count: usize) -> Vec<Objection> {
    let word = |number: usize| {
        let syllable = |part: usize| ["ba", "de", "fi", "go", "lu", "mar", "nel", "por", "sti", "tan"][part % 10];
        [number, number / 10, number / 100, number / 1000].map(syllable).concat()
    };
    let made = |number: usize| {
        let mut id = String::new();
        write!(id, "{}-{}", word(number), word(number * 7 + 3)).unwrap();
        objection(&id, &id.replace('-', " "))
    };
    (0..count).map(made).collect()
}

#[test]
fn thousands_of_objections_fit_and_each_answers_to_its_name() {
    let objections = many(5_000);
    let bytes = train(&objections, &[]);
    assert!(bytes.len() <= MOST_BYTES, "{} bytes", bytes.len());
    let recogniser = Recogniser::read(&bytes).unwrap();
    let knows = |objection: &&Objection| ids(&recogniser, &objection.name).contains(&objection.id);
    let known = objections.iter().filter(knows).count();
    assert!(known >= 4_900, "{known} of 5,000");
}

#[test]
fn what_does_not_fit_is_what_was_reported_least() {
    let objections = many(10_000);
    let objections: Vec<Objection> =
        objections.into_iter().map(|objection| Objection { name: objection.name.repeat(4), ..objection }).collect();
    let reported = objections.last().unwrap();
    let labelled = [Labelled { text: "carrier pigeons", objection: Some(&reported.id) }; 3];
    let bytes = train(&objections, &labelled);
    assert!(bytes.len() <= MOST_BYTES, "{} bytes", bytes.len());
    let recogniser = Recogniser::read(&bytes).unwrap();
    assert_eq!(ids(&recogniser, "carrier pigeons").first(), Some(&reported.id));
    let known = objections.iter().filter(|objection| ids(&recogniser, &objection.name).contains(&objection.id)).count();
    assert!((1_000..10_000).contains(&known), "{known} of 10,000");
}
