//! Writing an objection or a piece of content. Every keystroke is kept until the hub has it.

mod field;
mod form;
mod keeper;
mod saving;

pub use self::form::{Editor, Offers};
pub use self::keeper::Keeper;
