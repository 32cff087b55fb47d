//! How long a keystroke takes that is compared with thousands of objections: `cargo xtask bench` runs this and judges the figures.
//!
//! The library and its reports are made of made-up words. Some objections are reported much more often than others, as in
//! any team, and reports share words with one another as well as with what they are about.

mod timing;

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;
use plumbline_domain::objection::recognise::{Labelled, Recogniser, train};

/// Objections of a very large library.
const OBJECTIONS: usize = 5_000;

/// Reports that are learnt from.
const REPORTS: usize = 100_000;

/// Different words.
const WORDS: usize = 20_000;

/// Words that belong to an objection more than to others.
const OWN_WORDS: usize = 12;

/// The characters that are typed in each measurement.
const LONGEST: usize = 400;

fn main() -> Result<(), Box<dyn Error>> {
    let mut world = World::new();
    let objections: Vec<Objection> = (0..OBJECTIONS).map(|number| world.objection(number)).collect();
    let reports: Vec<(usize, String)> = (0..REPORTS).map(|_| world.report()).collect();
    let asked: Vec<(usize, String)> = (0..2_000).map(|_| world.report()).collect();
    let labelled: Vec<Labelled<'_>> = reports
        .iter()
        .filter_map(|(number, text)| Some(Labelled { text, objection: Some(&objections.get(*number)?.id) }))
        .collect();

    let began = Instant::now();
    let bytes = train(&objections, &labelled);
    let trained = began.elapsed();
    let recogniser = Recogniser::read(&bytes)?;
    let read = timing::microseconds(11, 1, || Recogniser::read(black_box(&bytes)));
    let mut keystrokes = keystrokes(&recogniser, &asked);
    keystrokes.sort_by(f64::total_cmp);
    let knows = |(number, text): &&(usize, String)| {
        let id = objections.get(*number).map(|objection| &objection.id);
        recogniser.recognise(text).iter().any(|found| Some(&found.id) == id)
    };
    let known = asked.iter().filter(knows).count();
    timing::report(
        "recognise.json",
        &serde_json::json!({
            "recognise_us": { "p50": at(&keystrokes, 50), "p95": at(&keystrokes, 95) },
            "recognise_index_bytes": bytes.len(),
            "recognise_read_us": read,
            "recognise_train_ms": trained.as_secs_f64() * 1e3,
            "recognise_made_up_among_three": known as f64 / asked.len() as f64,
        }),
    )
}

/// Microseconds of each keystroke from 20 to 400 characters, as the text grows.
fn keystrokes(recogniser: &Recogniser, texts: &[(usize, String)]) -> Vec<f64> {
    let mut times = Vec::new();
    for part in texts.chunks(16) {
        let text: String = part.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ");
        let ends: Vec<usize> = text.char_indices().map(|(place, _)| place).take(LONGEST + 1).skip(20).collect();
        for typed in ends.into_iter().filter_map(|end| text.get(..end)) {
            let began = Instant::now();
            black_box(recogniser.recognise(black_box(typed)));
            times.push(began.elapsed().as_secs_f64() * 1e6);
        }
    }
    times
}

fn at(sorted: &[f64], percentile: usize) -> f64 {
    sorted.get((sorted.len() * percentile / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// Where words and reports come from.
struct World {
    state: u64,
    words: Vec<String>,
}

impl World {
    fn new() -> Self {
        let mut world = Self { state: 1, words: Vec::new() };
        world.words = (0..WORDS).map(|_| world.word()).collect();
        world
    }

    fn drawn(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % below.max(1)
    }

    /// The first of `count` are drawn most: as often as their number divides into one.
    fn zipf(&mut self, count: usize) -> usize {
        let uniform = self.drawn(1 << 20) as f64 / f64::from(1 << 20);
        ((count as f64).powf(uniform) as usize).saturating_sub(1)
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 20] = [
            "an", "ber", "con", "dis", "er", "for", "gra", "hin", "in", "ket", "lo", "mit", "ne", "or", "pre", "qua",
            "re", "sta", "tion", "un",
        ];
        let count = 2 + self.drawn(3);
        (0..count).filter_map(|_| SYLLABLES.get(self.drawn(SYLLABLES.len())).copied()).collect()
    }

    fn any_word(&mut self) -> String {
        let place = self.zipf(WORDS);
        self.words.get(place).cloned().unwrap_or_default()
    }

    /// Those of one objection, always the same, some of which others have as well.
    fn own_word(&mut self, objection: usize) -> String {
        let place = (objection * 7 + self.zipf(OWN_WORDS) * 613) % WORDS;
        self.words.get(place).cloned().unwrap_or_default()
    }

    fn sentence(&mut self, objection: usize, own: usize, any: usize) -> String {
        let own = (0..own).map(|_| self.own_word(objection)).collect::<Vec<_>>();
        let any = (0..any).map(|_| self.any_word()).collect::<Vec<_>>();
        [any, own].concat().join(" ")
    }

    fn objection(&mut self, number: usize) -> Objection {
        let name = self.sentence(number, 2, 1);
        Objection {
            id: ObjectionId::new(name.replace(' ', "-") + &number.to_string()),
            phrases: (0..3).map(|_| self.sentence(number, 3, 3)).collect(),
            name,
            stages: Vec::new(),
            competitors: Vec::new(),
            segments: Vec::new(),
            owner: None,
        }
    }

    fn report(&mut self) -> (usize, String) {
        let objection = self.zipf(OBJECTIONS);
        let (own, any) = (1 + self.drawn(4), 3 + self.drawn(9));
        (objection, self.sentence(objection, own, any))
    }
}
