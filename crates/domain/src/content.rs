//! Enablement content, and which piece to show first.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{ContentId, ObjectionId};

/// What a piece of content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// One competitor, point by point.
    Battlecard,
    /// A customer's story.
    CaseStudy,
    /// Anything to read.
    Document,
    /// Anything to watch.
    Video,
    /// A sheet or page that computes, such as a return on investment.
    Calculator,
}

/// Enablement material that answers objections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Content {
    /// Stable.
    pub id: ContentId,
    /// As shown.
    pub title: String,
    /// What it is.
    pub kind: ContentKind,
    /// Where it is; https or http.
    pub url: String,
    /// The objections that it answers.
    pub answers: Vec<ObjectionId>,
    /// The stages it is meant for; none means any.
    pub stages: Vec<String>,
    /// The competitors it is about; none means any.
    pub competitors: Vec<String>,
    /// Last checked by its owner.
    pub verified_on: Option<NaiveDate>,
}

/// Why a piece is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchReason {
    /// It answers an objection reported on this very record.
    Reported {
        /// Which.
        objection: ObjectionId,
    },
    /// It answers an objection usual at this stage.
    UsualAtStage {
        /// Which.
        objection: ObjectionId,
    },
    /// It is about a competitor named on the record.
    Competitor {
        /// Whom.
        name: String,
    },
    /// It is meant for the record's stage.
    Stage {
        /// Which.
        name: String,
    },
}

/// A piece of content with the reasons it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<'a> {
    /// The piece.
    pub content: &'a Content,
    /// At least one.
    pub reasons: Vec<MatchReason>,
}

/// What content is matched against.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// Reported on the record, latest first.
    pub reported: &'a [ObjectionId],
    /// Usual at its stage.
    pub usual: &'a [ObjectionId],
    /// Its stage.
    pub stage: Option<&'a str>,
    /// Competitors named on it.
    pub competitors: &'a [String],
}

/// At most `most` pieces, best first.
///
/// A piece must answer an objection that was reported or is usual here, and must not be meant for other stages or other
/// competitors only. Reported counts before usual, then competitor, then stage; ties go to the one verified last, then by id.
pub fn rank<'a>(all: &'a [Content], situation: Situation<'_>, most: usize) -> Vec<Match<'a>> {
    let (reported, usual) = (places(situation.reported), places(situation.usual));
    let mut found: Vec<Fit<'_, '_>> =
        all.iter().filter_map(|content| fit(content, situation, &reported, &usual)).collect();
    found.sort_by_key(|fit| (Reverse(fit.score()), Reverse(fit.content.verified_on), &fit.content.id));
    found.into_iter().take(most).map(|fit| Match { content: fit.content, reasons: fit.reasons() }).collect()
}

/// Where each objection stands in a list.
type Places<'s> = HashMap<&'s ObjectionId, usize>;

fn places(objections: &[ObjectionId]) -> Places<'_> {
    // Backwards, so that the first place of one that stands there twice is kept.
    objections.iter().enumerate().rev().map(|(place, id)| (id, place)).collect()
}

/// Why a piece fits. Borrows everything: of all that fit, only the best few are kept.
struct Fit<'a, 's> {
    content: &'a Content,
    objection: &'s ObjectionId,
    is_reported: bool,
    competitor: Option<&'s str>,
    stage: Option<&'s str>,
}

fn fit<'a, 's>(
    content: &'a Content,
    situation: Situation<'s>,
    reported: &Places<'s>,
    usual: &Places<'s>,
) -> Option<Fit<'a, 's>> {
    let first = |places: &Places<'s>| {
        let answered = content.answers.iter().filter_map(|id| places.get_key_value(id));
        answered.min_by_key(|(_, place)| **place).map(|(id, _)| *id)
    };
    let (objection, is_reported) = match first(reported) {
        Some(id) => (id, true),
        None => (first(usual)?, false),
    };
    let competitor = named(&content.competitors, situation.competitors.iter().map(String::as_str))?;
    let stage = named(&content.stages, situation.stage.into_iter())?;
    Some(Fit { content, objection, is_reported, competitor, stage })
}

impl Fit<'_, '_> {
    fn score(&self) -> u8 {
        let objection = if self.is_reported { 8 } else { 4 };
        objection + if self.competitor.is_some() { 2 } else { 0 } + u8::from(self.stage.is_some())
    }

    fn reasons(&self) -> Vec<MatchReason> {
        let objection = self.objection.clone();
        let objection = match self.is_reported {
            true => MatchReason::Reported { objection },
            false => MatchReason::UsualAtStage { objection },
        };
        let competitor = self.competitor.map(|name| MatchReason::Competitor { name: name.to_owned() });
        let stage = self.stage.map(|name| MatchReason::Stage { name: name.to_owned() });
        [Some(objection), competitor, stage].into_iter().flatten().collect()
    }
}

/// `Some(Some(name))` when the piece is meant for one that is present, `Some(None)` when it is meant for any, `None` when it
/// is meant for others only. Case does not matter.
fn named<'b>(meant_for: &[String], mut present: impl Iterator<Item = &'b str>) -> Option<Option<&'b str>> {
    if meant_for.is_empty() {
        return Some(None);
    }
    let is_meant = |name: &str| meant_for.iter().any(|meant| meant.eq_ignore_ascii_case(name));
    present.find(|name| is_meant(name)).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(id: &str, answers: &[&str], stages: &[&str], competitors: &[&str]) -> Content {
        let texts = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        Content {
            id: ContentId::new(id),
            title: id.to_owned(),
            kind: ContentKind::Document,
            url: "https://example.com".into(),
            answers: answers.iter().copied().map(ObjectionId::new).collect(),
            stages: texts(stages),
            competitors: texts(competitors),
            verified_on: None,
        }
    }

    #[track_caller]
    fn check(reported: &[&str], usual: &[&str], stage: Option<&str>, expect: &[&str]) {
        let all = [
            piece("any-price", &["price"], &[], &[]),
            piece("acme-price", &["price"], &[], &["Acme"]),
            piece("late-price", &["price"], &["Proposition"], &[]),
            piece("other-price", &["price"], &[], &["Globex"]),
            piece("security", &["security"], &[], &[]),
        ];
        let ids = |names: &[&str]| names.iter().copied().map(ObjectionId::new).collect::<Vec<_>>();
        let (reported, usual, competitors) = (ids(reported), ids(usual), ["acme".to_owned()]);
        let situation = Situation { reported: &reported, usual: &usual, stage, competitors: &competitors };
        let found: Vec<&str> = rank(&all, situation, 3).iter().map(|found| found.content.id.as_str()).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn what_was_reported_here_is_answered_first() {
        check(&["price"], &["security"], None, &["acme-price", "any-price", "security"]);
        check(&["security"], &["price"], Some("proposition"), &["security", "acme-price", "late-price"]);
        check(&[], &[], Some("Proposition"), &[]);
        check(&["unheard-of"], &[], None, &[]);
    }
}
