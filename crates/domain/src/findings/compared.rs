use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{ContentId, ObjectionId};
use crate::numbers::Proportion;

/// A deal that was won or lost and that something was reported on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Won, or else lost.
    pub is_won: bool,
    /// What was heard on it, each once.
    pub objections: BTreeSet<ObjectionId>,
    /// What was used on it before it was closed, each once.
    pub used: BTreeSet<ContentId>,
}

/// How often deals are won with content and without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Compared {
    /// Deals won, of those that it was used on.
    pub used: Proportion,
    /// Deals won, of those that it was not used on.
    pub not_used: Proportion,
}

/// What a comparison comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// More is won with it, by more than chance explains.
    MoreWon,
    /// Less is won with it, by more than chance explains.
    FewerWon,
    /// One cannot say, above all of few deals.
    Unclear,
}

impl Compared {
    /// Clear only where the interval of the difference, at 95 %, leaves out zero.
    pub fn verdict(&self) -> Verdict {
        match self.used.minus(self.not_used) {
            Some((low, _)) if low > 0 => Verdict::MoreWon,
            Some((_, high)) if high < 0 => Verdict::FewerWon,
            _ => Verdict::Unclear,
        }
    }

    fn of(deals: &[&Closed], is_used: impl Fn(&Closed) -> bool) -> Self {
        let won = |is_wanted: bool| {
            let those = deals.iter().filter(|deal| is_used(deal) == is_wanted);
            let (won, all) = those.fold((0, 0), |(won, all), deal| (won + i64::from(deal.is_won), all + 1));
            Proportion::of(won, all)
        };
        Self { used: won(true), not_used: won(false) }
    }
}

/// Content against no content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparisons {
    /// Any content at all, over every deal.
    pub any: Compared,
    /// Each piece that was used and not used.
    pub pieces: BTreeMap<ContentId, Compared>,
}

/// Compares, for each piece, the deals that it was used on with those on which something was heard that it answers, and on which it was
/// not used. Deals on which it had nothing to answer say nothing of it. That more is won with it does not say that it is the cause: a
/// rep may use it where a deal goes well anyway.
pub fn compared<'a>(
    deals: &[Closed],
    content: impl IntoIterator<Item = (&'a ContentId, BTreeSet<&'a ObjectionId>)>,
) -> Comparisons {
    let mut heard: BTreeMap<&ObjectionId, Vec<usize>> = BTreeMap::new();
    let mut used: BTreeMap<&ContentId, Vec<usize>> = BTreeMap::new();
    for (place, deal) in deals.iter().enumerate() {
        deal.objections.iter().for_each(|objection| heard.entry(objection).or_default().push(place));
        deal.used.iter().for_each(|content| used.entry(content).or_default().push(place));
    }
    let places = |content: &ContentId, answers: &BTreeSet<&ObjectionId>| {
        let heard = answers.iter().filter_map(|objection| heard.get(objection)).flatten();
        heard.chain(used.get(content).into_iter().flatten()).copied().collect::<BTreeSet<usize>>()
    };
    let compare = |(content, answers): (&ContentId, BTreeSet<&ObjectionId>)| {
        let those: Vec<&Closed> = places(content, &answers).into_iter().filter_map(|place| deals.get(place)).collect();
        let compared = Compared::of(&those, |deal| deal.used.contains(content));
        (content.clone(), compared)
    };
    let is_known =
        |(_, compared): &(ContentId, Compared)| compared.used.denominator > 0 && compared.not_used.denominator > 0;
    let every: Vec<&Closed> = deals.iter().collect();
    Comparisons {
        any: Compared::of(&every, |deal| !deal.used.is_empty()),
        pieces: content.into_iter().map(compare).filter(is_known).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    use super::*;

    fn closed(is_won: bool, objections: &[&str], used: &[&str]) -> Closed {
        Closed {
            is_won,
            objections: objections.iter().copied().map(ObjectionId::new).collect(),
            used: used.iter().copied().map(ContentId::new).collect(),
        }
    }

    fn numbers(compared: &Compared) -> [i64; 4] {
        let Compared { used, not_used } = compared;
        [used.numerator, used.denominator, not_used.numerator, not_used.denominator]
    }

    #[test]
    fn a_piece_is_compared_only_with_deals_that_it_could_have_answered() {
        let deals = [
            closed(true, &["price"], &["sheet"]),
            closed(false, &["price", "time"], &[]),
            closed(false, &["time"], &[]),
            closed(true, &["time"], &["sheet", "video"]),
        ];
        let (sheet, video, idle) = (ContentId::new("sheet"), ContentId::new("video"), ContentId::new("idle"));
        let (price, time) = (ObjectionId::new("price"), ObjectionId::new("time"));
        let content = [(&sheet, [&price].into()), (&video, [&time].into()), (&idle, [&time].into())];
        let found = compared(&deals, content);
        assert_eq!(numbers(&found.any), [2, 2, 0, 2]);
        let pieces: Vec<_> = found.pieces.iter().map(|(id, piece)| (id.as_str(), numbers(piece))).collect();
        assert_eq!(pieces, [("sheet", [2, 2, 0, 1]), ("video", [1, 1, 0, 2])]);
    }

    #[test]
    fn a_verdict_needs_a_difference_beyond_chance() {
        let check = |used: (i64, i64), not_used: (i64, i64), expect| {
            let compared =
                Compared { used: Proportion::of(used.0, used.1), not_used: Proportion::of(not_used.0, not_used.1) };
            assert_eq!(compared.verdict(), expect, "{used:?} {not_used:?}");
        };
        check((1, 1), (0, 1), Verdict::Unclear);
        check((56, 70), (48, 80), Verdict::MoreWon);
        check((48, 80), (56, 70), Verdict::FewerWon);
        check((5, 10), (5, 10), Verdict::Unclear);
        check((5, 10), (0, 0), Verdict::Unclear);
    }

    const OBJECTIONS: [&str; 3] = ["price", "time", "trust"];
    const CONTENT: [&str; 2] = ["sheet", "video"];

    proptest! {
        #[test]
        fn every_piece_is_counted_as_going_through_all_deals_does(
            deals in vec((any::<bool>(), btree_set(0_usize..3, 0..3), btree_set(0_usize..2, 0..2)), 0..20),
            answers in btree_set(0_usize..3, 0..3),
        ) {
            let deals: Vec<Closed> = deals.iter().map(|(is_won, heard, used)| {
                let names = |places: &BTreeSet<usize>, of: &[&'static str]| places.iter().map(|place| of[*place]).collect::<Vec<_>>();
                closed(*is_won, &names(heard, &OBJECTIONS), &names(used, &CONTENT))
            }).collect();
            let answers: Vec<ObjectionId> = answers.iter().map(|place| ObjectionId::new(OBJECTIONS[*place])).collect();
            let sheet = ContentId::new("sheet");
            let mut expect = [0; 4];
            for deal in &deals {
                let is_used = deal.used.contains(&sheet);
                if is_used || answers.iter().any(|answer| deal.objections.contains(answer)) {
                    let at = if is_used { 0 } else { 2 };
                    expect[at] += i64::from(deal.is_won);
                    expect[at + 1] += 1;
                }
            }
            let found = compared(&deals, [(&sheet, answers.iter().collect())]);
            match found.pieces.get(&sheet) {
                Some(piece) => prop_assert_eq!(numbers(piece), expect),
                None => prop_assert!(expect[1] == 0 || expect[3] == 0),
            }
        }
    }
}
