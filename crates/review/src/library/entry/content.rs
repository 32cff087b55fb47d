//! A piece of content in a form.

use plumbline_domain::content::{Content, ContentKind};
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_protocol::library::{ContentEntry, ContentRequest, LibraryChange};

use super::Entry;
use crate::api::{self, Error};
use crate::library::fields::{Fields, Form, lines};
use crate::library::query::Kind;

/// In the order in which they are offered.
pub const KINDS: [ContentKind; 5] = [
    ContentKind::Battlecard,
    ContentKind::CaseStudy,
    ContentKind::Document,
    ContentKind::Video,
    ContentKind::Calculator,
];

/// A kind as a form has it, and the wire.
pub const fn kind_word(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Battlecard => "battlecard",
        ContentKind::CaseStudy => "case_study",
        ContentKind::Document => "document",
        ContentKind::Video => "video",
        ContentKind::Calculator => "calculator",
    }
}

impl Entry for ContentEntry {
    const KIND: Kind = Kind::Content;

    const FORM: &'static [(&'static str, Form)] = &[
        ("title", Form::Line),
        ("kind", Form::ContentKind),
        ("url", Form::Line),
        ("language", Form::Line),
        ("snippet", Form::Long),
        ("answers", Form::Objections),
        ("stages", Form::Lines),
        ("segments", Form::Lines),
        ("competitors", Form::Lines),
        ("verifier", Form::Line),
        ("verified_on", Form::Day),
        ("verify_by", Form::Day),
    ];

    const NAME: &'static str = "title";

    fn id(&self) -> &str {
        self.content.id.as_str()
    }

    fn name(&self) -> &str {
        &self.content.title
    }

    fn version(&self) -> u32 {
        self.version
    }

    fn fields(&self) -> Fields {
        let content = &self.content;
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Fields::of([
            ("title", content.title.clone()),
            ("kind", kind_word(content.kind).to_owned()),
            ("url", text(&content.url)),
            ("snippet", text(&content.snippet)),
            ("answers", lines(&content.answers)),
            ("stages", lines(&content.stages)),
            ("segments", lines(&content.segments)),
            ("competitors", lines(&content.competitors)),
            ("language", text(&content.language)),
            ("verifier", text(&content.verifier)),
            ("verified_on", day(content.verified_on)),
            ("verify_by", day(content.verify_by)),
        ])
    }

    fn empty() -> Fields {
        Self::made("", &Fields::default(), None).fields()
    }

    fn made(id: &str, fields: &Fields, of: Option<&Self>) -> Self {
        let content = Content {
            id: ContentId::new(id),
            title: fields.line("title"),
            kind: KINDS
                .into_iter()
                .find(|kind| kind_word(*kind) == fields.text("kind"))
                .unwrap_or(ContentKind::Document),
            url: fields.optional("url"),
            snippet: fields.optional("snippet"),
            language: fields.optional("language"),
            answers: fields.list("answers").into_iter().map(ObjectionId::new).collect(),
            stages: fields.list("stages"),
            segments: fields.list("segments"),
            competitors: fields.list("competitors"),
            verifier: fields.optional("verifier"),
            // The browser's own field lets nothing else in than a day.
            verified_on: fields.line("verified_on").parse().ok(),
            verify_by: fields.line("verify_by").parse().ok(),
        };
        let (is_retired, version) = of.map_or((false, 0), |of| (of.is_retired, of.version));
        Self { content, is_retired, version }
    }

    fn taken_out(&self) -> Option<Self> {
        Some(Self { is_retired: true, ..self.clone() })
    }

    async fn put(self, seen_version: Option<u32>) -> Result<Self, Error> {
        let Self { content, is_retired, .. } = self;
        api::library::put_content(&ContentRequest { content, is_retired, seen_version }).await
    }

    fn conflict(error: &Error) -> Option<(&Self, &str)> {
        match error {
            Error::ContentChanged(conflict) => Some((&conflict.current, &conflict.error.message)),
            _ => None,
        }
    }

    async fn history(&self) -> Option<Vec<LibraryChange>> {
        api::library::content_changes(&self.content.id).await.ok().map(|history| history.changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::sample::piece;

    #[test]
    fn a_form_reads_as_it_is_filled_in() {
        let mut entry = piece("roi", "Return on investment");
        entry.content.kind = ContentKind::CaseStudy;
        entry.content.snippet = Some("two\nlines".into());
        entry.content.answers = vec![ObjectionId::new("price"), ObjectionId::new("budget")];
        entry.content.verify_by = "2026-12-31".parse().ok();
        entry.is_retired = true;
        assert_eq!(ContentEntry::made("roi", &entry.fields(), Some(&entry)), entry);
        assert_eq!(ContentEntry::empty().text("kind"), "document");
        let text = |name: &str| match name {
            "kind" => "video",
            "verified_on" | "verify_by" => "2026-11-01",
            _ => "x",
        };
        let form = ContentEntry::FORM.iter().fold(Fields::default(), |form, (name, _)| form.with(name, text(name)));
        assert_eq!(ContentEntry::made("id", &form, None).fields(), form, "a field of the form is not taken");
    }

    #[test]
    fn the_words_of_kinds_are_those_of_the_wire() {
        for kind in KINDS {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind_word(kind));
        }
    }
}
