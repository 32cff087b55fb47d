//! Objections and content for tests.

use chrono::{DateTime, Utc};
use plumbline_domain::content::{Content, ContentKind};
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::objection::{Handling, Objection};
use plumbline_protocol::library::{ContentEntry, ObjectionEntry};

pub fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap()
}

pub fn objection(id: &str, name: &str) -> ObjectionEntry {
    ObjectionEntry {
        objection: Objection {
            id: ObjectionId::new(id),
            name: name.to_owned(),
            phrases: Vec::new(),
            stages: Vec::new(),
            competitors: Vec::new(),
            segments: Vec::new(),
            owner: None,
        },
        handling: Handling::New,
        merged_into: None,
        version: 1,
    }
}

pub fn piece(id: &str, title: &str) -> ContentEntry {
    ContentEntry {
        content: Content {
            id: ContentId::new(id),
            title: title.to_owned(),
            kind: ContentKind::Document,
            url: Some(format!("https://content.example.com/{id}")),
            snippet: None,
            language: None,
            answers: Vec::new(),
            stages: Vec::new(),
            segments: Vec::new(),
            competitors: Vec::new(),
            verifier: None,
            verified_on: None,
            verify_by: None,
        },
        is_retired: false,
        version: 1,
    }
}
