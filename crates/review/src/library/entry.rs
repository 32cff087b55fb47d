//! What an objection and a piece of content have in common: each is written in a form, by version.

mod content;
mod objection;

use plumbline_protocol::library::LibraryChange;

pub use self::content::{KINDS, kind_word};
use super::fields::{Fields, Form};
use super::query::Kind;
use crate::api::Error;

/// Something that marketing keeps.
pub trait Entry: Clone + PartialEq + 'static {
    /// In which list it stands.
    const KIND: Kind;

    /// The fields in the order in which they are filled in, by their names on the wire.
    const FORM: &'static [(&'static str, Form)];

    /// The field that it is called by.
    const NAME: &'static str;

    /// Fixed once it is there.
    fn id(&self) -> &str;

    /// What it is called.
    fn name(&self) -> &str;

    /// Which version this is.
    fn version(&self) -> u32;

    /// The form filled in with it.
    fn fields(&self) -> Fields;

    /// The form before anything is filled in.
    fn empty() -> Fields;

    /// What a form says: a new one of this id, or `of` with other texts. Its version means nothing yet.
    fn made(id: &str, fields: &Fields, of: Option<&Self>) -> Self;

    /// The same, taken out of use; nothing where that cannot be.
    fn taken_out(&self) -> Option<Self>;

    /// Has the hub keep it, if what is there is still the version that was seen; `None` for what is to be new.
    fn put(self, seen_version: Option<u32>) -> impl Future<Output = Result<Self, Error>>;

    /// What is there instead of what was seen, and in whose words the hub says so.
    fn conflict(error: &Error) -> Option<(&Self, &str)>;

    /// What happened to it; nothing where its own page tells that.
    fn history(&self) -> impl Future<Output = Option<Vec<LibraryChange>>>;
}
