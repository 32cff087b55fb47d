//! The labelled set, and how well something knows it.
//!
//! `objections.json` has the objections of a usual library with how buyers say them. `labelled.csv` has what reps write: each line
//! with the objection that it is about, none where it is about none of them, and the half that it belongs to. The known half is there to
//! learn from and to choose methods by. The other half is asked in the end and decides nothing.

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;
use plumbline_domain::objection::recognise::Labelled;

/// A line of the labelled set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub objection: Option<ObjectionId>,
    pub is_known: bool,
    pub text: String,
}

impl Line {
    pub fn labelled(&self) -> Labelled<'_> {
        Labelled { text: &self.text, objection: self.objection.as_ref() }
    }
}

pub fn objections() -> Vec<Objection> {
    serde_json::from_str(include_str!("objections.json")).unwrap()
}

/// The known half, and the held-out one.
pub fn halves() -> (Vec<Line>, Vec<Line>) {
    let lines = rows(include_str!("labelled.csv")).into_iter().skip(1).map(|row| {
        let [objection, half, text] = row.try_into().unwrap();
        assert!(["known", "held_out"].contains(&half.as_str()), "{half}");
        let objection = (!objection.is_empty()).then(|| ObjectionId::new(objection));
        Line { objection, is_known: half == "known", text }
    });
    lines.partition(|line| line.is_known)
}

/// Rows of a CSV file.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = csv.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(character),
        }
    }
    rows
}

/// How many texts were recognised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// About one of the objections.
    pub about_one: usize,
    /// Of these: it came first.
    pub first: usize,
    /// Of these: it was among the answers.
    pub among: usize,
    /// Of these: there was no answer.
    pub silent: usize,
    /// About none.
    pub about_none: usize,
    /// Of these: there was an answer.
    pub mistaken: usize,
}

impl Figures {
    /// Asks for each line. Answers come best first.
    pub fn of(lines: &[Line], answers: impl Fn(&str) -> Vec<ObjectionId>) -> Self {
        let mut figures = Self::default();
        for line in lines {
            let answers = answers(&line.text);
            match &line.objection {
                Some(objection) => {
                    figures.about_one += 1;
                    figures.first += usize::from(answers.first() == Some(objection));
                    figures.among += usize::from(answers.contains(objection));
                    figures.silent += usize::from(answers.is_empty());
                }
                None => {
                    figures.about_none += 1;
                    figures.mistaken += usize::from(!answers.is_empty());
                }
            }
        }
        figures
    }

    /// In tenths of a percent: first, among the answers, and mistaken.
    pub fn per_mille(self) -> [usize; 3] {
        [self.first * 1000 / self.about_one, self.among * 1000 / self.about_one, self.mistaken * 1000 / self.about_none]
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |part: usize, of: usize| format!("{part} of {of} ({:.1} %)", part as f64 * 100.0 / of as f64);
        let Self { about_one, first, among, silent, about_none, mistaken } = *self;
        let told = [(first, "first"), (among, "among three"), (silent, "no answer")];
        for (part, what) in told {
            write!(f, "{what} {}, ", percent(part, about_one))?;
        }
        write!(f, "mistaken where there is none {}", percent(mistaken, about_none))
    }
}
