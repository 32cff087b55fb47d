//! A form from the first keystroke until the hub has what it says. Pure.

use std::rc::Rc;

use yew::Reducible;

use crate::api::Error;
use crate::library::draft::Draft;
use crate::library::entry::Entry;
use crate::library::refusal::Refusal;

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Writing<E> {
    /// What is written.
    pub draft: Draft,
    /// As it is there, as far as this page knows.
    pub entry: Option<E>,
    /// The hub is being asked.
    pub is_saving: bool,
    /// Why it was not saved last.
    pub trouble: Option<Error>,
    /// Who changed it in the meantime, as the hub says.
    pub overtaken: Option<String>,
    /// How often it was refused: each time the focus goes where something is wrong.
    pub refusals: u32,
}

/// What happens to it.
pub enum Step<E> {
    /// A text was written into a field.
    Written(&'static str, String),
    /// What was written is not wanted, or is wanted after all.
    Replaced(Draft),
    /// The hub is asked to keep it.
    Sent,
    /// It does not.
    Failed(Error),
    /// Another version is there than the one that was seen.
    Overtaken(E, String),
}

impl<E: Entry> Writing<E> {
    /// A form as it is opened. `kept` was written earlier, maybe over an older version.
    pub fn new(entry: Option<E>, kept: Option<Draft>, overtaken: &str) -> Self {
        let Some(draft) = kept else { return Self::with(Draft::of(entry.as_ref()), entry, None) };
        match entry {
            Some(entry) if draft.seen_version != Some(entry.version()) => {
                Self::with(draft.over(&entry), Some(entry), Some(overtaken.to_owned()))
            }
            entry => Self::with(draft, entry, None),
        }
    }

    fn with(draft: Draft, entry: Option<E>, overtaken: Option<String>) -> Self {
        Self { draft, entry, is_saving: false, trouble: None, overtaken, refusals: 0 }
    }

    /// What is wrong with a field.
    pub fn refusal(&self) -> Option<Refusal> {
        Refusal::of(self.trouble.as_ref()?, E::FORM.iter().map(|(name, _)| *name).chain(["id"]))
    }

    fn after(self, step: Step<E>) -> Self {
        match step {
            // What was said of the field's former text says nothing of this one.
            Step::Written(name, text) => Self { draft: self.draft.with(name, &text), trouble: None, ..self },
            Step::Replaced(draft) => Self { draft, trouble: None, overtaken: None, ..self },
            Step::Sent => Self { is_saving: true, trouble: None, ..self },
            Step::Failed(error) => Self { is_saving: false, trouble: Some(error), refusals: self.refusals + 1, ..self },
            Step::Overtaken(now, who) => {
                let overtaken = self.draft.is_changed().then_some(who);
                Self { draft: self.draft.over(&now), entry: Some(now), is_saving: false, overtaken, ..self }
            }
        }
    }
}

impl<E: Entry> Reducible for Writing<E> {
    type Action = Step<E>;

    fn reduce(self: Rc<Self>, step: Step<E>) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(step))
    }
}

#[cfg(test)]
mod tests {
    use plumbline_protocol::error::{ErrorCode, ErrorResponse};
    use plumbline_protocol::library::ObjectionEntry;

    use super::*;
    use crate::library::sample::objection;

    fn named(name: &str, version: u32) -> ObjectionEntry {
        ObjectionEntry { version, ..objection("price", name) }
    }

    fn opened() -> Writing<ObjectionEntry> {
        Writing::new(Some(named("Price", 1)), None, "since")
    }

    #[test]
    fn what_was_written_over_an_older_version_is_told_of() {
        let kept = Draft::of(Some(&named("Price", 1))).with("name", "Too dear");
        let same = Writing::new(Some(named("Price", 1)), Some(kept.clone()), "since");
        assert_eq!((same.overtaken, same.draft), (None, kept.clone()));
        let newer = Writing::new(Some(named("Costly", 2)), Some(kept), "since");
        assert_eq!(newer.overtaken.as_deref(), Some("since"));
        assert_eq!((newer.draft.written.text("name"), newer.draft.there("name")), ("Too dear", Some("Costly")));
    }

    #[test]
    fn only_who_wrote_something_is_told_that_somebody_else_did() {
        let quiet = opened().after(Step::Overtaken(named("Costly", 2), "Ann changed this.".into()));
        assert_eq!((quiet.overtaken, quiet.draft.written.text("name")), (None, "Costly"));
        let typed = opened().after(Step::Written("name", "Too dear".into()));
        let told = typed.after(Step::Overtaken(named("Costly", 2), "Ann changed this.".into()));
        assert_eq!(told.overtaken.as_deref(), Some("Ann changed this."));
        assert_eq!((told.draft.seen_version, told.draft.written.text("name")), (Some(2), "Too dear"));
    }

    #[test]
    fn a_complaint_is_gone_once_something_else_is_written() {
        let message = "field name: is empty".to_owned();
        let error = Error::Refused(ErrorResponse { code: ErrorCode::Invalid, message });
        let refused = opened().after(Step::Sent).after(Step::Failed(error));
        assert!(!refused.is_saving);
        assert_eq!(refused.refusal().map(|refusal| refusal.field).as_deref(), Some("name"));
        assert_eq!(refused.after(Step::Written("name", "x".into())).refusal(), None);
    }
}
