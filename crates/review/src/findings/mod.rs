//! What marketing should hear without asking: runs, rises, what is said last, and what content does.

mod card;
mod compared;
mod feed;
mod idle;
mod names;
mod said;
mod view;

pub use self::view::Findings;
