//! What marketing keeps: objections and the content that answers them, to be looked through, written, taken in and taken along.

mod bar;
mod content_rows;
mod draft;
mod editor;
mod entry;
mod feed;
mod fields;
mod found;
mod history;
mod id;
mod nothing;
mod objection_rows;
mod query;
mod refusal;
#[cfg(test)]
pub mod sample;
mod shelf;
mod table;
mod transfer;
mod view;

pub use self::content_rows::freshness;
pub use self::editor::{Editor, Keeper};
pub use self::entry::Entry;
pub use self::feed::{AllContent, AllObjections};
pub use self::found::usual;
pub use self::history::History;
pub use self::objection_rows::person;
pub use self::query::{Kind, Only, Open, Query};
pub use self::refusal::Refusal;
pub use self::shelf::offers;
pub use self::view::{Library, use_known};
