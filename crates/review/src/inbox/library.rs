//! The content that answers are chosen from.

use std::rc::Rc;

use plumbline_domain::content::{Content, Situation, rank};
use plumbline_domain::ids::ContentId;
use plumbline_protocol::review::InboxReportView;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Error};

/// The content as far as it is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Library {
    /// Being read.
    #[default]
    Loading,
    /// All of it, by title.
    Ready(Rc<Vec<Content>>),
    /// It could not be read.
    Failed(Error),
}

/// Reads the content each time it becomes wanted, showing what was known meanwhile. The callback reads it again.
#[hook]
pub fn use_library<T: Clone + PartialEq + 'static>(wanted_for: Option<T>) -> (Library, Callback<()>) {
    let library = use_state_eq(Library::default);
    let read = use_callback((), {
        let library = library.clone();
        move |(), ()| read(library.clone())
    });
    use_effect_with(wanted_for, {
        let read = read.clone();
        move |wanted_for| {
            if wanted_for.is_some() {
                read.emit(());
            }
        }
    });
    ((*library).clone(), read)
}

fn read(library: UseStateHandle<Library>) {
    spawn_local(async move {
        match api::content().await {
            Ok(response) => library.set(Library::Ready(Rc::new(response.content))),
            Err(error) if !matches!(*library, Library::Ready(_)) => library.set(Library::Failed(error)),
            Err(_) => {}
        }
    });
}

/// A piece that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice<'a> {
    /// The piece.
    pub content: &'a Content,
    /// It fits the report, by the same rule that the panel offers content by.
    pub fits: bool,
}

/// What can be chosen for a report: what fits it first and best first, then everything else; only what is sought, and what
/// is chosen already.
pub fn choices<'a>(
    all: &'a [Content],
    view: &InboxReportView,
    sought: &str,
    chosen: Option<&ContentId>,
) -> Vec<Choice<'a>> {
    let report = &view.report.report;
    let competitors: Vec<String> = report.competitor.iter().cloned().collect();
    let stage = view.record.as_ref().and_then(|record| record.stage.as_ref()).map(|stage| stage.name.as_str());
    let reported = [report.objection.clone()];
    let situation = Situation { reported: &reported, usual: &[], stage, competitors: &competitors };
    let fitting: Vec<&Content> = rank(all, situation, all.len()).into_iter().map(|found| found.content).collect();
    let others = all.iter().filter(|content| !fitting.iter().any(|fit| fit.id == content.id));
    let in_order = fitting.iter().map(|content| (*content, true)).chain(others.map(|content| (content, false)));
    in_order
        .filter(|(content, _)| chosen == Some(&content.id) || is_sought(content, sought))
        .map(|(content, fits)| Choice { content, fits })
        .collect()
}

fn is_sought(content: &Content, sought: &str) -> bool {
    let haystack = format!("{}\n{}", content.title, content.competitors.join("\n")).to_lowercase();
    sought.to_lowercase().split_whitespace().all(|word| haystack.contains(word))
}

#[cfg(test)]
mod tests {
    use plumbline_domain::content::ContentKind;
    use plumbline_domain::ids::ObjectionId;
    use plumbline_domain::objection::Handling;

    use super::*;
    use crate::inbox::sample;

    fn piece(title: &str, answers: &[&str], competitors: &[&str]) -> Content {
        Content {
            id: ContentId::new(title),
            title: title.to_owned(),
            kind: ContentKind::Document,
            url: "https://example.com".into(),
            answers: answers.iter().copied().map(ObjectionId::new).collect(),
            stages: Vec::new(),
            competitors: competitors.iter().map(ToString::to_string).collect(),
            verified_on: None,
        }
    }

    #[track_caller]
    fn check(sought: &str, chosen: Option<&str>, expect: &[(&str, bool)]) {
        let all = [
            piece("Audit report", &["security"], &[]),
            piece("Globex compared", &["price"], &["Globex"]),
            piece("Initech compared", &["price"], &["Initech"]),
            piece("Payback sheet", &["price"], &[]),
        ];
        let view = sample::report(1, Handling::New);
        let found: Vec<(&str, bool)> = choices(&all, &view, sought, chosen.map(ContentId::new).as_ref())
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
}
