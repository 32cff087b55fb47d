//! Enablement content, and which piece to show first.

use std::collections::HashSet;

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
    let mut found: Vec<(u32, Match<'a>)> = all.iter().filter_map(|content| fit(content, situation)).collect();
    found.sort_by(|(a_score, a), (b_score, b)| {
        (b_score, b.content.verified_on, &a.content.id).cmp(&(a_score, a.content.verified_on, &b.content.id))
    });
    found.into_iter().take(most).map(|(_, found)| found).collect()
}

fn fit<'a>(content: &'a Content, situation: Situation<'_>) -> Option<(u32, Match<'a>)> {
    let answers: HashSet<&ObjectionId> = content.answers.iter().collect();
    let reported = situation.reported.iter().find(|id| answers.contains(id));
    let usual = situation.usual.iter().find(|id| answers.contains(id));
    let objection = match (reported, usual) {
        (Some(id), _) => (8, MatchReason::Reported { objection: id.clone() }),
        (None, Some(id)) => (4, MatchReason::UsualAtStage { objection: id.clone() }),
        (None, None) => return None,
    };
    let competitor = named(&content.competitors, situation.competitors.iter().map(String::as_str))?;
    let stage = named(&content.stages, situation.stage.into_iter())?;
    let scored = [
        Some(objection),
        competitor.map(|name| (2, MatchReason::Competitor { name })),
        stage.map(|name| (1, MatchReason::Stage { name })),
    ];
    let (scores, reasons): (Vec<u32>, Vec<MatchReason>) = scored.into_iter().flatten().unzip();
    Some((scores.iter().sum(), Match { content, reasons }))
}

/// `Some(Some(name))` when the piece is meant for one that is present, `Some(None)` when it is meant for any, `None` when it
/// is meant for others only. Case does not matter.
fn named<'b>(meant_for: &[String], mut present: impl Iterator<Item = &'b str>) -> Option<Option<String>> {
    if meant_for.is_empty() {
        return Some(None);
    }
    let is_meant = |name: &str| meant_for.iter().any(|meant| meant.eq_ignore_ascii_case(name));
    present.find(|name| is_meant(name)).map(|name| Some(name.to_owned()))
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
