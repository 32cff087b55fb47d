//! An objection in a form.

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::{Handling, Objection};
use plumbline_protocol::library::{LibraryChange, ObjectionEntry, ObjectionRequest};

use super::Entry;
use crate::api::{self, Error};
use crate::library::fields::{Fields, Form, lines};
use crate::library::query::Kind;

impl Entry for ObjectionEntry {
    const KIND: Kind = Kind::Objections;

    const FORM: &'static [(&'static str, Form)] = &[
        ("name", Form::Line),
        ("owner", Form::Line),
        ("phrases", Form::Lines),
        ("stages", Form::Lines),
        ("competitors", Form::Lines),
        ("segments", Form::Lines),
    ];

    const NAME: &'static str = "name";

    fn id(&self) -> &str {
        self.objection.id.as_str()
    }

    fn name(&self) -> &str {
        &self.objection.name
    }

    fn version(&self) -> u32 {
        self.version
    }

    fn fields(&self) -> Fields {
        let Objection { id: _, name, phrases, stages, competitors, segments, owner } = &self.objection;
        Fields::of([
            ("name", name.clone()),
            ("owner", owner.clone().unwrap_or_default()),
            ("phrases", lines(phrases)),
            ("stages", lines(stages)),
            ("competitors", lines(competitors)),
            ("segments", lines(segments)),
        ])
    }

    fn empty() -> Fields {
        Self::made("", &Fields::default(), None).fields()
    }

    fn made(id: &str, fields: &Fields, of: Option<&Self>) -> Self {
        let objection = Objection {
            id: ObjectionId::new(id),
            name: fields.line("name"),
            phrases: fields.list("phrases"),
            stages: fields.list("stages"),
            competitors: fields.list("competitors"),
            segments: fields.list("segments"),
            owner: fields.optional("owner"),
        };
        match of {
            Some(of) => Self { objection, ..of.clone() },
            None => Self { objection, handling: Handling::New, merged_into: None, version: 0 },
        }
    }

    fn taken_out(&self) -> Option<Self> {
        None
    }

    async fn put(self, seen_version: Option<u32>) -> Result<Self, Error> {
        api::library::put_objection(&ObjectionRequest { objection: self.objection, seen_version }).await
    }

    fn conflict(error: &Error) -> Option<(&Self, &str)> {
        match error {
            Error::ObjectionChanged(conflict) => Some((&conflict.current, &conflict.error.message)),
            _ => None,
        }
    }

    async fn history(&self) -> Option<Vec<LibraryChange>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::sample::objection;

    #[test]
    fn a_form_reads_as_it_is_filled_in() {
        let mut entry = objection("price", "Too expensive");
        entry.objection.phrases = vec!["it costs, say, twice as much".into(), "“no budget”".into()];
        entry.objection.segments = vec!["Enterprise".into()];
        entry.objection.owner = Some("Ann".into());
        assert_eq!(ObjectionEntry::made("price", &entry.fields(), Some(&entry)), entry);
        assert_eq!(ObjectionEntry::empty().text("phrases"), "");
        let all: Vec<_> = ObjectionEntry::FORM.iter().map(|(name, _)| (*name, String::from("x"))).collect();
        let form = all.into_iter().fold(Fields::default(), |form, (name, text)| form.with(name, text));
        assert_eq!(ObjectionEntry::made("id", &form, None).fields(), form, "a field of the form is not taken");
    }
}
