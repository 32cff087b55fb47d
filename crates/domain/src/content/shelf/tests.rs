use super::*;
use crate::content::ContentKind;

/// A piece that answers price, unless told otherwise.
fn piece(id: &str, change: impl FnOnce(&mut Content)) -> Content {
    let mut piece = Content {
        id: ContentId::new(id),
        title: id.to_owned(),
        kind: ContentKind::Document,
        url: Some("https://example.com".into()),
        snippet: None,
        language: None,
        answers: vec![ObjectionId::new("price")],
        stages: Vec::new(),
        segments: Vec::new(),
        competitors: Vec::new(),
        verifier: None,
        verified_on: None,
        verify_by: None,
    };
    change(&mut piece);
    piece
}

fn ids(names: &[&str]) -> Vec<ObjectionId> {
    names.iter().copied().map(ObjectionId::new).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

struct Case<'a> {
    reported: &'a [&'a str],
    usual: &'a [&'a str],
    stage: Option<&'a str>,
}

fn ranked(shelf: &Shelf, case: &Case<'_>) -> Vec<(String, Vec<MatchReason>)> {
    let (reported, usual) = (ids(case.reported), ids(case.usual));
    let (competitors, segments) = (["acme".to_owned()], ["Enterprise".to_owned()]);
    let asked = Asked {
        reported: &reported,
        usual: &usual,
        situation: Situation { stage: case.stage, competitors: &competitors, segments: &segments },
        won_with: &HashMap::from([(ContentId::new("won"), 9)]),
        today: day("2026-11-20"),
    };
    shelf.rank(asked, 3).into_iter().map(|found| (found.content.id.to_string(), found.reasons)).collect()
}

#[track_caller]
fn check(pieces: Vec<Content>, case: &Case<'_>, expect: &[&str]) {
    let shelf = Shelf::new(pieces, &Merges::default());
    let found: Vec<String> = ranked(&shelf, case).into_iter().map(|(id, _)| id).collect();
    assert_eq!(found, expect);
}

const PRICE: Case<'_> = Case { reported: &["price"], usual: &[], stage: None };

#[test]
fn what_was_reported_here_is_answered_first() {
    let pieces = || {
        vec![
            piece("any-price", |_| ()),
            piece("acme-price", |piece| piece.competitors = vec!["Acme".into()]),
            piece("late-price", |piece| piece.stages = vec!["Proposition".into()]),
            piece("other-price", |piece| piece.competitors = vec!["Globex".into()]),
            piece("small-price", |piece| piece.segments = vec!["Small".into()]),
            piece("security", |piece| piece.answers = ids(&["security"])),
        ]
    };
    let case = |reported, usual, stage| Case { reported, usual, stage };
    check(pieces(), &case(&["price"], &["security"], None), &["acme-price", "any-price", "security"]);
    check(pieces(), &case(&["security"], &["price"], Some("proposition")), &["security", "acme-price", "late-price"]);
    check(pieces(), &case(&[], &[], Some("Proposition")), &[]);
    check(pieces(), &case(&["unheard-of"], &[], None), &[]);
}

#[test]
fn among_equals_the_fresh_the_proven_and_the_last_verified_come_first() {
    let stale = piece("stale", |piece| piece.verify_by = Some(day("2026-11-19")));
    let today = piece("today", |piece| piece.verify_by = Some(day("2026-11-20")));
    check(vec![stale, today], &PRICE, &["today", "stale"]);
    check(vec![piece("a", |_| ()), piece("won", |_| ())], &PRICE, &["won", "a"]);
    let verified = piece("verified", |piece| piece.verified_on = Some(day("2026-11-01")));
    check(vec![piece("a", |_| ()), verified, piece("b", |_| ())], &PRICE, &["verified", "a", "b"]);
}

#[test]
fn each_piece_says_why() {
    let all = piece("won", |piece| {
        piece.competitors = vec!["Acme".into()];
        piece.segments = vec!["enterprise".into()];
        piece.verified_on = Some(day("2026-11-08"));
    });
    let stale = piece("old", |piece| {
        piece.verified_on = Some(day("2025-01-01"));
        piece.verify_by = Some(day("2026-01-01"));
    });
    let found = ranked(&Shelf::new(vec![all, stale], &Merges::default()), &PRICE);
    let price = || MatchReason::Reported { objection: ObjectionId::new("price") };
    let expect = [
        price(),
        MatchReason::Competitor { name: "acme".into() },
        MatchReason::Segment { name: "Enterprise".into() },
        MatchReason::Verified { on: day("2026-11-08") },
        MatchReason::UsedInWonDeals { deals: 9 },
    ];
    assert_eq!(found[0], ("won".to_owned(), expect.into()));
    assert_eq!(found[1], ("old".to_owned(), vec![price(), MatchReason::Stale { since: day("2026-01-01") }]));
}

#[test]
fn what_answers_a_part_answers_the_whole() {
    let merges: Merges = [(ObjectionId::new("costly"), ObjectionId::new("price"))].into_iter().collect();
    let costly = piece("costly", |piece| piece.answers = ids(&["costly", "price"]));
    let shelf = Shelf::new(vec![costly], &merges);
    assert_eq!(ranked(&shelf, &PRICE).len(), 1);
    assert_eq!(shelf.answering(&ObjectionId::new("costly")).count(), 0);
}
