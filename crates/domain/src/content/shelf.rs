//! All content, laid out so that the few pieces which answer something are found without looking at the others.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Content, MatchReason};
use crate::ids::{ContentId, ObjectionId};
use crate::objection::Merges;
use crate::situation::{Situation, named};

/// A piece of content with the reasons it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<'a> {
    /// The piece.
    pub content: &'a Content,
    /// At least one.
    pub reasons: Vec<MatchReason>,
}

/// What is to be answered, where and when.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Objections reported on the record, the latest first, as what they count as.
    pub reported: &'a [ObjectionId],
    /// Objections usual here, the likeliest first.
    pub usual: &'a [ObjectionId],
    /// The record's stage, rivals and kind of customer.
    pub situation: Situation<'a>,
    /// In how many deals that were won each piece was used.
    pub won_with: &'a HashMap<ContentId, u32>,
    /// The day on which content is fresh or stale.
    pub today: NaiveDate,
}

/// Pieces of content by the objections that they answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    pieces: Vec<Content>,
    by_objection: HashMap<ObjectionId, Vec<usize>>,
}

impl Shelf {
    /// Lays out what is offered. What answers an objection answers also what that counts as.
    pub fn new(pieces: Vec<Content>, merges: &Merges) -> Self {
        let mut by_objection: HashMap<ObjectionId, Vec<usize>> = HashMap::new();
        for (place, piece) in pieces.iter().enumerate() {
            for answered in &piece.answers {
                let places = by_objection.entry(merges.root(answered).clone()).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        Self { pieces, by_objection }
    }

    /// What answers an objection, in the order in which it was laid out.
    pub fn answering(&self, objection: &ObjectionId) -> impl Iterator<Item = &Content> {
        self.by_objection.get(objection).into_iter().flatten().filter_map(|place| self.pieces.get(*place))
    }

    /// At most `most` pieces, best first.
    ///
    /// A piece must answer an objection that was reported or is usual here, and must not be meant for other stages, competitors or
    /// kinds of customer only. Reported counts before usual, then competitor, stage and kind of customer, then what is not stale,
    /// then use in deals that were won; ties go to the one verified last, then by id. In time that grows with the pieces that
    /// answer these objections, not with all there are.
    pub fn rank(&self, asked: Asked<'_>, most: usize) -> Vec<Match<'_>> {
        let mut found: HashMap<&ContentId, Fit<'_, '_>> = HashMap::new();
        let reported = asked.reported.iter().map(|id| (id, true));
        for (objection, is_reported) in reported.chain(asked.usual.iter().map(|id| (id, false))) {
            for content in self.answering(objection) {
                // The first objection that brings a piece is the one that counts most.
                if !found.contains_key(&content.id)
                    && let Some(fit) = fit(content, objection, is_reported, asked)
                {
                    found.insert(&content.id, fit);
                }
            }
        }
        let mut found: Vec<Fit<'_, '_>> = found.into_values().collect();
        found.sort_by_key(|fit| {
            let won = Reverse(fit.won_with);
            (Reverse(fit.score()), fit.is_stale, won, Reverse(fit.content.verified_on), &fit.content.id)
        });
        found.into_iter().take(most).map(|fit| Match { content: fit.content, reasons: fit.reasons() }).collect()
    }
}

/// Why a piece fits. Borrows everything: of all that fit, only the best few are kept.
struct Fit<'a, 's> {
    content: &'a Content,
    objection: &'s ObjectionId,
    is_reported: bool,
    competitor: Option<&'s str>,
    stage: Option<&'s str>,
    segment: Option<&'s str>,
    is_stale: bool,
    won_with: u32,
}

fn fit<'a, 's>(
    content: &'a Content,
    objection: &'s ObjectionId,
    is_reported: bool,
    asked: Asked<'s>,
) -> Option<Fit<'a, 's>> {
    let Situation { stage, competitors, segments } = asked.situation;
    Some(Fit {
        competitor: named(&content.competitors, competitors.iter().map(String::as_str))?,
        stage: named(&content.stages, stage.into_iter())?,
        segment: named(&content.segments, segments.iter().map(String::as_str))?,
        is_stale: content.is_stale(asked.today),
        won_with: asked.won_with.get(&content.id).copied().unwrap_or(0),
        content,
        objection,
        is_reported,
    })
}

impl Fit<'_, '_> {
    fn score(&self) -> u8 {
        let parts = [
            (self.is_reported, 8),
            (self.competitor.is_some(), 4),
            (self.stage.is_some(), 2),
            (self.segment.is_some(), 1),
        ];
        parts.into_iter().filter(|(holds, _)| *holds).map(|(_, worth)| worth).sum()
    }

    fn reasons(&self) -> Vec<MatchReason> {
        let objection = self.objection.clone();
        let objection = match self.is_reported {
            true => MatchReason::Reported { objection },
            false => MatchReason::UsualAtStage { objection },
        };
        let name = |name: &str| name.to_owned();
        let stale = self.content.verify_by.filter(|_| self.is_stale).map(|since| MatchReason::Stale { since });
        let verified = self.content.verified_on.map(|on| MatchReason::Verified { on });
        let won = (self.won_with > 0).then_some(MatchReason::UsedInWonDeals { deals: self.won_with });
        [
            Some(objection),
            self.competitor.map(|competitor| MatchReason::Competitor { name: name(competitor) }),
            self.stage.map(|stage| MatchReason::Stage { name: name(stage) }),
            self.segment.map(|segment| MatchReason::Segment { name: name(segment) }),
            stale.or(verified),
            won,
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

#[cfg(test)]
mod tests;
