//! What both teams agreed, as it is in force, and for marketing a way to see what a changed agreement would change before
//! anybody puts it in force.

mod changes;
mod feed;
mod field;
mod file;
mod line;
mod outcome;
#[cfg(test)]
pub mod sample;
mod terms;
mod trial;
mod view;

pub use self::changes::Kind;
pub use self::feed::is_same;
pub use self::view::Agreement;
