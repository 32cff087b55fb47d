//! What a form offers to choose: what fits best first, and never more than a person looks through.

use std::collections::HashMap;

use chrono::NaiveDate;
use plumbline_domain::content::{Asked, Content, Shelf};
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::situation::Situation;
use plumbline_protocol::library::{ContentEntry, ObjectionEntry};
use plumbline_protocol::review::InboxReportView;

/// So many are offered; who wants another looks for it.
pub const MOST: usize = 50;

/// A piece of content that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice<'a> {
    /// The piece.
    pub content: &'a Content,
    /// It fits the report, by the same rule that the panel offers content by.
    pub fits: bool,
}

/// What a report can be answered with: what fits it first and best first, then everything else; only what is sought, and what
/// is chosen already.
pub fn contents<'a>(
    all: &'a [ContentEntry],
    shelf: &'a Shelf,
    view: &InboxReportView,
    today: NaiveDate,
    sought: &str,
    chosen: Option<&ContentId>,
) -> Vec<Choice<'a>> {
    let fitting = fitting(shelf, view, today);
    let pieces = all.iter().map(|entry| &entry.content);
    let others = pieces.filter(|content| !fitting.iter().any(|fit| fit.id == content.id));
    let in_order = fitting.iter().map(|content| (*content, true)).chain(others.map(|content| (content, false)));
    in_order
        .filter(|(content, _)| chosen == Some(&content.id) || is_content_sought(content, sought))
        .map(|(content, fits)| Choice { content, fits })
        .collect()
}

fn fitting<'a>(shelf: &'a Shelf, view: &InboxReportView, today: NaiveDate) -> Vec<&'a Content> {
    let report = &view.report.report;
    let competitors: Vec<String> = report.competitor.iter().cloned().collect();
    let segments: Vec<String> = report.segment.iter().cloned().collect();
    let stage = view.record.as_ref().and_then(|record| record.stage.as_ref()).map(|stage| stage.name.as_str());
    let reported: Vec<ObjectionId> = view.report.counts_as.iter().chain(&report.objection).cloned().collect();
    let situation = Situation { stage, competitors: &competitors, segments: &segments };
    let asked = Asked { reported: &reported, usual: &[], situation, won_with: &HashMap::new(), today };
    shelf.rank(asked, MOST).into_iter().map(|found| found.content).collect()
}

fn is_content_sought(content: &Content, sought: &str) -> bool {
    is_sought(&format!("{}\n{}", content.title, content.competitors.join("\n")), sought)
}

/// What a report can be filed under: by name, and what is chosen already first.
pub fn objections<'a>(
    all: &'a [ObjectionEntry],
    sought: &str,
    chosen: Option<&ObjectionId>,
) -> Vec<&'a ObjectionEntry> {
    let is_chosen = |entry: &ObjectionEntry| chosen == Some(&entry.objection.id);
    let text = |entry: &ObjectionEntry| format!("{}\n{}", entry.objection.name, entry.objection.phrases.join("\n"));
    let mut found: Vec<&ObjectionEntry> =
        all.iter().filter(|entry| is_chosen(entry) || is_sought(&text(entry), sought)).collect();
    found.sort_by_key(|entry| !is_chosen(entry));
    found
}

/// Whether everything that was typed stands somewhere.
fn is_sought(haystack: &str, sought: &str) -> bool {
    let haystack = haystack.to_lowercase();
    sought.to_lowercase().split_whitespace().all(|word| haystack.contains(word))
}

#[cfg(test)]
mod tests {
    use plumbline_domain::content::ContentKind;
    use plumbline_domain::objection::{Handling, Merges, Objection};

    use super::*;
    use crate::inbox::sample;

    fn piece(title: &str, answers: &[&str], competitors: &[&str]) -> ContentEntry {
        let content = Content {
            id: ContentId::new(title),
            title: title.to_owned(),
            kind: ContentKind::Document,
            url: Some("https://example.com".into()),
            snippet: None,
            language: None,
            answers: answers.iter().copied().map(ObjectionId::new).collect(),
            stages: Vec::new(),
            segments: Vec::new(),
            competitors: competitors.iter().map(ToString::to_string).collect(),
            verifier: None,
            verified_on: None,
            verify_by: None,
        };
        ContentEntry { content, is_retired: false, version: 1 }
    }

    #[track_caller]
    fn check(sought: &str, chosen: Option<&str>, expect: &[(&str, bool)]) {
        let all = [
            piece("Audit report", &["security"], &[]),
            piece("Globex compared", &["price"], &["Globex"]),
            piece("Initech compared", &["price"], &["Initech"]),
            piece("Payback sheet", &["price"], &[]),
        ];
        let shelf = Shelf::new(all.iter().map(|entry| entry.content.clone()).collect(), &Merges::default());
        let view = sample::report(1, Handling::New);
        let chosen = chosen.map(ContentId::new);
        let found: Vec<(&str, bool)> = contents(&all, &shelf, &view, NaiveDate::default(), sought, chosen.as_ref())
            .into_iter()
            .map(|choice| (choice.content.title.as_str(), choice.fits))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn what_fits_comes_first_and_nothing_is_out_of_reach() {
        check(
            "",
            None,
            &[("Globex compared", true), ("Payback sheet", true), ("Audit report", false), ("Initech compared", false)],
        );
        check("COMPARED", None, &[("Globex compared", true), ("Initech compared", false)]);
        check("nothing like it", None, &[]);
        check("nothing like it", Some("Audit report"), &[("Audit report", false)]);
    }

    fn objection(name: &str, phrase: &str) -> ObjectionEntry {
        let objection = Objection {
            id: ObjectionId::new(name),
            name: name.to_owned(),
            phrases: vec![phrase.to_owned()],
            stages: Vec::new(),
            competitors: Vec::new(),
            segments: Vec::new(),
            owner: None,
        };
        ObjectionEntry { objection, handling: Handling::New, merged_into: None, version: 1 }
    }

    #[test]
    fn objections_are_found_by_how_buyers_say_them() {
        let all = [objection("Price", "too dear"), objection("Timing", "next year")];
        let check = |sought: &str, chosen: Option<&str>, expect: &[&str]| {
            let chosen = chosen.map(ObjectionId::new);
            let found: Vec<&str> =
                objections(&all, sought, chosen.as_ref()).iter().map(|entry| entry.objection.name.as_str()).collect();
            assert_eq!(found, expect, "{sought:?}");
        };
        check("", None, &["Price", "Timing"]);
        check("YEAR", None, &["Timing"]);
        check("price", Some("Timing"), &["Timing", "Price"]);
    }
}
