//! How long it takes to find the content for a deal: `cargo xtask bench` runs this and judges the figures.

mod timing;

use std::collections::HashMap;
use std::error::Error;
use std::hint::black_box;

use chrono::NaiveDate;
use plumbline_domain::content::{Asked, Content, ContentKind, Shelf};
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::objection::{Merges, Objection, likeliest, usual};
use plumbline_domain::situation::Situation;

/// How often a time is taken; the report has the median.
const ROUNDS: usize = 101;

/// Objections that marketing keeps.
const OBJECTIONS: usize = 5_000;

/// Pieces of content, most of which answer one of a few objections.
const PIECES: usize = 10_000;

/// Objections that a panel offers.
const OFFERED: usize = 40;

fn main() -> Result<(), Box<dyn Error>> {
    let objections: Vec<Objection> = (0..OBJECTIONS).map(objection).collect();
    let day = NaiveDate::from_ymd_opt(2026, 11, 20).ok_or("no such day")?;
    let pieces: Vec<Content> = (0..PIECES).map(|n| piece(n, day)).collect();
    let shelf = Shelf::new(pieces, &Merges::default());
    let counts: HashMap<ObjectionId, u64> = (0..OBJECTIONS).map(|n| (id(n), (OBJECTIONS - n) as u64)).collect();
    let won_with: HashMap<ContentId, u32> = (0..PIECES / 2).map(|n| (ContentId::new(format!("c{n}")), 3)).collect();
    let reported = [id(0), id(1), id(7)];
    let (competitors, segments) = (["Acme".to_owned()], ["Enterprise".to_owned()]);
    let situation = Situation { stage: Some("Proposition"), competitors: &competitors, segments: &segments };
    let took = timing::microseconds(ROUNDS, 1, || {
        let offered = likeliest(objections.iter(), &reported, situation, &counts, OFFERED);
        let here = offered.iter().filter(|one| usual(one, situation).is_some());
        let here: Vec<ObjectionId> = here.map(|one| one.id.clone()).collect();
        let asked = Asked { reported: &reported, usual: &here, situation, won_with: &won_with, today: day };
        black_box(shelf.rank(black_box(asked), 3).len())
    });
    timing::report("content.json", &serde_json::json!({ "rank_content_us": took }))
}

fn id(n: usize) -> ObjectionId {
    ObjectionId::new(format!("o{n}"))
}

fn names(when: bool, name: &str) -> Vec<String> {
    if when { vec![name.to_owned()] } else { Vec::new() }
}

fn objection(n: usize) -> Objection {
    Objection {
        id: id(n),
        name: format!("Objection {n}"),
        phrases: Vec::new(),
        stages: names(n.is_multiple_of(3), "Proposition"),
        competitors: names(n.is_multiple_of(5), "Acme"),
        segments: names(n.is_multiple_of(7), "Enterprise"),
        owner: None,
    }
}

/// A tenth of all pieces answers one of the three objections that were reported.
fn piece(n: usize, day: NaiveDate) -> Content {
    Content {
        id: ContentId::new(format!("c{n}")),
        title: format!("Piece {n}"),
        kind: ContentKind::Document,
        url: Some(format!("https://content.example.com/{n}")),
        snippet: None,
        language: None,
        answers: vec![if n.is_multiple_of(10) { id(n % 3) } else { id(n % OBJECTIONS) }],
        stages: names(n.is_multiple_of(4), "Proposition"),
        segments: Vec::new(),
        competitors: names(n.is_multiple_of(5), "Acme"),
        verifier: None,
        verified_on: Some(day),
        verify_by: Some(day),
    }
}
