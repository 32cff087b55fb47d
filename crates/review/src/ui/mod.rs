//! What every feature shows things with.

pub mod address;
pub mod icon;
pub mod money;
pub mod notice;
pub mod storage;
pub mod text;
pub mod time;
pub mod toast;
