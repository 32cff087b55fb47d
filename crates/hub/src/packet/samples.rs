//! Reports and a library, as the tests of this folder have them.

use plumbline_domain::content::{Content, ContentKind};
use plumbline_domain::ids::{ContentId, ObjectionId, ReportId};
use plumbline_domain::objection::{Handling, Objection, Report};
use plumbline_protocol::library::{ContentEntry, ObjectionEntry};
use plumbline_protocol::report::ReportView;
use uuid::Uuid;

use crate::records::samples::{at, key};
use crate::store::Library;

pub fn report(objection: Option<&str>, hour: i64) -> ReportView {
    ReportView {
        report: Report {
            id: ReportId(Uuid::nil()),
            revision: 1,
            record: key(1),
            objection: objection.map(ObjectionId::new),
            heard_at: at(hour),
            words: None,
            severity: None,
            competitor: None,
            segment: None,
            withdrawn: false,
        },
        objection: objection.map(str::to_uppercase),
        counts_as: objection.map(ObjectionId::new),
        filed_under: None,
        reporter: "Dana".into(),
        is_mine: false,
        handling: Handling::New,
        answer: None,
    }
}

fn objection(id: &str, merged_into: Option<&str>) -> ObjectionEntry {
    let objection = Objection {
        id: ObjectionId::new(id),
        name: id.to_uppercase(),
        phrases: Vec::new(),
        stages: Vec::new(),
        competitors: Vec::new(),
        segments: Vec::new(),
        owner: None,
    };
    ObjectionEntry { objection, handling: Handling::New, merged_into: merged_into.map(ObjectionId::new), version: 1 }
}

fn piece(id: &str, title: &str, answers: &str) -> ContentEntry {
    let content = Content {
        id: ContentId::new(id),
        title: title.into(),
        kind: ContentKind::Document,
        url: None,
        snippet: None,
        language: None,
        answers: vec![ObjectionId::new(answers)],
        stages: Vec::new(),
        segments: Vec::new(),
        competitors: Vec::new(),
        verifier: None,
        verified_on: None,
        verify_by: None,
    };
    ContentEntry { content, is_retired: false, version: 1 }
}

/// Of "costly", which counts as "price", and of "security".
pub fn library() -> Library {
    let objections = vec![objection("costly", Some("price")), objection("price", None), objection("security", None)];
    let content =
        vec![piece("cost", "Five-year cost", "costly"), piece("security-sheet", "Security sheet", "security")];
    Library::new(objections, content)
}
