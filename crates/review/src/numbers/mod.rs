//! The shared numbers: pipeline, revenue and conversion over a period, the same for both teams, each figure with what it means,
//! what it is over and how current it is, and the records behind it.

mod charts;
mod choices;
mod definitions;
mod feed;
mod figures;
mod header;
mod listed;
mod nothing;
mod query;
mod records;
#[cfg(test)]
mod sample;
mod standing;
mod table;
mod view;

pub use self::charts::range;
pub use self::query::Query;
pub use self::view::Numbers;
