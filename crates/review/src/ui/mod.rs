//! What every feature shows things with.

pub mod address;
pub mod file;
pub mod icon;
pub mod money;
pub mod notice;
pub mod picker;
pub mod size;
pub mod storage;
pub mod text;
pub mod time;
pub mod toast;
pub mod undo_key;
