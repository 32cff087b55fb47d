//! Accounts to begin with.

mod demo;
mod large;
mod staff;
mod world;

pub use demo::demo;
pub use large::{Size, large};
pub use staff::staffed;
pub use world::SeedError;
