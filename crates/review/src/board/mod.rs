//! The board: objections by status, with what the field says of each.

mod card;
mod column;
mod desk;
mod feed;
mod layout;
mod menu;
#[cfg(test)]
mod sample;
mod stake;
mod steer;
mod trend;
mod turn;
mod view;

pub use self::layout::Step;
pub use self::view::Board;
