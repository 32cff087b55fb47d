//! How the agreement is kept: figures over a period, each with what it means, what it is over and how current it is, and the
//! hand-offs behind it.

mod feed;
mod figures;
mod first_touch;
mod header;
mod list;
mod nothing;
mod picture;
mod query;
mod reasons;
#[cfg(test)]
pub mod sample;
mod table;
mod view;

pub use self::list::{List, Part};
pub use self::picture::{Bar, thousandths};
pub use self::query::Query;
pub use self::view::Sla;
